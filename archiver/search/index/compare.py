"""All that is in an index, to compare it with another."""

from pathlib import Path

from archiver.model import Digest, digest_of
from archiver.search.query.answer import open_archive


def indexed_posts(folder: Path) -> frozenset[tuple[str, Digest]]:
    """Each post of the index by its URL, with the digest of what is kept of it. Raises QueryError if there is none."""
    archive = open_archive(folder)
    found = map(archive.post, sorted(archive.everything()))
    return frozenset(
        (f"{thread.url}{post.place}", _digest(repr((thread.title, thread.lang, post)))) for thread, post in found
    )


def _digest(text: str) -> Digest:
    return digest_of(text.encode("utf-8", "replace"))
