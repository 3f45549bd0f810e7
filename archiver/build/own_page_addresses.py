"""Which pages a site has besides its threads and lists, and at which addresses: those of files, and of templates.

A file `_pages/guide/start.md` of the content folder is the page `/guide/start/`, drawn with `page.html`; or, if the
theme has it, with `pages/guide/start.html`, which is a page even without a file.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from archiver import urls
from archiver.config import Config
from archiver.errors import Problem
from archiver.model import Slug, SourceFile
from archiver.source import Source, SourceScan, slug_of_own_page
from archiver.theme import PAGE_TEMPLATES, Theme, find_template, template_names

_TEMPLATE = "page.html"


class OwnAddress(NamedTuple):
    """A page that is no thread and no list, and what it is made of."""

    slug: Slug
    file: SourceFile | None
    """None: the template alone is the page."""
    template: str
    made_of: str
    """The file, or else the template, relative to the project's folder, as messages name it."""


def find_own_addresses(scan: SourceScan, theme: Theme, config: Config) -> tuple[list[OwnAddress], list[Problem]]:
    """The pages, and a problem for each that has the address of something else, or none.

    Args:
        scan: has the files, and the threads.
        theme: has the templates.
        config: the project.
    """
    owners, problems, found = owners_of_addresses(scan.sources), list[Problem](), list[OwnAddress]()
    for page in _candidates(scan, theme, config):
        others = scan.beyond.owners_of(page.slug) if scan.beyond else {}
        if message := _why_not(page.slug, {**others, **owners} if others else owners):
            problems.append(Problem(path=page.made_of, line=0, message=message))
        else:
            owners[page.slug] = page.made_of
            found.append(page)
    return found, problems


def find_own_slugs(scan: SourceScan, theme: Theme, config: Config) -> frozenset[Slug]:
    """The slugs of these pages. `scan`, `theme` and `config` are those of `find_own_addresses`."""
    if not scan.own_pages and not any(name.startswith(PAGE_TEMPLATES) for name in template_names(theme)):
        return frozenset()
    return frozenset(page.slug for page in find_own_addresses(scan, theme, config)[0])


def _candidates(scan: SourceScan, theme: Theme, config: Config) -> Iterator[OwnAddress]:
    """The pages of files, then those of templates that have no file."""
    templates = {_slug_of_template(name): name for name in template_names(theme) if name.startswith(PAGE_TEMPLATES)}
    slugs = set()
    for file in scan.own_pages:
        slug = slug_of_own_page(file.path) or Slug("")
        slugs.add(slug)
        yield OwnAddress(slug, file, templates.get(slug, _TEMPLATE), file.project_path)
    for slug, name in sorted(templates.items()):
        if slug not in slugs:
            path = find_template(theme, name)
            is_in_project = path is not None and path.is_relative_to(config.root)
            made_of = path.relative_to(config.root).as_posix() if path and is_in_project else name
            yield OwnAddress(slug, None, name, made_of)


def _slug_of_template(name: str) -> Slug:
    return urls.slug_of_path(name.removeprefix(PAGE_TEMPLATES).removesuffix(".html")) or Slug("")


def owners_of_addresses(sources: Iterable[Source]) -> dict[Slug, str]:
    """What has the slug of each thread, and of each board that has some of them."""
    threads = {source.slug: source.project_path for source in sources}
    boards = {board for slug in threads for board in urls.boards_above(slug)}
    return {**{board: f'the board "{board}"' for board in boards}, **threads}


def _why_not(slug: Slug, owners: Mapping[Slug, str]) -> str:
    """Why no page can have a slug; "" if one can. `owners` has what has the slugs that are taken."""
    if not slug:
        return "its path has a name without letters and digits, so it has no address; rename it"
    if urls.is_reserved(slug):
        return f'the address "{urls.slug_url(slug)}" is that of a page of the site; rename the file'
    if slug in owners:
        return f'the address "{urls.slug_url(slug)}" is that of {owners[slug]}; rename one of the two'
    return ""
