"""The stage that follows the links of threads to other sources and their posts.

Only sources whose words name others are parsed for it. Where the links of each lead is stored in the manifest, with
what it was found from: the source, those that it links to, and whether there are any with the names that it links to.
"""

from collections.abc import Iterable
from functools import partial

from archiver.build.keys import joined_digest
from archiver.build.openings import OpeningRecords, keys_of_sources
from archiver.config import Config
from archiver.manifest import NO_DIGEST, Manifest, NamedSources, SourceLinksRecord
from archiver.model import Digest, PathRanges, SourceLinks, digest_of
from archiver.pool import Pool, chunked
from archiver.source import Source, SourceScan

_BATCH = 64  # sources that are sent to a process at once, each time with the names of all


def update_source_links(
    scan: SourceScan, records: OpeningRecords, config: Config, manifest: Manifest, pool: Pool, ranges: PathRanges
) -> dict[str, SourceLinks]:
    """Where the links of threads to other sources lead, by the path of the source that links.

    Args:
        scan: all sources of the archive, or those of a volume.
        records: what is known of them.
        config: the project's settings; sources are read from its content folder.
        manifest: has what the last build has found; what is new is written to it.
        pool: parses changed sources.
        ranges: the paths that these may have.
    """
    stored = manifest.source_links.read(ranges)
    linking = _find_linking(scan, records, config, manifest)
    if not linking and not stored:
        return {}
    keys = _LinkKeys(scan, records, config, manifest)
    current = {
        source.path: record
        for source in linking
        if (record := stored.get(source.path)) and record.key == keys.key(source, record.names)
    }
    stale = [source for source in linking if source.path not in current]
    found = {**current, **_find_links(stale, scan, keys, config, pool)}
    manifest.source_links.replace(stored, found, ranges)
    return {path: record.links for path, record in found.items() if record.links}


def _find_linking(scan: SourceScan, records: OpeningRecords, config: Config, manifest: Manifest) -> list[Source]:
    """The sources whose words may name posts of others; or others at all, if some of these may be left out."""
    may_be_left_out = not config.drafts and (
        manifest.openings.have_drafts() or any(b"draft" in file.content for file in scan.own_pages)
    )
    least = NamedSources.SOURCES if may_be_left_out else NamedSources.POSTS
    return [source for source in scan.sources if records[source.path].named >= least]


class _LinkKeys:
    """The keys of sources that link to others. The arguments are those of `update_source_links`."""

    def __init__(self, scan: SourceScan, records: OpeningRecords, config: Config, manifest: Manifest) -> None:
        from archiver.media.lookup import MediaLookup  # a build without such links needs none of it

        self._lookup = MediaLookup((), lambda _: None, scan.source_slugs())
        self._of_sources = keys_of_sources(scan.sources, records, config)
        self._of_own_pages = {file.path: digest_of(file.content) for file in scan.own_pages}
        self._threads, self._config, self._openings = scan.sources_by_path(), config, manifest.openings

    def key(self, source: Source, names: Iterable[str]) -> Digest:
        """The digest of all that decides where the links of a source lead, which name the content paths `names`."""
        named = (f"{name}\n{self._lookup.resolve(name)}\n{self._of_file(name)}" for name in names)
        return joined_digest(self._of_sources[source.path], repr(self._config.posts_per_page), *named)

    def _of_file(self, name: str) -> Digest:
        """The digest of all that decides what other threads may show of the source with a content path."""
        source = self._threads.get(name)
        if source is None:
            return self._of_own_pages.get(name, NO_DIGEST)
        if source.path not in self._of_sources:  # it is in another volume
            known = {source.path: self._openings.read_one(source.path)}
            self._of_sources |= keys_of_sources([source], known, self._config)
        return self._of_sources[source.path]


def _find_links(
    stale: list[Source], scan: SourceScan, keys: _LinkKeys, config: Config, pool: Pool
) -> dict[str, SourceLinksRecord]:
    """The records of sources, by path.

    Args:
        stale: the sources.
        scan: all sources of the archive.
        keys: their keys.
        config: the project.
        pool: parses them.
    """
    if not stale:
        return {}
    from archiver.build.link_targets import LinkTargets, find_links  # imports the parsers

    find = partial(find_links, LinkTargets.of(scan, config))
    batches = pool.run(find, chunked(stale, _BATCH), expected=len(stale), chunk=1)
    found = (links for batch in batches for links in batch)
    return {
        source.path: SourceLinksRecord(keys.key(source, names), names, links)
        for source, (links, names) in zip(stale, found, strict=True)
    }
