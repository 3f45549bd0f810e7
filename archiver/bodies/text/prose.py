"""The HTML of plain text: paragraphs of writing, and code, patches, tables and drawings that must keep their columns.

In come lines without quote marks, out comes one Prose. What is set as code, by rules that only look at a paragraph:
a Python session or a traceback from its first line on; paragraphs in which columns or marks prevail; and runs of lines
that are indented or read like code. A mistake costs little: both kinds keep their line breaks and their spaces.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from archiver.bodies.text.linkify import linked
from archiver.bodies.text.quote_marks import Run
from archiver.model import Prose

_COLUMNS = re.compile(r"\S(?: {3}|\t)")
_MARKS = re.compile(r"(?:[^\w\s] *){3}|^ *\|", re.MULTILINE)
_SESSION = re.compile(r">>> |>>>\Z|Traceback \(most recent call last\):|@@ -\d")
_INDENTED = re.compile(r" *\t|  ")
_FAR_INDENTED = re.compile(r" *\t|    ")
_ITEM = re.compile(r"\s*(?:[-*+o•·]|\(?\w{1,2}[.)]|\[\d{1,3}\])\s")
_CODE = re.compile(
    r"\s*(?:def |class |import \w|from \S+ import |return\b|try:|else:|elif |except\b|finally:|@\w+|#include|[$#%] \S"
    r"|\.\.\. |<\/?\w+[^<>]*>\s*\Z)"
    r"|[\w.\[\]]+ ?[+\-]?= ?\S|[+-](?:[^\s+\-]|\s{2,}\S)"
)
_CODE_ENDS = (";", "{", "}", "):", "()", "\\", "});", "];")
_MOST_MARKS = 0.5  # of a line's characters; more are a drawing
_FULL, _FULLEST = 52, 84  # characters of a line that a mail program has broken
_WRITTEN = 0.9  # of a line's characters are letters
_WRITTEN_WORDS = 6  # in a line of an indented paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Lines that are set alike. `apart`: how many blank lines stood before them."""

    is_code: bool
    lines: list[str]
    apart: int


def typeset(runs: Sequence[Run]) -> Prose | None:
    """The prose that plain runs and patches are; None if there are but blank lines."""
    pieces = _joined(_pieces(runs))
    return _prose(pieces) if pieces else None


def typeset_apart(runs: Sequence[Run]) -> Iterator[Prose]:
    """Runs of plain lines and patches as HTML, a prose for each paragraph that stands between blank lines."""
    together: list[_Piece] = []
    for piece in _joined(_pieces(runs)):
        if together and piece.apart:
            yield _prose(together)
            together = []
        together.append(piece)
    if together:
        yield _prose(together)


def _prose(pieces: Sequence[_Piece]) -> Prose:
    text = "".join(("\n\n" if piece.apart else "\n") + "\n".join(piece.lines) for piece in pieces)
    return Prose(html="".join(map(_html, pieces)), text=text.lstrip("\n"))


def written(lines: Sequence[str]) -> str:
    """Lines of writing as a paragraph that keeps them, and says if it was a mail program that has broken them."""
    kind = "text wrapped" if _is_wrapped(lines) else "text"
    return f'<p class="{kind}" dir="auto">{linked(chr(10).join(lines))}</p>\n'


def _is_wrapped(lines: Sequence[str]) -> bool:
    """True if every line but the last is full, and none begins as an item or an indented line does."""
    *full, last = lines
    return (
        bool(full)
        and min(map(len, full)) >= _FULL
        and max(map(len, lines)) <= _FULLEST
        and not any(line[:1].isspace() or _ITEM.match(line) for line in (*full, last))
    )


def _html(piece: _Piece) -> str:
    if not piece.is_code:
        return written(piece.lines)
    return f'<pre dir="ltr" tabindex="0"><code>{linked(chr(10).join(piece.lines))}\n</code></pre>\n'


def _joined(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Code goes on over blank lines, as long as no writing comes between."""
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and piece.is_code and joined[-1].is_code:
            joined[-1].lines.extend([*[""] * piece.apart, *piece.lines])
        else:
            joined.append(piece)
    return joined


def _pieces(runs: Sequence[Run]) -> Iterator[_Piece]:
    apart = 0
    for run in runs:
        if run.is_patch:
            yield _Piece(is_code=True, lines=list(run.lines), apart=apart)
            apart = 0
            continue
        for is_blank, group in groupby(map(str.rstrip, run.lines), key=_is_blank):
            if is_blank:
                apart += len(list(group))
            else:
                yield from _parted(list(group), apart)
                apart = 0


def _is_blank(line: str) -> bool:
    return not line


def _parted(paragraph: list[str], apart: int) -> Iterator[_Piece]:
    """A paragraph in pieces, where writing and code follow each other without a blank line."""
    for is_code, group in groupby(zip(_kinds(paragraph), paragraph, strict=True), key=itemgetter(0)):
        yield _Piece(is_code=is_code, lines=[line for _, line in group], apart=apart)
        apart = 0


def _kinds(lines: list[str]) -> list[bool]:
    """For each line of a paragraph, whether it is code."""
    if len(lines) == 1:
        return [bool(_FAR_INDENTED.match(lines[0]) or _SESSION.match(lines[0])) and not _is_writing(lines)]
    text = "\n".join(lines)
    if _prevails(_COLUMNS, text, lines, _has_columns) or _prevails(_MARKS, text, lines, _is_drawn):
        return [True] * len(lines)
    session = next((n for n, line in enumerate(lines) if _SESSION.match(line)), len(lines))
    return [*_code_runs(lines[:session]), *[True] * (len(lines) - session)]


def _prevails(sign: re.Pattern[str], text: str, lines: list[str], is_so: Callable[[str], bool]) -> bool:
    """True for two lines and at least half of them. Most paragraphs haven't the sign, which is found sooner."""
    return sign.search(text) is not None and sum(map(is_so, lines)) >= max(2, len(lines) / 2)


def _has_columns(line: str) -> bool:
    return _COLUMNS.search(line) is not None


def _is_drawn(line: str) -> bool:
    """True if a line is rather marks than letters."""
    shown = "".join(line.split())
    if shown[:1] == shown[-1:] == "|":
        return True  # a row of a table
    return len(shown) > 2 and sum(map(str.isalnum, shown)) < _MOST_MARKS * len(shown)


def _code_runs(lines: list[str]) -> list[bool]:
    kinds = [False] * len(lines)
    start = 0
    looks = [*_looks_like_code(lines), False]
    for at, is_code in enumerate(looks):
        if is_code:
            continue
        if at - start > 1 and not _is_writing(lines[start:at]):
            kinds[start:at] = [True] * (at - start)
        start = at + 1
    return kinds


def _looks_like_code(lines: list[str]) -> Iterator[bool]:
    """For each line, whether it may be code; what is indented below an item of a list belongs to the item."""
    in_item = False
    for line in lines:
        indented = _INDENTED.match(line) is not None
        in_item = bool(_ITEM.match(line)) or (in_item and indented)
        yield not in_item and (indented or _CODE.match(line) is not None or line.endswith(_CODE_ENDS))


def _is_writing(lines: Sequence[str]) -> bool:
    """True if the lines read like sentences: long ones, of words."""
    words = [word for line in lines for word in line.split()]
    shown = "".join(words)
    return len(words) >= _WRITTEN_WORDS * len(lines) and sum(map(str.isalpha, shown)) >= _WRITTEN * len(shown)
