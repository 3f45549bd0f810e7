"""The command `archiver lock`."""

import sys
from datetime import datetime
from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import count_of, print_problems

_HELP = """Write archive.lock: where each thread is and was, and the ids of its posts. Keep it with the sources.

From then on, builds know a thread again that was renamed: by the key id of its front matter, by the address of its
original (source), by an alias that names its former address, or by its posts, if it has at least half of them. The
former address leads on to it; what is gone leaves a note at its address.

Write it again after changes: then the lock knows new threads, and since when others are gone. To give an address up,
delete its line.
"""


@click.command(help=_HELP)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to read threads in. Else as many as it is worth.")
@click.pass_obj
def lock(project: Path | None, jobs: int | None) -> None:
    """Write the lock of a project. Exits with 1, and leaves the file as it is, if a thread cannot be told.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        jobs: the number of processes; None for as many as save time.
    """
    from archiver.build.locking import lock_archive

    config = read_project(project)
    report = lock_archive(config, f"{datetime.now(config.zone):%Y-%m-%d}", jobs=jobs)
    print_problems(report.problems)
    if report.problems:
        click.echo("archive.lock stays as it is", err=True)
        sys.exit(1)
    counts = f"{report.new} new, {report.moved} moved, {report.gone} gone"
    was = "written" if report.is_changed else "is up to date"
    click.echo(f"archive.lock {was}: {count_of(report.threads, 'thread')} ({counts})")
