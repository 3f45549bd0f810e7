"""Of which kind an address of another site is: what those of its threads have in common."""

import re
from collections.abc import Iterable

from archiver import urls
from archiver.config import Config
from archiver.errors import Severity


class AddressClaims:
    """Says of which addresses elsewhere the archive should have the threads.

    Args:
        originals: the keys of the addresses of all originals.
        config: the sites that it replaces.
    """

    def __init__(self, originals: Iterable[str], config: Config) -> None:
        self._shapes = frozenset(map(shape_of, originals))
        self._forms = [(site.host, form) for site in config.former_sites for form in (*site.thread, *site.post)]

    def claim(self, address: str) -> Severity | None:
        """How bad it is if the archive does not have what was at an address: an error on a site that it replaces, a
        warning if only the addresses of its originals are of that kind, as those of other projects on one host may be.
        """
        key = (urls.address_key(address) or "").partition("#")[0]
        if any(fits(key, host, form) for host, form in self._forms):
            return Severity.ERROR
        return Severity.WARNING if shape_of(key) in self._shapes else None


def shape_of(key: str) -> str:
    """What the key of an address has in common with those of the same kind: host, first segment, names of parameters,
    and which segments are numbers.

    >>> shape_of("//forum.example/t/lost-probe/991"), shape_of("//forum.example/viewtopic.php?f=2&t=991")
    ('//forum.example/t/-/0', '//forum.example/viewtopic.php?f&t')
    """
    address, _, query = key.partition("#")[0].partition("?")
    host, *segments = address.removeprefix("//").split("/")
    kinds = [
        segment if number == 0 and not segment.isdigit() else _kind(segment) for number, segment in enumerate(segments)
    ]
    names = "&".join(part.partition("=")[0] for part in query.split("&"))
    return f"//{'/'.join((host, *kinds))}{'?' if query else ''}{names}"


def _kind(segment: str) -> str:
    return "0" if segment.partition(".")[0].isdigit() else "-"


def fits(key: str, host: str, form: str) -> bool:
    """True if a `key` is one on a `host`, in a `form` of `FormerSite`."""
    parts = re.split(r"\{\w+\}", form)
    return key.startswith(host) and re.fullmatch(r"[^/?#&]+".join(map(re.escape, parts)), key[len(host) :]) is not None
