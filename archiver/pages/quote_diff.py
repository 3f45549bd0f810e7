"""The difference between an altered quote and the passage that it quotes, word by word."""

from collections.abc import Iterator, Sequence

from archiver.model import Span
from archiver.pages.contexts import DiffRun

_MOST_WORDS = 400  # in the quote and in the passage; the cost of a comparison is their product
_AROUND = 100  # characters before and after the passage that may still belong to it


def diff_quote(text: str, passage: Span, quoted: str) -> tuple[DiffRun, ...]:
    """The words of a quote and of the passage that it alters, as runs that are in both or in one of them.

    Args:
        text: the origin's own words.
        passage: the offsets in `text` of the quoted passage; its ends may be off by some words.
        quoted: the words of the quote.

    Empty if either side has more than 400 words.

    >>> changes = diff_quote("I waited eleven months of it, alas.", (9, 28), "eleven weeks of it,")
    >>> [(change.kind, change.words) for change in changes]
    [('both', 'eleven'), ('written', 'months'), ('quoted', 'weeks'), ('both', 'of it,')]
    """
    start, end = passage
    before, after = text[max(0, start - _AROUND) : end + _AROUND].split(), quoted.split()
    if len(before) > _MOST_WORDS or len(after) > _MOST_WORDS:
        return ()
    from difflib import SequenceMatcher  # takes milliseconds, and few quotes are altered

    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple(_runs(codes, before, after))


def _runs(codes: Sequence[tuple[str, int, int, int, int]], before: list[str], after: list[str]) -> Iterator[DiffRun]:
    """The runs of a comparison.

    Args:
        codes: the result of `SequenceMatcher.get_opcodes`.
        before: the words of the passage and around it. At the ends, of these only as many are in a run as the quote has
            in their place.
        after: the words of the quote.
    """
    for n, (kind, a, b, c, d) in enumerate(codes):
        first = max(a, b - (d - c)) if n == 0 and kind != "equal" else a
        last = min(b, first + (d - c)) if n == len(codes) - 1 and kind != "equal" else b
        if kind == "equal":
            yield DiffRun(kind="both", words=" ".join(before[a:b]))
        else:
            yield from _words("written", before[first:last])
            yield from _words("quoted", after[c:d])


def _words(kind: str, words: list[str]) -> Iterator[DiffRun]:
    if words:
        yield DiffRun(kind=kind, words=" ".join(words))
