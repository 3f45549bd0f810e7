"""Quotes and replies: finds the post that a quote comes from.

Takes a thread and returns the origins of its quotes, and the replies that they show; the thread is not changed.
The words of a quote are compared with the own words of earlier posts, not with what those quote. Pure functions.
"""

from archiver.quotes.canonical import Passage, canonical
from archiver.quotes.cross_thread import Candidate, choose_origin, find_candidates
from archiver.quotes.fingerprints import QuoteKey
from archiver.quotes.origins import find_origins
from archiver.quotes.parents import find_parents
from archiver.quotes.texts import quotes_of, words_of
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
    "quotes_of",
    "resolve_unmarked",
    "words_of",
]
