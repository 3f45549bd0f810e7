"""Records of the manifest, and the JSON text of their parts."""

import json
from dataclasses import dataclass
from typing import NamedTuple

from archiver.errors import Problem, Severity
from archiver.manifest.json_codec import JsonCodec
from archiver.model import Digest, ThreadSummary
from archiver.stat_signatures import RACY

NO_DIGEST = Digest("")
"""A digest that no file has: a record with it is never current."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRecord:
    """A file of the site that a build has written.

    `owner` is the path of a thread's source, a group ("/tag/moon"), or "" for the whole site. Of a list page, `key` is
    the `page_key` and `dependencies` the dependency digest. `stat_signature` is that of the file when its content was
    known to have `digest` (RACY: compare the content).
    """

    path: str
    owner: str
    digest: Digest
    key: Digest = NO_DIGEST
    dependencies: Digest = NO_DIGEST
    stat_signature: int = RACY


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRecord:
    """A thread as a build has read it. Without a summary it is a draft, or could not be rendered.

    `content` is the digest of its source, and `stat_signature` that of the source then (RACY: compare the content);
    `inputs` is the digest of what it is rendered from besides its source (see `thread_inputs`), and `dependencies` its
    dependency digest.
    """

    source: str
    content: Digest
    inputs: str
    dependencies: Digest
    stat_signature: int
    summary: ThreadSummary | None
    problems: tuple[Problem, ...]


class ThreadState(NamedTuple):
    """The fields of a `ThreadRecord` that tell whether its thread has to be rendered again."""

    content: Digest
    inputs: str
    dependencies: Digest
    stat_signature: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FingerprintRecord:
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
    """Problems as JSON text, without their examples."""
    return json.dumps([[p.path, p.line, p.message, int(p.severity)] for p in problems], ensure_ascii=False)


def problems_from_json(text: str) -> tuple[Problem, ...]:
    """Problems from the text that `problems_to_json` has made of them."""
    return tuple(
        Problem(path=path, line=line, message=message, severity=Severity(severity))
        for path, line, message, severity in json.loads(text)
    )
