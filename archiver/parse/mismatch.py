"""How far a pattern comes in a text, and what stands there in place of what it wants. Pure."""

import re
from functools import cache

from archiver.parse.pattern_syntax import LinePattern, PatternPiece, split_branches

_WINDOW = 2000  # characters from the first line of a heading on
_SHOWN = 60  # characters
_RELAXED = r"(?P<{}>[^\n]*?)"


def explain_mismatch(text: str, at: int, line: LinePattern, pieces: tuple[PatternPiece, ...]) -> str:
    """Why no heading stands at `at`, where a line looks like `line` of one: the group that does not take what stands
    there; else how far the pattern comes.
    """
    for _ in range(line.above):
        at = text.rfind("\n", 0, max(0, at - 1)) + 1
    window = text[at : at + _WINDOW]
    if line.begins and not line.above and not window.startswith(line.chunks[0]):
        said = window.partition("\n")[0]
        return f'it wants "{line.chunks[0].strip()}" at the begin of a line, and not "{shortened(said)}"'
    for piece in pieces:
        relaxed = _relaxed(pieces, piece)
        if relaxed and (match := relaxed.match(window)) and piece.group:
            found = shortened(match[piece.group] or "")
            return f'its group "{piece.group}" takes {shortened(piece.text)}, and not "{found}"'
    return _how_far(window, pieces)


def find_longest_prefix(text: str, pattern: str) -> tuple[int, str] | None:
    """Where the first alternative of which some begin is found comes find_longest_prefix, and how far that is."""
    for pieces in split_branches(pattern):
        at, low, high = -1, 0, len(pieces)
        while low < high:
            middle = (low + high + 1) // 2
            found = _first(text, pieces[:middle])
            low, high, at = (middle, high, found) if found >= 0 else (low, middle - 1, at)
        if at >= 0:
            return at, _how_far(text[at : at + _WINDOW], pieces)
    return None


def _first(text: str, pieces: tuple[PatternPiece, ...]) -> int:
    """Where the begin of a pattern is found first, with a word in it; -1 if it isn't."""
    pattern = compiled("".join(piece.text for piece in pieces))
    return next((match.start() for match in pattern.finditer(text) if match[0].strip()), -1) if pattern else -1


@cache
def _relaxed(pieces: tuple[PatternPiece, ...], piece: PatternPiece) -> re.Pattern[str] | None:
    """The pattern with anything in place of a named group."""
    if not piece.group or not piece.text.startswith("(?P<"):
        return None
    return compiled("".join(_RELAXED.format(p.group) if p is piece else p.text for p in pieces))


def _how_far(window: str, pieces: tuple[PatternPiece, ...]) -> str:
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high + 1) // 2
        pattern = compiled("".join(piece.text for piece in pieces[:middle]))
        low, high = (middle, high) if pattern and pattern.match(window) else (low, middle - 1)
    pattern = compiled("".join(piece.text for piece in pieces[:low]))
    match = pattern.match(window) if pattern else None
    end = match.end() if match else 0
    fits = window[:end].strip("\n").rpartition("\n")[2]
    rest = window[end:].lstrip("\n").partition("\n")[0]
    behind = f' behind "{shortened(fits)}"' if fits else ""
    return f'it wants {_wanted(pieces[low:])}{behind}, and not "{shortened(rest)}"'


def _wanted(pieces: tuple[PatternPiece, ...]) -> str:
    """The pieces up to the end of the line or the next group, with its name."""
    wanted: list[str] = []
    for piece in pieces:
        if wanted and piece.text.startswith("\\n"):
            break
        wanted.append(piece.text)
        if piece.group:
            return f'{shortened("".join(wanted))} (group "{piece.group}")'
    return shortened("".join(wanted))


def shortened(text: str) -> str:
    """A text as it is shown."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@cache
def compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern; None for what does not compile by itself, as a reference to a group that is not there."""
    try:
        return re.compile(pattern, re.MULTILINE)
    except re.error:
        return None
