"""Identifiers: slugs, URLs, ids of posts, digests. Each is text with a type of its own."""

import hashlib
from collections.abc import Iterable
from typing import NewType

Slug = NewType("Slug", str)
"""A path of the site without slashes at its ends: `space/lunar`."""
Url = NewType("Url", str)
"""A percent-encoded URL that begins at the root of the site, perhaps with an anchor: `/space/lunar/#p1`."""
PostId = NewType("PostId", str)
"""The id of a post within its thread, which is also its anchor on the page: `p1`."""
Digest = NewType("Digest", str)
"""A BLAKE2b digest of 16 bytes, in hexadecimal."""
BucketUrl = NewType("BucketUrl", str)
"""The address of a bucket, perhaps with a prefix, without a slash at its end: `s3://bucket/prefix`."""


def digest_of(content: bytes) -> Digest:
    """The digest of `content`."""
    return Digest(hashlib.blake2b(content, digest_size=16).hexdigest())


def digest_of_chunks(chunks: Iterable[bytes]) -> Digest:
    """The digest of bytes that come in chunks: `digest_of` of all of them, joined."""
    digest = hashlib.blake2b(digest_size=16)
    for chunk in chunks:
        digest.update(chunk)
    return Digest(digest.hexdigest())
