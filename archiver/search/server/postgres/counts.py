"""Reads the counts of what a query finds, in all and by year, author and board, from rows of PostgreSQL."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from archiver.model import Counts
from archiver.search.query.facets import first_names
from archiver.search.server.connection import FoundCounts
from archiver.search.server.documents import read_post


def read_counts(rows: Iterable[Sequence[Any]]) -> FoundCounts:
    """The counts in rows of a kind, a name and two numbers."""
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for kind, *row in rows:
        found[kind].append((row[0], row[1], row[2]))
    ((_, posts, threads),) = found["posts"]
    return FoundCounts(
        posts=posts,
        threads=threads,
        by_thread={int(name): n for name, n, _ in found["thread"]},
        years=_counts((name, posts) for name, posts, _ in found["year"]),
        authors=_counts((_author_of(stored), posts) for stored, posts, _ in found["author"]),
        boards=_counts((name, posts) for name, posts, _ in found["board"]),
    )


def _author_of(stored: str) -> str:
    """The author of a post, as it is stored, in hexadecimal digits."""
    return read_post(bytes.fromhex(stored)).author or ""


def _counts(pairs: Iterable[tuple[str, int]]) -> Counts:
    counts: Counter[str] = Counter()
    for name, posts in pairs:
        counts[name] += posts
    return first_names(counts)
