"""Records of the manifest, and the JSON text of their parts."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec import Struct, field

from archiver.errors import Problem, Severity
from archiver.manifest.json_codec import JsonCodec
from archiver.model import CrossThread, Digest, Medium, ThreadSummary
from archiver.stat_signatures import RACY

NO_DIGEST = Digest("")
"""A digest that no content has: with it, a record counts as out of date."""
UNREAD = "/"
"""In place of a content path: the file could not be read. No name leads to this path, so the next build looks again."""


class OutputRecord(Struct, frozen=True, kw_only=True):
    """A file of the site that a build has written."""

    path: str
    """The file, relative to the output folder."""
    owner: str
    """The path of a thread's source, a group ("/tag/moon"), or "" for the whole site."""
    digest: Digest
    """The digest of the bytes that were written."""
    key: Digest = NO_DIGEST
    """Of a page of a list, the digest of its plan (`page_key`)."""
    dependencies: Digest = NO_DIGEST
    """Of a page of a list, its dependency digest."""
    stat_signature: int = RACY
    """The stat signature of the file when it had `digest`; RACY: compare the content."""


def output_record(row: Iterable[Any]) -> OutputRecord:
    """The record with the values of a row of the table."""
    path, owner, digest, key, dependencies, stat_signature = row
    return OutputRecord(
        path=path, owner=owner, digest=digest, key=key, dependencies=dependencies, stat_signature=stat_signature
    )


class ThreadRecord(Struct, frozen=True, kw_only=True):
    """A thread, and the digests of everything that it was last rendered from."""

    source: str
    """The path of the source, relative to the content folder."""
    content: Digest
    """The digest of the source."""
    inputs: str
    """The digest of what the thread is rendered from besides its source (see `thread_inputs`)."""
    dependencies: Digest
    """The dependency digest of its pages."""
    stat_signature: int
    """The stat signature of the source when it had the digest `content`; RACY: compare the content."""
    summary: ThreadSummary | None
    """None for a draft that is left out, and for a thread that could not be rendered."""
    problems: tuple[Problem, ...]
    """The problems of the source, which each build reports again."""
    cross_thread: CrossThread = field(default_factory=CrossThread)
    """What its pages show of other threads."""


class MediaFileRecord(Struct, frozen=True, kw_only=True):
    """A content file that posts show or link to, and what it was published as."""

    path: str
    """Relative to the content folder."""
    stat_signature: int
    """The stat signature of the file when it had the digest `content`; RACY: compare the content."""
    content: Digest
    """The digest of the file."""
    key: Digest
    """The digest of everything else that `medium` was made from: settings, the program and its libraries."""
    medium: Medium


class ThreadMedia(Struct, frozen=True, kw_only=True):
    """The media of one thread. All are in the order of their names."""

    uses: tuple[tuple[str, str], ...] = ()
    """The names that the thread has looked for (content paths, or addresses of pictures on other sites), each with the
    content path that it led to; "" if there was no file, UNREAD if it could not be read."""
    files: tuple[MediaFileRecord, ...] = ()
    """The records of content files that were read while the thread was drawn."""
    outputs: tuple[str, ...] = ()
    """The paths of the published files of all content files that the thread uses."""
    is_complete: bool = True
    """False if a content file could not be read."""


class ThreadState(NamedTuple):
    """The fields of a `ThreadRecord` that tell whether its thread has to be rendered again."""

    content: Digest
    inputs: str
    dependencies: Digest
    stat_signature: int


class FingerprintRecord(Struct, frozen=True, kw_only=True):
    """The stored fingerprint of a thread (see `quotes.fingerprints`), with its shingles serialized.

    `key` is the digest of all that the thread was parsed from.
    """

    source: str
    key: Digest
    query_shingles: str
    indexed_shingles: bytes


_SUMMARIES = JsonCodec(ThreadSummary)
summary_to_json = _SUMMARIES.to_json
summary_from_json = _SUMMARIES.from_json


def problems_to_json(problems: tuple[Problem, ...]) -> str:
    """Problems as JSON text, with what those of sources have: no examples, hints and chains of templates."""
    return json.dumps([[p.path, p.line, p.message, int(p.severity), p.column] for p in problems], ensure_ascii=False)


def problems_from_json(text: str) -> tuple[Problem, ...]:
    """Parse the result of `problems_to_json`. Raises ValueError or TypeError for other text."""
    return tuple(
        Problem(path=path, line=line, message=message, severity=Severity(severity), column=sum(column))
        for path, line, message, severity, *column in json.loads(text)  # older manifests have no columns
    )
