"""Slugs: names of files, folders, authors and tags as segments of a path that is safe on every file system."""

import re
import unicodedata
from functools import lru_cache

from archiver.model import Slug

LONGEST_SEGMENT = 200
"""Bytes of UTF-8 in a segment. File systems stop at 255, and a page's number may still follow."""
MOST_CACHED = 16_384
"""Names and URLs that each cache of this package holds: a page of a list has hundreds of them."""
WINDOWS_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})

_PLAIN_SEGMENT = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


def slug_segment(name: str) -> str:
    """The path segment for the name of a file or folder; empty if the name has no letter or digit.

    >>> slug_segment("Lunar Eclipse!")
    'lunar-eclipse'
    >>> slug_segment("Wer zahlt für Öl?")
    'wer-zahlt-für-öl'
    """
    if _PLAIN_SEGMENT.fullmatch(name) and len(name) <= LONGEST_SEGMENT:
        return f"{name}_" if name in WINDOWS_DEVICES else name
    folded = unicodedata.normalize("NFKC", name).lower()
    hyphenated = "".join(c if is_word_character(c) else "-" for c in folded)
    return safe_segment(re.sub("-{2,}", "-", hyphenated).strip("-_"))


def slug_of_path(path: str) -> Slug | None:
    """The slug of a source path without its ending; None if a part of the path has no letter or digit.

    >>> slug_of_path("space/Lunar Eclipse")
    'space/lunar-eclipse'
    """
    folder, _, name = path.rpartition("/")
    segment = slug_segment(name)
    if not folder:
        return Slug(segment) if segment else None
    above = _slug_of_folder(folder)
    return Slug(f"{above}/{segment}") if above and segment else None


@lru_cache(MOST_CACHED)
def _slug_of_folder(path: str) -> Slug | None:
    """`slug_of_path`, cached for folders: sources come in the order of their folders."""
    return slug_of_path(path)


def board_of(slug: Slug) -> Slug:
    """The slug of the board that a thread or board belongs to; empty for the root of the site.

    >>> board_of(Slug("space/moon/lunar"))
    'space/moon'
    """
    return Slug(slug.rpartition("/")[0])


def boards_above(slug: Slug) -> tuple[Slug, ...]:
    """The slugs of all boards above a thread or board, outermost first.

    >>> boards_above(Slug("space/moon/lunar"))
    ('space', 'space/moon')
    """
    parts = slug.split("/")[:-1]
    return tuple(Slug("/".join(parts[: i + 1])) for i in range(len(parts)))


@lru_cache(MOST_CACHED)
def name_key(name: str) -> str:
    """The key by which authors and tags are grouped: equal for two spellings of one name.

    The key is the name in Unicode NFKC, case-folded, with single spaces.

    >>> name_key("  Ada   LOVELACE ")
    'ada lovelace'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def collision_key(path: str) -> str:
    """A key that is equal for two output paths if a file system may take them for one file (case, Unicode forms)."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFKC", path).casefold()


def is_word_character(char: str) -> bool:
    """True for letters, digits, marks and `_`."""
    return char == "_" or unicodedata.category(char)[0] in "LNM"


def safe_segment(segment: str) -> str:
    """A segment cut to `LONGEST_SEGMENT` bytes, with `_` after the name of a Windows device (`con_`)."""
    cut = segment.encode("utf-8", "replace")[:LONGEST_SEGMENT].decode("utf-8", "ignore")
    return f"{cut}_" if cut in WINDOWS_DEVICES else cut
