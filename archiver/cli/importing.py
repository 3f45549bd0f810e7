"""The command `archiver import`."""

import sys
from pathlib import Path
from typing import Any

import click

from archiver.cli.project import read_project
from archiver.cli.show import show_progress

_HELP = """Import what other systems have exported: SOURCE becomes threads below content/.

SOURCE is a file, a folder, an archive (zip, tar, gz, bz2, xz, zst) of it, or - for the standard input. What it is is
found by looking; --list names all formats.

Importing the same export again writes nothing. A later one adds what is new and changes what has changed; a source that
you have edited is kept, and told of. No post is ever removed. Addresses of people are masked (a…@example.org), unless
--addresses says otherwise. import.log has all that was done, as JSON lines.
"""


def _settings_of(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """The values of `--set`, by name."""
    pairs = [value.partition("=") for value in values]
    if wrong := next((name for name, equals, _ in pairs if not (name and equals)), None):
        raise click.BadParameter(f"{wrong!r} is not NAME=VALUE")
    return {name: value for name, _, value in pairs}


@click.command("import", help=_HELP)
@click.argument("source", required=False)
@click.option("--as", "format", metavar="FORMAT", help="The format, if it is not the one that is found by looking.")
@click.option(
    "--into",
    metavar="BOARD",
    help="The board of all threads, as lists/dev. With a slash at its end, the boards of the export go below it.",
)
@click.option("--dry-run", "is_dry", is_flag=True, help="Write nothing, and tell what would be written.")
@click.option(
    "--addresses",
    type=click.Choice(["keep", "mask", "drop"]),
    default="mask",
    show_default=True,
    help="What becomes of mail addresses.",
)
@click.option("--theirs", "edited", flag_value="theirs", help="Write the export's version of sources that you edited.")
@click.option("--ours", "edited", flag_value="ours", help="Keep sources that you edited, and don't tell of them.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_settings_of,
    help="A format's setting; --list has all.",
)
@click.option("--list", "lists", is_flag=True, help="Name all formats, with an example and the settings of each.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line for each problem, and one that sums up.")
@click.pass_obj
def import_(project: Path | None, /, source: str | None, lists: bool, as_json: bool, **options: Any) -> None:
    """Import an export, and print what was done. Exits with 1 if records could not be read as they should.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        source: the path of the export, or "-".
        lists: True to list the formats instead.
        as_json: True to print JSON lines.
        options: the values of the other options.
    """
    from archiver.cli.import_results import print_formats, print_import, print_import_json
    from archiver.importers.run import ImportFolders, import_source

    if lists:
        print_formats(as_json=as_json)
        return
    if source is None:
        raise click.UsageError("SOURCE is missing; --list names all formats")
    config = read_project(project)
    folders = ImportFolders(config.root, config.content, config.state)
    with show_progress(shown=not as_json) as progress:
        report = import_source(folders, _options(source, **options), config.zone, progress)
    if as_json:
        print_import_json(report)
    else:
        print_import(report, is_dry=options["is_dry"])
    if report.problem_count:
        sys.exit(1)


def _options(place: str, **options: Any) -> Any:
    """The options of an import, by the values of the options of the command."""
    from archiver.importers.run import ImportOptions
    from archiver.importers.store import Edited
    from archiver.mail_addresses import Addresses

    options["addresses"] = Addresses(options["addresses"])
    options["edited"] = Edited(options["edited"] or Edited.REPORT)
    return ImportOptions(place=place, **options)
