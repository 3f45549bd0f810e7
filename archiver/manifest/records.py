"""What is recorded, as values and as the text that is kept of them."""

import json
from dataclasses import dataclass
from typing import NamedTuple

from archiver.errors import Problem, Severity
from archiver.manifest.json_codec import JsonCodec
from archiver.model import Digest, ThreadSummary

NO_DIGEST = Digest("")
"""That of no file: what has it is never current."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRecord:
    """A file that we wrote. `owner` is a thread's source, a group ("/tag/moon"), or "" for the whole site.

    `key` is the digest of what a page of a list says, and `stamp` of what was read to draw it. `signature` is what the
    file system said of the file when it was known to be as we wrote it (0: look inside).
    """

    path: str
    owner: str
    digest: Digest
    key: Digest = NO_DIGEST
    stamp: Digest = NO_DIGEST
    signature: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRecord:
    """A thread as it was last seen. No summary: it failed, or is a draft.

    `content` is the digest of its source, and `signature` what the file system said of it when that was found (0: look
    inside); `inputs` is the digest of what else was known of it ("": nothing), `stamp` of what was read to draw it.
    """

    source: str
    content: Digest
    inputs: str
    stamp: Digest
    signature: int
    summary: ThreadSummary | None
    problems: tuple[Problem, ...]


class Known(NamedTuple):
    """What tells if a thread is current: see `ThreadRecord`."""

    content: Digest
    inputs: str
    stamp: Digest
    signature: int


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
