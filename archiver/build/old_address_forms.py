"""Addresses of originals that lead on from here, in the forms that they had on the sites which the archive replaces."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from archiver import urls
from archiver.build.identities import IdentityRecords
from archiver.build.old_address_targets import TargetThread
from archiver.config import FormerSite
from archiver.identity import ids_of

_PLACEHOLDER = re.compile(r"\\\{(slug|id|post)\\\}")
_PATTERNS = {"slug": r"(?P<slug>[^/?#&]+)", "id": r"(?P<id>[^/?#&]+)", "post": r"(?P<post>[^/?#&]+)"}
_NUMBER = re.compile(r"[A-Za-z_-]*([0-9]{1,15})")


class FormerPlace(NamedTuple):
    """An address on a former site, and what is in its place."""

    host: str
    thread: TargetThread
    address: urls.OldAddress
    position: int
    """That of the post in its thread, from 1; 0 for the whole thread."""


def former_addresses(
    sites: Iterable[FormerSite], threads: Iterable[TargetThread], identities: IdentityRecords
) -> Iterator[FormerPlace]:
    """All addresses on former sites that follow from what sources say of their originals.

    Args:
        sites: the former sites.
        threads: the threads of the archive.
        identities: what is known of them.
    """
    for site in sites:
        for thread in threads:
            if site.board is None or thread.slug.startswith(f"{site.board.strip('/')}/"):
                record = identities[thread.path]
                originals = dict(_original(line) for line in record.originals.split("\n") if line)
                for key, position in _OfThread(site, originals, record.posts or "").all():
                    address = urls.parse_old_address(key)
                    if not isinstance(address, str):
                        yield FormerPlace(site.host, thread, address, position)


def _original(line: str) -> tuple[int, str]:
    position, _, address = line.partition(" ")
    return int(position), address


class _OfThread:
    """The addresses of a thread on a site, as paths.

    Args:
        site: the site.
        originals: the addresses of the thread (0) and its posts, by position.
        posts: the ids of its posts, as `IdentityRecord.posts` has them.
    """

    def __init__(self, site: FormerSite, originals: dict[int, str], posts: str) -> None:
        self._site, self._posts = site, ids_of(posts)
        found = ((at, self._path(address)) for at, address in originals.items())
        self._paths = {at: path for at, path in found if path is not None and at <= len(self._posts)}

    def all(self) -> Iterator[tuple[str, int]]:
        """The addresses, each with a position."""
        yield from ((path, at) for at, path in self._paths.items())
        values = self._values()
        if values is None:
            return
        for form in self._site.thread:
            if filled := _filled(form, values):
                yield filled, 0
        for at, id_ in enumerate(self._posts, 1):
            for form in self._site.post:
                if (post := self._post(at, id_)) and (filled := _filled(form, {**values, "post": post})):
                    yield filled, at

    def _path(self, address: str) -> str | None:
        """An address without scheme and host; None if it is on another site."""
        key = urls.address_key(address)
        host = urls.host_of_key(key) if key else ""
        return urls.encoded_key(key[len(host) :]) if key and host == self._site.host else None

    def _values(self) -> dict[str, str] | None:
        """What the placeholders are in the address of the thread; None if it has no such address."""
        if not self._site.thread and not any("{id}" in form or "{slug}" in form for form in self._site.post):
            return {}
        own = self._paths.get(0)
        matches = (_pattern(form).fullmatch(own) for form in self._site.thread) if own else ()
        match = next(filter(None, matches), None)
        return match.groupdict() if match else None

    def _post(self, at: int, id_: str) -> str:
        """What stands for a post: the value in its own address, or else the number in its id; "" for nothing."""
        own = self._paths.get(at)
        matches = (_pattern(form).fullmatch(own) for form in self._site.post) if own else ()
        match = next(filter(None, matches), None) or _NUMBER.fullmatch(id_)
        return (match["post"] if "post" in match.re.groupindex else match[1]) if match else ""


@lru_cache(256)
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER.sub(lambda match: _PATTERNS[match[1]], re.escape(form)))


def _filled(form: str, values: dict[str, str]) -> str:
    """A form with its values; "" if one is not known."""
    for name in ("slug", "id", "post"):
        if f"{{{name}}}" in form:
            if not values.get(name):
                return ""
            form = form.replace(f"{{{name}}}", values[name])
    return form
