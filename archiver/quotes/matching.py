"""Whether a text holds a quote: as it stands, trimmed, or altered; and where.

Each way is linear in the two texts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from archiver.model import QuoteState
from archiver.quotes.canonical import Passage

_FEWEST = 20  # canonical characters that a part found between others has on average, when lines were left out
_HALF = 0.5  # of a quote's characters, at the least, stand in a text that it alters
_RUN = 3  # tokens in a row that two texts must share to count


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Match:
    """How a text holds a quote: the better match is the greater. `ranges` are of the text's canonical form."""

    rank: int
    score: float
    """The share of the quote's characters that stand in the text."""
    ranges: tuple[tuple[int, int], ...]

    @property
    def state(self) -> QuoteState:
        """What a reader is told."""
        return _STATES[self.rank]


_ALTERED, _TRIMMED, _EXACT = range(3)
_STATES = (QuoteState.ALTERED, QuoteState.TRIMMED, QuoteState.EXACT)


def match_whole(quote: Passage, text: Passage) -> Match | None:
    """A match of the whole quote, as it stands."""
    at = text.canonical.find(quote.canonical)
    return Match(rank=_EXACT, score=1.0, ranges=((at, at + len(quote.canonical)),)) if at >= 0 else None


def match_words(quote: Passage, text: Passage) -> Match | None:
    """A match in which no word differs: the whole quote, its parts between ellipses, or its lines, in order."""
    if whole := match_whole(quote, text):
        return whole
    parts = quote.parts
    if parts not in ((), (quote.canonical,)) and (ranges := _find_in_order(text.canonical, parts)):
        return Match(rank=_TRIMMED, score=1.0, ranges=ranges)
    ranges = _find_in_order(text.canonical, quote.lines) if len(quote.lines) > 1 else ()
    if ranges and sum(end - start for start, end in ranges) >= _FEWEST * len(ranges):
        return Match(rank=_TRIMMED, score=1.0, ranges=ranges)
    return None


def match_alike(quote: Passage, text: Passage, least: float = _HALF) -> Match | None:
    """A match in which words differ: the share `least` of its characters stands in runs of words that both have."""
    length = _run_length(quote.tokens)
    mine, others = _runs(quote.tokens, length), _runs(text.tokens, length)
    known = set(others)
    shared = {i + n for i, run in enumerate(mine) if run in known for n in range(length)}
    score = sum(len(quote.tokens[i]) for i in shared) / (sum(map(len, quote.tokens)) or 1)
    if score < least:
        return None
    wanted = set(mine)
    found = [i for i, run in enumerate(others) if run in wanted]
    first, last = _densest(found, len(quote.tokens))
    # What the quote has before the first shared word and behind the last stands in place of as much of the text.
    start = max(0, first - min(shared))
    end = min(len(text.tokens), last + length + len(quote.tokens) - 1 - max(shared))
    return Match(rank=_ALTERED, score=round(score, 3), ranges=(_token_range(text, start, end),))


def _find_in_order(text: str, parts: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where the parts stand in a text, one behind the other; those that follow at once are one. None: not all do."""
    ranges: list[tuple[int, int]] = []
    at = 0
    for part in parts:
        start = text.find(part, at)
        if start < 0:
            return ()
        at = start + len(part)
        if ranges and ranges[-1][1] == start:
            ranges[-1] = (ranges[-1][0], at)
        else:
            ranges.append((start, at))
    return tuple(ranges)


def _run_length(tokens: tuple[str, ...]) -> int:
    """In scripts in which a character is a token, more of them must stand in a row."""
    return _RUN if sum(map(len, tokens)) >= 2 * len(tokens) else 2 * _RUN


def _runs(tokens: tuple[str, ...], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(tokens[i:] for i in range(length)), strict=False))


def _densest(places: list[int], width: int) -> tuple[int, int]:
    """The first and the last of the places in the window that has most of them; the earliest of several."""
    best, first = (0, 0, 0), 0
    for last, place in enumerate(places):
        while place - places[first] > width:
            first += 1
        if last - first + 1 > best[0]:
            best = (last - first + 1, places[first], place)
    return best[1], best[2]


def _token_range(text: Passage, first: int, end: int) -> tuple[int, int]:
    """Where tokens stand in a text's canonical form, which has them in order, with punctuation between."""
    at = opening = 0
    for index, token in enumerate(text.tokens[:end]):
        start = max(at, text.canonical.find(token, at))
        opening = start if index == first else opening
        at = start + len(token)
    return opening, at
