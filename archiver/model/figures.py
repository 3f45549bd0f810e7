"""The figures of a thread, and their sums over the archive, from which its statistics are drawn.

All are whole numbers, so that sums are exact in whatever order they are made. A day is its proleptic Gregorian ordinal
in the time zone of the site, a month is 12 × its year + 0 for January to 11 for December. Drafts that are left out have
no figures.
"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from archiver.model.groups import QuotedPost
from archiver.model.identifiers import Url

LONGEST_LIST = 10
"""How many posts or threads each list of the statistics has."""

Histogram = tuple[tuple[int, int], ...]
"""Keys and how many things each has, in the order of the keys. No number is 0."""


class Sleep(Struct, frozen=True, kw_only=True):
    """The longest time in a thread without a post."""

    days: int
    """How many days are between the day of the post before and that of the post after; at least 2."""
    last: int
    """The day of the post before."""
    woken: int
    """The day of the post after."""
    url: Url
    """The permalink of the post after."""


class ThreadFigures(Struct, frozen=True, kw_only=True):
    """What a thread adds to the statistics of the archive. The manifest stores it."""

    days: Histogram = ()
    """Posts by day; posts without a date are left out."""
    hours: Histogram = ()
    """Posts by 24 × the day of the week (Monday is 0) + the hour; posts without a time of day are left out."""
    lengths: Histogram = ()
    """Posts by the number of characters in their own words: by the position of the length in
    `pages.figures.LENGTHS`."""
    quotes: Histogram = ()
    """Quotes by the position of their state in `QuoteState`; those that are too short for a state have the number of
    states."""
    people: tuple[tuple[str, int, int], ...] = ()
    """Authors of dated posts, by their `urls.name_key`, with a month and how many posts they wrote in it."""
    sleep: Sleep | None = None
    """None if there are no two posts with a day between them."""
    quoted: tuple[QuotedPost, ...] = ()
    """The posts that at least two posts quote, the most quoted first, and no more than lists of the archive show."""


class TitledFigures(Struct, frozen=True, kw_only=True):
    """The figures of a thread with its title."""

    title: str
    figures: ThreadFigures


class ArchiveFigures(Struct, frozen=True, kw_only=True):
    """The figures of all threads together, by the keys of `ThreadFigures`. No number is 0."""

    days: Mapping[int, int]
    hours: Mapping[int, int]
    lengths: Mapping[int, int]
    quotes: Mapping[int, int]
    active: Mapping[int, int]
    """How many people wrote, by month."""
    active_in_year: Mapping[int, int]
    """How many people wrote, by year."""
    new: Mapping[int, int]
    """How many people wrote their first post, by month."""
    sleepers: tuple[TitledFigures, ...]
    """The threads with the longest sleeps, the longest first."""
    most_quoted: tuple[TitledFigures, ...]
    """The threads whose most quoted posts are quoted most, in that order: they have the most quoted posts of all."""


def month_number(day: date) -> int:
    """The month of a day as a number."""
    return day.year * 12 + day.month - 1
