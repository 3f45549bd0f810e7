"""A regular expression taken apart, as far as it takes to say where a text departs from it.

Only the outermost level is looked at: a group is one piece, whatever is in it. What cannot be taken apart so (a
pattern with comments, as `(?x)` allows) has no pieces, and nothing is said of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

_TIMES = r"[*+?][+?]?|\{(?:\d+(?:,\d*)?|,\d+)\}[+?]?"
_QUANTIFIER = re.compile(_TIMES)
_TERM = re.compile(rf"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|{_TIMES}|\(\?[aiLmsux-]+\)|.", re.DOTALL)
_NAME = re.compile(r"\(\?P<(\w+)>")
_FEWEST = re.compile(r"\{(\d+)")
_NO_WIDTH = frozenset({"^", "$", "\\b", "\\B", "\\A", "\\Z"})
_LOOKS_AROUND = ("(?=", "(?!", "(?<=", "(?<!")
_WHITE_SPACE = {"\\n": "\n", "\\t": "\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternPiece:
    """A piece of a pattern. `literal` is what it stands for, "" without any width, None if that is not one text."""

    text: str
    literal: str | None = None
    group: str | None = None
    """The first named group in it."""
    ends_literal: bool = False
    """The text goes on with something that nobody knows, as behind `#+`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePattern:
    """A line of a heading, told by the texts that it must have, in their order."""

    above: int
    """How many lines of the heading stand before it."""
    chunks: tuple[str, ...]
    begins: bool
    """The line begins with the first of them."""

    @property
    def longest(self) -> str:
        """The text that is the rarest, most likely."""
        return max(self.chunks, key=lambda chunk: len(chunk.strip()))

    @property
    def weight(self) -> int:
        """How many characters tell it from other lines."""
        return sum(len("".join(chunk.split())) for chunk in self.chunks)


@cache
def split_branches(pattern: str) -> tuple[tuple[PatternPiece, ...], ...]:
    """The alternatives of a pattern that compiles, each in pieces."""
    if re.compile(pattern).flags & re.VERBOSE:
        return ()
    terms = list(_terms(pattern))
    while any(_is_mere_group(n, terms) for n in range(len(terms))):
        terms = [
            t for n, term in enumerate(terms) for t in (_terms(term[3:-1]) if _is_mere_group(n, terms) else [term])
        ]
    alternatives: list[list[PatternPiece]] = [[]]
    for term in terms:
        if term == "|":
            alternatives.append([])
        elif _QUANTIFIER.fullmatch(term):
            alternatives[-1][-1:] = [_repeated(piece, term) for piece in alternatives[-1][-1:]]
        else:
            alternatives[-1].append(_piece(term))
    return tuple(map(tuple, alternatives))


def _terms(pattern: str) -> Iterator[str]:
    """The terms of the outermost level; a group is one."""
    group: list[str] = []
    depth = 0
    for match in _TERM.finditer(pattern):
        term = match[0]
        depth += (term == "(") - (term == ")")
        if group or term == "(":
            group.append(term)
        if not depth:
            yield "".join(group) or term
            group = []


def _is_mere_group(at: int, terms: list[str]) -> bool:
    """Whether the pattern means what it meant without the parentheses of this term: nothing repeats or parts it."""
    is_repeated = at + 1 < len(terms) and _QUANTIFIER.fullmatch(terms[at + 1])
    has_alternatives = "|" in terms[at] and len(terms) > 1
    return terms[at].startswith("(?:") and not is_repeated and not has_alternatives


def _piece(term: str) -> PatternPiece:
    if term in _NO_WIDTH or term.startswith(_LOOKS_AROUND) or re.fullmatch(r"\(\?[a-zA-Z-]+\)", term):
        return PatternPiece(text=term, literal="")
    if term[0] == "(":
        name = _NAME.search(term)
        return PatternPiece(text=term, group=name[1] if name else None)
    if term[0] == "\\":
        return PatternPiece(text=term, literal=_WHITE_SPACE.get(term, None if term[1].isalnum() else term[1]))
    return PatternPiece(text=term, literal=term if len(term) == 1 and term != "." else None)


def _repeated(piece: PatternPiece, times: str) -> PatternPiece:
    """`#{3,6}` is three at least, `x+` one, `x*` may be none."""
    fewest = _FEWEST.match(times)
    count = int(fewest[1]) if fewest else int(times[0] == "+")
    literal = piece.literal * min(count, 8) if piece.literal and count else None
    return replace(piece, text=piece.text + times, literal=literal, ends_literal=True)


@cache
def line_patterns(pieces: tuple[PatternPiece, ...]) -> tuple[LinePattern, ...]:
    """The lines of an alternative that have texts to tell them by."""
    lines: list[list[PatternPiece]] = [[]]
    for piece in pieces:
        if piece.text.startswith("\\n") or piece.literal == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    written = [line for line in lines if line]
    made = (_line_pattern(above, line) for above, line in enumerate(written))
    return tuple(line for line in made if line.chunks and _tells(line, among=len(written)))


def _line_pattern(above: int, pieces: list[PatternPiece]) -> LinePattern:
    chunks = [""]
    for piece in pieces:
        chunks[-1] += piece.literal or ""
        if piece.literal is None or piece.ends_literal:
            chunks.append("")
    first = list(takewhile(lambda piece: piece.literal == "", pieces))
    begins = len(first) < len(pieces) and bool(pieces[len(first)].literal)
    return LinePattern(above=above, chunks=tuple(filter(None, chunks)), begins=begins)


def _tells(line: LinePattern, *, among: int) -> bool:
    """Whether a line that has these texts is likely to be meant: one of several lines must be the surer."""
    has_words = any(char.isalnum() for chunk in line.chunks for char in chunk)
    return line.weight >= (3 if among == 1 or has_words else 5)
