"""Patterns for the headings of posts, found by the lines that repeat."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from archiver.guess.dates import pattern_of
from archiver.guess.line_classes import MARKS, LineClass, line_classes
from archiver.guess.samples import Sample
from archiver.guess.shapes import LONGEST, Piece, Shape, Slot, shape_of, split_line

_LEAST_SHARE = 0.6  # of the files that have lines of a shape, if it is that of headings
_CLOSE_SHARE = 0.8  # of the headings that have a line of one shape above or below
_MOST_CANDIDATES = 6
_MOST_LINES = 4  # of a heading
_LONGEST_PART = 3  # pieces of a line that other headings lack
_NEEDLESS = re.compile(r"\\([ #&~\t-])")
_BY = re.compile(r"(?:@|\bby|\bfrom\W*|\bauthor\W*|\buser\W*|\bvon|作者\W*)\s*\Z", re.IGNORECASE)
_REPLY = re.compile(r"(?:\bto|\bre|\b(?:in-)?reply-to\W*)\s*#?\Z", re.IGNORECASE)


class Shorter(NamedTuple):
    """A class of lines that lack a part of others: that between the slots `start` and `end`."""

    lines: LineClass
    start: int
    end: int


class _Names:
    """Gives each group of a pattern to one slot."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str, pattern: str) -> str:
        """The pattern as the group `name`, if it is free."""
        if name in self._taken:
            return f"(?:{pattern})"
        self._taken.add(name)
        return f"(?P<{name}>{pattern})"


def find_patterns(samples: Sequence[Sample]) -> Iterator[str]:
    """Patterns that may be those of the posts' headings, the most promising first."""
    lines = [sample.lines for sample in samples]
    classes = line_classes(lines)
    likely = [c for c in classes.values() if _may_be_headings(c, _shorter(c, classes), len(lines))]
    likely.sort(key=lambda c: c.weight, reverse=True)
    for anchor in likely[:_MOST_CANDIDATES]:
        yield from _patterns(anchor, classes, lines)


def _may_be_headings(lines: LineClass, shorter: Shorter | None, files: int) -> bool:
    """True for lines that stand in most files, repeat, and have a date, a number, a key, or a mark at their begin.

    Of lines with nothing but a mark there are several in some files: one in each is rather its title, as is `# Words`.
    """
    places = [*lines.places, *(shorter.lines.places if shorter else ())]
    in_files = len({place.sample for place in places})
    usual = shorter.lines if shorter and len(shorter.lines.places) > len(lines.places) else lines
    has_slot = any(part.startswith("\0") for part in lines.shape)
    is_title = usual.weight[0] == 1 and (len(places) < 1.5 * in_files or usual.shape[0].startswith("# "))
    return len(places) > 1 and in_files >= _LEAST_SHARE * files and has_slot and usual.weight[0] > 0 and not is_title


def _shorter(lines: LineClass, classes: Mapping[Shape, LineClass]) -> Shorter | None:
    """The most frequent class of lines that lack a part of these, which has a slot; None if there is none.

    It is no part that has a date: then the lines that lack it are rather headings in posts.
    """
    found: list[Shorter] = []
    for length in range(1, _LONGEST_PART + 1):
        for start in range(1, len(lines.shape) - length + 1):
            part = lines.shape[start : start + length]
            other = classes.get(lines.shape[:start] + lines.shape[start + length :])
            if other and other.weight[0] > 0 and "\0date" not in part and any(p.startswith("\0") for p in part):
                found.append(Shorter(other, start, start + length))
    return max(found, key=lambda one: (len(one.lines.places), one.start), default=None)


def _patterns(anchor: LineClass, classes: Mapping[Shape, LineClass], lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Patterns of headings that have a line of the class `anchor`: with the lines around it, and alone."""
    above, below = _around(anchor, lines, -1), _around(anchor, lines, 1)
    if above or below:
        yield "^" + r"\n".join(_several(above[::-1], anchor, below)) + "$"
    if shorter := _shorter(anchor, classes):
        start, end = shorter.start, shorter.end
        parts = [*_parts(_merged(anchor, shorter), _Names())]
        yield "^" + "".join([*parts[:start], "(?:", *parts[start:end], ")?", *parts[end:]]) + "$"
    yield f"^{pattern_of_lines(anchor)}$"


def _merged(lines: LineClass, shorter: Shorter) -> LineClass:
    """The lines of a class, and those that lack a part of them with this part."""
    start, end = shorter.start, shorter.end
    part = lines.pieces[0][start:end]
    filled = [pieces[:start] + part + pieces[start:] for pieces in shorter.lines.pieces]
    return LineClass(lines.shape, pieces=[*lines.pieces, *filled])


def _several(above: list[LineClass | None], anchor: LineClass, below: list[LineClass | None]) -> Iterator[str]:
    names = _Names()
    for lines in (*above, anchor, *below):
        yield "".join(_parts(lines, names)) if lines else r"\S.*"


def _around(anchor: LineClass, lines: Sequence[Sequence[str]], step: int) -> list[LineClass | None]:
    """The classes of the lines that stand above (`step` -1) or below (1) nearly all lines of a class, without blank
    lines between; None for lines of different shapes.
    """
    found: list[LineClass | None] = []
    for distance in range(1, _MOST_LINES):
        rows = [_row(lines[place.sample], place.line + step * distance) for place in anchor.places]
        near = [row for row in rows if row.strip() and len(row) <= LONGEST]
        if len(near) < _CLOSE_SHARE * len(rows):
            return found
        pieces = [split_line(row.rstrip()) for row in near]
        shape, count = Counter(map(shape_of, pieces)).most_common(1)[0]
        is_one = count >= _CLOSE_SHARE * len(rows) and count > 1
        if not (_is_key_line(shape) if is_one else step < 0 and all(_begins_with_mark(row) for row in near)):
            return found
        same = [p for p in pieces if shape_of(p) == shape]
        found.append(LineClass(shape, pieces=same) if is_one else None)
        if not is_one:
            return found
    return found


def _is_key_line(shape: Shape) -> bool:
    """True for the shape of a line that belongs to a heading: it has a mark at its begin, a date, or a colon."""
    return shape[0].startswith(MARKS) or "\0date" in shape or any(":" in part for part in shape)


def _begins_with_mark(row: str) -> bool:
    return not row[0].isalnum() and not row[0].isspace()


def _row(rows: Sequence[str], number: int) -> str:
    return rows[number] if 0 <= number < len(rows) else ""


def _parts(lines: LineClass, names: _Names) -> Iterator[str]:
    """The pieces of a pattern for the lines of a class, one for each slot or text."""
    before = ""
    author = _author_slot(lines)
    for at, _ in enumerate(lines.shape):
        values = [pieces[at] for pieces in lines.pieces]
        first = values[0]
        is_last = at == len(lines.shape) - 1
        if first.slot is Slot.TEXT or (first.slot is Slot.WORDS and _is_constant(values)):
            yield _literal(first.text)
        else:
            yield _group(first, before, is_author=at == author, is_last=is_last, names=names)
        before += first.text


def pattern_of_lines(lines: LineClass) -> str:
    """The pattern of the lines of a class."""
    return "".join(_parts(lines, _Names()))


def _literal(text: str) -> str:
    """A pattern for a text, readable; several spaces may be any number of them.

    >>> _literal("## Post #"), _literal("#   on (")
    ('## Post #', '#\\\\s+on \\\\(')
    """
    escaped = _NEEDLESS.sub(r"\1", re.escape(text))
    return re.sub(r"[ \t]{2,}", r"\\s+", escaped)


def _author_slot(lines: LineClass) -> int | None:
    """The slot with the names of authors: behind a mark or word that says so, else the first whose words differ."""
    differing = [
        at
        for at in range(len(lines.shape))
        if lines.pieces[0][at].slot is Slot.WORDS and not _is_constant([pieces[at] for pieces in lines.pieces])
    ]
    named = (at for at in differing if _BY.search("".join(piece.text for piece in lines.pieces[0][:at])))
    return next(named, differing[0] if differing else None)


def _is_constant(values: list[Piece]) -> bool:
    return len({piece.text for piece in values}) == 1 and (len(values) > 1 or values[0].text.isupper())


def _group(piece: Piece, before: str, *, is_author: bool, is_last: bool, names: _Names) -> str:
    """The part of a pattern that takes the values of a slot.

    Args:
        piece: one of the values.
        before: the text of its line before it.
        is_author: the slot has the names of authors.
        is_last: the line ends behind it.
        names: gives each group to one slot.
    """
    any_text = ".+" if is_last else ".+?"
    match piece.slot:
        case Slot.DATE:
            return names.take("date", pattern_of(piece.text))
        case Slot.NUMBER:
            return names.take("reply_to" if _REPLY.search(before) else "id", r"\d+")
        case Slot.KEY:
            return f"<{names.take('reply_to' if _REPLY.search(before) else 'id', '[^<>]+')}>"
        case _:
            return names.take("author", any_text) if is_author else any_text


def group_values(pattern: str, samples: Sequence[Sample], group: str) -> list[str]:
    """The values of a group of a pattern in the samples."""
    compiled = re.compile(pattern, re.MULTILINE)
    if group not in compiled.groupindex:
        return []
    return [match[group] for sample in samples for match in compiled.finditer(sample.text) if match[group]]
