"""Whether a text holds a quote: as it stands, trimmed, or altered; and where.

Each way is linear in the two texts.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, takewhile

from archiver.model import QuoteState, Span
from archiver.quotes.canonical import Passage, is_dense

_FEWEST = 20  # canonical characters that a part found between others has on average, when lines were left out
_FEWEST_OF_PARTS = 10  # where marks say that something was left out
_FEW_TOKENS = 2  # a text of more is told by two words in a row
_MOST_WITHIN_NUMBERS = 16  # places at which words are found only within others
_ADDRESS = re.compile(r"\S*[/@]\S*")
_LONGEST_WORD = 64  # characters in which a digit is looked for
_HALF = 0.5  # of a quote's characters, at the least, stand in a text that it alters
_RUN = 3  # tokens in a row that two texts must share to count


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Match:
    """How a text holds a quote: the better match is the greater."""

    rank: int
    score: float
    """The share of the quote's characters that stand in the text."""
    spans: tuple[Span, ...]
    """Where in the text."""

    @property
    def state(self) -> QuoteState:
        """What a reader is told."""
        return _STATES[self.rank]


_ALTERED, _TRIMMED, _EXACT = range(3)
_STATES = (QuoteState.ALTERED, QuoteState.TRIMMED, QuoteState.EXACT)


def match_verbatim(quote: Passage, text: Passage) -> Match | None:
    """A match of the whole quote, word for word and with all its signs."""
    spans = _find_whole(quote, text)
    return Match(rank=_EXACT, score=1.0, spans=spans) if spans else None


def match_whole(quote: Passage, text: Passage) -> Match | None:
    """A match of the whole quote, word for word: as it stands, or else without what machines have added to it, and
    without rulers and smileys in both.
    """
    if verbatim := match_verbatim(quote, text):
        return verbatim
    bare, plain = quote.bare, text.plain
    is_other = (bare is not quote or plain is not text) and bare.has_words
    spans = _find_whole(bare, plain) if is_other else ()
    return Match(rank=_EXACT, score=1.0, spans=spans) if spans and _is_added(quote, text, spans[0]) else None


def match_words(quote: Passage, text: Passage) -> Match | None:
    """A match in which no word differs: the whole quote, its parts between omissions, or its lines, in order."""
    if whole := match_whole(quote, text):
        return whole
    words, plain = quote.bare, text.plain
    gaps = words.parts if len(words.parts) > 1 or [words.canonical] != [part.canonical for part in words.parts] else ()
    lines = map(Passage, words.lines if len(words.lines) > 1 else ())
    for pieces, fewest in ((gaps, _FEWEST_OF_PARTS), (lines, _FEWEST)):
        ranges = _find_in_order(plain, pieces)
        if ranges and sum(_weight(plain.canonical[start:end]) for start, end in ranges) >= fewest * len(ranges):
            return Match(rank=_TRIMMED, score=1.0, spans=plain.find_spans(ranges))
    return None


def match_altered(quote: Passage, text: Passage, least: float = _HALF) -> Match | None:
    """A match in which words differ: the share `least` of its characters stands in runs of words that both have. Where
    it does so only without the quote's boilerplate, that doesn't count.
    """
    match = _match_runs(quote, text, least)
    return match if match or quote.authored is quote else _match_runs(quote.authored, text, least)


def _match_runs(quote: Passage, text: Passage, least: float) -> Match | None:
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
    return Match(rank=_ALTERED, score=round(score, 3), spans=text.find_spans([_token_range(text, start, end)]))


def _weight(words: str) -> int:
    """How many characters words would have in a script of letters: one of a dense script says as much as two."""
    return len(words) if words.isascii() else len(words) + sum(map(is_dense, words))


def _find_whole(quote: Passage, text: Passage) -> tuple[Span, ...]:
    at = _find(quote, text, 0)
    return text.find_spans([(at, at + len(quote.canonical))]) if at >= 0 else ()


def _is_added(quote: Passage, text: Passage, found: Span) -> bool:
    """True if what a quote has and its bare form has not was added to the words that were found in a text: what stands
    around them there has nothing in common with it, so it is no change of the poster's own words.
    """
    start, end = found
    shown = quote.bare.text
    above = quote.text[: len(shown) - len(shown.lstrip())]
    below = quote.text[len(shown.rstrip()) :]
    before, behind = text.text[max(0, start - 2 * len(above)) : start], text.text[end : end + 2 * len(below)]
    return _differs(above, before) and _differs(below, behind)


def _differs(one: str, other: str) -> bool:
    """True if two texts have no two words in a row in common but those of addresses; of one or two words, no word."""
    ours, theirs = (Passage(_ADDRESS.sub(" ", text)).tokens for text in (one, other))
    length = 2 if len(ours) > _FEW_TOKENS else 1
    return set(_runs(ours, length)).isdisjoint(_runs(theirs, length))


def _find_in_order(text: Passage, parts: Iterable[Passage]) -> tuple[tuple[int, int], ...]:
    """Where the parts stand in a text, one behind the other; those that follow at once are one. None: not all do."""
    ranges: list[tuple[int, int]] = []
    at = 0
    for part in parts:
        start = _find(part, text, at)
        if start < 0:
            return ()
        at = start + len(part.canonical)
        if ranges and ranges[-1][1] == start:
            ranges[-1] = (ranges[-1][0], at)
        else:
            ranges.append((start, at))
    return tuple(ranges)


def _find(part: Passage, text: Passage, at: int) -> int:
    """Where the words of a part stand in a text's canonical form, from an offset on; -1 if nowhere.

    What stands only within longer numbers doesn't count (`10 apples` in `110 apples`), nor do spaces that make other
    words (`now here` for `nowhere`), unless a line ends there. A word may be cut at either end: so do readers select.
    """
    for _ in range(_MOST_WITHIN_NUMBERS):
        at = text.canonical.find(part.canonical, at)
        if at < 0:
            break
        end = at + len(part.canonical)
        begins = part.cut_before or _may_cut(text, at)
        if begins and (part.cut_behind or _may_cut(text, end)) and _breaks_alike(part, text, at, end):
            return at
        at += 1
    return -1


def _may_cut(text: Passage, at: int) -> bool:
    """True if no word with a digit in it goes on over an offset of the canonical form."""
    if not 0 < at < len(text.canonical) or not _in_word(text.canonical, at):
        return True
    place = bisect_left(text.breaks, at)
    if place < len(text.breaks) and text.breaks[place] == at:
        return True
    start = max(at - _LONGEST_WORD, text.breaks[place - 1] if place else 0)
    end = min(at + _LONGEST_WORD, text.breaks[place])
    before, behind = text.canonical[start:at], text.canonical[at:end]
    around = takewhile(str.isalnum, reversed(before)), takewhile(str.isalnum, behind)
    return not any(map(str.isdigit, chain(*around)))


def _in_word(words: str, at: int) -> bool:
    """True if what stands around an offset would be one word, if no space stood there."""
    before, behind = words[at - 1], words[at]
    return before.isalnum() and behind.isalnum() and not (is_dense(before) or is_dense(behind))


def _breaks_alike(part: Passage, text: Passage, start: int, end: int) -> bool:
    """True if spaces part the same words in both; lines may be broken anywhere."""
    if part.text.strip() in text.text or part.spaced in text.spaced:
        return True
    first, last = bisect_right(text.breaks, start), bisect_left(text.breaks, end)
    theirs = [place - start for place in text.breaks[first:last]]
    ours = list(part.breaks[:-1])
    if ours == theirs:
        return True
    differing = set(ours).symmetric_difference(theirs)
    return all(
        _is_wrap(part, place, 0) or _is_wrap(text, place, start)
        for place in differing
        if _in_word(part.canonical, place)
    )


def _is_wrap(passage: Passage, place: int, start: int) -> bool:
    """True if a line of the passage ends at a place, which counts from `start` of its canonical form."""
    at = bisect_left(passage.breaks, place + start)
    return at + 1 < len(passage.breaks) and passage.breaks[at] == place + start and passage.is_broken(at)


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
