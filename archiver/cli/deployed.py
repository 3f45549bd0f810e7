"""Prints what a deployment has done, as text or as JSON."""

import click

from archiver.cli.show import count_of, say, to_json, without_control_characters
from archiver.deploy import DeployReport

_SHOWN = 10  # names of files in a message


def print_deployed(report: DeployReport, *, dry_run: bool) -> None:
    """Print what a deployment has done, or would do."""
    if dry_run:
        for path in report.put:
            say(f"put {path}")
        for path in report.removed:
            say(f"remove {path}")
    put = f"{count_of(len(report.put), 'file')} {'to put' if dry_run else 'put'}"
    removed = f"{len(report.removed)} {'to remove' if dry_run else 'removed'}"
    click.echo(f"{put}, {report.kept} kept, {removed} in {report.seconds:.2f} s")
    if report.waiting:
        click.echo(f"{count_of(report.waiting, 'file')} of an earlier site will be removed later, or with --remove-now")
    if report.refused:
        names = ", ".join(report.refused[:_SHOWN]) + (", …" if len(report.refused) > _SHOWN else "")
        message = f"not as archiver put it there, so left as it is: {names}; remove it, or use --overwrite"
        click.echo(without_control_characters(message), err=True)


def print_deployed_json(report: DeployReport, *, dry_run: bool) -> None:
    """Print the numbers of a deployment, and the names of files that it left as they are, as one line of JSON."""
    fields = {
        "put": len(report.put),
        "kept": report.kept,
        "removed": len(report.removed),
        "waiting": report.waiting,
        "refused": list(report.refused),
        "seconds": round(report.seconds, 3),
        "dry_run": dry_run,
    }
    click.echo(to_json(fields))
