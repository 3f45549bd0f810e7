"""All that is in an index, to compare it with another."""

from pathlib import Path

from archiver.errors import QueryError
from archiver.model import Digest, digest_of
from archiver.search.schema import open_index


def indexed_posts(folder: Path) -> frozenset[tuple[str, Digest]]:
    """Each post of the index by its URL, with the digest of what is kept of it. Raises QueryError if there is none."""
    found = open_index(folder)
    if found is None:
        raise QueryError("there is no search index to compare with; run `archiver build --clean`")
    try:
        with found.reader() as reader:
            fields = (dict(sorted(stored.items())) for _, stored in reader.iter_docs())
            return frozenset((str(kept["url"]), digest_of(repr(kept).encode("utf-8", "replace"))) for kept in fields)
    finally:
        found.close()
