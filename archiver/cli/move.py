"""The command `archiver move`."""

from datetime import datetime
from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import count_of, say

_HELP = """Move a thread, or posts of it, to another place: what links to them follows.

SOURCE is a thread, by the path of its source or its address; #p5 behind it is a post, #p5..p9 are several, #p5.. all
from there on. TARGET is the path of a source below the content folder, or a folder with a slash at its end.

\b
archiver move space/lunar.md moons/         into another board, with the files beside it
archiver move space/lunar.md space/moon.md  another name
archiver move lunar.md moon.md              merged, if there is such a thread: in the order of the dates
archiver move lunar.md#p5.. tides.md        split off

Ids that two posts of a merged thread would have become unique; replies, links of all sources, and archive.lock follow,
so that former addresses lead on. Only --dry-run shows all of it, and changes nothing.
"""


@click.command(help=_HELP)
@click.argument("source")
@click.argument("target")
@click.option("--dry-run", is_flag=True, help="Show what would be changed, and change nothing.")
@click.option("--force", is_flag=True, help="Write also to files with changes that are not committed.")
@click.pass_obj
def move(project: Path | None, source: str, target: str, *, dry_run: bool, force: bool) -> None:
    """Move a thread or posts.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        source: the thread, with the range of posts.
        target: where to.
        dry_run: True to show the changes only.
        force: True to write to files that are not committed.
    """
    from archiver.build.moving import apply_move, diff_of_move, plan_move

    config = read_project(project)
    plan = plan_move(config, source, target, f"{datetime.now(config.zone):%Y-%m-%d}")
    if dry_run:
        for line in diff_of_move(config.root, plan).splitlines():
            say(line)
        return
    apply_move(config.root, plan, force=force)
    what = count_of(plan.posts, "post") if plan.posts else plan.source
    say(f"{what} moved to {plan.target}; {count_of(len(plan.written), 'file')} written")
    if plan.lost_keys:
        click.echo(f"{plan.target} does not have these of {plan.source}: {', '.join(plan.lost_keys)}", err=True)
    if not plan.has_lock:
        click.echo("there is no archive.lock, so former addresses do not lead on: archiver lock, before", err=True)
