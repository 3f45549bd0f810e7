"""The command `archiver stats`."""

from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import to_json

_HELP = """Print the numbers of the archive, as the last build has counted them.

They are those of the page /statistics/: posts and people over time, posts by board, day, hour and length, quotes, the
most quoted posts, and the longest silences.
"""


@click.command(help=_HELP)
@click.option("--json", "as_json", is_flag=True, help="All numbers as JSON, months and years in ISO 8601.")
@click.pass_obj
def stats(project: Path | None, as_json: bool) -> None:
    """Print the statistics of the last build.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        as_json: True to print JSON.
    """
    from archiver.cli.statistics import print_statistics, read_statistics, statistics_fields

    figures, page = read_statistics(read_project(project))
    if as_json:
        click.echo(to_json(statistics_fields(figures, page), indent=1))
    else:
        print_statistics(page)
