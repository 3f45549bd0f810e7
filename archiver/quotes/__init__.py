"""Quotes and replies: from the words of a quote to the post that they come from.

In comes a thread, out come the origins of its quotes, and the replies that they show; the thread stays as it was.
A quote is looked for in own words only, and only in earlier posts. Pure.
"""

from archiver.quotes.canonical import Passage, canonical
from archiver.quotes.cross_thread import Candidate, choose_origin, find_candidates
from archiver.quotes.fingerprints import QuoteKey
from archiver.quotes.origins import find_origins, quotes_of, words_of
from archiver.quotes.parents import find_parents
from archiver.quotes.unmarked import settle_unmarked

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
    "settle_unmarked",
    "words_of",
]
