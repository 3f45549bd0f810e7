"""The stage that finds what has to be known of each thread before any is drawn.

It is what sources say, whether or not their pages can be drawn. The manifest stores it; only sources that have changed
are read, and their bodies are not parsed.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import chain

from archiver.build.keys import joined_digest, opening_key, parsing_key
from archiver.config import Config, convention_for
from archiver.manifest import NO_DIGEST, Manifest, OpeningRecord
from archiver.model import Digest, PathRanges, Terms
from archiver.pool import Pool, chunked
from archiver.source import Source, SourceScan
from archiver.stat_signatures import RACY

_BATCH = 32  # sources that a worker reads at once
_WRITTEN = 4096  # sources whose records are written at once

OpeningRecords = Mapping[str, OpeningRecord]
"""What is known of each source, by path."""


def update_openings(
    sources: tuple[Source, ...], config: Config, manifest: Manifest, pool: Pool, ranges: PathRanges, *, with_terms: bool
) -> OpeningRecords:
    """What is known of all sources, or of those of a volume.

    Args:
        sources: all sources of the archive, or of the volume.
        config: the project's settings; sources are read from its content folder.
        manifest: has the records and terms of the last build; new ones are written to it.
        pool: reads changed sources.
        ranges: the paths that these may have.
        with_terms: True: the terms by which related threads are found are stored, too.
    """
    records = manifest.openings.read(ranges)
    key_for = cache(lambda convention: opening_key(convention, config, with_terms=with_terms))

    def key_of(path: str) -> Digest:
        return key_for(convention_for(path, config.conventions))

    stale = [source for source in sources if not _is_current(source, key_of(source.path), records)]
    for found in chunked(_read(stale, config, pool), _WRITTEN):
        if with_terms:  # before the records: while one is not stored, its source is read again
            manifest.related.note_terms((path, terms) for path, (_, terms) in found)
        keyed = {path: record._replace(key=key_of(path)) for path, (record, _) in found}
        changed = {path: record for path, record in keyed.items() if records.get(path) != record}
        manifest.openings.write(changed)
        records |= changed
    return _without_gone(sources, records, manifest) if len(records) > len(sources) else records


def _without_gone(sources: tuple[Source, ...], records: OpeningRecords, manifest: Manifest) -> OpeningRecords:
    """The records of sources that exist; the others are deleted from the manifest, too."""
    gone = records.keys() - {source.path for source in sources}
    manifest.openings.delete(gone)
    return {path: record for path, record in records.items() if path not in gone}


def _read(stale: list[Source], config: Config, pool: Pool) -> Iterator[tuple[str, tuple[OpeningRecord, Terms]]]:
    """What is known of some sources, and their terms. `config` and `pool` are those of `update_openings`."""
    if stale:
        from archiver.build.opened_sources import read_openings  # imports the parsers

        batches = pool.run(partial(read_openings, config), chunked(stale, _BATCH), expected=len(stale), chunk=1)
        yield from chain.from_iterable(batches)


def keys_of_sources(sources: Iterable[Source], records: OpeningRecords, config: Config) -> dict[str, Digest]:
    """The digest of all that decides what other threads may show of each of the `sources`, by path.

    NO_DIGEST for those that cannot be read. `records` has what is known of them, `config` is the project.
    """
    key_for = cache(lambda convention: parsing_key(convention, config))
    found = ((source, records[source.path].content) for source in sources)
    return {
        source.path: joined_digest(
            content,
            key_for(convention_for(source.path, config.conventions)),
            *((repr(source.people),) if source.people else ()),
        )
        if content
        else NO_DIGEST
        for source, content in found
    }


def digest_of_openings(scan: SourceScan, records: OpeningRecords, config: Config) -> Digest:
    """The digest of what all sources of a scan say, and of where their posts are.

    `records` has what is known of them, `config` is the project.
    """
    settings = repr((config.posts_per_page, config.drafts, scan.unreadable_folders, scan.withheld_names))
    known = ((source, records[source.path]) for source in scan.sources)
    texts = (text for one, record in known for text in (one.path, one.slug, record.content, record.key))
    return joined_digest(settings, *texts)


def _is_current(source: Source, key: Digest, before: OpeningRecords) -> bool:
    record = before.get(source.path)
    return record is not None and record.signature == source.signature != RACY and record.key == key
