"""Compares a quote with the text of a post: is it verbatim, trimmed or altered, and which spans of the text it quotes.

Each comparison takes time linear in the lengths of the two texts.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from archiver.model import QuoteState, Span
from archiver.quotes.canonical import Passage, is_unspaced
from archiver.quotes.occurrences import find_occurrence

_FEWEST_OF_LINES = 20  # canonical characters on average of the ranges found, if lines were left out without a mark
_FEWEST_OF_PARTS = 10  # canonical characters on average of the ranges found, if marks show the omissions
_FEW_TOKENS = 2  # two texts with more tokens are related if they share two in a row; else if they share one
_ADDRESS = re.compile(r"\S*[/@]\S*")
_HALF = 0.5  # least share of a quote's characters that an altered quote has in common with a text
_RUN = 3  # tokens in a row that two texts must share to count


class Match(Struct, frozen=True, kw_only=True, order=True):
    """A quote found in the text of a post. Matches sort from the worst to the best."""

    rank: int
    """0: altered, 1: trimmed, 2: exact. See `state`."""
    score: float
    """The share of the quote's characters that the text has, from 0 to 1."""
    spans: tuple[Span, ...]
    """The quoted passages of the text."""

    @property
    def state(self) -> QuoteState:
        """`ALTERED`, `TRIMMED` or `EXACT`."""
        return _STATES[self.rank]


_ALTERED, _TRIMMED, _EXACT = range(3)
_STATES = (QuoteState.ALTERED, QuoteState.TRIMMED, QuoteState.EXACT)


def match_verbatim(quote: Passage, text: Passage) -> Match | None:
    """Match the whole quote with all its punctuation. None if the text does not have it."""
    spans = _find_whole(quote, text)
    return Match(rank=_EXACT, score=1.0, spans=spans) if spans else None


def match_whole(quote: Passage, text: Passage) -> Match | None:
    """Match the whole quote: verbatim, or else without its boilerplate and without rulers, smileys and emoji in both.

    None if the text does not have it, or if what was left out of the quote is not an addition to the poster's words.
    """
    if verbatim := match_verbatim(quote, text):
        return verbatim
    bare, plain = quote.bare, text.plain
    is_other = (bare is not quote or plain is not text) and bare.has_words
    spans = _find_whole(bare, plain) if is_other else ()
    return Match(rank=_EXACT, score=1.0, spans=spans) if spans and _is_added(quote, text, spans[0]) else None


def match_words(quote: Passage, text: Passage) -> Match | None:
    """Match a quote of which no word differs: the whole quote, or its parts between marks of omission, or its lines.

    Parts and lines must be in the text in their order, and be long enough that this is no accident. None otherwise.
    """
    if whole := match_whole(quote, text):
        return whole
    bare, plain = quote.bare, text.plain
    is_cut = len(bare.parts) > 1 or [bare.canonical] != [part.canonical for part in bare.parts]
    lines = map(Passage, bare.lines if len(bare.lines) > 1 else ())
    for parts, fewest in ((bare.parts if is_cut else (), _FEWEST_OF_PARTS), (lines, _FEWEST_OF_LINES)):
        ranges = _find_in_order(plain, parts)
        if ranges and sum(_weight(plain.canonical[start:end]) for start, end in ranges) >= fewest * len(ranges):
            return Match(rank=_TRIMMED, score=1.0, spans=plain.find_spans(ranges))
    return None


def match_altered(quote: Passage, text: Passage, least: float = _HALF) -> Match | None:
    """Match a quote in which words differ, by the runs of tokens that it shares with the text.

    Boilerplate is left out of the quote if it does not match with it.

    Args:
        quote: the words of the quote.
        text: the words of a post.
        least: the share of the quote's characters that the shared runs must have, from 0 to 1.

    Returns:
        The match; None if the share is lower.
    """
    match = _match_runs(quote, text, least)
    return match if match or quote.authored is quote else _match_runs(quote.authored, text, least)


def _match_runs(quote: Passage, text: Passage, least: float) -> Match | None:
    length = _run_length(quote.tokens)
    quote_runs, text_runs = _runs(quote.tokens, length), _runs(text.tokens, length)
    in_text = set(text_runs)
    shared = {i + n for i, run in enumerate(quote_runs) if run in in_text for n in range(length)}
    score = sum(len(quote.tokens[i]) for i in shared) / (sum(map(len, quote.tokens)) or 1)
    if score < least:
        return None
    in_quote = set(quote_runs)
    first, last = _densest([i for i, run in enumerate(text_runs) if run in in_quote], len(quote.tokens))
    # The tokens of the quote before its first shared token, and after its last, replace as many tokens of the text.
    start = max(0, first - min(shared))
    end = min(len(text.tokens), last + length + len(quote.tokens) - 1 - max(shared))
    return Match(rank=_ALTERED, score=round(score, 3), spans=text.find_spans([_token_range(text, start, end)]))


def _weight(words: str) -> int:
    """The number of characters. One of an unspaced script counts twice, for it distinguishes as much as two letters."""
    return len(words) if words.isascii() else len(words) + sum(map(is_unspaced, words))


def _find_whole(quote: Passage, text: Passage) -> tuple[Span, ...]:
    """A tuple of the span of the text that has the whole quote; an empty tuple if the text does not have it."""
    at = find_occurrence(quote, text, 0)
    return text.find_spans([(at, at + len(quote.canonical))]) if at >= 0 else ()


def _is_added(quote: Passage, text: Passage, span: Span) -> bool:
    """True if the text of a quote before and after its bare form was added to the words that `text` has at `span`.

    It counts as added if it shares no words with the text around the span; else the quote alters the poster's words.
    """
    start, end = span
    bare = quote.bare.text
    above = quote.text[: len(bare) - len(bare.lstrip())]
    below = quote.text[len(bare.rstrip()) :]
    before, after = text.text[max(0, start - 2 * len(above)) : start], text.text[end : end + 2 * len(below)]
    return _is_unrelated(above, before) and _is_unrelated(below, after)


def _is_unrelated(one: str, other: str) -> bool:
    """True if two texts share no two tokens in a row, apart from addresses. If `one` has at most two tokens, they must
    share no token.
    """
    tokens, other_tokens = (Passage(_ADDRESS.sub(" ", text)).tokens for text in (one, other))
    length = 2 if len(tokens) > _FEW_TOKENS else 1
    return set(_runs(tokens, length)).isdisjoint(_runs(other_tokens, length))


def _find_in_order(text: Passage, parts: Iterable[Passage]) -> tuple[tuple[int, int], ...]:
    """The ranges of the text's canonical form that have the parts, in order; adjacent ranges are joined.

    An empty tuple if the text does not have all parts in order.
    """
    ranges: list[tuple[int, int]] = []
    at = 0
    for part in parts:
        start = find_occurrence(part, text, at)
        if start < 0:
            return ()
        at = start + len(part.canonical)
        if ranges and ranges[-1][1] == start:
            ranges[-1] = (ranges[-1][0], at)
        else:
            ranges.append((start, at))
    return tuple(ranges)


def _run_length(tokens: tuple[str, ...]) -> int:
    """How many tokens in a row count as shared: 3, or 6 in scripts whose tokens are single characters."""
    return _RUN if sum(map(len, tokens)) >= 2 * len(tokens) else 2 * _RUN


def _runs(tokens: tuple[str, ...], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(tokens[i:] for i in range(length)), strict=False))


def _densest(numbers: list[int], width: int) -> tuple[int, int]:
    """The first and last number in the densest window: the one of this width that has the most of the numbers.

    `numbers` are ascending. Of several windows with equally many numbers, the earliest is taken.
    """
    best, first = (0, 0, 0), 0
    for last, number in enumerate(numbers):
        while number - numbers[first] > width:
            first += 1
        if last - first + 1 > best[0]:
            best = (last - first + 1, numbers[first], number)
    return best[1], best[2]


def _token_range(text: Passage, first: int, end: int) -> tuple[int, int]:
    """The range of the text's canonical form that has the tokens `first` to `end - 1`."""
    at = opening = 0
    for index, token in enumerate(text.tokens[:end]):
        start = max(at, text.canonical.find(token, at))
        opening = start if index == first else opening
        at = start + len(token)
    return opening, at
