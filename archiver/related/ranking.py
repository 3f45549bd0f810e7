"""How similar threads are, by the words that they share: a word counts the more, the fewer threads have it.

The number of threads with a word is rounded up to a power of two, and so is that of all threads, so that what is shown
of others seldom changes when a thread comes. Words that more than MOST_THREADS threads have tell nothing.
"""

from collections.abc import Callable, Mapping, Sequence

from archiver.model import Terms
from archiver.related.term_numbers import TermPlace, word_of

MOST_THREADS = 128
"""The largest number of threads with a word that counts."""
MOST_SHOWN = 5
"""How many related threads a thread shows at most."""
_FEWEST_WORDS = 2
"""So many words two threads must share: one alone mostly has many meanings."""
_LEAST = 18
"""The least similarity of threads that are shown. Judged by eye on a forum and two mailing lists, 80 to 95 of 100 of
these were about the same, and of those with 10 three in five."""
_AUTHOR = 5
"""What it adds to the similarity of threads that one person has begun both."""
_WORD = 1 << 20
"""Added for each shared word: it is above all sums of weights, so that one number has both."""
_TITLED = 1 << 40
"""Added for each shared word that one of the titles has. Without one, threads mostly share code, and not a subject."""

Postings = Callable[[int], Sequence[int]]
"""Gives the threads that have a word: four times the number of the thread, plus the `TermPlace` of the word in it. For
a word that more than MOST_THREADS threads have, any result may be given that is longer than that."""


def heaviest_word(threads: int) -> int:
    """One more than the weight of a word that two threads have, in an archive of so many threads.

    In small archives a word of few threads is not rare, and counts less; below 16 threads none counts.

    >>> [heaviest_word(threads) for threads in (15, 16, 100, 500, 20_000)]
    [0, 1, 3, 5, 8]
    """
    return min(MOST_THREADS.bit_length(), max(0, threads.bit_length() - 4))


def weight_of(threads: int, heaviest: int) -> int:
    """The weight of a word that so many threads have; 0 if it does not count.

    >>> [weight_of(threads, heaviest_word(20_000)) for threads in (1, 2, 3, 4, 5, 128, 129)]
    [0, 7, 6, 6, 5, 1, 0]
    """
    return max(0, heaviest - (threads - 1).bit_length()) if threads > 1 else 0


def find_similar(terms: Terms, own: int, postings: Postings, heaviest: int) -> dict[int, int]:
    """The threads that are similar enough to be shown, with their similarities.

    Args:
        terms: the terms of the thread.
        own: its number.
        postings: the threads that have a word.
        heaviest: the `heaviest_word` of the archive.
    """
    sums: dict[int, int] = {}
    for term in terms:
        threads = postings(word_of(term))
        if weight := weight_of(len(threads), heaviest):
            gains = _gains(weight, TermPlace(term & 3))
            for posting in threads:
                thread = posting >> 2
                sums[thread] = sums.get(thread, 0) + gains[posting & 3]
    sums.pop(own, None)
    enough = ((t, found) for t, found in sums.items() if found >= _TITLED and found % _WORD >= _LEAST)
    return {t: found % _WORD for t, found in enough if found % _TITLED >= _FEWEST_WORDS * _WORD}


def _gains(weight: int, place: TermPlace) -> tuple[int, int, int]:
    """What a shared word adds to the sum for a thread, by its place in that thread; `place` is that in the other one.

    In both titles a word counts three times, in one of them twice.
    """
    if place is TermPlace.AUTHOR:
        return (_AUTHOR, 0, 0)
    in_title = _TITLED if place is TermPlace.TITLE else 0
    return (0, weight * place + _WORD + in_title, weight * (place + 1) + _WORD + _TITLED)


def choose(similar: Mapping[int, int], names: Mapping[int, str]) -> tuple[str, ...]:
    """The names of the threads to show, the most similar one first; of equally similar ones, those first by name.

    `similar` is a result of `find_similar`; `names` has a name for each thread.
    """
    ranked = sorted((-similarity, names[thread]) for thread, similarity in similar.items())
    return tuple(name for _, name in ranked[:MOST_SHOWN])
