"""The files of dumps: which site each is of, and archives that have to be unpacked first."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archiver.importers.containers import Member, Source

POSTS = "posts"
KINDS = (POSTS, "comments", "users", "postlinks", "posthistory")
"""The tables that are read, as their files are named, in lower case."""
SITE_SETTING = "site"
_HEAD_SIZE = 4096
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}", re.IGNORECASE)
_TABLE_SUFFIX = re.compile(
    r"-(?:Posts|Comments|Users|Tags|Votes|Badges|PostLinks|PostHistory)\Z|\.(?:zip|tar|tgz|gz|bz2|xz|zst|xml)\Z", re.I
)
_PACKED = re.compile(
    r"(?:.*/)?(?:[\w-]+\.)*(?:stackexchange|stackoverflow|superuser|serverfault|askubuntu|mathoverflow|stackapps)"
    r"\.(?:com|net)(?:-\w+)?\.7z",
    re.IGNORECASE,
)
_PACKED_MARK = b"7z\xbc\xaf\x27\x1c"


class SiteDump(NamedTuple):
    """The files of a site."""

    host: str
    """The host of the site; "" if nothing tells it."""
    files: dict[str, list[Member]]
    """The files of each table, by the kind."""


def is_posts_file(member: Member) -> bool:
    """True for a file with the posts of a site."""
    if _kind_of(member.name) != POSTS and not member.name.lower().endswith((".xml", "stdin")):
        return False
    head = member.head(_HEAD_SIZE)
    return b"<posts>" in head or (b"<row " in head and b" PostTypeId=" in head)


def is_packed(member: Member) -> bool:
    """True for an archive of 7z, in which dumps are published."""
    return member.name.lower().endswith(".7z") and member.head().startswith(_PACKED_MARK)


def is_packed_dump(member: Member) -> bool:
    """True for an archive of 7z with the name of a site."""
    return _PACKED.fullmatch(member.name) is not None and is_packed(member)


def find_sites(source: Source, wanted: str) -> list[SiteDump]:
    """The sites of a source, in the order of their files.

    Args:
        source: the source.
        wanted: the host that the user has named; "" if the names of folders tell it.
    """
    sites: dict[str, SiteDump] = {}
    for member in source.members():
        kind = POSTS if is_posts_file(member) else _kind_of(member.name)
        if kind:
            folder = _TABLE_SUFFIX.sub("", member.name.rpartition("/")[0])
            site = sites.setdefault(folder, SiteDump(wanted or _find_host(folder, source), {}))
            site.files.setdefault(kind, []).append(member)
    return [site for site in sites.values() if POSTS in site.files]


def _kind_of(name: str) -> str:
    """The table that a file has, by its name; "" for any other file."""
    kind = name.rpartition("/")[2].lower().removesuffix(".xml")
    return kind if kind in KINDS else ""


def _find_host(folder: str, source: Source) -> str:
    """The host in the name of the folder, of the source, or of the folder that this is in; "" if there is none."""
    for name in (*reversed(folder.split("/")), *_names_of(source)):
        host = _TABLE_SUFFIX.sub("", _TABLE_SUFFIX.sub("", name))
        if _HOST.fullmatch(host):
            return host.lower()
    return ""


def _names_of(source: Source) -> Iterator[str]:
    path = Path(source.path).resolve()
    yield source.name
    yield path.parent.name
