"""The lexicon: how many posts have each term, by field and language. It has one document for each term.

A build counts the terms of one spool file at a time, and merges the counts: a lexicon may be larger than the memory. A
changed term gets a new document; of those of a version the one of the last build is right.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import IO

import msgspec

from archiver.search.analysis.stems import STEM
from archiver.search.server.opensearch.records import TermKey

TermCounts = dict[str, dict[str, int]]
"""How many posts have a term, by field and language."""
_ROW = msgspec.json.Decoder(tuple[str, str, str, int])


class LexiconChange:
    """Collects by how much the counts of terms change; `folder` is for its files, which have no names there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: list[IO[bytes]] = []

    def add(self, counts: Mapping[TermKey, int]) -> None:
        """Add counts, which may be negative. Raises OSError."""
        file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  it is closed when it was merged
        for key in sorted(counts):
            file.write(msgspec.json.encode((*key, counts[key])) + b"\n")
        self._files.append(file)

    def merged(self) -> Iterator[tuple[str, TermCounts]]:
        """The terms that change, sorted, and by how much. Raises OSError."""
        for file in self._files:
            file.seek(0)
        rows = merge(*(map(_ROW.decode, file) for file in self._files))
        for term, of_term in groupby(rows, key=lambda row: row[0]):
            changes: Counter[tuple[str, str]] = Counter()
            for _, field, lang, posts in of_term:
                changes[field, lang] += posts
            if found := _nested(changes):
                yield term, found

    def close(self) -> None:
        """Delete the files."""
        while self._files:
            self._files.pop().close()


def added(counts: TermCounts, change: TermCounts) -> TermCounts:
    """The counts of a term after a change.

    >>> added({"text": {"en": 2, "de": 1}}, {"text": {"en": -2}, "title": {"en": 1}})
    {'text': {'de': 1}, 'title': {'en': 1}}
    """
    both: Counter[tuple[str, str]] = Counter()
    for found in (counts, change):
        for field, langs in found.items():
            both.update({(field, lang): posts for lang, posts in langs.items()})
    return _nested(both)


def term_name(term: str) -> str:
    """What the name of a document of a term begins with: names have at most 512 bytes."""
    return f"term-{blake2b(term.encode(), digest_size=16).hexdigest()}"


def term_document(term: str, counts: TermCounts, born: int) -> tuple[str, bytes]:
    """The name and the JSON of the document of a `term` with these `counts`, which the build `born` writes."""
    document = {
        "kind": "term",
        "born": born,
        "term": term,
        "is_stem": STEM.decode() in term,
        "fields": list(counts),
        "counts": counts,
    }
    return f"{term_name(term)}-{born:d}", msgspec.json.encode(document)


def _nested(changes: Mapping[tuple[str, str], int]) -> TermCounts:
    found: TermCounts = {}
    for (field, lang), posts in changes.items():
        if posts:
            found.setdefault(field, {})[lang] = posts
    return found


def chunks_of(terms: Iterable[tuple[str, TermCounts]], size: int) -> Iterator[dict[str, TermCounts]]:
    """The terms, so many at a time."""
    chunk: dict[str, TermCounts] = {}
    for term, counts in terms:
        chunk[term] = counts
        if len(chunk) == size:
            yield chunk
            chunk = {}
    if chunk:
        yield chunk
