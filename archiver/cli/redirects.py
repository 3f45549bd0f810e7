"""The command `archiver redirects`."""

from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import without_control_characters

_HELP = """Print rules for a web server or a host: what it answers at former addresses of threads in place of the pages.

Each former address has a page that leads on, so no rules are needed; but with them servers answer with the status 301,
and 410 for what is gone (Netlify, Cloudflare and S3 have no 410), also for feeds, sources and JSON. The rules are those
of the last build: they go to the standard output, and what there is to know to the standard error.
"""
_HOSTS = ("netlify", "cloudflare", "apache", "nginx", "caddy", "github", "s3")


@click.command(help=_HELP)
@click.option("--for", "host", type=click.Choice(_HOSTS), required=True, help="What answers requests for the site.")
@click.pass_obj
def redirects(project: Path | None, host: str) -> None:
    """Print the rules of a host.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        host: the host.
    """
    from archiver.build.redirect_rules import find_redirect_rules
    from archiver.deploy.redirects import RedirectHost, rules_for

    rules = rules_for(RedirectHost(host), find_redirect_rules(read_project(project)))
    for note in rules.notes:
        click.echo(f"# {note}", err=True)
    for line in rules.text.splitlines():
        click.echo(without_control_characters(line))
