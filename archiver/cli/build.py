"""The command `archiver build`."""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import (
    print_problems,
    print_reasons,
    print_report,
    problem_fields,
    report_fields,
    show_progress,
    to_json,
)
from archiver.config import Config, describe_keys
from archiver.errors import Problem
from archiver.model import Report

_STRICT = 3  # the exit code
_HELP = f"""Build the site: content/ becomes site/, and the search index.

Without an archiver.toml all settings are at their defaults. Its keys:

\b
{describe_keys()}
"""


@click.command(help=_HELP)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to draw threads in. Else as many as it is worth.")
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler whose workers draw: tcp://host:8786.")
@click.option("--volume", "volumes", multiple=True, metavar="NAME", help="Only this folder of the volumes; repeatable.")
@click.option("--strict", is_flag=True, help="Exit with 3 if there are warnings.")
@click.option("--clean", is_flag=True, help="Draw and index every thread anew.")
@click.option("--explain", is_flag=True, help="Say why each thread, and each page of a list, was drawn.")
@click.option(
    "--verify", is_flag=True, help="Then build clean beside it, and compare every file and every indexed post."
)
@click.option(
    "--zip", "zip_file", type=click.Path(dir_okay=False, path_type=Path), help="Then pack the site into this file."
)
@click.option("--json", "as_json", is_flag=True, help="A JSON line for each problem, and one that sums up.")
@click.pass_obj
def build(
    project: Path | None,
    /,
    jobs: int | None,
    cluster: str | None,
    clean: bool,
    zip_file: Path | None,
    volumes: tuple[str, ...],
    as_json: bool,
    **asked: bool,
) -> None:
    """Build the site and the search index, and print what was done. Exits with 1 or 3 if there are problems.

    The arguments are the options above, and `project`, the folder of the project, which is None for the working
    directory or the nearest folder above it. `asked` has the options `strict`, `explain` and `verify`, which change
    what is checked and told, and nothing of what is built.
    """
    config = _read_packable(project, zip_file)
    with show_progress(shown=not as_json) as progress:
        report = _builder(config, volumes)(jobs=jobs, cluster=cluster, progress=progress, clean=clean)
    differences = _verify(config, report, jobs) if asked["verify"] else ()
    if as_json:
        _print_json(report, differences, explain=asked["explain"])
    else:
        _print_text(report, differences, config, explain=asked["explain"], verify=asked["verify"])
    if zip_file:
        _pack(config, zip_file)
    _exit_if_bad(report, differences, strict=asked["strict"])


def _builder(config: Config, volumes: tuple[str, ...]) -> Callable[..., Report]:
    """What builds a project, or only the volumes that are asked for."""
    from archiver.build import build, build_volumes

    return partial(build_volumes, config, volumes) if volumes else partial(build, config)


def _exit_if_bad(report: Report, differences: tuple[Problem, ...], *, strict: bool) -> None:
    if report.errors or differences:
        sys.exit(1)
    if strict and report.warnings:
        sys.exit(_STRICT)


def _read_packable(project: Path | None, file: Path | None) -> Config:
    """Read the configuration. Raises UsageError if the site is to be packed into a `file`, and is in a bucket."""
    config = read_project(project)
    if file and not isinstance(config.output_place, Path):
        raise click.UsageError("--zip packs a site that is in a folder; output in archiver.toml is a bucket")
    return config


def _verify(config: Config, report: Report, jobs: int | None) -> tuple[Problem, ...]:
    from archiver.build.verify import verify  # imports Whoosh, which takes time

    return verify(config, report, jobs=jobs)


def _pack(config: Config, file: Path) -> None:
    """Pack the site into a zip. Says its size, and how its pages would work without a web server if they do not."""
    from archiver.build.packing import pack_site

    size = pack_site(config, file)
    click.echo(f"packed into {file} ({size / 1e6:.1f} MB)", err=True)
    if not config.offline:
        click.echo("its pages need a web server; with offline = true in archiver.toml they work as files", err=True)


def _print_text(
    report: Report, differences: tuple[Problem, ...], config: Config, *, explain: bool, verify: bool
) -> None:
    if explain:
        print_reasons(report)
    print_problems((*report.problems, *differences))
    print_report(report, config)
    if verify and not differences:
        click.echo("verified: a clean build gives the same")


def _print_json(report: Report, differences: tuple[Problem, ...], *, explain: bool) -> None:
    for reason in report.reasons if explain else ():
        click.echo(to_json({"drawn": reason.what, "why": reason.why}))
    for problem in (*report.problems, *differences):
        click.echo(to_json(problem_fields(problem)))
    click.echo(json.dumps(report_fields(report)))
