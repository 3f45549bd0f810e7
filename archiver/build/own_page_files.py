"""Reads the files of pages that are no threads and no lists: their text as HTML, and the files that they show."""

from collections.abc import Iterator
from functools import cached_property, partial
from html import escape, unescape
from typing import NamedTuple

from archiver.bodies import FirstHeading
from archiver.build.content_lookup import open_lookup
from archiver.build.drawing import is_left_out, parse_source
from archiver.build.link_targets import LinkFinder, LinkTargets
from archiver.build.media import MediaOfThread, MediaReader
from archiver.build.media_references import AddressLines, references_of
from archiver.build.tasks import Job, ThreadTask, media_options
from archiver.build.thread_media import ThreadMediaLookup, is_missing
from archiver.config import Config, Convention
from archiver.errors import Problem, Severity
from archiver.manifest import ThreadMedia
from archiver.media.lookup import FoundMedia, is_relative
from archiver.media.references import MediaReference, replace_references
from archiver.model import CrossThread, OwnPageText, ShowMedia, Slug, SourceFile, StagedFile, Thread, Url
from archiver.pages import text_of_own_page
from archiver.publish import FolderStager, Stager
from archiver.render import Renderer
from archiver.source import Source, SourceScan
from archiver.theme import Theme

WHOLE_PAGE = Convention(glob="*", thread="page")
"""How files of pages are read: each is one post, whatever headings are in it."""


class ReadOwnPage(NamedTuple):
    """What a file says, and what is wrong with it."""

    text: OwnPageText | None
    """None for a draft that is left out, and for what cannot be parsed."""
    problems: tuple[Problem, ...]
    media: ThreadMedia
    staged: tuple[StagedFile, ...]
    """What was staged of the files that it shows or links to."""


class OwnPageReader:
    """Reads the files of one scan. The arguments are those of `find_own_pages`."""

    def __init__(self, scan: SourceScan, theme: Theme, config: Config, stager: Stager | None) -> None:
        self._theme, self._config, self._is_staging = theme, config, stager is not None
        job = Job(config=config, theme=theme, staging=config.state, index=None)
        lookup = open_lookup(config, scan.files, scan.source_slugs())
        self._stager = stager or FolderStager(config.state)
        self._reader = MediaReader(files=scan.files, lookup=lookup, job=job, stager=self._stager)
        self._finder = LinkFinder(LinkTargets.of(scan, config))

    def read(self, file: SourceFile, slug: Slug) -> ReadOwnPage:
        """Read a file, whose page has the slug `slug`."""
        source = Source(file.path, file.project_path.removesuffix(file.path), slug)
        media = MediaOfThread(self._reader, _task(source))
        media.lookup = _LookupOfPage(lookup=self._reader.lookup, source=source)
        parsed = parse_source(
            (file,), source, self._config, WHOLE_PAGE, media.lookup.has_file, first_heading=FirstHeading.BELOW_TITLE
        )
        thread, problems, text = parsed.thread, parsed.problems, None
        if thread and not is_left_out(thread, self._config):
            problems += self._read_media(thread, media, AddressLines((file,), None), source)
            shown = media.shown(partial(self._renderer.translate, record=lambda _: None))
            text = text_of_own_page(thread, partial(_show, shown), self._config.relative)
        return ReadOwnPage(text, problems, media.record(), self._stager.settle(media.staged))

    @cached_property
    def _renderer(self) -> Renderer:
        """Translates words of the interface."""
        return Renderer(self._theme, self._config)

    def _read_media(
        self, thread: Thread, media: MediaOfThread, lines: AddressLines, source: Source
    ) -> tuple[Problem, ...]:
        """Follow the links of a page, and read the files that it shows; returns what is wrong with them.

        Args:
            thread: the page as a thread of one post.
            media: its media.
            lines: finds the lines of problems.
            source: its file.
        """
        media.lookup.links = self._finder.find_in_thread(thread, source).links
        if self._is_staging:
            problems = media.read(thread, lines, media_options(self._config))
        else:
            problems = media.lookup.read_all(thread, lines, lambda _: None)
        return (*problems, *_wrong_links(thread, media.lookup, lines))


class _LookupOfPage(ThreadMediaLookup):
    """Looks up the addresses in a page. One that begins with a slash is also the address of a page or an asset of the
    site, as `/all/` and `/assets/map.png`.
    """

    __slots__ = ()

    def find_referenced(self, reference: MediaReference) -> FoundMedia | None:
        """The content file or source of a reference; None if it names none, or no relative one."""
        found = super().find_referenced(reference)
        is_of_site = reference.address.startswith("/") and found and not found.path and not found.url
        return None if is_of_site else found


def _wrong_links(thread: Thread, lookup: ThreadMediaLookup, lines: AddressLines) -> Iterator[Problem]:
    """A warning for each relative link that leads to no source, no file, and no folder.

    Args:
        thread: the page as a thread of one post.
        lookup: finds sources and files.
        lines: finds the lines of the links.
    """
    for post, reference in references_of(thread):
        address = reference.address
        if not is_relative(address) or is_missing(reference) or address.startswith("/") or address.endswith("/"):
            continue
        found = lookup.find(address)
        if not found.path and not found.url:
            message = f"{address}: no source and no file has this path; correct it, or begin it with a slash"
            line = lines.line_of(address, post)
            yield Problem(path=post.file, line=line, message=message, severity=Severity.WARNING)


def _task(source: Source) -> ThreadTask:
    return ThreadTask(source=source, draws=True, cross_thread=CrossThread(), inputs="")


def _show(show_media: ShowMedia, html: str, page: Url) -> str:
    """The HTML of a passage with its media, and with pictures of the site, whose addresses begin at its root.

    Args:
        show_media: puts media into the HTML.
        html: the HTML.
        page: the page that shows it.
    """
    return replace_references(show_media(html, page), _picture_of_site)


def _picture_of_site(reference: MediaReference) -> str | None:
    if not reference.is_picture or not reference.address.startswith("/"):
        return None
    return f'<img src="{escape(reference.address)}" alt="{escape(unescape(reference.label))}">'
