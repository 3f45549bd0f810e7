"""Prints the results of the commands `build` and `check`, as text for people or as JSON fields for programs."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from archiver.config import Config
from archiver.errors import Problem, Severity
from archiver.model import CheckReport, DoubtfulQuote, Moment, QuoteState, Report

_EXCERPT = 100  # characters of a quote


def say(text: str) -> None:
    """Print a line on the terminal."""
    click.echo(without_control_characters(text))


def _is_plain(char: str) -> bool:
    """False for control and format characters, which move a terminal's cursor or change the direction of text.

    True for zero-width joiners and non-joiners, which are a part of words and of emoji.
    """
    return char in "\n\t\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def without_control_characters(text: str) -> str:
    """The text with spaces in place of control characters, which a terminal would obey. Sources are untrusted."""
    return "".join(c if _is_plain(c) else " " for c in text)


def to_json(fields: dict[str, Any], indent: int | None = None) -> str:
    """JSON in which control characters are escaped, and the letters of all scripts are not.

    `indent` is the number of spaces of an indentation; None for a single line.
    """
    text = json.dumps(fields, ensure_ascii=False, indent=indent)
    return "".join(c if _is_plain(c) else json.dumps(c)[1:-1] for c in text)


@contextmanager
def show_progress(*, shown: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """Show a progress bar while the context is open, if `shown` is True and the standard error is a terminal.

    Yields the function that moves the bar, or None without a bar. Arguments of the function are the name of the stage,
    the number of threads or pages that are done, and the number of all.
    """
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from archiver.cli.progress import ProgressBar

    bar = ProgressBar()
    try:
        yield bar.advance
    finally:
        bar.stop()


def print_problems(problems: tuple[Problem, ...]) -> None:
    """Print each problem on a line, with path and line number in colour, and its hint and chain indented below."""
    for problem in problems:
        place, _, what = str(problem).partition(": ")
        color = "red" if problem.severity is Severity.ERROR else "yellow"
        click.echo(
            f"{click.style(without_control_characters(place), fg=color)}: {without_control_characters(what)}", err=True
        )
        for detail in problem.details:
            click.echo(f"    {without_control_characters(detail)}", err=True)


def print_report(report: Report, config: Config) -> None:
    """Print the result of a build: its messages, and the numbers of threads, posts, files and problems."""
    if foreign := [name for name in report.foreign if not name.startswith(".")]:
        click.echo(f"not ours, kept as it is: {without_control_characters(', '.join(foreign))}")
    for message in report.messages:
        click.echo(without_control_characters(message))
    speed = f" ({_megabytes(report)})" if report.written else ""
    files = f"{count_of(len(report.written), 'file')} written{speed}, {report.unchanged} kept, {report.removed} removed"
    counted = f"{count_of(report.threads, 'thread')}, {count_of(report.posts, 'post')}"
    folder = config.output_name
    click.echo(f"{counted}: {files} in {report.seconds:.2f} s → {folder}/")
    print_totals(report.problems)


def print_reasons(report: Report) -> None:
    """Print why each thread and each page of a list was rendered."""
    for what, why in report.reasons:
        click.echo(f"{click.style(without_control_characters(what), fg='cyan')}: {without_control_characters(why)}")


def _megabytes(report: Report) -> str:
    """`305.7 MB, 8.3 MB/s`."""
    size = report.written_bytes / 1e6
    return f"{size:.1f} MB, {size / max(report.seconds, 1e-3):.1f} MB/s"


def print_quote(quote: DoubtfulQuote) -> None:
    """Print a doubtful quote: its source and line, its state, its words, and its attribution."""
    place = click.style(without_control_characters(f"{quote.path}:{quote.line}"), fg="cyan")
    state = f"{quote.origin.state} {', '.join(quote.origin.posts)}".strip()
    share = f", {quote.origin.score:.0%} the same" if quote.origin.state is QuoteState.ALTERED else ""
    attribution = f" [{quote.attributed_to}]" if quote.attributed_to else ""
    words = quote.words if len(quote.words) <= _EXCERPT else f"{quote.words[:_EXCERPT]}…"
    click.echo(f"{place}: {without_control_characters(f'{state}{share}: “{words}”{attribution}')}")


def print_checked(checked: CheckReport) -> None:
    """Print the numbers of threads, posts and quotes that a check has seen."""
    click.echo(f"{count_of(checked.threads, 'thread')}, {count_of(checked.posts, 'post')}")
    counts = [f"{checked.states[state]} {state}" for state in QuoteState if checked.states[state]]
    counts += [f"{checked.undetermined} too short to tell"] if checked.undetermined else []
    quotes = count_of(sum(checked.states.values()) + checked.undetermined, "quote")
    click.echo(f"{quotes}{': ' if counts else ''}{', '.join(counts)}")
    print_totals(checked.problems)


def print_totals(problems: tuple[Problem, ...]) -> None:
    """Print how many problems there are, if there are any."""
    if problems:
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        click.echo(f"{count_of(errors, 'error')}, {count_of(len(problems) - errors, 'warning')}", err=True)


def count_of(number: int, noun: str) -> str:
    """A count with its noun: `1 post`, `2 posts`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def format_moment(moment: Moment | None) -> str:
    """A moment as `2024-05-01 14:03`, or `2024-05-01` if its time is unknown; "" for None."""
    if moment is None:
        return ""
    return f"{moment.at:%Y-%m-%d %H:%M}" if moment.has_time else f"{moment.at:%Y-%m-%d}"


def problem_fields(problem: Problem) -> dict[str, Any]:
    """The JSON fields of a problem, as the option `--json` prints it."""
    return {
        "problem": problem.message,
        "path": problem.path,
        "line": problem.line or None,
        "column": problem.column or None,
        "hint": problem.hint or None,
        "severity": problem.severity.name.lower(),
    }


def report_fields(report: Report) -> dict[str, Any]:
    """The JSON fields of the result of a build, as the option `--json` prints it."""
    return {
        "threads": report.threads,
        "posts": report.posts,
        "drawn": report.drawn,
        "written": len(report.written),
        "kept": report.unchanged,
        "removed": report.removed,
        "written_bytes": report.written_bytes,
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "notes": report.messages,
        "seconds": round(report.seconds, 3),
    }


def quote_fields(quote: DoubtfulQuote) -> dict[str, Any]:
    """The JSON fields of a doubtful quote. Fields without a value are left out."""
    fields = {
        "quote": quote.words,
        "path": quote.path,
        "line": quote.line,
        "post": quote.post,
        "state": quote.origin.state,
        "origins": quote.origin.posts or None,
        "score": quote.origin.score,
        "attribution": quote.attributed_to,
    }
    return {name: value for name, value in fields.items() if value is not None}


def checked_fields(checked: CheckReport) -> dict[str, Any]:
    """The JSON fields of the result of a check, without its quotes and problems."""
    return {
        "threads": checked.threads,
        "posts": checked.posts,
        "quotes": {state.value: checked.states[state] for state in QuoteState} | {"untold": checked.undetermined},
        "errors": sum(problem.severity is Severity.ERROR for problem in checked.problems),
        "warnings": sum(problem.severity is Severity.WARNING for problem in checked.problems),
    }
