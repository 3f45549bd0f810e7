"""Runs `archiver media fetch`: decides what to ask for, asks, and prints how it went."""

from functools import partial
from pathlib import Path
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from archiver.cli.media_list import has_errors, read_wanted, row_fields
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
from archiver.errors import Problem
from archiver.fetch.limits import FetchLimits
from archiver.fetch.reports import FetchReport
from archiver.fetch.requests import AddressState, FetchPlan, plan_requests
from archiver.fetch.saved import fetch_saved
from archiver.fetch.wanted import WantedAddress
from archiver.media.at_home import AtHome, has_file, read_table
from archiver.media.media_store import MediaStore

_MB = 1_000_000


class FetchOptions(Struct, frozen=True, kw_only=True):
    """The options of the command."""

    hosts: tuple[str, ...]
    saved: tuple[Path, ...]
    discourse: str | None
    retry: bool
    dry_run: bool
    connections: int
    per_host: int
    max_size: float
    """Megabytes."""
    timeout: float
    """Seconds for one file."""
    allow_private: bool
    jobs: int | None
    as_json: bool

    @property
    def limits(self) -> FetchLimits:
        """The bounds of the run."""
        return FetchLimits(
            max_size=int(self.max_size * _MB),
            file_seconds=self.timeout,
            connections=self.connections,
            connections_per_host=self.per_host,
            allows_private=self.allow_private,
        )


def run_fetch(config: Config, options: FetchOptions) -> bool:
    """Fetch what the sources of a project show from other sites. Returns False if some of it could not be fetched."""
    content = config.content  # a bucket is refused before its sources are read
    report = read_wanted(config, options.jobs, shows_progress=not options.as_json)
    if options.dry_run:
        table = read_table(content, config.content_name)
        _print_plan(_plan(config, options, report.addresses, table), options, (*report.problems, *table.problems))
        return not has_errors(report.problems)
    with MediaStore(content) as store:
        damaged = store.at_home.problems
        plan = _plan(config, options, report.addresses, store.at_home)
        if options.saved:
            fetched = fetch_saved(plan.requests, store, options.saved, options.limits.max_size)
        else:
            fetched = _fetch_online(plan, store, options, frozenset(wanted.address for wanted in report.addresses))
    problems = (*report.problems, *damaged, *fetched.problems)
    if options.as_json:
        _print_json(config, fetched, plan, problems)
    else:
        print_problems(problems)
        _print_report(fetched, plan, options)
    return fetched.is_complete and not has_errors(problems)


def _plan(config: Config, options: FetchOptions, wanted: tuple[WantedAddress, ...], at_home: AtHome) -> FetchPlan:
    return plan_requests(
        wanted,
        at_home,
        partial(has_file, config.content),
        discourse=options.discourse,
        hosts=options.hosts,
        retries=options.retry,
    )


def _fetch_online(plan: FetchPlan, store: MediaStore, options: FetchOptions, wanted: frozenset[str]) -> FetchReport:
    """Ask servers for the files of a plan. Uploads whose forum is unknown are left. `wanted` has all addresses."""
    from archiver.fetch.fetcher import fetch_media

    requests = tuple(request for request in plan.requests if request.url)
    with show_progress(shown=not options.as_json) as advance:
        on_fetched = partial(advance, "files") if advance else None
        report = fetch_media(requests, store, options.limits, wanted=wanted, on_fetched=on_fetched)
    return replace(report, left=len(plan.requests) - len(requests))


def _print_plan(plan: FetchPlan, options: FetchOptions, problems: tuple[Problem, ...]) -> None:
    """Print what a run would ask for, and the `problems` of the sources."""
    if options.as_json:
        files = ({"address": request.address, "url": request.url or None} for request in plan.requests)
        for fields in (
            *map(problem_fields, problems),
            *files,
            {"to_fetch": len(plan.requests)} | _left_out_fields(plan),
        ):
            click.echo(to_json(fields))
        return
    print_problems(problems)
    for request in plan.requests:
        say(request.url or f"{request.address} (needs --discourse)")
    click.echo(f"{count_of(len(plan.requests), 'file')} to fetch")
    _print_left_out(plan)


def _print_json(config: Config, report: FetchReport, plan: FetchPlan, problems: tuple[Problem, ...]) -> None:
    """Print a line for each problem, for each file that was asked for, and one that sums up."""
    rows = read_table(config.content).rows
    asked = [rows[request.address] for request in plan.requests if request.address in rows]
    files = ({"address": row.address} | row_fields(row) for row in asked)
    for fields in (*map(problem_fields, problems), *files, _report_fields(report, plan)):
        click.echo(to_json(fields))


def _print_report(report: FetchReport, plan: FetchPlan, options: FetchOptions) -> None:
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(report.failures.items()))
    click.echo(f"{count_of(report.fetched, 'file')} brought home ({report.size / _MB:.1f} MB)")
    if kinds:
        click.echo(f"{count_of(report.failures.total(), 'file')} could not be brought home: {kinds}", err=True)
    if report.left:
        click.echo(f"{count_of(report.left, 'file')} {_left_because(options)}", err=True)
    _print_left_out(plan)
    if report.fetched:
        click.echo("Now: archiver build")


def _left_because(options: FetchOptions) -> str:
    if options.saved:
        return f"not found in {', '.join(without_control_characters(str(path)) for path in options.saved)}"
    return "uploaded to a Discourse forum: name it with --discourse https://forum.example"


def _print_left_out(plan: FetchPlan) -> None:
    if at_home := plan.left_out[AddressState.AT_HOME]:
        click.echo(f"{count_of(at_home, 'file')} at home already")
    if failed := plan.left_out[AddressState.FAILED_FOR_GOOD]:
        click.echo(
            f"{count_of(failed, 'file')} not asked for again: gone, too large or no picture (--retry asks again)"
        )


def _report_fields(report: FetchReport, plan: FetchPlan) -> dict[str, Any]:
    return {
        "fetched": report.fetched,
        "size": report.size,
        "failures": {kind.value: count for kind, count in sorted(report.failures.items())},
        "left": report.left,
    } | _left_out_fields(plan)


def _left_out_fields(plan: FetchPlan) -> dict[str, Any]:
    return {
        "at_home": plan.left_out[AddressState.AT_HOME],
        "failed_for_good": plan.left_out[AddressState.FAILED_FOR_GOOD],
    }
