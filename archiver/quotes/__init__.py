"""Quotes and replies: from the words of a quote to the post that they come from.

In comes a thread, out come the origins of its quotes, and the replies that they show; the thread stays as it was.
A quote is looked for in own words only, and only in earlier posts. Pure.
"""

from archiver.quotes.canonical import canonical
from archiver.quotes.origins import find_origins, quotes_of
from archiver.quotes.parents import find_parents

__all__ = ["canonical", "find_origins", "find_parents", "quotes_of"]
