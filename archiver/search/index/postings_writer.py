"""The inverted index of one field, in memory: what posts bring, term by term.

This is the hottest loop of all. A word, as it is written, is folded and stemmed once; after that it costs a look into
a dictionary. A posting of a term that occurs once is one number of 64 bits: document, impact and position; the others
say that their positions stand in a list beside. So a million postings are 8 MB, and are taken apart by slices.
"""

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from archiver.search.analysis.stems import STEM, stem_term
from archiver.search.analysis.tokens import fold as fold_word
from archiver.search.analysis.tokens import has_unspaced, placed_words, words_of
from archiver.search.index.impact import ONE_AT, encode_positions, impacts

_ELSEWHERE = len(ONE_AT)  # in place of a position
_DOCUMENT, _IMPACT = 32, 16  # by how many bits they are shifted
_AT = 0xFFFF  # the bits of the position
_PART_DOCUMENT, _PART_IMPACT, _PART_AT = (1, 2, 0) if sys.byteorder == "little" else (0, 5, 3)  # of 2, 8 and 4 parts


class TermPostings(NamedTuple):
    """The postings of a term: documents, impacts, and the bytes of the positions; none for a stem."""

    term: bytes
    docs: list[int]
    impacts: bytes
    values: list[bytes]


class Terms(dict[str, int]):
    """Words as they are written, and the numbers of their terms; "" for a word without one (no stem) is 0."""

    def __init__(self, numbers: dict[str, int], lists: "list[array[int]]", term_of: Callable[[str], str]) -> None:
        super().__init__()
        self._numbers = numbers
        self._lists = lists
        self._term_of = term_of

    def __missing__(self, word: str) -> int:
        number = self[word] = self.number(self._term_of(word))
        return number

    def number(self, term: str) -> int:
        """The number of a term; a new one, if there is none yet."""
        if not term:
            return 0
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._lists)
            self._lists.append(array("Q"))
        return number


class WordField:
    """The postings of a field of words."""

    def __init__(self, usual: int) -> None:
        self._usual = usual
        self._numbers: dict[str, int] = {}
        self._lists: list[array[int]] = [array("Q")]
        self._positions: dict[int, list[bytes]] = {}
        """Of the postings of a term that say so, in their order."""
        self._terms = Terms(self._numbers, self._lists, fold_word)
        self._stems: dict[str, Terms] = {}

    def add(self, document: int, text: str, lang: str) -> int:
        """Index a text; returns how many terms it has."""
        words, places = placed_words(text) if has_unspaced(text) else (words_of(text), None)
        count, lists = len(words), self._lists
        table = impacts(count, self._usual)
        base = document << _DOCUMENT
        once, several = _by_term(map(self._terms.__getitem__, words), places or range(count))
        first = base | table[1] << _IMPACT
        for number, place in once.items():
            lists[number].append(first | place)
        for number, all_places in several.items():
            lists[number].append(base | table[min(len(all_places), 255)] << _IMPACT | _ELSEWHERE)
            self._positions.setdefault(number, []).append(encode_positions(all_places))
        frequencies: dict[int, int] = {}
        for stem in filter(None, map(self._stems_in(lang).__getitem__, words)):
            frequencies[stem] = frequencies.get(stem, 0) + 1
        for stem, frequency in frequencies.items():
            lists[stem].append(base | table[min(frequency, 255)] << _IMPACT)
        return count

    def _stems_in(self, lang: str) -> Terms:
        if lang not in self._stems:
            self._stems[lang] = Terms(self._numbers, self._lists, lambda word: stem_term(word, lang))
        return self._stems[lang]

    def take(self) -> Iterator[TermPostings]:
        """The postings of each term in the order of their bytes; they leave the memory as they come."""
        terms = [(term.encode("utf-8", "surrogatepass"), number) for term, number in self._numbers.items()]
        terms.sort(key=itemgetter(0))
        for term, number in terms:
            packed, self._lists[number] = self._lists[number], _NONE
            if len(packed) == 1:
                yield self._one(term, number, packed[0])
                continue
            parts = memoryview(packed).cast("B")
            values = [] if STEM in term else self._values(number, parts.cast("H")[_PART_AT::4].tolist())
            docs = parts.cast("I")[_PART_DOCUMENT::2].tolist()
            yield TermPostings(term, docs, parts[_PART_IMPACT::8].tobytes(), values)

    def _one(self, term: bytes, number: int, posting: int) -> TermPostings:
        """Half of the terms are in one post only."""
        impact = (posting >> _IMPACT & 255).to_bytes()
        values = [] if STEM in term else self._values(number, [posting & _AT])
        return TermPostings(term, [posting >> _DOCUMENT], impact, values)

    def _values(self, number: int, places: list[int]) -> list[bytes]:
        others = self._positions.pop(number, None)
        if others is None:
            return list(map(ONE_AT.__getitem__, places))
        others.reverse()
        return [others.pop() if at == _ELSEWHERE else ONE_AT[at] for at in places]


_NONE = array("Q")


def _by_term(numbers: Iterable[int], places: Sequence[int]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """The place of each term that stands once, and the places of each that has several, or one too far to be packed."""
    once: dict[int, int] = {}
    several: dict[int, list[int]] = {}
    for number, place in zip(numbers, places, strict=True):
        if number not in once:
            once[number] = place
        elif number in several:
            several[number].append(place)
        else:
            several[number] = [once[number], place]
    if places and places[-1] >= _ELSEWHERE:
        several |= {number: [place] for number, place in once.items() if place >= _ELSEWHERE and number not in several}
    for number in several:
        del once[number]
    return once, several
