"""What is recorded, as values and as the text that is kept of them."""

import json
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, NamedTuple

from archiver.errors import Problem, Severity
from archiver.model import Digest, Participant, Slug, ThreadSummary, Url, moment_from_fields, moment_to_fields

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


def summary_text(summary: ThreadSummary) -> str:
    """A summary as it is kept."""
    fields = {
        "path": summary.path,
        "slug": summary.slug,
        "url": summary.url,
        "title": summary.title,
        "excerpt": summary.excerpt,
        "posts": summary.posts,
        "tags": summary.tags,
        "lang": summary.lang,
        "dir": summary.dir,
        "started": moment_to_fields(summary.started),
        "latest": moment_to_fields(summary.latest),
        "participants": [[p.name, p.posts, p.first] for p in summary.participants],
        "aliases": summary.aliases,
    }
    return json.dumps(fields, ensure_ascii=False)


def read_summary(text: str, zone: tzinfo) -> ThreadSummary:
    """The summary that `summary_text` has kept."""
    fields: dict[str, Any] = json.loads(text)
    people = (Participant(name=name, posts=posts, first=Url(url)) for name, posts, url in fields.pop("participants"))
    (started, has_start), (latest, has_latest) = fields.pop("started"), fields.pop("latest")
    fields |= {"slug": Slug(fields["slug"]), "tags": tuple(fields["tags"]), "aliases": tuple(fields["aliases"])}
    return ThreadSummary(
        **fields,
        started=moment_from_fields(started, has_start, zone),
        latest=moment_from_fields(latest, has_latest, zone),
        participants=tuple(people),
    )


def problems_text(problems: tuple[Problem, ...]) -> str:
    """Problems as they are kept, without their examples."""
    return json.dumps([[p.path, p.line, p.message, int(p.severity)] for p in problems], ensure_ascii=False)


def read_problems(text: str) -> tuple[Problem, ...]:
    """The problems that `problems_text` has kept."""
    return tuple(
        Problem(path=path, line=line, message=message, severity=Severity(severity))
        for path, line, message, severity in json.loads(text)
    )
