"""What stands before the first post of a source in another's convention.

The title, settings, links and rulers there are that convention's own header, which is kept in the source beside the
page. Any other words are somebody's, most likely those of a post whose heading the pattern misses: they become a post
without author, and a problem names their line. Linear in the text.
"""

import re
from collections.abc import Collection
from functools import cache
from itertools import dropwhile
from typing import NamedTuple

from archiver.config import Convention
from archiver.errors import Severity
from archiver.parse.pattern_syntax import PatternPiece, split_branches
from archiver.parse.patterns import compiled
from archiver.parse.posts import Lines, RawPost, parse_title
from archiver.parse.titles import Said, Title
from archiver.parse.unique_ids import NO_ID, PREFACE

_SETTING = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?[^\W_][\w .#/()'-]{0,39}(?:\*\*|__)?[ \t]*(?::(?=[\s*_]|\Z)|\uff1a)(?:\*\*|__)?"
    r"[ \t]*(?P<value>.*)"
)
_COLONS = frozenset(":\uff1a")
_MARKS = frozenset({"", *"*_ \t"})
_ENDS = (".", "!", "?", "\u2026", "\u3002", "\uff01", "\uff1f")  # of sentences
_SHORTEST_SENTENCE = 24  # characters
_LONGEST_VALUE = 120  # characters of a value of several words
_LINKS = re.compile(
    r"[ \t*+-]*(?>(?><?https?://\S+|!?\[[^\[\]]*\]\([^()\s]*\)|<!--(?:(?!-->).)*-->)[ \t|\u00b7\u2022*+-]*)+"
)
_RULER = re.compile(r"[ \t]*([-*_=~])(?>[ \t]*\1){2,}[ \t]*")


def find_title(preface: str, start: int, convention: Convention) -> Title | None:
    """The title in the text before the first post, which begins at the line `start` (an index)."""
    if convention.title and (match := compiled(convention.title).search(preface)):
        text = " ".join(((match[1] or "") if match.re.groups else match[0]).split())
        first = match.end() - len(match[0].lstrip())
        line = start + preface.count("\n", 0, first) + 1
        return Title(text, line, line + match[0].strip().count("\n"))
    rows = enumerate(preface.split("\n"), start + 1)
    return next((Title(title, line, line) for line, row in rows if (title := parse_title(row))), None)


@cache
def begins_with_key(pattern: str) -> bool:
    """Whether the posts of a pattern begin with what they tell of themselves and a colon, as in `ada: words`."""
    return any(map(_has_key_first, split_branches(pattern)))


def _has_key_first(pieces: tuple[PatternPiece, ...]) -> bool:
    begin = [*dropwhile(lambda piece: not piece.group and not _has_words(piece.literal or ""), pieces)]
    must = (p for p in begin[1:] if p.literal not in _MARKS and p.text[-1] not in "?*" and p.text[:2] != "\\s")
    behind = next(must, None)
    return bool(begin and begin[0].group and behind and behind.literal in _COLONS)


class Preface(NamedTuple):
    """The lines before the first post by their numbers, without the title; and what is shown as the title."""

    rows: dict[int, str]
    shown: str
    suspects: Collection[int]
    """Lines that look like the heading of a post."""
    has_settings: bool
    """False where posts themselves begin with `key: value`, so that such a line may be somebody's words."""
    convention: Convention


def keep_preface(lines: Lines, preface: Preface, raw_posts: list[RawPost]) -> list[RawPost]:
    """The post that these lines become, before those of `raw_posts`, if they have words that are no header's."""
    strange = [n for n, row in preface.rows.items() if row and _is_strange(n, row, preface)]
    line = _first_unsaid(strange, preface) if strange else None
    if line is None:
        return []
    what = f"text before the first post heading (line {raw_posts[0].line}) becomes a post without author"
    how = f'mend the pattern of [[source]] "{preface.convention.glob}", or let its title take this in'
    lines.problem(line, f"{what}; {how}", Severity.WARNING)
    begin = max((n + 1 for n, row in preface.rows.items() if n < line and _parts(row, preface.convention)), default=0)
    kept = {n: row for n, row in preface.rows.items() if n >= begin}
    first = next(n for n, row in kept.items() if row.strip())
    is_free = all(raw_post.id != PREFACE for raw_post in raw_posts)
    return [RawPost(id=PREFACE if is_free else NO_ID, line=first, body=_body(list(kept.values()), preface.convention))]


def _is_strange(number: int, row: str, preface: Preface) -> bool:
    """Whether a line has words, and not those of a header."""
    looks_like_heading = number in preface.suspects
    if not looks_like_heading and preface.has_settings and is_setting(row):
        return False
    if not _has_words(row) or _parts(row, preface.convention):
        return False
    return looks_like_heading or not _LINKS.fullmatch(row)


def _first_unsaid(strange: list[int], preface: Preface) -> int | None:
    """The first line that looks like a heading, or says more than the title."""
    shown = Said(preface.shown)
    return next((n for n in strange if n in preface.suspects or not shown.has(preface.rows[n])), None)


def _has_words(row: str) -> bool:
    return any(map(str.isalnum, row))


def is_setting(row: str) -> bool:
    """True for a short `key: value`, with or without marks of Markdown; a sentence behind the colon is none.

    >>> is_setting("**Topic ID**: 12"), is_setting("- Tags: a, b"), is_setting("Tags:"), is_setting("**To read**:")
    (True, True, True, True)
    >>> is_setting("Note: all of this was told before."), is_setting("Posted by ada:"), is_setting("ada wrote")
    (False, False, False)
    """
    match = _SETTING.fullmatch(row)
    if match is None:
        return False
    value = match["value"].rstrip()
    if not value:
        return " " not in row.strip() or "**" in row
    if value.isascii() and " " not in value:
        return True
    return len(value) <= _LONGEST_VALUE and not (len(value) > _SHORTEST_SENTENCE and value.endswith(_ENDS))


def _parts(row: str, convention: Convention) -> bool:
    """Whether a line is a ruler, or the separator of posts."""
    separator = convention.separator
    return bool(_RULER.fullmatch(row) or (separator and compiled(separator).fullmatch(row)))


def _body(rows: list[str], convention: Convention) -> str:
    while not rows[-1].strip() or _parts(rows[-1], convention):
        rows.pop()
    return "\n".join(rows).strip("\n")
