"""The figures of a thread, which the statistics of the archive are the sums of."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from archiver import urls
from archiver.config import Config
from archiver.model import (
    LONGEST_LIST,
    Histogram,
    Origins,
    QuotedPost,
    QuoteState,
    Sleep,
    Thread,
    ThreadFigures,
    month_number,
    own_text,
    quotes_of,
)
from archiver.pages.summaries import permalink, quoted_post, quoting_pairs

LENGTHS = (0, 1, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
"""The smallest number of characters of each class of lengths; the steps of a logarithmic scale."""
STATES = tuple(QuoteState)
"""The states of quotes, by their numbers in figures; the next number is that of quotes without a state."""

_LEAST_QUOTES = 2
_SHORTEST_SLEEP = 2  # days


def find_figures(thread: Thread, origins: Origins, config: Config) -> ThreadFigures:
    """The figures of a thread.

    Args:
        thread: the thread.
        origins: the origins of its quotes.
        config: the number of posts on a page, which permalinks depend on.
    """
    dates = [post.date for post in thread.posts if post.date]
    days = _histogram(Counter([date.at.toordinal() for date in dates]))
    people = Counter(
        (urls.name_key(post.author), month_number(post.date.at)) for post in thread.posts if post.author and post.date
    )
    return ThreadFigures(
        days=days,
        hours=_histogram(Counter([date.at.weekday() * 24 + date.at.hour for date in dates if date.has_time])),
        lengths=_histogram(
            Counter([bisect_right(LENGTHS, len(post.own_text)) - 1 for post in thread.posts if not post.removal])
        ),
        quotes=_histogram(Counter(_states(thread, origins))),
        people=tuple(sorted((person, month, posts) for (person, month), posts in people.items())),
        sleep=_longest_sleep(thread, days, config),
        quoted=_most_quoted(thread, origins, config),
    )


def _histogram(counts: Counter[int]) -> Histogram:
    return tuple(sorted(counts.items()))


def _states(thread: Thread, origins: Origins) -> Iterator[int]:
    """The number of the state of each quote that has text besides the quotes in it."""
    for post in thread.posts:
        for quote in quotes_of(post):
            if own_text(quote.blocks).strip():
                origin = origins.get((post.id, quote.number))
                yield STATES.index(origin.state) if origin else len(STATES)


def _longest_sleep(thread: Thread, days: Histogram, config: Config) -> Sleep | None:
    """The first of the longest times without a post; `days` are the days with posts."""
    gaps = [woken - last for (last, _), (woken, _) in pairwise(days)]
    longest = max(gaps, default=0)
    if longest < _SHORTEST_SLEEP:
        return None
    woken, _ = days[gaps.index(longest) + 1]
    _, _, post = min(
        (post.date.at, post.position, post) for post in thread.posts if post.date and post.date.at.toordinal() == woken
    )
    return Sleep(days=longest, last=woken - longest, woken=woken, url=permalink(thread, post, config))


def _most_quoted(thread: Thread, origins: Origins, config: Config) -> tuple[QuotedPost, ...]:
    quotes = Counter(quoted for quoted, _ in quoting_pairs(origins))
    posts = [post for post in thread.posts if quotes[post.id] >= _LEAST_QUOTES]
    posts.sort(key=lambda post: -quotes[post.id])
    return tuple(quoted_post(thread, post, quotes[post.id], config) for post in posts[:LONGEST_LIST])
