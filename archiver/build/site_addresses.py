"""What is at the addresses of a site: threads with their posts, lists, other pages, files, and former addresses."""

import re
from functools import lru_cache
from urllib.parse import unquote, urljoin

from archiver import urls
from archiver.build.links_within import ids_in, leads_to_one, place_of
from archiver.build.other_threads import read_thread
from archiver.config import Config
from archiver.manifest import ManifestReader
from archiver.model import PostId, Slug, Tombstone, Url
from archiver.quotes.archived_links import own_host
from archiver.source import SourceScan

WEB = ("http://", "https://")
"""Beginnings of addresses with a host."""


class SiteAddresses:
    """Looks addresses up, each from the root of the site on.

    Args:
        scan: the sources.
        own_pages: the slugs of the pages that are no threads and no lists.
        manifest: the last build, with former addresses.
        config: the project.
    """

    def __init__(self, scan: SourceScan, own_pages: frozenset[Slug], manifest: ManifestReader, config: Config) -> None:
        self._sources = {source.slug: source for source in scan.sources}
        self._pages = own_pages.union(board for slug in self._sources for board in urls.boards_above(slug))
        former_pages = manifest.former_pages.read()
        self._former = {page.url: page for page in reversed(former_pages.pages)}
        self._notes = {(one.source, note.id): note for one in former_pages.threads for note in one.tombstones}
        self._old, self._manifest, self._config = manifest.old_addresses, manifest, config
        self._ids = lru_cache(None)(self._read_ids)

    def fault(self, address: str) -> str:
        """Why an address leads nowhere; "" if it leads somewhere."""
        path, _, fragment = address.partition("#")
        path, slug = path.partition("?")[0], _slug_in(path)
        if slug in self._sources:
            ids = self._ids(slug)
            is_there = not ids or leads_to_one(fragment, ids) or self.note(address)
            return "" if is_there else f"the thread has no place {fragment}"
        if now := self.now(address):
            return self.fault(now)
        is_known = not slug or slug in self._pages or slug.partition("/")[0] in urls.RESERVED or self.is_file(path)
        return "" if is_known else "there is nothing at this address"

    def now(self, address: str) -> str:
        """The address for a former one; "" if it is none."""
        if note := self.note(address):
            return note.url or ""
        path, _, fragment = address.partition("#")
        path = path.partition("?")[0]
        url = Url(path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/")
        if former := self._former.get(url):
            moved = next((post.url for post in former.posts if post.id == unquote(fragment)), None)
            return moved or (f"{former.target}{'#' if fragment else ''}{fragment}" if former.target else "")
        key = (urls.address_key(f"http://x{address}") or "//x").removeprefix("//x").partition("#")[0]
        keys = dict.fromkeys((key, f"{self._config.subpath.rstrip('/')}{key}"))
        for one in keys:
            if fragment and (led := self._old.find(one, "", fragment)):
                return led.url
            if led := self._old.find(one, "", ""):
                return self._with_place(led.url, fragment)
        return ""

    def _with_place(self, url: str, fragment: str) -> str:
        """The address to which a browser goes that is led from one with a fragment to `url`, if that place is there."""
        kept = f"{url}#{fragment}"
        return kept if fragment and "#" not in url and not self.fault(kept) else url

    def note(self, address: str) -> Tombstone | None:
        """The note in place of a post that a thread does not have any more."""
        path, _, fragment = address.partition("#")
        source = self._sources.get(_slug_in(path))
        return self._notes.get((source.path, PostId(place_of(fragment)))) if source else None

    def is_file(self, path: str) -> bool:
        """True for a file of the last build, as a redirect page or a feed; `path` is from the root of the site on."""
        return self._manifest.has_output(urls.output_path(Url(path))) or self._manifest.has_output(
            urls.output_path(Url(f"{path}/"))
        )

    def _read_ids(self, slug: Slug) -> frozenset[str]:
        """The places in a thread; none if it cannot be read."""
        thread = read_thread(self._sources[slug], self._config)
        return ids_in(thread) if thread else frozenset()


def _slug_in(path: str) -> Slug:
    """The slug in an address without a fragment."""
    return Slug(urls.first_page(unquote(path.partition("?")[0]).removesuffix("index.html")).strip("/"))


def path_within_site(address: str, page: Url, config: Config) -> str:
    """The address of a link from the root of the site on; "" for one of another site.

    Args:
        address: the address, as in the link.
        page: the page that it is on.
        config: where the site is.
    """
    base = config.base_url
    if not address.startswith(WEB):
        path = urljoin(f"{config.subpath}{page[1:]}", address)
    elif not base or urls.host_of_key(urls.address_key(address) or "") != own_host(base):
        return ""
    else:
        path = re.sub(r"\Ahttps?://[^/?#]*", "", address, flags=re.IGNORECASE) or "/"
    return f"/{path.removeprefix(config.subpath)}" if path.startswith(config.subpath) else ""
