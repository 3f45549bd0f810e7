"""Explains to the user why a pattern does not match at an offset of a text: how far it matches, and what follows there.

Pure.
"""

from functools import cache
from re import Pattern

from archiver.parse.pattern_syntax import LinePattern, PatternPiece, split_branches
from archiver.parse.patterns import compile_part

_WINDOW = 2000  # characters from the first line of a heading on
_LONGEST_SHOWN = 60  # characters
_ANYTHING = r"(?P<{}>[^\n]*?)"


def explain_mismatch(text: str, at: int, line: LinePattern, pieces: tuple[PatternPiece, ...]) -> str:
    """Why a pattern does not match at a line that looks like a part of a heading; a clause for a warning.

    If the pattern matches with any text in place of one named group, the clause names this group. Else it tells how far
    the pattern matches.

    Args:
        text: the text of the source.
        at: the offset in the text at which the line starts.
        line: the line of a heading that the line looks like.
        pieces: the branch of the pattern that `line` is from.
    """
    for _ in range(line.above):
        at = text.rfind("\n", 0, max(0, at - 1)) + 1
    window = text[at : at + _WINDOW]
    if line.begins and not line.above and not window.startswith(line.chunks[0]):
        first_line = window.partition("\n")[0]
        return f'it wants "{line.chunks[0].strip()}" at the begin of a line, and not "{shortened(first_line)}"'
    for piece in pieces:
        relaxed = _with_any_text(pieces, piece)
        if relaxed and (match := relaxed.match(window)) and piece.group:
            found = shortened(match[piece.group] or "")
            return f'its group "{piece.group}" takes {shortened(piece.text)}, and not "{found}"'
    return _explain_prefix(window, pieces)


def find_longest_prefix(text: str, pattern: str) -> tuple[int, str] | None:
    """The offset at which the longest prefix of a pattern matches, and a clause that tells how far it matches.

    The prefix is one of the first branch of the pattern of which any prefix matches; None if there is no such branch.
    """
    for pieces in split_branches(pattern):
        at, low, high = -1, 0, len(pieces)
        while low < high:
            middle = (low + high + 1) // 2
            offset = _first_match(text, pieces[:middle])
            low, high, at = (middle, high, offset) if offset >= 0 else (low, middle - 1, at)
        if at >= 0:
            return at, _explain_prefix(text[at : at + _WINDOW], pieces)
    return None


def _first_match(text: str, pieces: tuple[PatternPiece, ...]) -> int:
    """The offset of the first match of these pieces that is not blank; -1 if there is none."""
    pattern = _compile(pieces)
    return next((match.start() for match in pattern.finditer(text) if match[0].strip()), -1) if pattern else -1


@cache
def _with_any_text(pieces: tuple[PatternPiece, ...], piece: PatternPiece) -> Pattern[str] | None:
    """The pattern in which one piece matches any text of a line; None if this piece is not a named group."""
    if not piece.group or not piece.text.startswith("(?P<"):
        return None
    return compile_part("".join(_ANYTHING.format(p.group) if p is piece else p.text for p in pieces))


def _explain_prefix(window: str, pieces: tuple[PatternPiece, ...]) -> str:
    """A clause: which pieces follow the longest prefix that matches at the start of the window, and which text."""
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high + 1) // 2
        pattern = _compile(pieces[:middle])
        low, high = (middle, high) if pattern and pattern.match(window) else (low, middle - 1)
    pattern = _compile(pieces[:low])
    match = pattern.match(window) if pattern else None
    end = match.end() if match else 0
    matched = window[:end].strip("\n").rpartition("\n")[2]
    rest = window[end:].lstrip("\n").partition("\n")[0]
    behind = f' behind "{shortened(matched)}"' if matched else ""
    return f'it wants {_next_pieces(pieces[low:])}{behind}, and not "{shortened(rest)}"'


def _compile(pieces: tuple[PatternPiece, ...]) -> Pattern[str] | None:
    return compile_part("".join(piece.text for piece in pieces))


def _next_pieces(pieces: tuple[PatternPiece, ...]) -> str:
    """The text of the pieces before the next line break, or up to the first named group and with its name."""
    texts: list[str] = []
    for piece in pieces:
        if texts and piece.text.startswith("\\n"):
            break
        texts.append(piece.text)
        if piece.group:
            return f'{shortened("".join(texts))} (group "{piece.group}")'
    return shortened("".join(texts))


def shortened(text: str) -> str:
    """The text as messages show it: at most 60 characters, and an ellipsis if it is longer."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
