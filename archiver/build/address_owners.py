"""What has the addresses of a site that other systems may have had, too."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from archiver import urls
from archiver.build.old_address_targets import TargetThread
from archiver.identity import LOCK_NAME
from archiver.model import FormerPages, Slug


class AddressOwner(NamedTuple):
    """What has an address."""

    name: str
    """As messages name it."""
    source: str = ""
    """The path of the source, if it is a thread."""
    has_files: bool = False
    """True for a page that has other files beside it, as its feed."""


_SITE = AddressOwner("a page of the site itself")
_FEED = urls.feed_url(urls.HOME_URL)
_SITEMAP = re.compile(r"sitemap(-[^/]+)?\.xml")
_SITE_FILES = frozenset(map(urls.output_path, (_FEED, urls.LLMS_URL, urls.ROBOTS_URL, urls.WEB_MANIFEST_URL)))


class AddressOwners:
    """Finds what has an address: threads, boards, their files, other pages, files of the site, aliases and former
    addresses.
    """

    def __init__(self, threads: Iterable[TargetThread], former_pages: FormerPages, own_pages: frozenset[Slug]) -> None:
        self._owners: dict[str, AddressOwner] = {}
        threads = tuple(threads)
        for thread in threads:
            self._enter(urls.output_path(urls.slug_url(thread.slug)), _of_thread(thread))
        for board in sorted({board for thread in threads for board in urls.boards_above(thread.slug)}):
            self._enter(urls.output_path(urls.slug_url(board)), AddressOwner(f'the board "{board}"', has_files=True))
        for slug in sorted(own_pages):
            self._enter(urls.output_path(urls.slug_url(slug)), AddressOwner("a page of _pages/ or of the theme"))
        for thread in threads:
            for alias in thread.aliases:
                self._enter(alias, AddressOwner(f"{thread.project_path}, by its aliases", thread.path))
                if page := urls.query_page(alias):
                    self._enter(page, AddressOwner("aliases with queries"))
        for former in former_pages.pages:
            self._enter(urls.output_path(former.url), AddressOwner(f"a thread in {LOCK_NAME}", former.source))

    def owner(self, path: str, key: str) -> AddressOwner | None:
        """What has the file at `path`, or the address with this `key` if there is no file; None if nothing has it."""
        if not path:
            is_page = not key or (key[0] != "?" and urls.is_page_of_the_site(key.strip("/")))
            return _SITE if is_page else None
        if urls.is_page_of_the_site(path):
            return _SITE
        return self._owners.get(urls.collision_key(path)) or self._above(path)

    def _above(self, path: str) -> AddressOwner | None:
        """What is a file where a folder above a path would be."""
        parts = urls.collision_key(path).split("/")
        above = ("/".join(parts[: end + 1]) for end in range(len(parts) - 1))
        return next((owner for file in above if (owner := self._owners.get(file) or self._beside_page(file))), None)

    def _beside_page(self, file: str) -> AddressOwner | None:
        """What has a file that is no page, as a feed, or may have it."""
        folder, _, name = file.rpartition("/")
        if not folder:
            is_of_site = name in _SITE_FILES or _SITEMAP.fullmatch(name)
            return AddressOwner("a file of the site itself") if is_of_site else None
        page = self._owners.get(f"{folder}/index.html") if name in urls.THREAD_FILES else None
        return AddressOwner(f"a file of {page.name}") if page and page.has_files else None

    def _enter(self, path: str, owner: AddressOwner) -> None:
        self._owners.setdefault(urls.collision_key(path), owner)


def _of_thread(thread: TargetThread) -> AddressOwner:
    return AddressOwner(thread.project_path, thread.path, has_files=True)
