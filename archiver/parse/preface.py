"""The text before the first post of a source whose posts a `[[source]]` table describes.

The title, settings, links and rulers there are the header of the file, which no page shows; the source itself stays
available next to the page. Any other words are probably those of a post whose heading the pattern misses: they become
a post without author, and a warning names their line. Linear in the length of the text.
"""

import re
from collections.abc import Collection
from functools import cache
from itertools import dropwhile
from typing import NamedTuple

from archiver.config import Convention
from archiver.errors import Severity
from archiver.parse.pattern_syntax import PatternPiece, split_branches
from archiver.parse.patterns import compile_pattern
from archiver.parse.posts import RawPost
from archiver.parse.source_lines import SourceLines
from archiver.parse.titles import Title, TitleWords, parse_title
from archiver.parse.unique_ids import preface_id

_SETTING = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?[^\W_][\w .#/()'-]{0,39}(?:\*\*|__)?[ \t]*(?::(?=[\s*_]|\Z)|\uff1a)(?:\*\*|__)?"
    r"[ \t]*(?P<value>.*)"
)
_COLONS = frozenset(":\uff1a")
_EMPHASIS = frozenset({"", *"*_ \t"})
_SENTENCE_ENDS = (".", "!", "?", "\u2026", "\u3002", "\uff01", "\uff1f")
_SHORTEST_SENTENCE = 24  # characters
_LONGEST_VALUE = 120  # characters of a value of several words
_LINKS = re.compile(
    r"[ \t*+-]*(?>(?><?https?://\S+|!?\[[^\[\]]*\]\([^()\s]*\)|<!--(?:(?!-->).)*-->)[ \t|\u00b7\u2022*+-]*)+"
)
_RULER = re.compile(r"[ \t]*([-*_=~])(?>[ \t]*\1){2,}[ \t]*")


def find_title(text: str, start: int, convention: Convention) -> Title | None:
    """The title in the text before the first post: where the table's `title` pattern matches, else the first heading.

    `start` is the index of the source's line at which the text begins; `convention` is the `[[source]]` table.
    """
    if by_pattern := find_title_by_pattern(text, start, convention):
        return by_pattern
    rows = enumerate(text.split("\n"), start + 1)
    return next((Title(title, line, line) for line, row in rows if (title := parse_title(row))), None)


def find_title_by_pattern(text: str, start: int, convention: Convention) -> Title | None:
    """The title in a text where the table's `title` pattern matches; None if it has none, or does not match.

    `start` is the index of the source's line at which the text begins; `convention` is the `[[source]]` table.
    """
    match = compile_pattern(convention.title).search(text) if convention.title else None
    if match is None:
        return None
    words = " ".join(((match[1] or "") if match.re.groups else match[0]).split())
    first = match.end() - len(match[0].lstrip())
    line = start + text.count("\n", 0, first) + 1
    return Title(words, line, line + match[0].strip().count("\n"))


@cache
def has_key_first(pattern: str) -> bool:
    """True if the headings of a pattern begin with a named group and a colon, as in `ada: words`.

    In such a source a line that looks like a setting may be a post whose heading the pattern misses.
    """
    return any(map(_begins_with_key, split_branches(pattern)))


def _begins_with_key(pieces: tuple[PatternPiece, ...]) -> bool:
    from_group = [*dropwhile(lambda piece: not piece.group and not _has_words(piece.literal or ""), pieces)]
    required = (
        piece
        for piece in from_group[1:]
        if piece.literal not in _EMPHASIS and piece.text[-1] not in "?*" and piece.text[:2] != "\\s"
    )
    after = next(required, None)
    return bool(from_group and from_group[0].group and after and after.literal in _COLONS)


class Preface(NamedTuple):
    """The text before the first post."""

    rows: dict[int, str]
    """The lines of the text by their line numbers in the source, without the lines of the title."""
    title: str
    """The title of the thread; "" if neither the front matter nor the text has one."""
    suspects: Collection[int]
    """The numbers of lines that look like the heading of a post, but do not match the pattern."""
    convention: Convention
    """The `[[source]]` table of the source."""


def preface_to_posts(lines: SourceLines, preface: Preface, raw_posts: list[RawPost]) -> list[RawPost]:
    """Make a post of the text before the first post heading, if it has words that are not part of a file's header.

    No text of a post must be lost, even if the pattern misses its heading. The post has no author.

    Args:
        lines: the source; a warning about the text is added to it.
        preface: the text before the first post heading.
        raw_posts: the posts after it, at least one.

    Returns:
        A list with the post; an empty list if the text is a header alone.
    """
    strange = [n for n, row in preface.rows.items() if row and _is_strange(n, row, preface)]
    line = _first_new_words(strange, preface) if strange else None
    if line is None:
        return []
    what = f"text before the first post heading (line {raw_posts[0].line}) becomes a post without author"
    how = f'mend the pattern of [[source]] "{preface.convention.glob}", or let its title take this in'
    lines.problem(line, f"{what}; {how}", Severity.WARNING)
    separators = (n for n, row in preface.rows.items() if n < line and _is_separator(row, preface.convention))
    begin = max((n + 1 for n in separators), default=0)
    rows = {n: row for n, row in preface.rows.items() if n >= begin}
    first = next(n for n, row in rows.items() if row.strip())
    id_ = preface_id(raw_post.id for raw_post in raw_posts)
    body = _body(list(rows.values()), preface.convention)
    return [RawPost(id=id_, file=lines.path, line=first, body=body)]


def _is_strange(number: int, row: str, preface: Preface) -> bool:
    """True if a line has words that are not part of a header."""
    looks_like_heading = number in preface.suspects
    # Where posts begin with a key and a colon, a line that looks like a setting may be somebody's words.
    if not looks_like_heading and is_setting(row) and not has_key_first(preface.convention.post):
        return False
    if not _has_words(row) or _is_separator(row, preface.convention):
        return False
    return looks_like_heading or not _LINKS.fullmatch(row)


def _first_new_words(numbers: list[int], preface: Preface) -> int | None:
    """The first of these line numbers whose line looks like a heading, or has words that the title lacks."""
    title = TitleWords(preface.title)
    return next((n for n in numbers if n in preface.suspects or not title.contains(preface.rows[n])), None)


def _has_words(row: str) -> bool:
    return any(map(str.isalnum, row))


def is_setting(row: str) -> bool:
    """True for a short `key: value`, with or without Markdown emphasis; not if the value is a sentence.

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
    return len(value) <= _LONGEST_VALUE and not (len(value) > _SHORTEST_SENTENCE and value.endswith(_SENTENCE_ENDS))


def _is_separator(row: str, convention: Convention) -> bool:
    """True for a thematic break (`---`, `***`), and for the separator of posts of the convention."""
    separator = convention.separator
    return bool(_RULER.fullmatch(row) or (separator and compile_pattern(separator).fullmatch(row)))


def _body(rows: list[str], convention: Convention) -> str:
    """The lines as the body of a post, without blank lines and separators at their end."""
    while not rows[-1].strip() or _is_separator(rows[-1], convention):
        rows.pop()
    return "\n".join(rows).strip("\n")
