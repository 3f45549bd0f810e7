"""The command `archiver takedown`."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import count_of, print_problems, say
from archiver.config import TAKEDOWNS_NAME, Config, lift_takedowns, read_takedowns
from archiver.errors import ArchiverError, ConfigError
from archiver.identity import Takedown, Takedowns

_HELP = """Take down a post, a thread, an author or words: builds publish them no more, nor any quote of them.

TARGET is an address or path of a thread, with #p3 behind it for a post (/space/lunar/#p3), a slug (space/lunar#p3), or
the name of an author. It can also be each address that leads to the thread or post since the last build: a former one,
that of the original, or one of the site that was there before.

\b
archiver takedown /space/lunar/#p3 --reason "at the author's request"
archiver takedown https://forum.example/t/lost-probe/991/3
archiver takedown "Ada Lovelace" --anonymize        her words stay, her name goes
archiver takedown --words "12 Elm Street, Springfield"
archiver takedown --list
archiver takedown --lift /space/lunar/#p3
archiver takedown --check                           reads the whole site for what is taken down

It adds an entry to takedowns.toml, which you commit; then build and deploy. The sources stay as they are, and importing
again changes nothing, unless --purge removes what is taken down from them, too: it keeps a diff beside takedowns.toml,
and wants a clean git work tree.
"""


class _Day(click.ParamType[date]):
    name = "DAY"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A day, as `2026-11-30`."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no day; write it as 2026-11-30", param, ctx)


@click.command("takedown", help=_HELP)
@click.argument("target", required=False)
@click.option("--reason", help="Tombstones give it, in your words.")
@click.option("--words", help="Take down these words wherever they are. The file has a keyed digest of them only.")
@click.option("--until", type=_Day(), help="The first day on which it is published again.")
@click.option("--anonymize", is_flag=True, help="The words stay; name, address, picture and signature go.")
@click.option("--list", "lists", is_flag=True, help="List the entries.")
@click.option("--lift", is_flag=True, help="Remove the entry of TARGET, or of the words.")
@click.option("--check", is_flag=True, help="Look for what is taken down in all files of the site and of the index.")
@click.option("--purge", is_flag=True, help="Remove what is taken down from the sources for good.")
@click.pass_obj
def takedown(
    project: Path | None,
    target: str | None,
    reason: str | None,
    words: str | None,
    until: date | None,
    *,
    anonymize: bool,
    lists: bool,
    lift: bool,
    check: bool,
    purge: bool,
) -> None:
    """Add, list or lift entries, look for leaks, or purge the sources. Exits with 1 if something was found."""
    if sum((lists, check, purge, bool(target or words))) != 1 or (target and words):
        raise click.UsageError("Name one: TARGET, --words, --list, --check or --purge.")
    config = read_project(project)
    if lists:
        _print_entries(config)
    elif check:
        sys.exit(not _is_clean(config))
    elif purge:
        _purge(config)
    elif lift:
        _lift(config, target, words)
    else:
        _add(config, target, words, reason or "", until, anonymize=anonymize)


def _add(
    config: Config, target: str | None, words: str | None, reason: str, until: date | None, *, anonymize: bool
) -> None:
    from archiver.build.takedown_entries import add_entry

    today = datetime.now(UTC).date()
    if until and until <= today:
        raise click.UsageError(f"--until {until} is over: it would take down nothing.")
    if anonymize and words:
        raise click.UsageError("Words have no author: --anonymize is for a post, a thread or an author.")
    added = add_entry(config, target, words, Takedown(date=today, reason=reason, until=until, anonymize=anonymize))
    what = f"{added.entry.target} ({count_of(added.posts, 'post')})" if added.entry.words == "" else added.entry.target
    say(f"{TAKEDOWNS_NAME} takes down {what}: commit it, then archiver build, and archiver deploy --remove-now")


def _all_entries(config: Config) -> Takedowns:
    takedowns, problems = read_takedowns(config.root)
    if problems:
        raise ConfigError(tuple(problems))
    return takedowns


def _print_entries(config: Config) -> None:
    entries = _all_entries(config).entries
    for entry in entries:
        until = f" until {entry.until}" if entry.until else ""
        anonymous = ", anonymized" if entry.anonymize else ""
        reason = f": {entry.reason}" if entry.reason else ""
        say(f"{entry.date}{until}  {entry.target}{anonymous}{reason}")
    if not entries:
        say("nothing is taken down")


def _lift(config: Config, target: str | None, words: str | None) -> None:
    from archiver.build.takedown_entries import entries_of

    takedowns = _all_entries(config)
    lifted = entries_of(config, takedowns, target, words)
    if not lifted:
        raise ArchiverError(f"{TAKEDOWNS_NAME} has no entry of that; archiver takedown --list lists all")
    lift_takedowns(config.root, {entry.line for entry in lifted})
    say(f"{count_of(len(lifted), 'entry' if len(lifted) == 1 else 'entrie')} lifted: archiver build publishes it again")


def _is_clean(config: Config) -> bool:
    from archiver.build.leaks import find_leaks

    problems = find_leaks(config)
    print_problems(problems)
    files = len({problem.path for problem in problems})
    say(f"{count_of(files, 'file')} with what is taken down" if files else "nothing that is taken down is published")
    return not files


def _purge(config: Config) -> None:
    from archiver.build.purging import purge_sources

    purged = purge_sources(config)
    what = f"{count_of(purged.files, 'file')} rewritten; what they had is in {purged.diff}"
    say(what if purged.files else "the sources have nothing of what is taken down")
