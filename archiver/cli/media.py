"""The commands `archiver media`, which lists what sources show from other sites, and `archiver media fetch`."""

import sys
from pathlib import Path
from typing import Any

import click

from archiver.cli.project import read_project

_HELP = """List what sources show from other sites: pictures, sound and video, and uploads of Discourse.

A page loads nothing from other sites. What `archiver media fetch` has brought home is shown; what is not at home
is a link.
"""
_FETCH_HELP = """Bring home what sources show from other sites.

Files go to content/_media/, with a table of their addresses; the next build shows them. Nothing is fetched twice: an
interrupted run goes on where it was. What a site does not have any more is not asked for again, unless with --retry.

With --from, files are taken out of folders or WARCs that somebody has saved (wget -r, HTTrack, a copy of Discourse's
uploads/), and no other machine is asked.
"""


def _hosts_of(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The hosts; each may be within a URL."""
    from archiver.fetch.addresses import host_of

    return tuple(host_of(value if "//" in value else f"//{value}") for value in values)


_hosts = click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="HOST",
    callback=_hosts_of,
    help="Only files of this host, and of those below it. Repeatable.",
)
_jobs = click.option("--jobs", type=click.IntRange(min=1), help="Processes to read sources in. Else as many as pay.")
_json = click.option("--json", "as_json", is_flag=True, help="A JSON line for each address, and one that sums up.")


def _with_scheme(_context: click.Context, _option: click.Parameter, url: str | None) -> str | None:
    """The URL of a forum; `https://` may be left out."""
    return url if url is None or url.startswith(("http://", "https://")) else f"https://{url}"


class _MissingExtraError(click.ClickException):
    exit_code = 2


@click.group(help=_HELP, invoke_without_command=True)
@_hosts
@_jobs
@_json
@click.pass_context
def media(context: click.Context, hosts: tuple[str, ...], jobs: int | None, as_json: bool) -> None:
    """List the addresses on other sites, unless there is a subcommand. Exits with 1 if a source could not be read.

    Args:
        context: has the name of the subcommand, and as its object the folder of the project.
        hosts: the only hosts to list; empty for all.
        jobs: the number of processes; None for as many as save time.
        as_json: True to print JSON lines.
    """
    if context.invoked_subcommand:
        if hosts or jobs or as_json:
            raise click.UsageError(
                f"options of the subcommand come after its name: media {context.invoked_subcommand} …"
            )
        return
    from archiver.cli.media_list import list_media

    sys.exit(not list_media(read_project(context.obj), hosts, jobs, as_json=as_json))


@media.command(help=_FETCH_HELP)
@_hosts
@click.option(
    "--from",
    "saved",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="A folder, or a file .warc or .warc.gz, to take files from. Repeatable.",
)
@click.option(
    "--discourse",
    metavar="URL",
    callback=_with_scheme,
    help="The forum that knows upload:// addresses: https://forum.example.",
)
@click.option("--retry", is_flag=True, help="Ask again for what was not found, too large, or no picture.")
@click.option("--dry-run", is_flag=True, help="List what would be asked for, and ask for nothing.")
@click.option("--connections", type=click.IntRange(1, 256), default=16, show_default=True, help="At once, in all.")
@click.option("--per-host", type=click.IntRange(1, 32), default=3, show_default=True, help="Connections to one host.")
@click.option(
    "--max-size",
    type=click.FloatRange(min=0, min_open=True),
    default=50,
    show_default=True,
    metavar="MB",
    help="Larger files are left out.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="The longest time for one file.",
)
@click.option("--allow-private", is_flag=True, help="Also ask machines of this network, on any port.")
@_jobs
@_json
@click.pass_obj
def fetch(project: Path | None, /, **options: Any) -> None:
    """Fetch files from other sites. Exits with 1 if some could not be fetched.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        options: the values of the options.
    """
    from archiver.cli.media_fetch import FetchOptions, run_fetch

    try:
        is_complete = run_fetch(read_project(project), FetchOptions(**options))
    except ModuleNotFoundError as error:
        if error.name not in {"aiohttp", "warcio", "yarl"}:
            raise
        message = f'this needs {error.name}, which comes with the extra "media": pip install "archiver[media]"'
        raise _MissingExtraError(message) from error
    sys.exit(not is_complete)
