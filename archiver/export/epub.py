"""Threads as a book: EPUB 3.3, a ZIP archive with a document of XHTML for each page of a thread.

Equal threads give equal bytes: the date of the book is that of its newest post, and its identifier is made from the
addresses of its threads.
"""

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from archiver import urls
from archiver.config import Config
from archiver.export.archive import Archive, ExportedThread
from archiver.export.book_package import CONTAINER, BookItem, BookPackage, package_document
from archiver.export.elements import Adaptation, Syntax, adapt_document
from archiver.export.files import is_medium, mime_type
from archiver.export.html_file import draw_thread, read_styles
from archiver.export.links import FileLinks, resolve
from archiver.export.selection import Selection
from archiver.export.zip_entries import zip_entry
from archiver.model import Moment, Page, Slug, Url
from archiver.pages.contexts import BookPage, ContentsRow, ThreadPage

_FOLDER = "book"
_SHOWN = {
    "img": frozenset({"image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"}),
    "audio": frozenset({"audio/mpeg", "audio/mp4", "audio/ogg"}),
    "video": frozenset({"video/mp4", "video/webm"}),
}
"""The types of files that every reading system shows, by the element that shows them (EPUB 3.3, section 3.2)."""
_PAGE = re.compile(r"/page-([0-9]+)/\Z")
_NOT_SHOWN = "files of types that books cannot show are not in it"


class EpubFormat:
    """A book with a chapter for each page of a thread."""

    suffix = "epub"
    suffix_of_several = "epub"

    def settings(self, config: Config) -> Config:
        """The settings of the project, unchanged."""
        return config

    def write(self, archive: Archive, file: BinaryIO) -> None:
        """Write the threads, each when it is read, then the table of contents and the list of all files."""
        with ZipFile(file, "w", ZIP_DEFLATED) as packed:
            packed.writestr(zip_entry("mimetype", is_stored=True), b"application/epub+zip")
            packed.writestr(zip_entry("META-INF/container.xml"), CONTAINER)
            book = _Book(archive, packed)
            for exported in archive:
                book.add(exported)
            book.finish()


@dataclass(slots=True)
class _Book:
    """A book that is being written."""

    _archive: Archive
    _packed: ZipFile
    _numbers: Mapping[Slug, int] = field(init=False)
    _links: FileLinks = field(init=False)
    _items: dict[str, BookItem] = field(default_factory=dict)
    """The files of the book by name."""
    _chapters: list[ContentsRow] = field(default_factory=list)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)
    """The ids of posts of the chapters that are written, by the names of these."""
    _modified: Moment | None = None

    def __post_init__(self) -> None:
        contents = self._archive.selection.contents
        self._numbers = {urls.slug_of_url(Url(row.url)): number for number, row in enumerate(contents, 1)}

    def add(self, exported: ExportedThread) -> None:
        """Write the chapters of a thread, and the pictures in them. Raises TemplateError."""
        pages = exported.pages(self._archive.renderer)
        for url, context in pages:
            self._ids[self._name(url)] = frozenset({*(post.id for post in context.posts), "_thread"})
        for url, context in pages:
            self._add_chapter(exported, url, context)

    def _add_chapter(self, exported: ExportedThread, url: Url, context: ThreadPage) -> None:
        number, name = context.pagination.number, self._name(url)
        title = f"{context.title} ({number})" if number > 1 else context.title
        page = BookPage(
            title=title, lang=context.lang, body=draw_thread(self._archive.renderer, url, context), contents=()
        )
        adaptation = Adaptation(
            link=partial(self._link, url),
            media=partial(self._add_medium, exported.media, url),
            syntax=Syntax.XHTML,
        )
        self._write_document(name, page, adaptation)
        self._chapters.append(ContentsRow(title=title, lang=context.lang, url=name, started=None))
        if context.modified and (self._modified is None or context.modified.at > self._modified.at):
            self._modified = context.modified

    def _write_document(self, name: str, page: BookPage, adaptation: Adaptation) -> None:
        drawn = self._archive.renderer.render(
            Page(path=name, url=Url(f"/{name}"), template="book.html", context=page), lambda _: None
        )
        text = adapt_document(drawn.content.decode(), adaptation)
        self._write(name, text.encode(), "application/xhtml+xml", "mathml" if "<math" in text else "")

    def _write(self, name: str, content: bytes, kind: str, properties: str = "") -> None:
        self._packed.writestr(zip_entry(f"{_FOLDER}/{name}"), content)
        self._items[name] = BookItem(name, kind, properties)

    def _name(self, url: Url) -> str:
        """The name of the chapter for a page of a thread, by its URL."""
        page = _PAGE.search(url)
        return f"t{self._numbers[urls.slug_of_url(url)]:05}-{int(page[1]) if page else 1}.xhtml"

    def _link(self, page: Url, link: str) -> str | None:
        """A link of a page in the book."""
        links = FileLinks(place_of=partial(self._place, self._name(page)), base_url=self._archive.config.base_url)
        return links.link(link, page)

    def _place(self, current: str, slug: Slug, page: Url, fragment: str) -> str | None:
        """The place of a post or a thread; of a post of a later thread, the beginning of that.

        Args:
            current: the chapter that has the link.
            slug: the slug of the thread.
            page: the URL of its page, with the post.
            fragment: the id of the post.
        """
        if slug not in self._numbers:
            return None
        name, post = self._name(page), fragment.partition(":~:")[0]
        known = self._ids.get(name, frozenset())
        place = post if post in known or (name == current and ":" in post) else ""
        return f"{'' if name == current and place else name}{f'#{place}' if place else ''}"

    def _add_medium(self, media: Mapping[str, Path], page: Url, element: str, address: str) -> str | None:
        """The name of a picture, a sound or a video in the book, to which it is added; None if no book shows it.

        Args:
            media: the files of the thread.
            page: the URL of the page that shows it.
            element: the element that shows it.
            address: its address on that page.
        """
        target = resolve(address, page) or ""
        path = media.get(urls.output_path(Url(target))) if is_medium(target) else None
        kind = mime_type(target)
        if path is None or kind not in _SHOWN.get(element, ()):
            self._archive.notes[_NOT_SHOWN] += path is not None
            return None
        name = f"media-{target.rpartition('/')[2]}"
        if name not in self._items:
            self._write(name, path.read_bytes(), kind)
        return name

    def finish(self) -> None:
        """Write the table of contents, the style, and the list of all files."""
        selection, config = self._archive.selection, self._archive.config
        page = BookPage(title=selection.title, lang=selection.lang, body="", contents=tuple(self._chapters))
        plain = Adaptation(link=lambda link: link, media=lambda *_: None, syntax=Syntax.XHTML)
        self._write_document("nav.xhtml", page, plain)
        self._items["nav.xhtml"] = self._items["nav.xhtml"]._replace(properties="nav")
        self._write("book.css", read_styles(self._archive.theme).get("book.css", "").encode(), "text/css")
        package = BookPackage(
            identifier=_identifier(config, selection),
            title=selection.title,
            lang=selection.lang or config.lang,
            modified=self._modified,
            items=tuple(self._items.values()),
            spine=("nav.xhtml", *(chapter.url for chapter in self._chapters)),
            publisher=config.title,
            source=config.base_url and f"{config.base_url}{urls.slug_url(selection.slug)[1:]}",
        )
        self._packed.writestr(zip_entry(f"{_FOLDER}/package.opf"), package_document(package))


def _identifier(config: Config, selection: Selection) -> str:
    """A name of the book: equal for each export of the same threads (RFC 9562, version 8)."""
    addresses = [f"{config.base_url or config.title} {row.url}" for row in selection.contents]
    digest = hashlib.blake2b("\n".join(addresses).encode(), digest_size=16).digest()
    bits = int.from_bytes(digest, "big")
    bits = bits & ~(0xF << 76) | (0x8 << 76)
    bits = bits & ~(0x3 << 62) | (0x2 << 62)
    return f"urn:uuid:{uuid.UUID(int=bits)}"
