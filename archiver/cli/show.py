"""What the terminal shows, in words and as JSON."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from archiver.config import Config, color_wanted
from archiver.errors import Problem, Severity
from archiver.model import Checked, DoubtfulQuote, Hit, Moment, QuoteState, Report

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
    speed = f" ({_megabytes(report)})" if report.written else ""
    files = f"{_count(len(report.written), 'file')} written{speed}, {report.kept} kept, {report.removed} removed"
    counted = f"{_count(report.threads, 'thread')}, {_count(report.posts, 'post')}"
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
    said = f" [{quote.said}]" if quote.said else ""
    words = quote.words if len(quote.words) <= _EXCERPT else f"{quote.words[:_EXCERPT]}…"
    click.echo(f"{place}: {clean(f'{state}{share}: “{words}”{said}')}")


def print_checked(checked: Checked) -> None:
    """Print what a check has counted."""
    click.echo(f"{_count(checked.threads, 'thread')}, {_count(checked.posts, 'post')}")
    counts = [f"{checked.states[state]} {state}" for state in QuoteState if checked.states[state]]
    counts += [f"{checked.untold} too short to tell"] if checked.untold else []
    click.echo(
        f"{_count(sum(checked.states.values()) + checked.untold, 'quote')}{': ' if counts else ''}{', '.join(counts)}"
    )
    print_totals(checked.problems)


def print_totals(problems: tuple[Problem, ...]) -> None:
    """Print how many problems there are, if there are any."""
    if problems:
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        click.echo(f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}", err=True)


def print_hit(hit: Hit, config: Config) -> None:
    """Print a post that was found."""
    said = " · ".join(filter(None, [hit.author, _shown(hit.date)]))
    title = click.style(clean(hit.title), bold=True)
    click.echo(f"{title}  #{hit.number}{'  ' + clean(said) if said else ''}")
    click.echo(f"  {click.style(_address(hit, config), fg='cyan')}")
    click.echo(f"  {''.join(_marked(clean(text)) if mark else clean(text) for text, mark in hit.passages)}\n")


def _marked(text: str) -> str:
    """Words that matched: in colour on a terminal that shows it, else between asterisks."""
    shows_color = sys.stdout.isatty() and color_wanted()
    return click.style(text, fg="yellow", bold=True) if shows_color else f"**{text}**"


def print_count(total: int, shown: int) -> None:
    """Print how many posts match."""
    if not total:
        click.echo("no posts match")
    else:
        best = f", the best {shown} shown" if shown < total else ""
        click.echo(f"{_count(total, 'post')} {'matches' if total == 1 else 'match'}{best}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shown(moment: Moment | None) -> str:
    if moment is None:
        return ""
    return f"{moment.at:%Y-%m-%d %H:%M}" if moment.has_time else f"{moment.at:%Y-%m-%d}"


def _address(hit: Hit, config: Config) -> str:
    return f"{config.base_url}{hit.url[1:]}" if config.base_url else hit.url


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
        "attribution": quote.said,
    }
    return {name: value for name, value in fields.items() if value is not None}


def checked_fields(checked: Checked) -> dict[str, Any]:
    """What a check has counted, for programs."""
    return {
        "threads": checked.threads,
        "posts": checked.posts,
        "quotes": {state.value: checked.states[state] for state in QuoteState} | {"untold": checked.untold},
        "errors": sum(problem.severity is Severity.ERROR for problem in checked.problems),
        "warnings": sum(problem.severity is Severity.WARNING for problem in checked.problems),
    }


def hit_fields(hit: Hit, config: Config) -> dict[str, Any]:
    """A post that was found, for programs; what isn't known has no key."""
    fields = {
        "url": _address(hit, config),
        "thread": hit.title,
        "post": hit.post,
        "number": hit.number,
        "author": hit.author,
        "date": hit.date and hit.date.iso,
        "snippet": hit.snippet,
        "marks": hit.marks,
        "score": round(hit.score, 4),
    }
    return {name: value for name, value in fields.items() if value is not None}
