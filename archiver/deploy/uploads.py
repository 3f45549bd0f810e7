"""Reads the files of the site that a deployment puts, and recognizes their bytes at a target."""

import gzip
import zlib
from collections.abc import Collection
from functools import partial
from pathlib import Path

from archiver.buckets import Upload, Version
from archiver.buckets.headers import encode
from archiver.deploy.plan import Put
from archiver.errors import DeployError
from archiver.model import Digest, digest_of


def upload_of(output: Path, put: Put, expected: Version | None) -> Upload:
    """The upload of a file.

    Args:
        output: the output folder.
        put: the file.
        expected: the version that the target must have; None: it must have no file of this path.
    """
    return Upload(path=put.path, read=partial(_read, output, put), headers=put.headers, expected=expected)


def size_of(output: Path, put: Put) -> int:
    """The bytes of a file, before it is compressed. Raises DeployError if it is missing."""
    try:
        return (output / put.path).stat().st_size
    except OSError as error:
        raise _changed(put.path) from error


def is_content_of(stored: bytes, digests: Collection[Digest]) -> bool:
    """True if bytes that a target has are those of a file with one of these digests, perhaps compressed."""
    if digest_of(stored) in digests:
        return True
    try:
        return digest_of(gzip.decompress(stored)) in digests
    except (OSError, EOFError, zlib.error):
        return False


def _read(output: Path, put: Put) -> bytes:
    """The bytes to store. Raises DeployError if the file has not the digest that was planned."""
    try:
        content = (output / put.path).read_bytes()
    except OSError as error:
        raise _changed(put.path) from error
    if digest_of(content) != put.file.digest:
        raise _changed(put.path)
    return encode(content, put.headers)


def _changed(path: str) -> DeployError:
    return DeployError(f"{path} of the site was changed while it was deployed; deploy again")
