"""What a deployment asks of the place that a site goes to: an interface, and the values that cross it.

Each file of a target has a version, which the target changes whenever anybody writes the file. A file is put, or
removed, only if it still has the version that the deployment expects, so nothing of anybody else's is overwritten.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from msgspec import Struct

from archiver.deploy.headers import Headers


class Version(NamedTuple):
    """The version of a file at a target. Object stores use one of the fields, or both."""

    etag: str
    """The entity tag, as in RFC 9110; "" if the target has none."""
    generation: str = ""
    """The number of the version, where the target counts them."""


class StoredFile(NamedTuple):
    """A file as a target has it."""

    content: bytes
    """The bytes that are stored, compressed or not."""
    version: Version


class Upload(Struct, frozen=True, kw_only=True):
    """A file that is to be put."""

    path: str
    """Relative to the root of the site."""
    read: Callable[[], bytes]
    """Reads the bytes to store. Raises DeployError if they are not those that were planned."""
    headers: Headers
    expected: Version | None
    """The version that the target must have for the file to be replaced; None: it must have no file of this path."""


class DeployTarget(Protocol):
    """A place that a site can be put to. Every method raises DeployError if the target refuses or cannot be reached."""

    def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
        """Put files, several at once, each of them whole or not at all.

        Returns:
            The new version of each file by its path. A file that the target has in another version than the expected
            one is left as it is, and is not in the result.
        """

    def read(self, path: str) -> StoredFile | None:
        """A file of the target; None if it has none of this path."""

    def remove(self, files: Mapping[str, Version]) -> frozenset[str]:
        """Remove files, unless they have other versions than these. Returns the paths of the files that stay."""

    def publish(self) -> None:
        """Make what was put and removed visible, where the target does not show it file by file."""
