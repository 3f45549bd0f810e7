"""Quotes and replies: finds the post that a quote comes from.

In: a thread. Out: the origins of its quotes, and the parents of posts that declare none; the thread is not changed.
The words of a quote are compared with the words that earlier posts have outside of their own quotes. Pure functions.
"""

from archiver.quotes.canonical import Passage, canonical
from archiver.quotes.cross_thread import Candidate, choose_origin, find_candidates
from archiver.quotes.fingerprints import QuoteKey
from archiver.quotes.origins import find_origins
from archiver.quotes.parents import find_parents
from archiver.quotes.texts import words_of
from archiver.quotes.unmarked import resolve_unmarked

__all__ = [
    "Candidate",
    "Passage",
    "QuoteKey",
    "canonical",
    "choose_origin",
    "find_candidates",
    "find_origins",
    "find_parents",
    "resolve_unmarked",
    "words_of",
]
