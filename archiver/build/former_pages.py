"""The stage that finds what leads on from former addresses, if the project has an `archive.lock`.

The manifest stores what was found; if nothing has changed since, the lock is not even parsed. The manifest can still be
deleted at any time: all that is found follows from the lock and the sources.
"""

from typing import NamedTuple

from archiver.build.keys import joined_digest
from archiver.build.openings import OpeningRecords, digest_of_openings
from archiver.config import Config
from archiver.errors import Problem
from archiver.identity.lock_file import LOCK_NAME, parse_lock
from archiver.manifest import NO_DIGEST, Manifest
from archiver.model import Digest, FormerPages, digest_of
from archiver.pool import Pool
from archiver.source import SourceScan


class FoundFormerPages(NamedTuple):
    """What leads on from former addresses, and what is to be told of it."""

    pages: FormerPages = FormerPages()
    key: Digest = NO_DIGEST
    """The digest of all that it was found from; NO_DIGEST if there is no lock."""
    problems: tuple[Problem, ...] = ()
    messages: tuple[str, ...] = ()


def update_former_pages(
    scan: SourceScan, records: OpeningRecords, config: Config, manifest: Manifest, pool: Pool
) -> FoundFormerPages:
    """What leads on from the former addresses of threads and posts.

    Raises ConfigError if the lock is damaged, before anything is published.

    Args:
        scan: all sources.
        records: what is known of them.
        config: the project.
        manifest: has what the last build has found; what is new is written to it.
        pool: reads changed sources.
    """
    stored = manifest.former_pages
    stored_key, content = stored.key(), _read_lock(config)
    if content is None:
        if stored_key is not None:
            stored.replace(None, FormerPages())
        return FoundFormerPages()
    key = _key(content, scan, records, config)
    if stored_key == key:
        return FoundFormerPages(stored.read(), key)
    from archiver.build.found_former_pages import find_former_pages  # imports the parsers

    found, problems, messages = find_former_pages(parse_lock(content), scan, records, config, manifest, pool)
    stored.replace(NO_DIGEST if problems else key, found)  # problems are not stored: they are found again
    return FoundFormerPages(found, key, problems, messages)


def _read_lock(config: Config) -> bytes | None:
    path = config.root / LOCK_NAME
    return path.read_bytes() if path.is_file() else None


def _key(content: bytes, scan: SourceScan, records: OpeningRecords, config: Config) -> Digest:
    """The digest of all that decides what leads on; `content` is that of the lock."""
    return joined_digest(digest_of(content), digest_of_openings(scan, records, config))
