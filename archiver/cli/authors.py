"""The command `archiver authors`."""

from pathlib import Path
from typing import Any

import click

from archiver.cli.project import read_project
from archiver.cli.show import count_of, say, to_json
from archiver.config import AUTHORS_NAME, Config, add_pseudonym_key
from archiver.errors import StateError

_HELP = """List the people of the archive, as the last build has counted them, and propose who may be one person.

\b
archiver authors
archiver authors --suggest >> authors.toml      then look at each, and remove what is wrong
archiver authors --new-key                      pseudonyms are made of names and this key

authors.toml, beside archiver.toml, has a table for each person with several names:

\b
[[author]]
name = "Ada Lovelace"                           the name that is shown
also = ["ada", "ada@example.org"]               other names, and mail addresses
links = ["https://ada.example/"]                shown on the page of the author
pseudonym = "Analyst 1"                         shown in place of all the names

A proposal has two signals at least: the same address, forms of the same name, a name in an address, the same signature,
the same threads. Nothing is merged by itself.
"""


@click.command("authors", help=_HELP)
@click.option("--suggest", is_flag=True, help="Propose tables for authors.toml. All sources are read for it.")
@click.option("--new-key", is_flag=True, help="Write a random key for pseudonyms into authors.toml.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each person or proposal.")
@click.pass_obj
def authors(project: Path | None, *, suggest: bool, new_key: bool, as_json: bool) -> None:
    """List people, propose who may be one, or write a key.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        suggest: True to propose.
        new_key: True to write a key.
        as_json: True to print JSON.
    """
    if new_key and (suggest or as_json):
        raise click.UsageError("--new-key stands alone.")
    if new_key:
        _write_key(project)
        return
    config = read_project(project)
    if suggest:
        _print_proposals(config, as_json=as_json)
    else:
        _print_people(config, as_json=as_json)


def _write_key(project: Path | None) -> None:
    from archiver.config import find_root

    root = project or find_root(Path.cwd())
    what = "a key: keep it, since another one gives other pseudonyms" if add_pseudonym_key(root) else "one already"
    say(f"{AUTHORS_NAME} has {what}")


def _print_people(config: Config, *, as_json: bool) -> None:
    from archiver.manifest import open_reader
    from archiver.model import GroupKind

    with open_reader(config.state, config.zone) as manifest:
        if manifest is None:
            raise StateError("there is no build to take people from; run archiver build")
        groups = manifest.groups.largest(GroupKind.AUTHOR, -1)
    for group in groups:
        entry = config.people.find(group.key.value)
        also = entry.also if entry else ()
        if as_json:
            fields: dict[str, Any] = {"name": group.name, "posts": group.posts, "threads": group.threads}
            click.echo(to_json(fields | ({"also": list(also)} if also else {})))
        else:
            others = f"  ({', '.join(also)})" if also else ""
            say(f"{group.posts:>7,} in {count_of(group.threads, 'thread')}  {group.name}{others}")


def _print_proposals(config: Config, *, as_json: bool) -> None:
    from archiver.build.author_census import suggest_people
    from archiver.identity.takedowns import quote_toml

    people = suggest_people(config)
    for person in people:
        pairs = [{"names": list(pair.names), "signals": list(pair.signals)} for pair in person.pairs]
        if as_json:
            click.echo(to_json({"name": person.name, "also": list(person.also), "pairs": pairs}))
            continue
        for pair in person.pairs:
            say(f"# {' = '.join(map(quote_toml, pair.names))}: {', '.join(pair.signals)}")
        entry = config.people.find(person.name)
        if entry:
            say(f"# add these to the [[author]] in line {entry.line}:")
        names = ", ".join(map(quote_toml, person.also))
        say(f"{'# ' if entry else ''}[[author]]\n{'# ' if entry else ''}name = {quote_toml(person.name)}")
        say(f"{'# ' if entry else ''}also = [{names}]\n")
    if not as_json:
        click.echo(f"{count_of(len(people), 'proposal')}: nothing is merged until {AUTHORS_NAME} has it", err=True)
