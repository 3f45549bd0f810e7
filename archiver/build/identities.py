"""What threads are known by, whatever their addresses are: read from their sources, or as the manifest has it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from archiver.build.openings import OpeningRecords
from archiver.config import Config, convention_for
from archiver.identity import CurrentThread, current_posts, post_digest
from archiver.manifest import NO_DIGEST, IdentityRecord, Manifest
from archiver.model import Digest, Slug, SourceFile
from archiver.parse import ParsedIdentity, parse_identity
from archiver.pool import Pool, chunked
from archiver.source import Source, read_source, read_sources_ahead

_UNKNOWN = IdentityRecord(NO_DIGEST, "", "", None, "", is_published=True)
_BATCH = 32  # sources that a worker reads at once

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
    settings = f"{config.drafts}{bool(config.former_sites)}"
    keys = {path: Digest(f"{record.content}{record.key}{settings}") for path, record in records.items()}
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
    batches = chunked(all_sources, _BATCH)
    found = pool.run(partial(_read_identities, config), batches, expected=len(all_sources), chunk=1)
    return chain.from_iterable(found)


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


def current_thread_of(config: Config, source: Source, files: tuple[SourceFile, ...]) -> CurrentThread | None:
    """The thread that `files` are, if they are those of a `source`; None if they cannot be parsed.

    `config` is the project.
    """
    _, record = _identity_of(config, source, files)
    return next(current_threads((source,), {source.path: record}), None) if record.posts is not None else None


def _read_identities(config: Config, sources: list[Source]) -> list[tuple[str, IdentityRecord]]:
    return [_read_identity(config, source) for source in read_sources_ahead(config, sources)]


def _read_identity(config: Config, source: Source) -> tuple[str, IdentityRecord]:
    try:
        files = read_source(config, source)
    except OSError:  # the worker that draws the thread meets the error again, and reports it
        return source.path, _UNKNOWN
    return _identity_of(config, source, files)


def _identity_of(config: Config, source: Source, files: tuple[SourceFile, ...]) -> tuple[str, IdentityRecord]:
    parsed = parse_identity(files, zone=config.zone, convention=convention_for(source.path, config.conventions))
    if parsed is None:
        return source.path, _UNKNOWN
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
        originals="\n".join(_originals(parsed)) if config.former_sites else "",
    )


def _originals(parsed: ParsedIdentity) -> Iterator[str]:
    """See `IdentityRecord.originals`."""
    for position, address in enumerate((parsed.front.source, *parsed.urls)):
        if address and "\n" not in address:
            yield f"{position} {address}"
