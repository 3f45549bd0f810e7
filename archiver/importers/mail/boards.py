"""The board of a mail: its mailing list, its newsgroup, or the file that it is in."""

import re
from functools import lru_cache

from archiver.importers.mail.headers import Headers, decode_words

_LIST_ID = re.compile(r"<([^<>\s]+)>")
_BARE_LIST_ID = re.compile(r"[^.]+\..+", re.DOTALL)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_PERIOD = re.compile(
    rf"(?:\d{{4}}(?:[-_]?(?:q[1-4]|\d\d|{_MONTHS}|[a-z]{{3}}))?|\d{{6}}|week-of-mon-\d{{8}}|\d{{8}})", re.IGNORECASE
)
_NO_NAMES = frozenset({"topics", "mbox", "mail", "messages", "cur", "new", "tmp", "stdin"})
_SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".txt", ".mbox", ".mbx", ".mail", ".eml")
"""Suffixes of names of files, in the order in which they are taken off."""


def board_of_mail(headers: Headers, member: str) -> tuple[str, ...]:
    """The board of a mail; () if nothing names one. `member` is the name of its mbox, or of its folder.

    >>> board_of_mail({"list-id": "Talk about moons <moons.lists.example.org>"}, "a.mbox")
    ('moons',)
    >>> board_of_mail({}, "moons/2004-May.txt"), board_of_mail({}, "2004-May.txt")
    (('moons',), ())
    """
    name = decode_words(_list_id(headers.get("list-id", ""))).partition(".")[0]
    if name.strip("-_"):
        return (name,)
    if groups := headers.get("newsgroups", ""):
        first = decode_words(groups).split(",")[0].strip()
        if first:
            return (first,)
    return board_of_file(member)


def _list_id(value: str) -> str:
    """The id in a `List-Id:` field: what is in angle brackets, else its last word if that has a dot; "" if none is."""
    if in_brackets := _LIST_ID.search(value):
        return in_brackets[1]
    last = (value.rsplit(None, 1) or [""])[-1].replace("<", ">").rpartition(">")[2]
    return last if _BARE_LIST_ID.fullmatch(last) else ""


@lru_cache(1024)
def board_of_file(member: str) -> tuple[str, ...]:
    """The board that the name of a file stands for: the name itself, or, if it is that of a month, of its folder.

    >>> board_of_file("moons.mbox.gz"), board_of_file("2004-May.txt.gz")
    (('moons',), ())
    """
    for part in reversed(member.split("/")):
        name = part.lstrip(".")
        for suffix in _SUFFIXES:
            name = name.removesuffix(suffix)
        if name and not _PERIOD.fullmatch(name) and name.lower() not in _NO_NAMES:
            return (name,)
    return ()
