"""What the posts that were found have in common: their years, authors and boards, the most frequent ones first."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from datetime import datetime, tzinfo

from archiver import urls
from archiver.model import Facets, Url
from archiver.search.index.fields import NO_DATE
from archiver.search.index.searcher import Archive

_MOST = 10


def count_facets(archive: Archive, docs: Collection[int], zone: tzinfo) -> Facets:
    """Count them in these documents."""
    authors = Counter(filter(None, map(archive.authors.__getitem__, docs)))
    threads = Counter(map(archive.threads.__getitem__, docs))
    boards: Counter[str] = Counter()
    for url, count in threads.items():
        boards[board_of(url)] += count
    shown = Counter({archive.author_name(author): count for author, count in _first(authors)})
    return Facets(years=_first(_years(archive, docs, zone)), authors=_first(shown), boards=_first(boards))


def board_of(url: str) -> str:
    """The board of a thread, by its address."""
    return urls.board_of(urls.slug_of_url(Url(url)))


def _years(archive: Archive, docs: Collection[int], zone: tzinfo) -> Counter[str]:
    dated = [seconds for seconds in map(archive.dates.__getitem__, docs) if seconds != NO_DATE]
    if not dated:
        return Counter()
    first, last = (datetime.fromtimestamp(seconds, zone).year for seconds in (min(dated), max(dated)))
    starts = [datetime(year, 1, 1, tzinfo=zone).timestamp() for year in range(first, last + 1)]
    counts = Counter(bisect_right(starts, seconds) for seconds in dated)
    return Counter({str(first + number - 1): count for number, count in counts.items()})


def _first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((name, count) for name, count in ranked if name)[:_MOST]
