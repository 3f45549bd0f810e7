"""The command `archiver check`."""

import sys
import time
from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import (
    checked_fields,
    count_of,
    print_checked,
    print_problems,
    print_quote,
    problem_fields,
    quote_fields,
    to_json,
    without_control_characters,
)
from archiver.config import Config
from archiver.errors import Severity

_HELP = """Look at all sources and write nothing: list the problems, and the quotes that differ from what they quote.

A quote is altered (its words differ from the post's), ambiguous (several posts have them) or outside (no post of
its thread has them). None of these is a problem by itself; the exit code tells only of problems.

With --explain, only one thread is looked at, which is named by the path of its source, its address on the site or its
slug: which form it is in, where its title is from, and each post with its lines, author, date and id.

With --links, only the links of all threads and pages are looked at: those that lead nowhere in the archive, with the
anchors that there are not, and those to threads that it does not have of a [[former_site]]; and, as warnings, links to
former addresses, with what they could be now, and to addresses like those of its originals. It needs a build.

With --host, only the built site is looked at: whether the host takes so many files, and such large ones.
"""
_HOSTS = ("cloudflare-pages", "github-pages", "gitlab-pages", "netlify")


@click.command(help=_HELP)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to read threads in. Else as many as it is worth.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line for each finding, and one that sums up.")
@click.option("--explain", "explained", metavar="THREAD", help="Say how the source of THREAD is read.")
@click.option("--links", is_flag=True, help="List the links inside the archive that lead nowhere.")
@click.option("--host", type=click.Choice(_HOSTS), help="Say whether a host takes the site.")
@click.pass_obj
def check(
    project: Path | None, jobs: int | None, explained: str | None, host: str | None, *, as_json: bool, links: bool
) -> None:
    """Check all sources, links only, or what a host takes; or explain how one source is parsed.

    Exits with 1 if there is an error. The arguments are those of the command; `project` is the folder of the project,
    None for the working directory or the nearest folder above it.
    """
    if links:
        sys.exit(not _lead_somewhere(read_project(project), jobs, as_json=as_json))
    if host:
        sys.exit(not _is_taken(read_project(project), host, as_json=as_json))
    if explained:
        from archiver.cli.explained import show_explained

        sys.exit(not show_explained(read_project(project), explained, as_json=as_json))
    from archiver.build.check import check as check_sources

    checked = check_sources(read_project(project), jobs=jobs)
    if as_json:
        for fields in (*map(problem_fields, checked.problems), *map(quote_fields, checked.quotes)):
            click.echo(to_json(fields))
        click.echo(to_json(checked_fields(checked)))
    else:
        print_problems(checked.problems)
        for quote in checked.quotes:
            print_quote(quote)
        print_checked(checked)
    if any(problem.severity is Severity.ERROR for problem in checked.problems):
        sys.exit(1)


def _lead_somewhere(config: Config, jobs: int | None, *, as_json: bool) -> bool:
    """Print the links that lead nowhere, and as warnings those to former addresses or that may lead nowhere.

    Args:
        config: the project.
        jobs: the number of processes; None for as many as save time.
        as_json: True to print JSON lines.
    """
    from archiver.build.link_check import check_links

    problems = check_links(config, jobs=jobs)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if as_json:
        for problem in problems:
            click.echo(to_json(problem_fields(problem)))
        click.echo(to_json({"errors": errors, "warnings": warnings}))
    else:
        print_problems(problems)
        click.echo(f"{count_of(errors, 'error')}, {count_of(warnings, 'warning')}")
    return not errors


def _is_taken(config: Config, host: str, *, as_json: bool) -> bool:
    """Print whether a host takes the built site.

    Args:
        config: the project.
        host: the name of the host.
        as_json: True to print a line of JSON.
    """
    from archiver.deploy import read_site
    from archiver.deploy.host_limits import SiteHost, find_excesses

    sizes = {path: (config.output / path).stat().st_size for path in read_site(config, time.time_ns())}
    excesses = find_excesses(sizes, SiteHost(host))
    if as_json:
        click.echo(to_json({"host": host, "files": len(sizes), "excesses": list(excesses)}))
    else:
        for excess in excesses:
            click.echo(without_control_characters(excess), err=True)
        if not excesses:
            click.echo(f"{host} takes the site as it is built")
    return not excesses
