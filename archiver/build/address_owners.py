"""What has the addresses of a site that other systems may have had, too."""

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


_SITE = AddressOwner("a page of the site itself")


class AddressOwners:
    """Finds what has an address: threads, boards, pages that are neither, aliases and former addresses."""

    def __init__(self, threads: Iterable[TargetThread], former_pages: FormerPages, own_pages: frozenset[Slug]) -> None:
        self._owners: dict[str, AddressOwner] = {}
        threads = tuple(threads)
        for thread in threads:
            self._enter(urls.output_path(urls.slug_url(thread.slug)), AddressOwner(thread.project_path, thread.path))
        for board in sorted({board for thread in threads for board in urls.boards_above(thread.slug)}):
            self._enter(urls.output_path(urls.slug_url(board)), AddressOwner(f'the board "{board}"'))
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
            return None if key.startswith("?") or not urls.is_page_of_the_site(key.strip("/")) else _SITE
        if urls.is_page_of_the_site(path):
            return _SITE
        return self._owners.get(urls.collision_key(path)) or self._above(path)

    def _above(self, path: str) -> AddressOwner | None:
        """What is a file where a folder above a path would be."""
        parts = urls.collision_key(path).split("/")
        above = ("/".join(parts[: end + 1]) for end in range(len(parts) - 1))
        return next((owner for folder in above if (owner := self._owners.get(folder))), None)

    def _enter(self, path: str, owner: AddressOwner) -> None:
        self._owners.setdefault(urls.collision_key(path), owner)
