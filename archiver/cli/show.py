"""What the terminal shows, in words and as JSON."""

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
    """Print a line."""
    click.echo(clean(text))


def _is_plain(char: str) -> bool:
    """False for what moves a terminal's cursor or turns its direction; joiners belong to words, and to emoji."""
    return char in "\n\t\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def clean(text: str) -> str:
    """Text for a terminal, whatever strangers wrote into it."""
    return "".join(c if _is_plain(c) else " " for c in text)


def to_json(fields: dict[str, Any], indent: int | None = None) -> str:
    """JSON that a terminal can show too: readable in every script, without raw controls."""
    text = json.dumps(fields, ensure_ascii=False, indent=indent)
    return "".join(c if _is_plain(c) else json.dumps(c)[1:-1] for c in text)


@contextmanager
def show_progress(*, shown: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar for a build that takes a while, on a terminal only: what is drawn, how much, how fast, the time left."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from archiver.cli.progress import Bar

    bar = Bar()
    try:
        yield bar.advance
    finally:
        bar.stop()


def print_problems(problems: tuple[Problem, ...]) -> None:
    """Print each problem, its place in colour."""
    for problem in problems:
        place, _, what = str(problem).partition(": ")
        color = "red" if problem.severity is Severity.ERROR else "yellow"
        click.echo(f"{click.style(clean(place), fg=color)}: {clean(what)}", err=True)


def print_report(report: Report, config: Config) -> None:
    """Print what a build did."""
    if foreign := [name for name in report.foreign if not name.startswith(".")]:
        click.echo(f"not ours, kept as it is: {clean(', '.join(foreign))}")
    for message in report.messages:
        click.echo(clean(message))
    speed = f" ({_megabytes(report)})" if report.written else ""
    files = f"{count_of(len(report.written), 'file')} written{speed}, {report.kept} kept, {report.removed} removed"
    counted = f"{count_of(report.threads, 'thread')}, {count_of(report.posts, 'post')}"
    folder = config.output.relative_to(config.root)
    click.echo(f"{counted}: {files} in {report.seconds:.2f} s → {folder}/")
    print_totals(report.problems)


def print_reasons(report: Report) -> None:
    """Print why each thread, and each page of a list, was drawn."""
    for what, why in report.reasons:
        click.echo(f"{click.style(clean(what), fg='cyan')}: {clean(why)}")


def _megabytes(report: Report) -> str:
    """`305.7 MB, 8.3 MB/s`."""
    size = report.written_bytes / 1e6
    return f"{size:.1f} MB, {size / max(report.seconds, 1e-3):.1f} MB/s"


def print_quote(quote: DoubtfulQuote) -> None:
    """Print a quote that somebody may want to look at: where, what, who is said to have written it."""
    place = click.style(clean(f"{quote.path}:{quote.line}"), fg="cyan")
    state = f"{quote.origin.state} {', '.join(quote.origin.posts)}".strip()
    share = f", {quote.origin.score:.0%} the same" if quote.origin.state is QuoteState.ALTERED else ""
    attribution = f" [{quote.attributed_to}]" if quote.attributed_to else ""
    words = quote.words if len(quote.words) <= _EXCERPT else f"{quote.words[:_EXCERPT]}…"
    click.echo(f"{place}: {clean(f'{state}{share}: “{words}”{attribution}')}")


def print_checked(checked: CheckReport) -> None:
    """Print what a check has counted."""
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
    """How many there are, in words."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def shown(moment: Moment | None) -> str:
    """A moment as people write it; "" if it isn't known."""
    if moment is None:
        return ""
    return f"{moment.at:%Y-%m-%d %H:%M}" if moment.has_time else f"{moment.at:%Y-%m-%d}"


def problem_fields(problem: Problem) -> dict[str, Any]:
    """A problem for programs."""
    return {
        "problem": problem.message,
        "path": problem.path,
        "line": problem.line or None,
        "severity": problem.severity.name.lower(),
    }


def report_fields(report: Report) -> dict[str, Any]:
    """What a build did, for programs."""
    return {
        "threads": report.threads,
        "posts": report.posts,
        "drawn": report.drawn,
        "written": len(report.written),
        "kept": report.kept,
        "removed": report.removed,
        "written_bytes": report.written_bytes,
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "notes": report.messages,
        "seconds": round(report.seconds, 3),
    }


def quote_fields(quote: DoubtfulQuote) -> dict[str, Any]:
    """A quote that somebody may want to look at, for programs."""
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
    """What a check has counted, for programs."""
    return {
        "threads": checked.threads,
        "posts": checked.posts,
        "quotes": {state.value: checked.states[state] for state in QuoteState} | {"untold": checked.undetermined},
        "errors": sum(problem.severity is Severity.ERROR for problem in checked.problems),
        "warnings": sum(problem.severity is Severity.WARNING for problem in checked.problems),
    }
