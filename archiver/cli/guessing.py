"""The command `archiver guess`."""

import sys
from pathlib import Path
from typing import Any

import click

from archiver.cli.project import read_project
from archiver.cli.show import count_of, format_moment, to_json, without_control_characters

_SHOWN = 5  # posts
_LONGEST = 72  # characters of a post
_HELP = """Propose the [[source]] table for the files in FOLDER, whose posts have headings of another form.

Some of the files are read with conventions that are known, and else by the lines that repeat. Where posts or
pages have files of their own, names, titles and front matter tell which are one thread. The table, five posts as it
would read them, and what is doubtful are shown; --write adds the table to archiver.toml.
"""


@click.command(help=_HELP)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--write", "writes", is_flag=True, help="Add the table to archiver.toml.")
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON line.")
@click.pass_obj
def guess(project: Path | None, folder: Path, writes: bool, as_json: bool) -> None:
    """Propose a table, and write it if it is wanted. Exits with 1 if there is nothing to propose.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        folder: the folder with the files.
        writes: True to add the table to `archiver.toml`.
        as_json: True to print JSON.
    """
    from archiver.guess.guess import guess as guess_table
    from archiver.guess.table import glob_of, table_text, write_table

    config = read_project(project)
    found = guess_table(folder)
    glob = glob_of(folder, config)
    keys = found.trial.keys if found.trial else None
    table = table_text(glob, keys) if keys else ""
    written = write_table(table, glob, config) if writes and table else None
    if as_json:
        click.echo(to_json(_fields(found, table, written)))
    else:
        _print(found, table, written)
    if found.trial is None:
        sys.exit(1)


def _print(found: Any, table: str, written: Path | None) -> None:
    """Print a `Guess`, its table, and where the table was written."""
    click.echo(f"looked at {found.samples} of {count_of(found.files, 'file')}; {_sureness(found)}")
    if table:
        click.echo("\n".join(["", *map(without_control_characters, table.split("\n"))]))
    for one in _posts(found):
        facts = [one["author"] or "no author", one["date"] or "no date", one["id"], one["reply_to"]]
        place = click.style(without_control_characters(f"{one['path']}:{one['line']}"), fg="cyan")
        click.echo(f"{place}  {without_control_characters(' · '.join(filter(None, facts)))}")
        click.echo(without_control_characters(f"    {one['words']}"))
    for doubt in found.doubts:
        click.echo(without_control_characters(f"doubt: {doubt}"))
    if written:
        click.echo(f"added to {without_control_characters(str(written))}")
    elif table:
        click.echo("--write adds the table to archiver.toml")


def _sureness(found: Any) -> str:
    from archiver.guess.trial import LIKELY, SURE

    if found.trial is None:
        return "no convention found"
    score = found.trial.score
    sure = "sure" if score >= SURE else "likely" if score >= LIKELY else "not sure"
    what = found.name or ("lines that repeat" if found.trial.keys else "our own form, which needs no table")
    return f"{what} ({sure}, {round(score * 100)} %)"


def _posts(found: Any) -> list[dict[str, Any]]:
    """The first posts that the table reads, of as many files as possible, as JSON fields."""
    posts = found.trial.posts if found.trial else ()
    step = max(1, len(posts) // _SHOWN)
    return [
        {
            "path": one.path,
            "line": one.line,
            "author": one.post.author,
            "date": format_moment(one.post.date) or None,
            "id": one.post.id,
            "reply_to": one.post.reply_to,
            "words": one.words[:_LONGEST],
        }
        for one in posts[::step][:_SHOWN]
    ]


def _fields(found: Any, table: str, written: Path | None) -> dict[str, Any]:
    return {
        "table": table or None,
        "keys": dict(found.trial.keys) if found.trial and found.trial.keys else None,
        "known_as": found.name or None,
        "score": round(found.trial.score, 3) if found.trial else 0,
        "files": found.files,
        "looked_at": found.samples,
        "read": found.trial.read if found.trial else 0,
        "posts": _posts(found),
        "doubts": list(found.doubts),
        "written": str(written) if written else None,
    }
