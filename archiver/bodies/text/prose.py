"""HTML of plain text: paragraphs of sentences, and code, patches, tables and drawings, which keep their columns.

In come lines without quote marks, out comes `Prose`. Code within a paragraph is: a Python session or a traceback, from
its first line to the end; all lines, if most have columns or are drawn with marks; successive lines that are indented
or read like code. A mistake costs little: HTML of both kinds preserves line breaks and spaces.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise, repeat
from operator import itemgetter

from msgspec import Struct

from archiver.bodies.text.linkify import linkify
from archiver.bodies.text.quote_marks import LineRun
from archiver.model import Prose

_COLUMNS = re.compile(r"\S(?: {3}|\t)")
_DRAWING = re.compile(r"(?:[^\w\s] *){3}|^ *\|", re.MULTILINE)
_SESSION_START = re.compile(r">>> |>>>\Z|Traceback \(most recent call last\):|@@ -\d")
_INDENTED = re.compile(r" *\t|  ")
_FAR_INDENTED = re.compile(r" *\t|    ")
_ITEM = re.compile(r"\s*(?:[-*+o•·]|\(?(?!PS\b)\w{1,2}[.)]|\[\d{1,3}\])\s")
_CODE = re.compile(
    r"\s*(?:def |class |import \w|from \S+ import |return\b|try:|else:|elif |except\b|finally:|@\w+|#include|[$#%] \S"
    r"|\.\.\. |<\/?\w+[^<>]*>\s*\Z)"
    r"|[\w.\[\]]+ ?[+\-]?= ?\S|[+-](?:[^\s+\-]|\s{2,}\S)"
)
_CODE_ENDS = (";", "{", "}", "):", "()", "\\", "});", "];")
_FEWEST_LETTERS = 0.5  # of the characters of a line are letters or digits; in a drawing fewer are
_SHORTEST_FULL_LINE, _LONGEST_FULL_LINE = 52, 84  # characters of a line that a mail program has wrapped
_NARROWEST_PROSE = 40  # characters of the longest line
_SPACES_PER_LINE = 5
_SENTENCE_ENDS = ".:;!?>"
_FEWEST_LETTERS_OF_PROSE = 0.9  # of the characters of the words
_WORDS_PER_LINE = 6  # at least, in prose that is indented or has signs of code


class _Passage(Struct, frozen=True, kw_only=True):
    """Successive lines of text, either all code or all prose."""

    is_code: bool
    lines: list[str]
    blank_lines: int
    """Number of blank lines before the passage."""


def render_prose(runs: Sequence[LineRun]) -> Prose | None:
    """Render runs of plain lines and patches as one `Prose`; None if all lines are blank."""
    passages = _join_code(_passages(runs))
    return _prose(passages) if passages else None


def render_paragraphs(runs: Sequence[LineRun]) -> Iterator[Prose]:
    """Render runs of plain lines and patches, with a `Prose` for each paragraph. Blank lines separate paragraphs.

    Used for text that may repeat an earlier message: each paragraph is then compared with earlier posts.
    """
    paragraph: list[_Passage] = []
    for passage in _join_code(_passages(runs)):
        if paragraph and passage.blank_lines:
            yield _prose(paragraph)
            paragraph = []
        paragraph.append(passage)
    if paragraph:
        yield _prose(paragraph)


def _prose(passages: Sequence[_Passage]) -> Prose:
    text = "".join(("\n\n" if passage.blank_lines else "\n") + "\n".join(passage.lines) for passage in passages)
    return Prose(html="".join(map(_html, passages)), text=text.lstrip("\n"))


def render_paragraph(lines: Sequence[str]) -> str:
    """Render lines of prose as an HTML paragraph.

    It has the class `wrapped` if a mail program has wrapped the lines: a theme may join them.
    """
    classes = "text wrapped" if _is_wrapped(lines) else "text"
    return f'<p class="{classes}" dir="auto">{linkify(chr(10).join(lines))}</p>\n'


def _is_wrapped(lines: Sequence[str]) -> bool:
    """True if every line but the last ends where its sentence goes on, and none is indented or starts a list item."""
    longest = max(map(len, lines))
    if (
        len(lines) == 1
        or longest > _LONGEST_FULL_LINE
        or any(line[:1].isspace() or _ITEM.match(line) for line in lines)
    ):
        return False
    is_prose = longest >= _NARROWEST_PROSE and sum(map(str.count, lines[:-1], repeat(" "))) >= _SPACES_PER_LINE * (
        len(lines) - 1
    )
    return all(
        len(line) >= _SHORTEST_FULL_LINE or (is_prose and _goes_on(line, following, longest))
        for line, following in pairwise(lines)
    )


def _goes_on(line: str, following: str, longest: int) -> bool:
    """True if a line of prose ends before a word that did not fit into it, or within a sentence.

    `following` is the line after it; `longest` is the number of characters of the paragraph's longest line.
    """
    word = following.split(" ", 1)[0]
    if word.endswith(":"):
        return False
    return len(line) + 1 + len(word) > longest or (word[:1].islower() and line[-1] not in _SENTENCE_ENDS)


def _html(passage: _Passage) -> str:
    if not passage.is_code:
        return render_paragraph(passage.lines)
    return f'<pre dir="ltr" tabindex="0"><code>{linkify(chr(10).join(passage.lines))}\n</code></pre>\n'


def _join_code(passages: Iterator[_Passage]) -> list[_Passage]:
    """Join successive passages of code, with the blank lines between them."""
    joined: list[_Passage] = []
    for passage in passages:
        if joined and passage.is_code and joined[-1].is_code:
            joined[-1].lines.extend([*[""] * passage.blank_lines, *passage.lines])
        else:
            joined.append(passage)
    return joined


def _passages(runs: Sequence[LineRun]) -> Iterator[_Passage]:
    blank_lines = 0
    for run in runs:
        if run.is_patch:
            yield _Passage(is_code=True, lines=list(run.lines), blank_lines=blank_lines)
            blank_lines = 0
            continue
        for is_blank, group in groupby(map(str.rstrip, run.lines), key=_is_blank):
            if is_blank:
                blank_lines += len(list(group))
            else:
                yield from _split_paragraph(list(group), blank_lines)
                blank_lines = 0


def _is_blank(line: str) -> bool:
    return not line


def _split_paragraph(paragraph: list[str], blank_lines: int) -> Iterator[_Passage]:
    """Split a paragraph into passages: prose and code may follow each other without a blank line.

    `blank_lines` is the number of blank lines before the paragraph.
    """
    for is_code, group in groupby(zip(_is_code_by_line(paragraph), paragraph, strict=True), key=itemgetter(0)):
        yield _Passage(is_code=is_code, lines=[line for _, line in group], blank_lines=blank_lines)
        blank_lines = 0


def _is_code_by_line(lines: list[str]) -> list[bool]:
    """Decide for each line of a paragraph whether it is code."""
    if len(lines) == 1:
        return [bool(_FAR_INDENTED.match(lines[0]) or _SESSION_START.match(lines[0])) and not _is_prose(lines)]
    text = "\n".join(lines)
    if _is_mostly(_COLUMNS, text, lines, _has_columns) or _is_mostly(_DRAWING, text, lines, _is_drawn):
        return [True] * len(lines)
    session = next((n for n, line in enumerate(lines) if _SESSION_START.match(line)), len(lines))
    return [*_code_blocks(lines[:session]), *[True] * (len(lines) - session)]


def _is_mostly(sign: re.Pattern[str], text: str, lines: list[str], is_so: Callable[[str], bool]) -> bool:
    """True if a condition holds for at least two of the lines, and for half of them.

    Args:
        sign: a pattern without whose match no line fulfils the condition. Most paragraphs have no match, which is fast.
        text: the joined lines.
        lines: the lines.
        is_so: the condition.
    """
    return sign.search(text) is not None and sum(map(is_so, lines)) >= max(2, len(lines) / 2)


def _has_columns(line: str) -> bool:
    return _COLUMNS.search(line) is not None


def _is_drawn(line: str) -> bool:
    """True if a line is a row of a table, or has more punctuation and symbols than letters and digits."""
    characters = "".join(line.split())
    if characters[:1] == characters[-1:] == "|":
        return True
    return len(characters) > 2 and sum(map(str.isalnum, characters)) < _FEWEST_LETTERS * len(characters)


def _code_blocks(lines: list[str]) -> list[bool]:
    """Decide for each line whether it belongs to at least two successive lines that may be code and are no prose."""
    is_code = [False] * len(lines)
    start = 0
    for at, may_be_code in enumerate([*_may_be_code_by_line(lines), False]):
        if may_be_code:
            continue
        if at - start > 1 and not _is_prose(lines[start:at]):
            is_code[start:at] = [True] * (at - start)
        start = at + 1
    return is_code


def _may_be_code_by_line(lines: list[str]) -> Iterator[bool]:
    """Decide for each line whether it may be code. A line that is indented below a list item belongs to the item."""
    in_item = False
    for line in lines:
        indented = _INDENTED.match(line) is not None
        in_item = bool(_ITEM.match(line)) or (in_item and indented)
        yield not in_item and (indented or _CODE.match(line) is not None or line.endswith(_CODE_ENDS))


def _is_prose(lines: Sequence[str]) -> bool:
    """True if the lines read like sentences: long lines, in which almost all characters are letters."""
    words = [word for line in lines for word in line.split()]
    characters = "".join(words)
    letters = sum(map(str.isalpha, characters))
    return len(words) >= _WORDS_PER_LINE * len(lines) and letters >= _FEWEST_LETTERS_OF_PROSE * len(characters)
