"""Finds the plan of a list page by its path, in one commit of the manifest."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from archiver import pages, urls
from archiver.build.own_page_links import with_led_links
from archiver.build.own_pages import OwnPages
from archiver.config import Config
from archiver.manifest import Groups, ManifestReader, summary_from_json
from archiver.model import ALIASED, GroupKey, Hit, PagePlan, Slug
from archiver.pages.contexts import CountRow
from archiver.search import open_project_index

_TOP = Slug("")


@dataclass(slots=True, kw_only=True, weakref_slot=True)
class ListPlans:
    """The plans of lists, feeds, redirects, and pages of the whole site; each is made when it is asked for.

    One object serves one commit of the manifest and one configuration: it remembers which lists there are.
    """

    config: Config
    own_pages: OwnPages
    """The pages that are no threads and no lists, as they were when this was made."""
    _groups: dict[str, GroupKey] = field(default_factory=dict)
    """The groups that have lists, by the folders of their lists in the output folder, each with a slash at its end."""
    _boards: dict[Slug, tuple[CountRow, ...]] = field(default_factory=dict)

    def find(self, path: str, manifest: ManifestReader) -> PagePlan | None:
        """The plan of a page.

        Args:
            path: the file, relative to the output folder.
            manifest: the commit.

        Returns:
            None if no list, feed, redirect or page of the site has this path.
        """
        if file := manifest.old_addresses.file(path):
            return pages.plan_old_address(file)
        catalogue = manifest.groups
        if not self._groups:
            self._read_groups(catalogue)
        folder = f"{urls.first_page(path.rpartition('/')[0] + '/').rstrip('/')}/"
        group = self._groups.get(folder)
        plans = pages.plan_group(group, self._boards, catalogue, self.config) if group else self._of_site(manifest)
        return next((plan for plan in plans if plan.path == path), None)

    def _read_groups(self, catalogue: Groups) -> None:
        self._boards = pages.boards_below(catalogue, self.config)
        for kind, lists in pages.LIST_KINDS.items():
            for group in catalogue.groups(kind):
                self._groups[urls.output_path(lists.url(group)).removesuffix("index.html")] = group.key

    def _of_site(self, manifest: ManifestReader) -> Iterator[PagePlan]:
        catalogue, top = manifest.groups, self._boards.get(_TOP, ())
        yield from pages.plan_site(top, catalogue, self.config, [plan.url for plan in self.own_pages.plans])
        own_pages = with_led_links(self.own_pages, manifest, self.config)
        yield from (*own_pages.plans, *own_pages.tombstones)
        yield pages.plan_statistics(manifest.figures.read(), top, catalogue, self.config)
        former_pages = manifest.former_pages.read()
        queries = manifest.old_addresses.query_pages()
        if catalogue.group(ALIASED) or former_pages.pages or queries:
            parse_summary = partial(summary_from_json, zone=self.config.zone)
            made_of = self.own_pages.made_of
            yield from pages.plan_redirects(catalogue, parse_summary, made_of, former_pages, queries, self.config).pages
        if self.config.feeds:
            yield from pages.plan_saved_searches(self.config, self._find_newest)

    def _find_newest(self, query: str, limit: int) -> tuple[Hit, ...]:
        index = open_project_index(self.config)
        return index.search(f"order:newest {query}", limit=limit, zone=self.config.zone).hits
