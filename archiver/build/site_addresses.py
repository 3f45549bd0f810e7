"""What is at the addresses of a site: threads with their posts, lists, other pages, files, and former addresses."""

from functools import lru_cache
from urllib.parse import unquote

from archiver import urls
from archiver.build.links_within import ids_in
from archiver.build.other_threads import read_thread
from archiver.config import Config
from archiver.manifest import ManifestReader
from archiver.model import Slug, Url
from archiver.source import SourceScan


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
        self._former = {page.url: page for page in reversed(manifest.former_pages.read().pages)}
        self._old, self._manifest, self._config = manifest.old_addresses, manifest, config
        self._ids = lru_cache(None)(self._read_ids)

    def fault(self, address: str) -> str:
        """Why an address leads nowhere; "" if it leads somewhere."""
        path, _, fragment = address.partition("#")
        path = path.partition("?")[0]
        slug = Slug(urls.first_page(unquote(path).removesuffix("index.html")).strip("/"))
        if slug in self._sources:
            ids = self._ids(slug)
            return f"the thread has no place {fragment}" if fragment and ids and unquote(fragment) not in ids else ""
        is_known = not slug or slug in self._pages or slug.partition("/")[0] in urls.RESERVED
        return "" if is_known or self.now(address) or self._is_file(path) else "there is nothing at this address"

    def now(self, address: str) -> str:
        """The address for a former one; "" if it is none."""
        path, _, fragment = address.partition("#")
        path = path.partition("?")[0]
        url = Url(path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/")
        if former := self._former.get(url):
            moved = next((post.url for post in former.posts if post.id == unquote(fragment)), None)
            return moved or (f"{former.target}{'#' if fragment else ''}{fragment}" if former.target else "")
        key = (urls.address_key(f"http://x{address}") or "//x").removeprefix("//x").partition("#")[0]
        led = self._old.find(key, "", fragment) or self._old.find(key, "", "")
        return led.url if led else ""

    def _is_file(self, path: str) -> bool:
        """True for a file of the last build, as a redirect page or a feed."""
        return self._manifest.has_output(urls.output_path(Url(path))) or self._manifest.has_output(
            urls.output_path(Url(f"{path}/"))
        )

    def _read_ids(self, slug: Slug) -> frozenset[str]:
        """The places in a thread; none if it cannot be read."""
        thread = read_thread(self._sources[slug], self._config)
        return ids_in(thread) if thread else frozenset()
