"""Which threads of an archive seem to be about the same.

In: what threads say first (`Subject`). Out: their terms, and which threads share enough of them. Nothing here reads the
disk.
"""

from archiver.related.ranking import MOST_SHOWN, MOST_THREADS, Postings, choose, find_similar, heaviest_word, weight_of
from archiver.related.term_numbers import word_of

__all__ = [
    "MOST_SHOWN",
    "MOST_THREADS",
    "Postings",
    "choose",
    "find_similar",
    "heaviest_word",
    "weight_of",
    "word_of",
]
