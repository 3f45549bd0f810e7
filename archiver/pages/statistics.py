"""The plan of the page with the statistics of the archive: plots and lists, from the sums of the threads' figures."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from heapq import nsmallest
from itertools import pairwise

from msgspec.structs import replace

from archiver import urls
from archiver.config import Config
from archiver.model import (
    ALL_THREADS,
    LONGEST_LIST,
    ArchiveFigures,
    InterfaceText,
    Moment,
    PagePlan,
    TitledFigures,
    Url,
    month_number,
)
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import Bar, CountRow, Link, Plot, QuotedRow, Silence, StatisticsPage, Weekday
from archiver.pages.figures import LENGTHS
from archiver.pages.filling import quoted_row
from archiver.pages.periods import Period, periods_of
from archiver.pages.plans import plan_page

_MOST_BOARDS = 20
_HOURS = 24
WEEKDAYS = (
    InterfaceText("Monday"),
    InterfaceText("Tuesday"),
    InterfaceText("Wednesday"),
    InterfaceText("Thursday"),
    InterfaceText("Friday"),
    InterfaceText("Saturday"),
    InterfaceText("Sunday"),
)
"""The names of the days of the week."""
_STATE_NAMES = (
    InterfaceText("exact"),
    InterfaceText("trimmed"),
    InterfaceText("altered"),
    InterfaceText("ambiguous"),
    InterfaceText("outside"),
    InterfaceText("too short to tell"),
)
"""In the order of the states of quotes, and that of quotes without a state."""
_POSTS = (InterfaceText("Posts"),)


def plan_statistics(
    figures: ArchiveFigures, top: tuple[CountRow, ...], catalogue: Catalogue, config: Config
) -> PagePlan:
    """The page with the statistics of the archive.

    Args:
        figures: the sums of the figures of all threads.
        top: the boards at the root of the site (see `boards_below`).
        catalogue: has the number of all posts, and the months that have lists.
        config: the time zone of the site.
    """
    site = catalogue.group(ALL_THREADS)
    periods = periods_of(figures.days, catalogue)
    context = _context(figures, site.posts if site else 0, periods, top, config)
    return plan_page(urls.STATISTICS_URL, "statistics.html", context)


def _context(
    figures: ArchiveFigures, posts: int, periods: tuple[Period, ...], top: tuple[CountRow, ...], config: Config
) -> StatisticsPage:
    return StatisticsPage(
        title=InterfaceText("Statistics"),
        posts=posts,
        undated=posts - sum(figures.days.values()),
        posts_by_time=_posts_by_time(periods, figures.days),
        people_by_time=_people_by_time(periods, figures),
        posts_by_hour=_posts_by_hour(figures.hours),
        posts_by_weekday=_posts_by_weekday(figures.days),
        week=tuple(_week(figures.hours)),
        busiest=max(figures.hours.values(), default=0),
        posts_by_board=_posts_by_board(top, posts),
        posts_by_length=_posts_by_length(figures.lengths),
        quotes_by_state=_quotes_by_state(figures.quotes),
        most_quoted=_most_quoted(figures.most_quoted),
        silences=tuple(_silences(figures.days, config)),
        sleepers=tuple(_sleepers(figures.sleepers, config)),
    )


def _plot(title: str, heading: str, bars: Iterator[Bar], names: tuple[str, ...] = _POSTS) -> Plot:
    """A plot; without bars if all numbers are 0."""
    drawn = tuple(bars)
    most = max((bar.numbers[0] for bar in drawn), default=0)
    return Plot(title=title, heading=heading, names=names, bars=drawn if most else (), most=most)


def _posts_by_time(periods: tuple[Period, ...], days: Mapping[int, int]) -> Plot:
    posts: Counter[int] = Counter()
    for day, number in days.items():
        posts[month_number(date.fromordinal(day))] += number
    bars = (period.bar((sum(posts[month] for month in period.months),)) for period in periods)
    return _plot(InterfaceText("Posts over time"), InterfaceText("Date"), bars)


def _people_by_time(periods: tuple[Period, ...], figures: ArchiveFigures) -> Plot:
    names = (InterfaceText("People who wrote"), InterfaceText("for the first time"))
    bars = (period.bar((_active(period, figures), _new(period, figures))) for period in periods)
    return _plot(InterfaceText("People over time"), InterfaceText("Date"), bars, names)


def _active(period: Period, figures: ArchiveFigures) -> int:
    return figures.active.get(period.months[0], 0) if period.month else figures.active_in_year.get(period.year, 0)


def _new(period: Period, figures: ArchiveFigures) -> int:
    return sum(figures.new.get(month, 0) for month in period.months)


def _posts_by_hour(hours: Mapping[int, int]) -> Plot:
    bars = (
        Bar(
            label=f"{hour:02}:00–{hour:02}:59",
            numbers=(sum(hours.get(day * _HOURS + hour, 0) for day in range(7)),),
            tick="" if hour % 6 else f"{hour:02}:00",
        )
        for hour in range(_HOURS)
    )
    return _plot(InterfaceText("Posts by hour"), InterfaceText("Hour"), bars)


def _posts_by_weekday(days: Mapping[int, int]) -> Plot:
    posts = [0] * 7
    for day, number in days.items():
        posts[(day - 1) % 7] += number  # day 1 was a Monday
    bars = (Bar(label=name, numbers=(number,)) for name, number in zip(WEEKDAYS, posts, strict=True))
    return _plot(InterfaceText("Posts by day of the week"), InterfaceText("Day"), bars)


def _week(hours: Mapping[int, int]) -> Iterator[Weekday]:
    for number, name in enumerate(WEEKDAYS) if hours else ():
        first = number * _HOURS
        yield Weekday(name=name, hours=tuple(hours.get(hour, 0) for hour in range(first, first + _HOURS)))


def _posts_by_board(top: tuple[CountRow, ...], posts: int) -> Plot:
    """The boards at the root with the most posts, and how many posts the others have, and those in no board."""
    boards = sorted(top, key=lambda board: -board.posts)
    bars = [Bar(label=board.name, url=board.url, numbers=(board.posts,)) for board in boards[:_MOST_BOARDS]]
    others = sum(board.posts for board in boards[_MOST_BOARDS:])
    alone = posts - sum(board.posts for board in boards)
    rest = ((InterfaceText("Other boards"), others), (InterfaceText("In no board"), alone if boards else 0))
    bars += [Bar(label=label, numbers=(number,)) for label, number in rest if number]
    plot = _plot(InterfaceText("Posts by board"), InterfaceText("Board"), iter(bars))
    # Were they the scale, hundreds of small boards together would leave no bar of a board to be seen.
    return replace(plot, most=boards[0].posts) if boards and boards[0].posts else plot


def _posts_by_length(lengths: Mapping[int, int]) -> Plot:
    """Classes from the shortest to the longest that has posts."""
    numbers = range(min(lengths), max(lengths) + 1) if lengths else ()
    bars = (Bar(label=_class_of_lengths(number), numbers=(lengths.get(number, 0),)) for number in numbers)
    return _plot(InterfaceText("Lengths of posts"), InterfaceText("Characters"), bars)


def _class_of_lengths(number: int) -> str:
    """A class of lengths as readers see it: `10–19`."""
    first, after = LENGTHS[number], LENGTHS[number + 1 :][:1]
    if not after:
        return InterfaceText("%(number)s and more", number=f"{first}")
    return f"{first}–{after[0] - 1}" if after[0] - 1 > first else f"{first}"


def _quotes_by_state(quotes: Mapping[int, int]) -> Plot:
    bars = (Bar(label=name, numbers=(quotes.get(number, 0),)) for number, name in enumerate(_STATE_NAMES))
    return _plot(InterfaceText("Quotes"), InterfaceText("Origin"), bars, (InterfaceText("Quotes"),))


def _most_quoted(threads: tuple[TitledFigures, ...]) -> tuple[QuotedRow, ...]:
    rows = [quoted_row(post, thread.title) for thread in threads for post in thread.figures.quoted]
    return tuple(nsmallest(LONGEST_LIST, rows, key=lambda row: -row.quotes))


def _silences(days: Mapping[int, int], config: Config) -> Iterator[Silence]:
    gaps = ((last - woken, last, woken) for last, woken in pairwise(sorted(days)) if woken - last > 1)
    for gap, last, woken in nsmallest(LONGEST_LIST, gaps):
        yield Silence(days=-gap, last=_moment(last, config), woken=_moment(woken, config))


def _sleepers(threads: tuple[TitledFigures, ...], config: Config) -> Iterator[Silence]:
    for thread in threads:
        if sleep := thread.figures.sleep:
            last, woken = _moment(sleep.last, config), _moment(sleep.woken, config)
            yield Silence(days=sleep.days, last=last, woken=woken, post=_link(thread.title, sleep.url))


def _link(text: str, url: Url) -> Link:
    return Link(text=text, url=url)


def _moment(day: int, config: Config) -> Moment:
    return Moment(at=datetime.combine(date.fromordinal(day), time(), config.zone), has_time=False)
