"""Write-ahead intents in a bucket: the paths and digests of the files that a process is about to put.

A process that puts files puts an object with their intents before. Whatever it puts until it is killed is found by the
next build: a file is ours if its digest is one of those that are intended for its path.
"""

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archiver.buckets import Bucket, Headers, Upload, Version
from archiver.errors import OutputError
from archiver.model import Digest

OWN = ".archiver/"
"""The folder of what is no part of the site."""
INTENTS = f"{OWN}intents/"
_HEADERS = Headers(content_type="text/plain; charset=utf-8", cache_control="no-store")


class Leftover(NamedTuple):
    """A file that a killed build has put as it had intended to. It may be replaced."""

    version: Version
    digest: Digest


def put_intents(bucket: Bucket, files: Iterable[tuple[str, Digest]]) -> None:
    """Put the intents of files, which are path and digest, as an object of its own. Raises BucketError, OutputError."""
    content = "".join(f"{digest} {path}\n" for path, digest in files).encode()
    path = f"{INTENTS}{os.urandom(16).hex()}"
    if path not in bucket.put([Upload(path=path, read=lambda: content, headers=_HEADERS, expected=None)]):
        raise OutputError(f"{path} cannot be put")


def read_intents(bucket: Bucket, paths: Iterable[str]) -> Mapping[str, set[Digest]]:
    """The digests that are intended for each path, of the objects at `paths`. Raises BucketError."""
    intended: dict[str, set[Digest]] = {}
    for _, stored in bucket.read_all(sorted(paths)):
        for line in stored.content.decode("utf-8", "replace").splitlines() if stored else ():
            digest, _, path = line.partition(" ")
            intended.setdefault(path, set()).add(Digest(digest))
    return intended
