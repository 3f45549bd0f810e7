"""Where the words of parsed passages stand in the raw text that they were parsed from."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from archiver.model import Block, Prose, Quote
from archiver.withhold.tokens import Token, words_in

_TRIPLE = 3  # words by which a lost place is found again

Extent = tuple[int, int]
"""A passage of a raw text, as indexes of its first word, and one after its last."""


def find_extents(blocks: Sequence[Block], tokens: Sequence[Token]) -> dict[int, Extent]:
    """The extent of each passage of prose in the body of a post, by the `id()` of the passage.

    Words of the raw text that no passage has, as attributions and targets of links, belong to the passage around them,
    if they are inside one. Passages that are not found are left out.

    Args:
        blocks: the parsed body.
        tokens: the words of its raw text.
    """
    aligner = _Aligner([token.word for token in tokens])
    extents: dict[int, Extent] = {}
    for prose in prose_of(blocks):
        places = aligner.place(words_in(prose.text))
        if places:
            extents[id(prose)] = (places[0], places[-1] + 1)
    return extents


def prose_of(blocks: Sequence[Block]) -> Iterator[Prose]:
    """All passages of prose at any depth, in their order."""
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if isinstance(block, Quote):
            waiting += reversed(block.blocks)
        else:
            yield block


class _Aligner:
    """Finds passages in a raw text one behind the other. `raw` has the words of the text."""

    def __init__(self, raw: list[str]) -> None:
        self._raw, self._at = raw, 0
        self._places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for length in range(1, _TRIPLE + 1):
            for index in range(len(raw) - length + 1):
                self._places[tuple(raw[index : index + length])].append(index)

    def place(self, words: tuple[str, ...]) -> list[int]:
        """The indexes in the raw text of those words of the next passage that are found there."""
        places: list[int] = []
        for index, word in enumerate(words):
            if self._at < len(self._raw) and self._raw[self._at] == word:
                found = self._at
            else:
                found = self._find(words[index : index + _TRIPLE], is_first=not places)
            if found >= 0:
                places.append(found)
                self._at = found + 1
        return places

    def _find(self, words: tuple[str, ...], *, is_first: bool) -> int:
        """The next place of some words; -1 if there is none, or a word alone is too far away."""
        places = self._places.get(words, ())
        index = bisect_left(places, self._at)
        found = places[index] if index < len(places) else -1
        is_near = len(words) == _TRIPLE or is_first or found - self._at < _TRIPLE
        return found if is_near else -1
