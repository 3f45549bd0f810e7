"""The lines of the samples, by their shapes: only those that may be headings of posts."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from archiver.guess.shapes import LONGEST, Piece, Shape, shape_of, split_line

MARKS = tuple("#@=*-[<~+")
"""Marks with which headings begin."""
_HAS_SIGN = re.compile(r"[#@=*[<~+-]|.*[\d<]")  # a mark at the begin, or what a date, number or key has
_NO_HEADINGS = re.compile(
    r"[ \t]*(?:>|\||[-*+] (?!\*\*)|\d+[.)] |```|~~~|<!--|!?\[[^\]]*\]\(|<(?:p|div|br|img|a|li|ul|/))"
)
_WORDS = re.compile(r"#+ \D*\Z")
_MANY_FILES = 6
_OF_EACH_FILE = 0.8  # of the files that have a line once, if it is that of a part of each file


class SamplePlace(NamedTuple):
    """A line of a sample."""

    sample: int
    line: int


@dataclass(slots=True)
class LineClass:
    """The lines of one shape."""

    shape: Shape
    places: list[SamplePlace] = field(default_factory=list)
    pieces: list[tuple[Piece, ...]] = field(default_factory=list)

    @property
    def weight(self) -> tuple[int, int]:
        """How much it looks like the shape of headings."""
        signs = 4 * ("\0date" in self.shape) + 2 * ("\0number" in self.shape) + 2 * ("\0key" in self.shape)
        return signs + self.shape[0].startswith(MARKS), len(self.places)


def line_classes(lines: Sequence[Sequence[str]]) -> dict[Shape, LineClass]:
    """The lines of each sample by their shapes."""
    classes: dict[Shape, LineClass] = {}
    parts = _headings_of_parts(lines)
    for sample, rows in enumerate(lines):
        for number, row in enumerate(rows):
            if len(row) <= LONGEST and _HAS_SIGN.match(row) and not _NO_HEADINGS.match(row) and row not in parts:
                pieces = split_line(row.rstrip())
                found = classes.setdefault(shape_of(pieces), LineClass(shape_of(pieces)))
                found.places.append(SamplePlace(sample, number))
                found.pieces.append(pieces)
    return classes


def _headings_of_parts(lines: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines that nearly each file has once, as `## Raw message`: headings of a file's parts, and of no post."""
    if len(lines) < _MANY_FILES:
        return frozenset()
    once = Counter(row for rows in lines for row, count in Counter(rows).items() if count == 1 and _WORDS.match(row))
    return frozenset(row for row, files in once.items() if files >= _OF_EACH_FILE * len(lines))
