"""The record of a target: what archiver has put there, in which versions. The target keeps it as a file of its own.

With it a deployment that has nothing to do asks for one file and lists nothing, and two deployments at once notice each
other: the record is replaced only in the version that was read.
"""

import gzip
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct, field

from archiver.buckets import Version
from archiver.errors import DeployError
from archiver.model import Digest

RECORD_PATH = ".archiver/deployed.json.gz"
"""Where a target has the record, relative to the root of the site."""
_FORMAT = 1


class DeployedFile(NamedTuple):
    """A file that archiver has put to a target."""

    digest: Digest
    """The digest of its bytes before they were compressed."""
    headers: Digest
    """The digest of its headers."""
    version: Version


class DepartedFile(NamedTuple):
    """A file that is no longer part of the site, and still stands at the target for those who have an older page."""

    version: Version
    since: int
    """When a deployment found that it is not part of the site: seconds since the epoch."""


class TargetRecord(Struct, frozen=True, kw_only=True):
    """What archiver has put to a target."""

    files: Mapping[str, DeployedFile] = field(default_factory=dict)
    departed: Mapping[str, DepartedFile] = field(default_factory=dict)
    intents: Mapping[str, tuple[Digest, ...]] = field(default_factory=dict)
    """The digests of the files that deployments which have not ended were about to put, by path. Some may be there."""


def record_to_bytes(record: TargetRecord) -> bytes:
    """The bytes of a record."""
    value = {
        "format": _FORMAT,
        "files": {path: [file.digest, file.headers, *file.version] for path, file in record.files.items()},
        "departed": {path: [file.since, *file.version] for path, file in record.departed.items()},
        "intents": {path: list(digests) for path, digests in record.intents.items()},
    }
    return gzip.compress(json.dumps(value, separators=(",", ":"), sort_keys=True).encode(), compresslevel=3, mtime=0)


def record_from_bytes(content: bytes) -> TargetRecord:
    """Parse the result of `record_to_bytes`. Raises DeployError if it is anything else."""
    try:
        return _parse(json.loads(gzip.decompress(content)))
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"{RECORD_PATH} at the target is damaged, or of another version; remove it to begin anew"
        raise DeployError(message) from error


def _parse(value: dict[str, Any]) -> TargetRecord:
    if value["format"] != _FORMAT:
        raise ValueError(value["format"])
    return TargetRecord(
        files={
            path: DeployedFile(Digest(digest), Digest(headers), Version(etag, generation))
            for path, (digest, headers, etag, generation) in value["files"].items()
        },
        departed={
            path: DepartedFile(Version(etag, generation), since)
            for path, (since, etag, generation) in value["departed"].items()
        },
        intents={path: tuple(map(Digest, digests)) for path, digests in value["intents"].items()},
    )
