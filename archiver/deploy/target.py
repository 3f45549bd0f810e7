"""What a deployment asks of the place that a site goes to: a bucket, or anything else that has this interface."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from archiver.buckets import Bucket, StoredFile, Upload, Version


class DeployTarget(Protocol):
    """A place that a site can be put to. `put`, `read` and `remove` are as those of a `Bucket`.

    Every method raises DeployError or BucketError if the target refuses or cannot be reached.
    """

    def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
        """Put files."""

    def read(self, path: str) -> StoredFile | None:
        """A file of the target; None if it has none of this path."""

    def remove(self, files: Mapping[str, Version]) -> frozenset[str]:
        """Remove files. Returns the paths of those that stay."""

    def publish(self) -> None:
        """Make what was put and removed visible, where the target does not show it file by file."""


class BucketTarget:
    """A bucket as a target: each file is visible when it is put."""

    def __init__(self, bucket: Bucket) -> None:
        self.put, self.read, self.remove = bucket.put, bucket.read, bucket.remove

    def publish(self) -> None:
        """Nothing is left to do."""
