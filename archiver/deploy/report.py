"""What a deployment has done."""

from msgspec import Struct


class DeployReport(Struct, frozen=True, kw_only=True):
    """What a deployment has done; of a dry run, what it would do."""

    put: tuple[str, ...]
    """The paths of the files that were put, in their order."""
    kept: int
    """The number of files that stood at the target as they should."""
    removed: tuple[str, ...]
    """The paths of the files that were removed."""
    waiting: int
    """The number of files at the target that are not part of the site, and are removed by a later deployment."""
    refused: tuple[str, ...]
    """The paths of files at the target that archiver did not put there, or that have been changed since. They stay."""
    seconds: float
