"""The command `archiver deploy`."""

import sys
from functools import partial
from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import show_progress

_HELP = """Put the built site to TARGET, in an order in which readers meanwhile find every page whole.

\b
s3://bucket/prefix   S3, or what speaks its language (AWS_ENDPOINT says where); keys are
                     read from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION
gs://bucket          Google Cloud Storage, by GOOGLE_APPLICATION_CREDENTIALS
az://container       Azure, by AZURE_STORAGE_ACCOUNT_NAME, AZURE_STORAGE_ACCOUNT_KEY
file:///srv/www      a folder of this machine
rsync+ssh://ada@host/srv/www   a folder of another machine, by rsync over ssh
rsync://host/module/folder     a folder, by a daemon of rsync; RSYNC_PASSWORD is its password
git:REMOTE#BRANCH    a commit on top of a branch (else gh-pages), pushed without force:
                     the pages of GitHub, GitLab, Codeberg

Buckets need the extra "cloud": pip install "archiver[cloud]".

Only files that have changed are sent. Files at the target that archiver did not put there, or that somebody has changed
since, stay as they are and are reported. What is no longer part of the site is removed by a deployment that comes at
least ten minutes later, for those who read an older page. An interrupted deployment is resumed by the next one.
"""


@click.command(help=_HELP)
@click.argument("target")
@click.option("--dry-run", is_flag=True, help="Say what would be put and removed, and do nothing.")
@click.option("--compress", is_flag=True, help="Store text compressed, for hosts that do not compress what they serve.")
@click.option("--remove-now", is_flag=True, help="Remove what is no longer part of the site at once.")
@click.option("--overwrite", is_flag=True, help="Also replace files that archiver did not put to the target.")
@click.option("--concurrency", type=click.IntRange(1, 256), default=64, show_default=True, help="Files sent at once.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@click.pass_obj
def deploy(
    project: Path | None,
    target: str,
    dry_run: bool,
    compress: bool,
    remove_now: bool,
    overwrite: bool,
    concurrency: int,
    as_json: bool,
) -> None:
    """Put the site to a target, and print what was done. Exits with 1 if a file of somebody else is in the way.

    `project` is the value of `--project`; the others are the argument and the options above, with their help texts.
    """
    from archiver.cli.deployed import print_deployed, print_deployed_json
    from archiver.deploy import GRACE, DeployOptions, ignore_progress
    from archiver.deploy import deploy as deploy_site
    from archiver.deploy.targets import open_target

    config = read_project(project)
    options = DeployOptions(compress=compress, grace=0 if remove_now else GRACE, overwrite=overwrite, dry_run=dry_run)
    with show_progress(shown=not as_json) as advance:
        on_put = partial(advance, "files") if advance else ignore_progress
        report = deploy_site(config, open_target(target, config.state, concurrency), options, on_put)
    (print_deployed_json if as_json else print_deployed)(report, dry_run=dry_run)
    if report.refused:
        sys.exit(1)
