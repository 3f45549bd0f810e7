"""The command `archiver new`."""

import os
from pathlib import Path

import click

from archiver.cli.show import without_control_characters
from archiver.config import CONFIG_NAME, read_config

_HOSTS = ("github", "gitlab", "forgejo", "netlify", "cloudflare")
_CI_HELP = """Also write the files by which a host builds and deploys the project after each push; in a project that is
there already, these alone. FOLDER is the root of the repository."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--ci", "host", type=click.Choice(_HOSTS), help=_CI_HELP)
def new(folder: Path, host: str | None) -> None:
    """Make a small project in FOLDER that builds at once."""
    from archiver.starter import write_starter

    is_project = (folder / CONFIG_NAME).is_file() or (folder / "content").is_dir()
    if not (host and is_project):
        _say_written(write_starter(folder))
    if host:
        _write_workflow(folder, host)
    if not (host and is_project):
        click.echo(f"Now: archiver -C {without_control_characters(str(folder))} serve")


def _write_workflow(folder: Path, host: str) -> None:
    """Write what a host needs, and say what to do next. Raises OutputError, ConfigError."""
    from archiver.workflows import WORKFLOWS, CiHost, write_workflow

    config = read_config(folder.resolve())
    output = Path(os.path.relpath(config.output, config.root)).as_posix()
    _say_written(write_workflow(folder, output, CiHost(host)))
    click.echo("Then:")
    for number, step in enumerate(WORKFLOWS[CiHost(host)].next_steps, 1):
        click.echo(f"{number}. {step}")


def _say_written(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"wrote {without_control_characters(str(path))}")
