"""Shapes of lines: what stays of a line when names, dates and numbers become slots.

The headings of posts have one shape.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from archiver.guess.dates import DATE

LONGEST = 200  # characters of a line that may be a heading
_TOKEN = re.compile(
    rf"(?P<date>{DATE})|(?P<key><[^<>\s]+>)|(?P<number>\d+)|(?P<word>[^\W\d_][\w'’.$-]*)|(?P<space>[ \t]+)|(?P<mark>.)"
)
_LINKING_WORDS = frozenset({"to", "re", "by", "on", "at", "wrote", "said", "from", "von", "am", "schrieb", "发表于"})


class Slot(StrEnum):
    """The kinds of pieces of a line."""

    TEXT = "text"
    """Marks and spaces, which are equal in all lines of a shape."""
    WORDS = "words"
    DATE = "date"
    NUMBER = "number"
    KEY = "key"
    """A text in angle brackets, as a message id."""


_GAP = [Slot.WORDS, Slot.TEXT]


class Piece(NamedTuple):
    """A piece of a line."""

    slot: Slot
    text: str


Shape = tuple[str, ...]
"""The slots of a line in order, with the texts of `Slot.TEXT`."""


def split_line(line: str) -> tuple[Piece, ...]:
    """The pieces of a line. Words that follow one another are one piece, but words that link are text.

    >>> [piece.text for piece in split_line("## Ann B. to #3")]
    ['## ', 'Ann B.', ' to #', '3']
    """
    pieces: list[Piece] = []
    for token in _tokens(line):
        last = pieces[-1] if pieces else None
        if token.slot is Slot.TEXT and last and last.slot is Slot.TEXT:
            pieces[-1] = Piece(Slot.TEXT, last.text + token.text)
        elif token.slot is Slot.WORDS and [piece.slot for piece in pieces[-2:]] == _GAP and pieces[-1].text == " ":
            pieces[-2:] = [Piece(Slot.WORDS, f"{pieces[-2].text} {token.text}")]
        else:
            pieces.append(token)
    return tuple(pieces)


def shape_of(pieces: tuple[Piece, ...]) -> Shape:
    """The shape of a line that has these pieces."""
    return tuple(piece.text if piece.slot is Slot.TEXT else f"\0{piece.slot}" for piece in pieces)


def _tokens(line: str) -> Iterator[Piece]:
    for match in _TOKEN.finditer(line):
        kind = match.lastgroup
        if kind == "word":
            yield Piece(Slot.TEXT if match[0].lower() in _LINKING_WORDS else Slot.WORDS, match[0])
        elif kind in {"space", "mark"}:
            yield Piece(Slot.TEXT, match[0])
        else:
            yield Piece(Slot(kind or ""), match[0])
