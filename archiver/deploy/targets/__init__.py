"""The places that a site can be put to. One module has each kind; this one chooses by the target's URL."""

from pathlib import Path

from archiver.deploy.target import DeployTarget
from archiver.errors import DeployError

_STORES = ("s3://", "gs://", "az://")
_FOLDER = "file://"
_GIT = "git:"


def open_target(url: str, state: Path, connections: int) -> DeployTarget:
    """The target at a URL.

    Args:
        url: `s3://`, `gs://` or `az://` with a bucket and a prefix, `file://` with a folder, or `git:` with the address
            of a repository and, after `#`, the name of a branch.
        state: a folder for what is kept between deployments. It can be deleted at any time.
        connections: the number of files that are put at once.

    Raises DeployError for any other URL, and if the library is missing that it needs.
    """
    if url.startswith(_STORES):
        try:
            from archiver.deploy.targets.object_store import open_store
        except ModuleNotFoundError as error:
            message = f'{url} needs {error.name}, which comes with the extra "cloud": pip install "archiver[cloud]"'
            raise DeployError(message) from error
        return open_store(url, connections)
    if url.startswith(_FOLDER):
        from archiver.deploy.targets.folder import open_folder

        return open_folder(url)
    if url.startswith(_GIT):
        from archiver.deploy.targets.git_branch import open_branch

        return open_branch(url.removeprefix(_GIT), state / "deployed.git")
    known = ", ".join((*_STORES, _FOLDER, _GIT))
    raise DeployError(f"{url} is no target that archiver knows; a target begins with one of {known}")
