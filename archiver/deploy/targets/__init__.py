"""The places that a site can be put to: buckets, and what one module here has each; chosen by the target's URL."""

import re
from pathlib import Path

from archiver.buckets import open_bucket
from archiver.deploy.target import BucketTarget, DeployTarget
from archiver.errors import DeployError

_BUCKETS = ("s3://", "gs://", "az://", "file://")
_USER = re.compile("//[^/]*@")  # it may have a password
_GIT = "git:"
_RSYNC = ("rsync://", "rsync+ssh://")


def open_target(url: str, state: Path, connections: int) -> DeployTarget:
    """The target at a URL.

    Args:
        url: that of a bucket (see `open_bucket`), `rsync://` or `rsync+ssh://` with a folder of another machine, or
            `git:` with the address of a repository and, after `#`, the name of a branch.
        state: a folder for what is kept between deployments. It can be deleted at any time.
        connections: the number of files that are put at once.

    Raises DeployError for any other URL, and BucketError if the library is missing that a bucket needs.
    """
    if url.startswith(_BUCKETS):
        return BucketTarget(open_bucket(url, connections))
    if url.startswith(_GIT):
        from archiver.deploy.targets.git_branch import open_branch

        return open_branch(url.removeprefix(_GIT), state / "deployed.git")
    if url.startswith(_RSYNC):
        from archiver.deploy.targets.rsync import open_rsync

        return open_rsync(url)
    known = ", ".join((*_BUCKETS, *_RSYNC, _GIT))
    shown = _USER.sub("//…@", url)
    raise DeployError(f"{shown} is no target that archiver knows; a target begins with one of {known}")
