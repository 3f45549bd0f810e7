"""The commands `archiver theme new` and `archiver theme check`."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import print_problems, without_control_characters
from archiver.errors import Severity


@click.group()
def theme() -> None:
    """Begin a theme of your own, and check it. All about themes: themes/README.md."""


@theme.command("new")
@click.argument("name")
@click.pass_obj
def new_theme(project: Path | None, name: str) -> None:
    """Make themes/NAME: a theme that extends the default one, with a template and a style sheet."""
    from archiver.starter import write_theme

    for path in write_theme(read_project(project).root, name):
        click.echo(f"wrote {without_control_characters(str(path))}")
    click.echo(f'Now: theme = "{name}" in archiver.toml, and archiver theme check')


@theme.command("check")
@click.argument("name", required=False)
@click.option("--strict", is_flag=True, help="Warnings count: exit with 3.")
@click.pass_obj
def check(project: Path | None, name: str | None, *, strict: bool) -> None:
    """Check the site's theme, or the theme NAME, without drawing a page.

    Blocks, options and assets whose names lead nowhere, syntax, what templates ask of pages, missing templates.
    """
    from archiver.build.theme_check import check_theme

    config = read_project(project)
    problems = check_theme(replace(config, theme=name) if name else config)
    print_problems(problems)
    if not problems:
        click.echo(f'the theme "{name or config.theme}" has no faults')
    if any(problem.severity is Severity.ERROR for problem in problems):
        sys.exit(1)
    sys.exit(3 if strict and problems else 0)
