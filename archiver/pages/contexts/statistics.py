"""The context of the statistics of the archive."""

from msgspec import Struct

from archiver.model import Moment, Url
from archiver.pages.contexts.lists import QuotedRow
from archiver.pages.contexts.parts import Link


class Bar(Struct, frozen=True, kw_only=True):
    """A period, board or class of a plot, with its numbers."""

    label: str
    numbers: tuple[int, ...]
    """One for each name of the plot."""
    url: Url | None = None
    """The page of its threads; None if there is none."""
    tick: str = ""
    """The words below the bar on the axis of the plot; "" for most bars of a long axis."""


class Plot(Struct, frozen=True, kw_only=True):
    """Numbers of one unit, in an order that has a meaning. Without numbers there are no bars."""

    title: str
    heading: str
    """What the bars are: the heading of their column in a table."""
    names: tuple[str, ...]
    """What the numbers of a bar count. Of two, the second are a part of the first."""
    bars: tuple[Bar, ...]
    most: int
    """The number of the longest bar. What stands for many together may have a larger one: it has no bar."""


class Weekday(Struct, frozen=True, kw_only=True):
    """A day of the week, with the posts of its hours."""

    name: str
    hours: tuple[int, ...]
    """24 numbers of posts."""


class Silence(Struct, frozen=True, kw_only=True):
    """Days in which nobody wrote, in the whole archive or in a thread."""

    days: int
    """How many days after `last` somebody wrote again."""
    last: Moment
    """The day of the post before."""
    woken: Moment
    """The day of the post after."""
    post: Link | None = None
    """The title of the thread, with a link to the post after; None for the whole archive."""


class StatisticsPage(Struct, frozen=True, kw_only=True):
    """`statistics.html`: the numbers of the archive, as plots and lists."""

    title: str
    posts: int
    undated: int
    """Posts without a date, which no plot of times counts."""
    posts_by_time: Plot
    """By month, or by year if there are posts of many years."""
    people_by_time: Plot
    """Those who wrote, and among them those who wrote for the first time."""
    posts_by_hour: Plot
    posts_by_weekday: Plot
    week: tuple[Weekday, ...]
    """Posts by day of the week and hour; empty if no post has a time of day."""
    busiest: int
    """The largest number of posts in an hour of `week`."""
    posts_by_board: Plot
    posts_by_length: Plot
    quotes_by_state: Plot
    most_quoted: tuple[QuotedRow, ...]
    silences: tuple[Silence, ...]
    """The longest ones of the whole archive."""
    sleepers: tuple[Silence, ...]
    """The longest ones of single threads."""
