"""Counts the years, authors and boards of the documents that match a query."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection
from datetime import datetime, tzinfo
from itertools import pairwise
from math import ceil

from archiver import urls
from archiver.model import Counts, Facets, Url
from archiver.search.index.fields import NO_DATE
from archiver.search.index.searcher import Searcher

FACETS = 10
"""How many names of a facet are counted."""


def count_facets(searcher: Searcher, docs: Collection[int], zone: tzinfo) -> Facets:
    """The ten most frequent years, authors and boards of documents, with their numbers of documents.

    Args:
        searcher: The index.
        docs: The doc ids of the documents.
        zone: The time zone in which years begin.
    """
    authors = Counter(filter(None, map(searcher.authors.__getitem__, docs)))
    boards: Counter[str] = Counter()
    for thread, count in searcher.count_by_thread(docs).items():
        boards[urls.board_of(urls.slug_of_url(Url(searcher.order.urls[thread])))] += count
    shown = Counter({searcher.author_name(author): count for author, count in first_names(authors)})
    return Facets(
        years=first_names(_years(searcher, docs, zone)), authors=first_names(shown), boards=first_names(boards)
    )


def _years(searcher: Searcher, docs: Collection[int], zone: tzinfo) -> Counter[str]:
    """How many of the doc ids `docs` are of each year; years begin in the time zone `zone`.

    The ends of each year are found by bisection in the sorted dates. Documents without a date are left out.
    """
    dates = sorted(date for date in map(searcher.order.dates.__getitem__, docs) if date != NO_DATE)
    if not dates:
        return Counter()
    first, last = (datetime.fromtimestamp(dates[at], zone).year for at in (0, -1))
    starts = (datetime(year, 1, 1, tzinfo=zone).timestamp() for year in range(first, last + 1))
    cuts = [*(bisect_left(dates, ceil(start)) for start in starts), len(dates)]
    return Counter({str(year): end - start for year, (start, end) in enumerate(pairwise(cuts), first) if end > start})


def first_names(counts: Counter[str]) -> Counts:
    """The `FACETS` names with the highest counts, sorted by count, then by name; "" is left out."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((name, count) for name, count in ranked if name)[:FACETS]
