"""The periods of a plot over time: the months of an archive of few years, or else its years."""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from archiver import urls
from archiver.model import MONTHS, GroupKind, InterfaceText, month_number
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import Bar
from archiver.pages.kinds import UNDATED, month_of

_MOST_MONTHS = 120
_MOST_TICKS = 5
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


class Period(Struct, frozen=True, kw_only=True):
    """A month or a year."""

    year: int
    month: int | None
    """From 1 to 12; None for a year."""
    has_list: bool
    """True if there is a page with the threads of the period."""
    tick: str

    @property
    def months(self) -> range:
        """The numbers of its months: 12 × the year + 0 for January to 11 for December."""
        first = self.year * 12 + (self.month or 1) - 1
        return range(first, first + (1 if self.month else 12))

    @property
    def label(self) -> str:
        """The period as readers see it: `July 2022`, or `2022`."""
        return _month_label(self.year, self.month) if self.month else str(self.year)

    def bar(self, numbers: tuple[int, ...]) -> Bar:
        """The period with its numbers."""
        url = urls.period_url(self.year, self.month) if self.has_list else None
        return Bar(label=self.label, numbers=numbers, url=url, tick=self.tick)


def periods_of(days: Mapping[int, int], catalogue: Catalogue) -> tuple[Period, ...]:
    """All periods from the first day of an archive to the last; none if no post has a date.

    Args:
        days: the days with posts, as ordinals.
        catalogue: has the months that have lists.
    """
    if not days:
        return ()
    first, last = date.fromordinal(min(days)), date.fromordinal(max(days))
    months = range(month_number(first), month_number(last) + 1)
    keys = (group.key.value for group in catalogue.groups(GroupKind.MONTH))
    listed = {month_of(key) for key in keys if key != UNDATED}
    if len(months) <= _MOST_MONTHS:
        return tuple(_months(months, listed))
    return tuple(_years(range(first.year, last.year + 1), {year for year, _ in listed}))


def _months(months: range, listed: set[tuple[int, int]]) -> Iterator[Period]:
    """Months, with ticks at those that begin a year, or at the first and the last if that are few."""
    years = [month // 12 for month in months if month % 12 == 0]
    step = _step(len(years))
    for number in months:
        year, month = number // 12, number % 12 + 1
        if len(years) > 1:
            tick = str(year) if month == 1 and year % step == 0 else ""
        else:
            tick = _month_label(year, month) if number in (months[0], months[-1]) else ""
        yield Period(year=year, month=month, has_list=(year, month) in listed, tick=tick)


def _years(years: range, listed: set[int]) -> Iterator[Period]:
    step = _step(len(years))
    for year in years:
        yield Period(year=year, month=None, has_list=year in listed, tick="" if year % step else str(year))


def _step(count: int) -> int:
    """How many years are from tick to tick.

    >>> _step(4), _step(11), _step(30)
    (1, 2, 10)
    """
    return next(step for step in _STEPS if count // step <= _MOST_TICKS)


def _month_label(year: int, month: int) -> str:
    return InterfaceText("%(month)s %(year)s", month=MONTHS[month - 1], year=str(year))
