"""The pages that a site has besides threads and lists: of files in `content/_pages/`, and of templates of the theme.

What a file says is stored in the manifest, with what it was read from: only files that have changed, or whose pictures
or links lead elsewhere, are parsed.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from archiver.build.keys import joined_digest, media_key, parsing_key
from archiver.build.own_page_addresses import OwnAddress, find_own_addresses
from archiver.build.tasks import media_options
from archiver.config import Config, convention_for
from archiver.errors import Problem
from archiver.manifest import NO_DIGEST, OwnPageRecord, ThreadMedia
from archiver.model import Digest, PagePlan, SourceFile, StagedFile, digest_of
from archiver.publish import Stager
from archiver.source import SourceScan
from archiver.stat_signatures import RACY
from archiver.theme import PAGE_TEMPLATES, Theme, template_names


class OwnPageMedia(Struct, frozen=True, kw_only=True):
    """The files that a page shows or links to, as they were read."""

    record: ThreadMedia
    staged: tuple[StagedFile, ...]


class OwnPages(Struct, frozen=True, kw_only=True):
    """The pages that are no threads and no lists, and what is wrong with their files."""

    plans: tuple[PagePlan, ...] = ()
    tombstones: tuple[PagePlan, ...] = ()
    """The pages at the addresses of threads that are taken down; no list and no sitemap has them."""
    problems: tuple[Problem, ...] = ()
    made_of: Mapping[str, str] = field(default_factory=dict)
    """The file or template that each page is made of, as messages name it, by the path of the page."""
    records: Mapping[str, OwnPageRecord] = field(default_factory=dict)
    """What the files say, by content path."""
    media: Mapping[str, OwnPageMedia] = field(default_factory=dict)
    """The media of those files that were read anew, by content path."""

    @property
    def named(self) -> frozenset[str]:
        """The content paths, and addresses on other sites, that the pages link to or show."""
        return frozenset(name for record in self.records.values() for name in record.names)


def find_own_pages(
    scan: SourceScan,
    theme: Theme,
    config: Config,
    stager: Stager | None,
    before: Mapping[str, OwnPageRecord] | None = None,
) -> OwnPages:
    """Plan the pages that are no threads and no lists; what parses is imported only for files that have to be read.

    Args:
        scan: has their files, the threads, and the files that they may show.
        theme: has their templates.
        config: the project.
        stager: takes the files that they show; None: they are only looked for.
        before: what files said before, by content path: they are not read again where nothing has changed.
    """
    if not scan.own_pages and not any(name.startswith(PAGE_TEMPLATES) for name in template_names(theme)):
        return OwnPages(tombstones=_plan_tombstones(scan))
    addresses, problems = find_own_addresses(scan, theme, config)
    files = [page for page in addresses if page.file]
    records, media = _read(files, scan, theme, config, stager, before or {}) if files else ({}, {})
    planned = list(_plan(addresses, records))
    return OwnPages(
        plans=tuple(plan for plan, _ in planned),
        tombstones=_plan_tombstones(scan),
        problems=(*problems, *(problem for record in records.values() for problem in record.problems)),
        made_of={plan.path: page.made_of for plan, page in planned},
        records=records,
        media=media,
    )


def _plan_tombstones(scan: SourceScan) -> tuple[PagePlan, ...]:
    if not scan.removed:
        return ()
    from archiver.pages import plan_tombstone

    return tuple(plan_tombstone(slug, removal) for slug, removal in sorted(scan.removed))


def _plan(
    addresses: Iterable[OwnAddress], records: Mapping[str, OwnPageRecord]
) -> Iterator[tuple[PagePlan, OwnAddress]]:
    """The plans of pages, in the order of their addresses; none for drafts and for files that cannot be parsed.

    `records` has what their files say.
    """
    from archiver.pages import plan_own_page

    for page in sorted(addresses):
        text = records[page.file.path].text if page.file else None
        if text or not page.file:
            yield plan_own_page(page.slug, page.template, text), page


def _read(
    pages: list[OwnAddress],
    scan: SourceScan,
    theme: Theme,
    config: Config,
    stager: Stager | None,
    before: Mapping[str, OwnPageRecord],
) -> tuple[dict[str, OwnPageRecord], dict[str, OwnPageMedia]]:
    """What files say, and the media of those that are read anew, by content path.

    `pages` are those of the files; the other arguments are those of `find_own_pages`.
    """
    keys, records, media = _FileKeys(scan, theme, config), dict[str, OwnPageRecord](), dict[str, OwnPageMedia]()
    reader = None
    for page in pages:
        if (file := page.file) is None:
            continue
        record = before.get(file.path)
        if record is None or record.key == NO_DIGEST or record.key != keys.key(file, record.names):
            from archiver.build.own_page_files import OwnPageReader

            reader = reader or OwnPageReader(scan, theme, config, stager)
            read = reader.read(file, page.slug)
            names = tuple(sorted(dict(read.media.uses)))
            key = keys.key(file, names) if read.media.is_complete else NO_DIGEST
            record = OwnPageRecord(key, names, read.text, read.problems)
            media[file.path] = OwnPageMedia(record=read.media, staged=read.staged)
        records[file.path] = record
    return records, media


class _FileKeys:
    """The keys of files. The arguments are those of `find_own_pages`."""

    def __init__(self, scan: SourceScan, theme: Theme, config: Config) -> None:
        from archiver.build.content_lookup import open_lookup

        self._lookup = open_lookup(config, scan.files, scan.source_slugs())
        self._config, self._files = config, scan.files
        self._threads = scan.sources_by_path()
        self._own = {file.path: digest_of(file.content) for file in scan.own_pages}
        settings = repr((config.lang, config.posts_per_page, config.offline))
        self._common = joined_digest(
            parsing_key(None, config), media_key(media_options(config)), theme.digest, settings
        )

    def key(self, file: SourceFile, names: tuple[str, ...]) -> Digest:
        """The digest of all that decides what a file says, which shows or links to `names`; NO_DIGEST if one of these
        may have changed since it was last looked at.
        """
        states = [self._state(name) for name in names]
        if None in states:
            return NO_DIGEST
        return joined_digest(self._own[file.path], self._common, *(state or "" for state in states))

    def _state(self, name: str) -> str | None:
        """What a name leads to, and a text that changes with it; None if it may have changed."""
        path, signature = self._lookup.resolve(name), 0
        if source := self._threads.get(name):
            signature, of_target = source.signature, repr(convention_for(source.path, self._config.conventions))
        elif path in self._files:
            signature, of_target = self._files[path], ""
        else:
            return f"{name}\n{path}\n{self._own.get(name, '')}"
        return None if signature == RACY else f"{name}\n{path}\n{signature}\n{of_target}"
