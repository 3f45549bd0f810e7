"""Splits a regular expression into pieces, to find out which of them a text does not match.

A pattern has branches (alternatives), a branch has pieces, and a piece is an atom with its quantifier, as in the
grammars of POSIX and XML Schema. Only the outermost level is split: a group is one piece with all that is in it. A
pattern with comments (`(?x)`) is not split: it has no branches.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

_QUANTIFIERS = r"[*+?][+?]?|\{(?:\d+(?:,\d*)?|,\d+)\}[+?]?"
_QUANTIFIER = re.compile(_QUANTIFIERS)
_TERM = re.compile(rf"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|{_QUANTIFIERS}|\(\?[aiLmsux-]+\)|.", re.DOTALL)
_GROUP_NAME = re.compile(r"\(\?P<(\w+)>")
_LEAST_COUNT = re.compile(r"\{(\d+)")
_ZERO_WIDTH = frozenset({"^", "$", "\\b", "\\B", "\\A", "\\Z"})
_LOOKAROUND = ("(?=", "(?!", "(?<=", "(?<!")
_WHITE_SPACE = {"\\n": "\n", "\\t": "\t"}
_MOST_REPEATED = 8  # characters of a literal that is repeated
_LEAST_WEIGHT = 3  # of the only line of a heading, or of a line with letters or digits
_LEAST_WEIGHT_OF_SEVERAL = 5  # of another line


class PatternPiece(Struct, frozen=True, kw_only=True):
    """An atom of a regular expression, with its quantifier."""

    text: str
    """The text of the piece in the pattern."""
    literal: str | None = None
    """The text that each match of the piece starts with; "" for a piece of no width, None if matches can differ."""
    group: str | None = None
    """The name of the first named group in the piece; None if there is none."""
    is_open: bool = False
    """True if a match can go on after `literal`, as with `#+`."""


class LinePattern(Struct, frozen=True, kw_only=True):
    """One line of a heading, described by the literal texts that it must have."""

    above: int
    """How many lines of the heading are above this one."""
    chunks: tuple[str, ...]
    """The literal texts, in order."""
    begins: bool
    """True if the line begins with the first chunk."""

    @property
    def longest(self) -> str:
        """The longest chunk, which probably is the rarest."""
        return max(self.chunks, key=lambda chunk: len(chunk.strip()))

    @property
    def weight(self) -> int:
        """The number of characters of all chunks, without white space: how well they tell this line from others."""
        return sum(len("".join(chunk.split())) for chunk in self.chunks)


@cache
def split_branches(pattern: str) -> tuple[tuple[PatternPiece, ...], ...]:
    """The branches (alternatives) of a valid pattern, each as its pieces; none for a pattern with comments (`(?x)`)."""
    if re.compile(pattern).flags & re.VERBOSE:
        return ()
    terms = list(_terms(pattern))
    while any(_is_redundant_group(n, terms) for n in range(len(terms))):
        terms = [
            t for n, term in enumerate(terms) for t in (_terms(term[3:-1]) if _is_redundant_group(n, terms) else [term])
        ]
    branches: list[list[PatternPiece]] = [[]]
    for term in terms:
        if term == "|":
            branches.append([])
        elif _QUANTIFIER.fullmatch(term):
            branches[-1][-1:] = [_quantified(piece, term) for piece in branches[-1][-1:]]
        else:
            branches[-1].append(_piece(term))
    return tuple(map(tuple, branches))


def _terms(pattern: str) -> Iterator[str]:
    """The atoms, quantifiers and `|` of the outermost level; a group is one atom."""
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


def _is_redundant_group(index: int, terms: list[str]) -> bool:
    """True if a term is a group `(?:...)` whose parentheses can be removed without changing the pattern."""
    is_quantified = index + 1 < len(terms) and _QUANTIFIER.fullmatch(terms[index + 1])
    has_branches = "|" in terms[index] and len(terms) > 1
    return terms[index].startswith("(?:") and not is_quantified and not has_branches


def _piece(term: str) -> PatternPiece:
    """The piece of an atom without a quantifier."""
    if term in _ZERO_WIDTH or term.startswith(_LOOKAROUND) or re.fullmatch(r"\(\?[a-zA-Z-]+\)", term):
        return PatternPiece(text=term, literal="")
    if term[0] == "(":
        name = _GROUP_NAME.search(term)
        return PatternPiece(text=term, group=name[1] if name else None)
    if term[0] == "\\":
        return PatternPiece(text=term, literal=_WHITE_SPACE.get(term, None if term[1].isalnum() else term[1]))
    return PatternPiece(text=term, literal=term if len(term) == 1 and term != "." else None)


def _quantified(piece: PatternPiece, quantifier: str) -> PatternPiece:
    """The piece with a quantifier added to its text. Its literal is repeated as often as the quantifier needs.

    For the piece `#` and the quantifier `{3,6}` it is `###`, for `+` it is `#`, for `*` or `?` there is none. At most
    eight repetitions are kept.
    """
    least = _LEAST_COUNT.match(quantifier)
    count = int(least[1]) if least else int(quantifier[0] == "+")
    literal = piece.literal * min(count, _MOST_REPEATED) if piece.literal and count else None
    return replace(piece, text=piece.text + quantifier, literal=literal, is_open=True)


@cache
def line_patterns(pieces: tuple[PatternPiece, ...]) -> tuple[LinePattern, ...]:
    """The lines of a branch that have enough literal text to recognize them by."""
    lines: list[list[PatternPiece]] = [[]]
    for piece in pieces:
        if piece.text.startswith("\\n") or piece.literal == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    nonempty = [line for line in lines if line]
    patterns = (_line_pattern(above, line) for above, line in enumerate(nonempty))
    return tuple(line for line in patterns if line.chunks and _is_distinctive(line, lines=len(nonempty)))


def _line_pattern(above: int, pieces: list[PatternPiece]) -> LinePattern:
    chunks = [""]
    for piece in pieces:
        chunks[-1] += piece.literal or ""
        if piece.literal is None or piece.is_open:
            chunks.append("")
    first = list(takewhile(lambda piece: piece.literal == "", pieces))
    begins = len(first) < len(pieces) and bool(pieces[len(first)].literal)
    return LinePattern(above=above, chunks=tuple(filter(None, chunks)), begins=begins)


def _is_distinctive(line: LinePattern, *, lines: int) -> bool:
    """True if the chunks of a line are long enough to recognize a heading, which has `lines` lines, by them."""
    has_words = any(char.isalnum() for chunk in line.chunks for char in chunk)
    return line.weight >= (_LEAST_WEIGHT if lines == 1 or has_words else _LEAST_WEIGHT_OF_SEVERAL)
