"""Finds the pages that a site has besides its threads, and parses those of Markdown files.

A file `_pages/guide/start.md` of the content folder is the page `/guide/start/`, drawn with `page.html`; or, if the
theme has it, with `pages/guide/start.html`, which is a page even without a file.
"""

from collections.abc import Iterable
from functools import partial
from html import escape, unescape

from archiver import urls
from archiver.bodies import FirstHeading
from archiver.build.drawing import is_left_out, parse_source
from archiver.build.media_references import AddressLines, references_of
from archiver.config import Config, Convention
from archiver.errors import Problem, Severity
from archiver.media.elements import page_link_html
from archiver.media.lookup import MediaLookup
from archiver.media.references import MediaReference, replace_references
from archiver.model import PagePlan, Slug, SourceFile, Thread, Url
from archiver.pages import plan_page_of_file, plan_page_of_template
from archiver.source import Source, SourceScan, slug_of_own_page
from archiver.theme import PAGE_TEMPLATES, Theme, template_names

_NOT_PUBLISHED = "no source has this path, and files beside pages are not published; write /assets/… for one of a theme"
_WHOLE = Convention(glob="*", thread="page")
"""A file is one post, whatever headings are in it."""


def plan_own_pages(scan: SourceScan, theme: Theme, config: Config) -> tuple[list[PagePlan], list[Problem]]:
    """Plan the pages, and say what is wrong with their files: also if a thread, a board or a list has the URL of one.

    Args:
        scan: has the files, and the threads.
        theme: has the templates.
        config: the project.
    """
    templates = {_slug_of_template(name): name for name in template_names(theme) if name.startswith(PAGE_TEMPLATES)}
    lookup = MediaLookup((), lambda _: None, scan.source_slugs())
    taken, plans, problems = _taken(scan.sources), dict[Slug, PagePlan](), list[Problem]()
    for file in scan.own_pages:
        slug = slug_of_own_page(file.path) or Slug("")
        if message := _why_not(slug, taken, plans):
            problems.append(Problem(path=file.project_path, line=0, message=message))
            continue
        thread, found = _parse(file, slug, lookup, config)
        problems += found
        if thread:
            plans[slug] = plan_page_of_file(thread, templates.get(slug, "page.html"), partial(_show, lookup, file.path))
    for slug, name in templates.items():
        if slug and slug not in plans and not _why_not(slug, taken, {}):
            plans[slug] = plan_page_of_template(slug, name)
    return [plan for _, plan in sorted(plans.items())], problems


def _slug_of_template(name: str) -> Slug:
    return urls.slug_of_path(name.removeprefix(PAGE_TEMPLATES).removesuffix(".html")) or Slug("")


def _taken(sources: Iterable[Source]) -> set[Slug]:
    """The slugs of all threads and boards."""
    threads = {source.slug for source in sources}
    return threads | {board for slug in threads for board in urls.boards_above(slug)}


def _why_not(slug: Slug, taken: set[Slug], plans: dict[Slug, PagePlan]) -> str:
    """Why no page can have a slug; "" if one can."""
    if not slug:
        return "its path has a name without letters and digits, so it has no address; rename it"
    if urls.is_reserved(slug):
        return f'the address "{urls.slug_url(slug)}" is that of a page of the site; rename the file'
    if slug in taken or slug in plans:
        return f'the address "{urls.slug_url(slug)}" is that of a thread, a board or another page; rename the file'
    return ""


def _parse(
    file: SourceFile, slug: Slug, lookup: MediaLookup, config: Config
) -> tuple[Thread | None, tuple[Problem, ...]]:
    """A file as a thread of one post, None for a draft and for what cannot be parsed; and what is wrong with it.

    Args:
        file: the file.
        slug: the slug of its page.
        lookup: finds the pages of sources.
        config: the project.
    """
    parsed = parse_source(
        (file,), Source(file.path, file.project_path, slug), config, _WHOLE, first_heading=FirstHeading.BELOW_TITLE
    )
    if parsed.thread is None or is_left_out(parsed.thread, config):
        return None, parsed.problems
    lines = AddressLines((file,), None)
    missing = [
        Problem(
            path=file.project_path,
            line=lines.line_of(reference.address, post),
            message=f"{reference.address}: {_NOT_PUBLISHED}",
            severity=Severity.WARNING,
        )
        for post, reference in references_of(parsed.thread)
        if not reference.address.startswith("/")
        and not reference.address.endswith("/")
        and not lookup.find(reference.address, file.path).url
    ]
    return parsed.thread, (*parsed.problems, *missing)


def _show(lookup: MediaLookup, path: str, html: str, page: Url) -> str:
    """The HTML of a passage with pictures of the site, whose addresses begin at its root, and links to sources.

    Args:
        lookup: finds the pages of sources.
        path: the file, relative to the content folder.
        html: the HTML.
        page: the page that shows it.
    """

    def show(reference: MediaReference) -> str | None:
        if url := lookup.find(reference.address, path).url:
            return page_link_html(reference, url, page)
        if not reference.is_picture or not reference.address.startswith("/"):
            return None
        return f'<img src="{escape(reference.address)}" alt="{escape(unescape(reference.label))}">'

    return replace_references(html, show)
