"""Prints the statistics of the archive: text for people, or JSON fields for programs."""

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from archiver.cli.show import count_of, format_moment, say, without_control_characters
from archiver.config import Config
from archiver.errors import StateError
from archiver.manifest import open_reader
from archiver.model import ArchiveFigures, Slug, month_number
from archiver.pages import boards_below, plan_statistics
from archiver.pages.contexts import Plot, Silence, StatisticsPage

_MOST_LABEL = 32  # columns
_LEAST_BAR = 10  # columns


def read_statistics(config: Config) -> tuple[ArchiveFigures, StatisticsPage]:
    """The numbers of the last build, and the page that shows them. Raises StateError if there was no build."""
    with open_reader(config.state, config.zone) as manifest:
        if manifest is None:
            raise StateError("there is no build to take numbers from; run archiver build")
        figures = manifest.figures.read()
        top = boards_below(manifest.groups, config).get(Slug(""), ())
        page = plan_statistics(figures, top, manifest.groups, config).head
    assert isinstance(page, StatisticsPage)  # noqa: S101  for mypy
    return figures, page


def _plots(page: StatisticsPage) -> tuple[Plot, ...]:
    times = (page.posts_by_time, page.people_by_time, page.posts_by_weekday, page.posts_by_hour)
    return (*times, page.posts_by_board, page.posts_by_length, page.quotes_by_state)


def print_statistics(page: StatisticsPage) -> None:
    """Print all numbers as text."""
    undated = f", {page.undated} without a date" if page.undated else ""
    click.echo(f"{count_of(page.posts, 'post')}{undated}")
    for plot in _plots(page):
        if plot.bars:
            _print_heading(f"{plot.title} ({' / '.join(plot.names)})" if len(plot.names) > 1 else plot.title)
            _print_plot(plot)
    if page.most_quoted:
        _print_heading("Most quoted posts")
    for row in page.most_quoted:
        by = f" by {row.author.text}" if row.author else ""
        say(f"{row.quotes:>6}  {row.thread} #{row.number}{by}")
    _print_silences("Longest silences of the archive", page.silences)
    _print_silences("Threads that slept longest, and woke", page.sleepers)


def _print_heading(text: str) -> None:
    click.echo(f"\n{click.style(text, bold=True)}")


def _print_silences(heading: str, silences: tuple[Silence, ...]) -> None:
    if silences:
        _print_heading(heading)
    for silence in silences:
        thread = f"  {silence.post.text}" if silence.post else ""
        times = f"{format_moment(silence.last)} – {format_moment(silence.woken)}"
        say(f"{silence.days:>6,} days  {times}{thread}")


def _print_plot(plot: Plot) -> None:
    """Print a line for each bar: its label, a bar of characters, and its numbers."""
    labels = [without_control_characters(bar.label) for bar in plot.bars]
    wide = min(max(map(cell_len, labels)), _MOST_LABEL)
    numbers = [" / ".join(f"{number:,}" for number in bar.numbers) for bar in plot.bars]
    most = max(map(len, numbers))
    room = max(shutil.get_terminal_size().columns - wide - most - 4, _LEAST_BAR)
    for label, bar, text in zip(labels, plot.bars, numbers, strict=True):
        drawn = _bar(bar.numbers, plot.most, room) if bar.numbers[0] <= plot.most else ""
        line = f"{set_cell_size(label, wide)}  {text:>{most}}"
        click.echo(f"{line}  {click.style(drawn, fg='cyan')}" if drawn else line)


def _bar(numbers: tuple[int, ...], most: int, room: int) -> str:
    """A bar of at most `room` characters; the second of two numbers is a part of the first, in full ink."""
    full, pale = ("█", "░") if _shows("█░") else ("#", "-")
    lengths = [max(round(number * room / most), 1 if number else 0) for number in numbers]
    return full * lengths[-1] + pale * (lengths[0] - lengths[-1])


def _shows(text: str) -> bool:
    """True if the standard output has these characters."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def statistics_fields(figures: ArchiveFigures, page: StatisticsPage) -> dict[str, Any]:
    """The JSON fields of all numbers."""
    active_in_year = {f"{year:04}": people for year, people in sorted(figures.active_in_year.items())}
    return {
        "posts": page.posts,
        "undated": page.undated,
        "posts_by_month": dict(_posts_by_month(figures)),
        "people_by_month": {_month(month): people for month, people in sorted(figures.active.items())},
        "new_people_by_month": {_month(month): people for month, people in sorted(figures.new.items())},
        "people_by_year": active_in_year,
        "posts_by_board": _numbers(page.posts_by_board),
        "posts_by_weekday": _numbers(page.posts_by_weekday),
        "posts_by_weekday_and_hour": {day.name: day.hours for day in page.week},
        "posts_by_length": _numbers(page.posts_by_length),
        "quotes": _numbers(page.quotes_by_state),
        "most_quoted": [
            {"url": row.url, "thread": row.thread, "number": row.number, "quoted_by": row.quotes}
            | ({"author": row.author.text} if row.author else {})
            for row in page.most_quoted
        ],
        "silences": [*map(_silence_fields, page.silences)],
        "sleepers": [*map(_silence_fields, page.sleepers)],
    }


def _posts_by_month(figures: ArchiveFigures) -> Iterator[tuple[str, int]]:
    posts: dict[int, int] = {}
    for day, number in sorted(figures.days.items()):
        month = month_number(date.fromordinal(day))
        posts[month] = posts.get(month, 0) + number
    return ((_month(month), number) for month, number in posts.items())


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _numbers(plot: Plot) -> dict[str, int]:
    return {bar.label: bar.numbers[0] for bar in plot.bars}


def _silence_fields(silence: Silence) -> dict[str, Any]:
    post = {"url": silence.post.url, "thread": silence.post.text} if silence.post else {}
    return {"days": silence.days, "last": silence.last.iso, "woken": silence.woken.iso} | post
