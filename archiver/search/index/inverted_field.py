"""The inverted index of one field of words, in memory: texts of posts go in, posting lists come out.

This is the hottest loop of all. A word, as it is written, is folded and stemmed once; after that it costs one look into
a dictionary. A posting of a term that occurs once in a text is one integer of 64 bits: document, impact and position;
in a posting of a term that occurs several times, the position says that the positions are in a list of their own. So a
million postings take 8 MB, and are taken apart by slices.
"""

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from archiver.search.analysis.identifiers import joined_words, part_spans
from archiver.search.analysis.stems import STEM, stem_term
from archiver.search.analysis.tokens import fold as fold_word
from archiver.search.analysis.tokens import has_unspaced, split_words, words_and_positions
from archiver.search.index.impact import ONE_AT, encode_positions, impacts

_SEVERAL = len(ONE_AT)  # in place of a position: the positions of the posting are in a list
_DOCUMENT, _IMPACT = 32, 16  # by how many bits they are shifted
_POSITION = 0xFFFF  # the bits of the position
_PART_DOCUMENT, _PART_IMPACT, _PART_POSITION = (1, 2, 0) if sys.byteorder == "little" else (0, 5, 3)
"""Where a posting's document, impact and position are: the index of a 32-bit, an 8-bit and a 16-bit part of it."""


class TermPostings(NamedTuple):
    """A term (UTF-8), and for each of its postings the document, the impact, and the encoded positions.

    Documents ascend. A stem has no positions.
    """

    term: bytes
    docs: list[int]
    impacts: bytes
    positions: list[bytes]


class TermNumbers(dict[str, int]):
    """The number of the term of each word as written, found at the first look-up; 0 for a word without a term.

    A term number is an index into the list of packed postings of an `InvertedField`.
    """

    def __init__(self, numbers: dict[str, int], postings: "list[array[int]]", term_of: Callable[[str], str]) -> None:
        """Begin without words.

        Args:
            numbers: The term numbers of the field, by term; new terms are added.
            postings: The packed postings of the field, by term number; an empty array is appended for each new term.
            term_of: Returns the term of a word; "" for a word without one.
        """
        super().__init__()
        self._numbers = numbers
        self._postings = postings
        self._term_of = term_of

    def __missing__(self, word: str) -> int:
        number = self[word] = self._number(self._term_of(word))
        return number

    def _number(self, term: str) -> int:
        if not term:
            return 0
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._postings)
            self._postings.append(array("Q"))
        return number


class InvertedField:
    """Builds the posting lists of a field of words: `add` texts, then `take` the lists."""

    def __init__(self, reference_length: int) -> None:
        """`reference_length` is the usual number of words of a text in the field; see `impact.impacts`."""
        self._reference_length = reference_length
        self._numbers: dict[str, int] = {}
        self._postings: list[array[int]] = [array("Q")]
        self._positions: dict[int, list[bytes]] = {}
        """By term number, the encoded positions of each posting whose packed position is `_SEVERAL`, in order."""
        self._terms = TermNumbers(self._numbers, self._postings, self._term_of)
        self._parts: dict[str, tuple[str, ...]] = {}
        """The parts of each word that has some, as written."""
        self._stems: dict[str, TermNumbers] = {}

    def add(self, document: int, text: str, lang: str) -> int:
        """Add the postings of a text; returns its number of words.

        Args:
            document: The number of the document, above the numbers of all earlier calls.
            text: What the document has in this field.
            lang: The primary language subtag by which words are stemmed; "" for no stems.
        """
        words, positions, extras = self._words_of(text)
        count, postings = len(words), self._postings
        table = impacts(count, self._reference_length)
        base = document << _DOCUMENT
        once, several = _by_term(map(self._terms.__getitem__, words), positions)
        if not self._parts.keys().isdisjoint(words):
            extras += self._parts_in(words, positions)
        if extras:
            self._add_extras(base, table, extras, once, several)
        first = base | table[1] << _IMPACT
        for number, position in once.items():
            postings[number].append(first | position)
        for number, all_positions in several.items():
            self._append(number, base | table[min(len(all_positions), 255)] << _IMPACT, all_positions)
        stems, frequencies = self._stems_in(lang), dict[int, int]()
        for stem in filter(None, map(stems.__getitem__, words)):
            frequencies[stem] = frequencies.get(stem, 0) + 1
        for stem, frequency in frequencies.items():
            postings[stem].append(base | table[min(frequency, 255)] << _IMPACT)
        for stem in {stems[word] for _, word in extras}.difference(frequencies, (0,)):
            postings[stem].append(base | _impact_of_extras(table, 1) << _IMPACT)
        return count

    def _words_of(self, text: str) -> tuple[Sequence[str], Sequence[int], list[tuple[int, str]]]:
        """The words of a text and their positions, and positions with names that are joined by underscores."""
        split = words_and_positions if has_unspaced(text) else _split
        words, positions = split(text)
        names = list[tuple[int, str]]()
        at = start = 0
        for begin, (name, end) in joined_words(text).items():
            at += len(split(text[start:begin])[0])
            start = begin
            if words[at] == text[begin:end].partition("_")[0]:
                names.append((positions[at], name))
        return words, positions, names

    def _parts_in(self, words: Iterable[str], positions: Iterable[int]) -> list[tuple[int, str]]:
        parts = self._parts
        both = zip(words, positions, strict=True)
        return [(position, part) for word, position in both if word in parts for part in parts[word]]

    def _term_of(self, word: str) -> str:
        """The term of a word, whose parts are noted."""
        if spans := part_spans(word):
            self._parts[word] = tuple(word[start:end] for start, end in spans)
        return fold_word(word)

    def _add_extras(
        self,
        base: int,
        table: bytes,
        extras: Iterable[tuple[int, str]],
        once: dict[int, int],
        several: dict[int, list[int]],
    ) -> None:
        """Add the postings of terms that are parts of words of a text, or words joined.

        Args:
            base: The shifted number of the document.
            table: The impacts of a text of this length.
            extras: Positions, and the words.
            once: The text's words that occur once, as `_by_term` returns them; those that are extras are taken out.
            several: The text's other words; likewise.
        """
        found: dict[int, list[int]] = {}
        for position, word in extras:
            found.setdefault(self._terms[word], []).append(position)
        for number, positions in found.items():
            own = several.pop(number, []) or [once.pop(at) for at in (number,) if at in once]
            impact = table[min(len(own), 255)] if own else _impact_of_extras(table, len(positions))
            self._append(number, base | impact << _IMPACT, sorted({*own, *positions}))

    def _append(self, number: int, posting: int, positions: Sequence[int]) -> None:
        """Add a posting to those of a term: the document and the impact, packed, and the positions."""
        if len(positions) == 1 and positions[0] < _SEVERAL:
            self._postings[number].append(posting | positions[0])
        else:
            self._postings[number].append(posting | _SEVERAL)
            self._positions.setdefault(number, []).append(encode_positions(positions))

    def _stems_in(self, lang: str) -> TermNumbers:
        if lang not in self._stems:
            self._stems[lang] = TermNumbers(self._numbers, self._postings, lambda word: stem_term(word, lang))
        return self._stems[lang]

    def take(self) -> Iterator[TermPostings]:
        """The posting list of each term, in the order of the terms' bytes. A list leaves the memory once it is read."""
        terms = [(term.encode("utf-8", "surrogatepass"), number) for term, number in self._numbers.items()]
        terms.sort(key=itemgetter(0))
        for term, number in terms:
            packed, self._postings[number] = self._postings[number], _NONE
            if len(packed) == 1:
                yield self._one(term, number, packed[0])
                continue
            parts = memoryview(packed).cast("B")
            docs = parts.cast("I")[_PART_DOCUMENT::2].tolist()
            at = () if STEM in term else parts.cast("H")[_PART_POSITION::4].tolist()
            positions = self._take_positions(number, at) if at else []
            yield TermPostings(term, docs, parts[_PART_IMPACT::8].tobytes(), positions)

    def _one(self, term: bytes, number: int, posting: int) -> TermPostings:
        """The postings of a term that is in one post only: half of the terms of an archive are."""
        impact = (posting >> _IMPACT & 255).to_bytes()
        positions = [] if STEM in term else self._take_positions(number, [posting & _POSITION])
        return TermPostings(term, [posting >> _DOCUMENT], impact, positions)

    def _take_positions(self, number: int, packed: list[int]) -> list[bytes]:
        """The encoded positions of each posting of the term of this number.

        `packed` has the packed position of each posting, or `_SEVERAL`.
        """
        others = self._positions.pop(number, None)
        if others is None:
            return list(map(ONE_AT.__getitem__, packed))
        others.reverse()
        return [others.pop() if position == _SEVERAL else ONE_AT[position] for position in packed]


_NONE = array("Q")


def _split(text: str) -> tuple[Sequence[str], Sequence[int]]:
    words = split_words(text)
    return words, range(len(words))


def _impact_of_extras(table: bytes, frequency: int) -> int:
    """Half the impact of a word: that of a term which a text has only as a part of its words, so many times."""
    return max(1, table[min(frequency, 255)] // 2)


def _by_term(numbers: Iterable[int], positions: Sequence[int]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Group the positions of a text's words by term.

    `numbers` are the term numbers of the words in their order, `positions` the ascending positions of the words.
    Returns two dictionaries by term number: the position of each term that occurs once; and the positions of each other
    term, which occurs several times, or at a position too high to be packed.
    """
    once: dict[int, int] = {}
    several: dict[int, list[int]] = {}
    for number, position in zip(numbers, positions, strict=True):
        if number not in once:
            once[number] = position
        elif number in several:
            several[number].append(position)
        else:
            several[number] = [once[number], position]
    if positions and positions[-1] >= _SEVERAL:
        several |= {n: [position] for n, position in once.items() if position >= _SEVERAL and n not in several}
    for number in several:
        del once[number]
    return once, several
