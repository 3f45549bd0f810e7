"""Threads as one HTML file, which shows itself without anything else: with its style, and its pictures in it."""

import dataclasses
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urljoin

from msgspec.structs import replace

from archiver import urls
from archiver.config import Config
from archiver.export.archive import Archive, ExportedThread
from archiver.export.elements import Adaptation, adapt_fragment
from archiver.export.files import data_uri, is_medium, mime_type
from archiver.export.links import FileLinks, resolve
from archiver.model import Page, Slug, Url
from archiver.pages.contexts import ContentsRow, ExportPage, ThreadPage
from archiver.render import Renderer
from archiver.theme import Theme, assets

_LARGEST = 32_000_000
"""Bytes of a file that is put into the HTML; Firefox shows none beyond it."""
_ALL = 1_000_000_000  # posts on a page
_ADDRESS = re.compile(r"""url\(\s*["']?(?![a-z][a-z0-9+.-]*:|#|//)([^"')\s]+)["']?\s*\)""", re.IGNORECASE)


class HtmlFormat:
    """One page with all posts of a thread, or of several, with a list of them before."""

    suffix = "html"
    suffix_of_several = "html"

    def settings(self, config: Config) -> Config:
        """A thread is one page."""
        return dataclasses.replace(config, posts_per_page=_ALL)

    def write(self, archive: Archive, file: BinaryIO) -> None:
        """Write the threads, each when it is read."""
        writer = _FileWriter(archive)
        url = urls.slug_url(archive.selection.slug)
        page = Page(path="export.html", url=url, template="export.html", context=writer.context())
        file.writelines(archive.renderer.stream(page, lambda _: None))


class _FileWriter:
    """Draws the threads of one file."""

    def __init__(self, archive: Archive) -> None:
        self._archive, selection = archive, archive.selection
        self._prefixes = {urls.slug_of_url(Url(row.url)): f"t{n}." for n, row in enumerate(selection.contents, 1)}
        if selection.is_thread:
            self._prefixes = dict.fromkeys(self._prefixes, "")
        self._links = FileLinks(place_of=self._place, base_url=archive.config.base_url)

    def context(self) -> ExportPage:
        """The context of the page, whose threads are drawn when it is rendered."""
        selection = self._archive.selection
        return ExportPage(
            title=selection.title,
            lang=selection.lang,
            contents=() if selection.is_thread else tuple(map(self._entry, selection.contents)),
            threads=map(self._draw, self._archive),
            styles=read_styles(self._archive.theme),
        )

    def _entry(self, row: ContentsRow) -> ContentsRow:
        return replace(row, url=f"#{self._prefixes[urls.slug_of_url(Url(row.url))]}_thread")

    def _place(self, slug: Slug, _page: Url, fragment: str) -> str | None:
        prefix = self._prefixes.get(slug)
        return None if prefix is None else f"#{prefix}{fragment or '_thread'}"

    def _draw(self, exported: ExportedThread) -> str:
        """The HTML of a thread, with all its posts. Raises TemplateError."""
        slug, media = exported.thread.slug, exported.media
        return "".join(
            adapt_fragment(
                draw_thread(self._archive.renderer, url, context),
                Adaptation(
                    link=partial(self._link, media, url),
                    media=partial(self._embed_shown, media, url),
                    id_prefix=self._prefixes[slug],
                    lower=0 if self._archive.selection.is_thread else 1,
                ),
            )
            for url, context in exported.pages(self._archive.renderer)
        )

    def _link(self, media: Mapping[str, Path], page: Url, link: str) -> str | None:
        target = resolve(link, page)
        return self._embed(media, target) if target and is_medium(target) else self._links.link(link, page)

    def _embed_shown(self, media: Mapping[str, Path], page: Url, _element: str, address: str) -> str | None:
        return self._embed(media, resolve(address, page))

    def _embed(self, media: Mapping[str, Path], target: str | None) -> str | None:
        """The address of a file of a thread: its bytes, if they are not too many; else that on the site, if it has one.

        Args:
            media: the files of the thread.
            target: its URL; of anything else there is none in the file.
        """
        if target is None or not is_medium(target):
            return None
        path = media.get(urls.output_path(Url(target)))
        if path is not None and path.stat().st_size <= _LARGEST:
            return data_uri(path.read_bytes(), mime_type(target))
        if path is not None:
            self._archive.notes[f"files of more than {_LARGEST // 1_000_000} MB are not in it"] += 1
        return self._archive.config.base_url and f"{self._archive.config.base_url}{target[1:]}"


def draw_thread(renderer: Renderer, url: Url, context: ThreadPage) -> str:
    """The HTML of a page of a thread without what only a site has. Raises TemplateError.

    Args:
        renderer: renders it.
        url: the URL of the page, from which links in it are relative.
        context: the page.
    """
    page = Page(path=urls.output_path(url), url=url, template="export-thread.html", context=context)
    return renderer.render(page, lambda _: None).content.decode()


def read_styles(theme: Theme) -> dict[str, str]:
    """The stylesheets of a theme, by their paths in its folder `assets`; what they load from there is in them."""
    found = assets(theme)
    return {name: _read_style(name, found) for name in found if name.endswith(".css")}


def _read_style(name: str, found: Mapping[str, Path]) -> str:
    def embedded(match: re.Match[str]) -> str:
        target = unquote(urljoin(f"/{name}", match[1]))[1:]
        path = found.get(re.split("[?#]", target)[0])
        return f"url({data_uri(path.read_bytes(), mime_type(path.name))})" if path else match[0]

    text = found[name].read_text(encoding="utf-8", errors="replace")
    return _ADDRESS.sub(embedded, text).replace("</", "<\\/")
