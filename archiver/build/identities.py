"""What threads are known by, whatever their addresses are: read from their sources, or as the manifest has it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from archiver.build.openings import OpeningRecords
from archiver.config import Config, convention_for
from archiver.identity import CurrentThread, current_posts, post_digest
from archiver.manifest import NO_DIGEST, IdentityRecord, Manifest
from archiver.model import Digest, Slug
from archiver.parse import parse_identity
from archiver.pool import Pool
from archiver.source import Source, read_source

IdentityRecords = Mapping[str, IdentityRecord]
"""What each thread is known by, by the path of its source."""


def update_identities(
    sources: tuple[Source, ...], records: OpeningRecords, config: Config, manifest: Manifest, pool: Pool
) -> IdentityRecords:
    """What all threads are known by.

    Args:
        sources: all sources of the archive.
        records: what is known of them.
        config: the project's settings; sources are read from its content folder.
        manifest: has the records of the last build; new ones are written to it.
        pool: reads changed sources.
    """
    before = manifest.identities.read()
    keys = {path: Digest(f"{record.content}{record.key}{config.drafts}") for path, record in records.items()}
    stale = [source for source in sources if _is_stale(before.get(source.path), keys[source.path], records, source)]
    found = dict(read_identities(stale, config, pool))
    now = {path: found[path]._replace(key=key) if path in found else before[path] for path, key in keys.items()}
    manifest.identities.replace(before, now)
    return now


def _is_stale(record: IdentityRecord | None, key: Digest, records: OpeningRecords, source: Source) -> bool:
    return record is None or record.key != key or records[source.path].content == NO_DIGEST


def read_identities(sources: Iterable[Source], config: Config, pool: Pool) -> Iterator[tuple[str, IdentityRecord]]:
    """What each of some threads is known by, without the key, by the path of its source.

    Args:
        sources: the sources.
        config: the project.
        pool: reads them.
    """
    all_sources = list(sources)
    return pool.run(partial(_read_identity, config), all_sources, expected=len(all_sources))


def current_threads(sources: Iterable[Source], identities: IdentityRecords) -> Iterator[CurrentThread]:
    """The threads that have pages, or may have pages of an earlier build, with what they are known by."""
    for source in sources:
        record = identities[source.path]
        if record.is_published:
            yield CurrentThread(
                path=source.project_path,
                slug=source.slug,
                id=record.id,
                aliases=tuple(map(Slug, record.aliases.split())),
                posts=record.posts or "",
                digests=record.digests,
                is_known=record.posts is not None,
            )


def _read_identity(config: Config, source: Source) -> tuple[str, IdentityRecord]:
    unknown = source.path, IdentityRecord(NO_DIGEST, "", "", None, "", is_published=True)
    convention = convention_for(source.path, config.conventions)
    try:
        files = read_source(config, source)
    except OSError:  # the worker that draws the thread meets the error again, and reports it
        return unknown
    parsed = parse_identity(files, zone=config.zone, convention=convention)
    if parsed is None:
        return unknown
    posts, digests = current_posts((id_, post_digest(author, body)) for id_, author, body in parsed.posts)
    original = f"<{parsed.front.source}>" if parsed.front.source else ""
    aliases = (alias.removesuffix("/index.html") for alias in parsed.front.aliases if " " not in alias)
    return source.path, IdentityRecord(
        key=NO_DIGEST,
        id=parsed.id or original,
        aliases=" ".join(aliases),
        posts=posts,
        digests=digests,
        is_published=config.drafts or not parsed.front.draft,
    )
