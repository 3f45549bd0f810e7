"""Finds the pages in an export: HTML files, pages in MHTML files, and responses in WARCs; and files beside them.

A picture in an MHTML file is named by the name of that, `WITHIN`, and its address.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.member_progress import members_with_progress
from archiver.importers.pages.mhtml import MhtmlParts, is_mhtml, read_parts
from archiver.importers.pages.page_head import resolve
from archiver.importers.pages.page_posts import WITHIN
from archiver.importers.pages.warc import is_warc, read_responses
from archiver.importers.pages.warc_pictures import WarcPictures

_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".cgi", ".jsp")
_NO_PAGES = frozenset(
    str.split(
        "gif jpg jpeg png webp bmp ico svg css js json xml rss atom zip gz tgz bz2 rar 7z pdf mp3 mp4 txt md log tmp "
        "lock db sqlite py rb sh bin dat msi iso "
        "woff woff2 ttf eot swf doc xls lsp dwg avi mov wav ogg exe tar csv"
    )
)
"""Suffixes of files that are not looked into."""
_STARTS = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<!--")
_LARGEST = 1 << 25  # bytes of a page
_HEAD = 4096


class PageFile(NamedTuple):
    """A page of an export."""

    name: str
    """The file that it is in."""
    content: bytes
    url: str = ""
    """Its address on the original site, if its container tells."""
    charset: str | None = None
    """The charset that its container tells."""
    others: frozenset[str] = frozenset()
    """The addresses of files that are in the same file."""
    is_archived: bool = False
    """True if it is from a WARC, which may have the pictures too."""


def is_page_name(name: str) -> bool:
    """True for the names of files that are pages, or may be: `viewtopic.php?t=5`, `thread-5.html`, `thread-5`."""
    last = name.rpartition("/")[2].lower()
    stem, _, query = last.partition("?")
    if stem.endswith(_PAGES) or last.endswith(_PAGES):
        return True
    suffix = stem.rpartition(".")[2] if "." in stem else ""
    return bool(query) or suffix not in _NO_PAGES


def read_pages(source: Source, context: ImportContext, pictures: WarcPictures) -> Iterator[PageFile]:
    """All pages of an export, in the order of its files. What cannot be read is reported to `context`.

    Args:
        source: the export.
        context: is told of what is left out.
        pictures: gets the pictures of WARCs.
    """
    for member in members_with_progress(source, context):
        try:
            yield from _pages_of(member, context, pictures)
        except UnreadableError as error:
            context.problem(member.name, 0, f"left out: {error}")


def _pages_of(member: Member, context: ImportContext, pictures: WarcPictures) -> Iterator[PageFile]:
    head = member.head(_HEAD)
    if is_warc(head):
        yield from (PageFile(*page, is_archived=True) for page in read_responses(member, context, pictures))
    elif is_mhtml(member.name, head):
        yield from (PageFile(member.name, *part) for part in read_parts(member.read()))
    elif is_page_name(member.name) and looks_like_page(member.name, head):
        if member.size > _LARGEST:
            raise UnreadableError(f"it has more than {_LARGEST:,} bytes, too many for a page")
        yield PageFile(member.name, member.read())
    else:
        context.skip("files that are no pages")


def looks_like_page(name: str, head: bytes) -> bool:
    """True if a file may be an HTML page, by its name and its first bytes. Faults of PHP may stand before the page."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if name.lower().endswith(_PAGES) and start.startswith(b"<"):
        return True
    return start.startswith(_STARTS) or b"<html" in start


class FilesBeside:
    """Finds the files of an export that pages lead to."""

    def __init__(self, source: Source, pictures: WarcPictures) -> None:
        self._source, self._pictures = source, pictures
        self._parts = lru_cache(maxsize=1)(self._read_parts)
        self._exists = lru_cache(maxsize=10_000)(self._look)

    def finder(self, page: PageFile, url: str) -> Callable[[str], str]:
        """What finds the files of one page.

        Args:
            page: the page.
            url: its address on the original site, if it is known.
        """
        if page.is_archived:
            return lambda address: f"{WITHIN}{found}" if (found := resolve(url, address)) else ""
        if page.others:
            return lambda address: _find_part(page, address)
        folder = page.name.rpartition("/")[0]
        return lambda address: self._find(folder, url, address)

    def _find(self, folder: str, url: str, address: str) -> str:
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        if parts.scheme in {"http", "https"} or address.startswith("//"):
            return self._exists(f"{parts.netloc}{unquote(parts.path)}") if url else ""
        if parts.scheme or not parts.path:
            return ""
        names = (unquote(address.partition("#")[0]), unquote(parts.path))
        return next((found for name in dict.fromkeys(names) if (found := self._exists(_join(folder, name)))), "")

    def _look(self, name: str) -> str:
        if not name or name.startswith(("/", "..")) or name.lower().endswith(_PAGES):
            return ""
        return name if self._source.find(name) is not None else ""

    def reader(self, name: str) -> Callable[[], bytes] | None:
        """What reads a file that was found; None if a WARC has no such picture. It raises OSError."""
        container, mark, address = name.partition(WITHIN)
        if mark and not container:
            return self._pictures.reader(address)
        return lambda: self._parts(container).read(address) if mark else self._member(container).read()

    def _member(self, name: str) -> Member:
        member = self._source.find(name)
        if member is None:
            raise UnreadableError("it is gone")
        return member

    def _read_parts(self, name: str) -> MhtmlParts:
        """The parts of a file. Only the last file is kept, since posts of one page come together."""
        return MhtmlParts(self._member(name).read())


def _find_part(page: PageFile, address: str) -> str:
    """The part of the same file with an address on the page."""
    try:
        url = urljoin(page.url, address)
    except ValueError:
        return ""
    return f"{page.name}{WITHIN}{url}" if url in page.others else ""


def _join(folder: str, name: str) -> str:
    return normpath(f"{folder}/{name}" if folder else name) if not name.startswith("/") else ""
