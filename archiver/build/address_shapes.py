"""Of which kind an address of another site is: what those of its threads have in common."""

import re


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
