"""Prints what sources show from other sites: a paragraph or a JSON line for each address, then totals by host."""

import shutil
import sys
from functools import partial
from typing import Any

import click

from archiver.cli.show import (
    count_of,
    print_problems,
    problem_fields,
    say,
    show_progress,
    to_json,
    without_control_characters,
)
from archiver.config import Config
from archiver.errors import Problem, Severity
from archiver.fetch.requests import AddressState, is_below
from archiver.fetch.statuses import UPLOADS, AddressStatus, count_by_host, find_statuses
from archiver.fetch.wanted import WantedReport, find_wanted
from archiver.media.at_home import AddressRow, has_file, read_table

_MAX_HOSTS = 20  # in the table of totals
_NARROWEST = 40  # characters
_COLORS = {
    AddressState.AT_HOME: "green",
    AddressState.NOT_FETCHED: "cyan",
    AddressState.FAILED: "yellow",
    AddressState.FAILED_FOR_GOOD: "red",
}


def read_wanted(config: Config, jobs: int | None, *, shows_progress: bool) -> WantedReport:
    """Find the addresses of all sources, with a progress bar.

    Args:
        config: the configuration of the project.
        jobs: the number of processes; None for as many as save time.
        shows_progress: True to show the bar, if the standard error is a terminal.
    """
    with show_progress(shown=shows_progress) as advance:
        return find_wanted(config, jobs=jobs, on_read=partial(advance, "sources") if advance else None)


def list_media(config: Config, hosts: tuple[str, ...], jobs: int | None, *, as_json: bool) -> bool:
    """Print the addresses of all sources and their states. Returns False if a source could not be read.

    Args:
        config: the configuration of the project.
        hosts: the only hosts to list; empty for all.
        jobs: the number of processes; None for as many as save time.
        as_json: True to print JSON lines.
    """
    content = config.content  # a bucket is refused before its sources are read
    report = read_wanted(config, jobs, shows_progress=not as_json)
    table = read_table(content, config.content_name)
    statuses = find_statuses(report.addresses, table, partial(has_file, content))
    statuses = tuple(s for s in statuses if not hosts or any(is_below(f"//{s.host}", host) for host in hosts))
    problems = (*report.problems, *table.problems)
    if as_json:
        for fields in (*map(problem_fields, problems), *map(_fields, statuses), _total_fields(statuses)):
            click.echo(to_json(fields))
    else:
        print_problems(problems)
        _print_statuses(statuses)
    return not has_errors(problems)


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """True if one of the problems makes the exit code 1."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _print_statuses(statuses: tuple[AddressStatus, ...]) -> None:
    width = max(shutil.get_terminal_size().columns, _NARROWEST) if sys.stdout.isatty() else None
    for status in statuses:
        _print_status(status, width)
    _print_totals(statuses)


def _print_status(status: AddressStatus, width: int | None) -> None:
    """Print an address, shortened to `width` characters if it is not None, and what is known of it."""
    wanted = status.wanted
    address = wanted.address
    if width and len(address) > width:
        address = f"{address[: width // 2]}…{address[len(address) - width + width // 2 + 1 :]}"
    more = f" and {count_of(wanted.posts - 1, 'other post')}" if wanted.posts > 1 else ""
    say(address)
    state = click.style(status.reason or status.state, fg=_COLORS[status.state])
    click.echo(f"  {state}: {_plain(wanted.path)}:{wanted.line}{more}")


def _print_totals(statuses: tuple[AddressStatus, ...]) -> None:
    by_host = count_by_host(statuses)
    if not by_host:
        click.echo("sources show nothing from other sites")
        return
    click.echo(f"\n{'all':>8} {'at home':>8} {'to fetch':>8} {'failed':>8}  host")
    for host, counts in by_host[:_MAX_HOSTS]:
        failed = counts[AddressState.FAILED] + counts[AddressState.FAILED_FOR_GOOD]
        numbers = (counts.total(), counts[AddressState.AT_HOME], counts[AddressState.NOT_FETCHED], failed)
        click.echo(f"{' '.join(f'{number:>8,}' for number in numbers)}  {_plain(_named(host))}")
    if len(by_host) > _MAX_HOSTS:
        click.echo(f"{'':>35}  and {count_of(len(by_host) - _MAX_HOSTS, 'other host')}")
    click.echo(f"\n{_sum(statuses)}")


def _sum(statuses: tuple[AddressStatus, ...]) -> str:
    """`1,305 addresses: 12 at home, 1,290 not fetched, 3 failed for good`."""
    counts = [(state, sum(status.state is state for status in statuses)) for state in AddressState]
    parts = ", ".join(f"{count:,} {state}" for state, count in counts if count)
    return f"{len(statuses):,} {'address' if len(statuses) == 1 else 'addresses'}: {parts}"


def _named(host: str) -> str:
    return "uploads of Discourse (upload://)" if host == UPLOADS else host


def _plain(text: str) -> str:
    return without_control_characters(text)


def _fields(status: AddressStatus) -> dict[str, Any]:
    """The JSON fields of an address. Fields without a value are left out."""
    wanted = status.wanted
    place = {"posts": wanted.posts, "path": wanted.path, "line": wanted.line, "state": status.state}
    is_lost = status.state is AddressState.NOT_FETCHED  # also if the file of its row is gone
    return {"address": wanted.address} | place | ({} if is_lost or not status.row else row_fields(status.row))


def row_fields(row: AddressRow) -> dict[str, Any]:
    """The JSON fields of a row of the table, but the address. Fields without a value are left out."""
    fields = {
        "file": row.file,
        "size": row.size or None,
        "failure": row.failure,
        "detail": row.detail or None,
        "time": row.time,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _total_fields(statuses: tuple[AddressStatus, ...]) -> dict[str, Any]:
    by_state = {state.value: sum(status.state is state for status in statuses) for state in AddressState}
    hosts = {host: counts.total() for host, counts in count_by_host(statuses)}
    return {"addresses": len(statuses), "states": by_state, "hosts": hosts}
