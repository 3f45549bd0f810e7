"""Prints what an import has done, as a table for people or as JSON lines for programs."""

import click

from archiver.cli.show import count_of, print_problems, problem_fields, say, to_json
from archiver.importers.formats import find_importers
from archiver.importers.import_log import LOG_NAME
from archiver.importers.run import ImportReport
from archiver.importers.settings import settings_of
from archiver.importers.store import Outcome

_MOST_SHOWN = 20
_MEANINGS = {
    Outcome.NEW: "new",
    Outcome.CHANGED: "changed",
    Outcome.UNCHANGED: "unchanged",
    Outcome.KEPT: "kept, edited by you",
    Outcome.TAKEN_DOWN: "taken down",
    Outcome.EMPTY: "without a post",
}
"""The words of the table for what was done with a thread."""


def print_formats(*, as_json: bool) -> None:
    """Print all formats, each with its description, an example and its settings."""
    for name, importer in sorted(find_importers().items()):
        settings = settings_of(importer) or {}
        if as_json:
            fields = {"format": name, "description": importer.description, "example": importer.example}
            click.echo(to_json({**fields, "settings": settings}))
        else:
            say(f"{name:<14} {importer.description}\n{'':<14} {importer.example}")
            for setting, meaning in settings.items():
                say(f"{'':<14} {f'--set {setting}=…':<19} {meaning}")


def print_import(report: ImportReport, *, is_dry: bool) -> None:
    """Print the problems of an import, and a table of what was done. `is_dry` is True if nothing was written."""
    print_problems(tuple(report.problems[:_MOST_SHOWN]))
    if more := report.problem_count - min(len(report.problems), _MOST_SHOWN):
        click.echo(f"and {count_of(more, 'further problem')}, all in {LOG_NAME}", err=True)
    for claim in report.claims[:_MOST_SHOWN]:
        say(f"{claim.title}: {claim.arrived} of {count_of(claim.claimed, 'post')} that the export speaks of")
    if more := report.claim_count - min(len(report.claims), _MOST_SHOWN):
        click.echo(f"and {count_of(more, 'further thread')} with fewer or more posts than the export speaks of")
    others = f" (it might also be {', '.join(report.others)}: --as)" if report.others else ""
    click.echo(f"read as {report.format}{others}, {count_of(report.read, 'record')} in {report.seconds:.1f} s")
    for what, threads, posts in _rows(report):
        say(f"  {what:<32} {threads:>10} {posts:>10}")
    if is_dry:
        click.echo("nothing was written: --dry-run")


def _rows(report: ImportReport) -> list[tuple[str, str, str]]:
    """The rows of the table: what, threads, posts or other records."""
    rows = [("", "threads", "posts")]
    rows += [
        (text, f"{report.threads[outcome]:,}", f"{report.posts[outcome]:,}")
        for outcome, text in _MEANINGS.items()
        if report.threads[outcome]
    ]
    rows.append(("in all", f"{report.threads.total():,}", f"{report.posts.total():,}"))
    if report.attachments:
        rows.append(("attachments written", "", f"{report.attachments:,}"))
    rows += [(f"left out: {why}", "", f"{count:,}") for why, count in sorted(report.skipped.items())]
    rows += [(what, "", f"{count:,}") for what, count in sorted(report.notes.items())]
    if report.problem_count:
        rows.append(("problems", "", f"{report.problem_count:,}"))
    return rows


def print_import_json(report: ImportReport) -> None:
    """Print a JSON line for each problem, for each thread that has other posts than claimed, and one that sums up."""
    for problem in report.problems:
        click.echo(to_json(problem_fields(problem)))
    for claim in report.claims:
        click.echo(to_json({"thread": claim.title, "claimed": claim.claimed, "arrived": claim.arrived}))
    click.echo(
        to_json(
            {
                "format": report.format,
                "read": report.read,
                "threads": {outcome.value: count for outcome, count in report.threads.items()},
                "posts": {outcome.value: count for outcome, count in report.posts.items()},
                "attachments": report.attachments,
                "skipped": report.skipped,
                "notes": report.notes,
                "problems": report.problem_count,
                "seconds": round(report.seconds, 3),
            }
        )
    )
