"""Finds the threads that are to be exported, in the order in which a file has them, and what has to be known of each
before it is read.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from archiver import urls
from archiver.build.named_threads import NamedThreads, find_named_threads
from archiver.build.openings import OpeningRecords, update_openings
from archiver.build.quoting import find_quoting
from archiver.build.source_links import update_source_links
from archiver.config import Config
from archiver.errors import ExportError
from archiver.manifest import NamedSources, OpeningRecord, open_manifest
from archiver.model import ALL_PATHS, CrossThread, Slug, moment_from_text
from archiver.pages import board_title
from archiver.pages.contexts import ContentsRow
from archiver.pool import Pool
from archiver.source import Source, SourceScan


class Selection(Struct, frozen=True, kw_only=True):
    """The threads of an export."""

    slug: Slug
    """Of the thread or the board; of the first one if there are several; empty for the whole archive."""
    title: str
    """Of the thread, the board or the boards."""
    lang: str | None
    """The language of a single thread; None: that of the site."""
    is_thread: bool
    """True if one thread was asked for."""
    sources: tuple[Source, ...]
    """In the order of the file: board by board, in each from the oldest thread to the newest."""
    contents: tuple[ContentsRow, ...]
    """The title of each thread that can be parsed, in this order, and its URL on the site."""
    quoting: Mapping[str, CrossThread]
    """What threads show of others, by the paths of their sources."""


def select(scan: SourceScan, config: Config, names: tuple[str, ...]) -> Selection:
    """The threads that names stand for. Raises UnknownNameError, and ExportError if there is nothing to export.

    Args:
        scan: all sources.
        config: the project.
        names: those of threads and boards.
    """
    named = [find_named_threads(scan, config, name) for name in names]
    chosen = tuple(dict.fromkeys(source for one in named for source in one.sources))
    records, quoting = _find_openings(scan, chosen, config)
    ordered = tuple(dict.fromkeys(s for one in named for s in sorted(one.sources, key=lambda s: _order(s, records))))
    published = tuple(source for source in ordered if _is_published(records[source.path], config))
    if not published:
        are_drafts = any(records[source.path].opening for source in ordered)
        what = "only drafts, which are not published" if are_drafts else "no threads"
        raise ExportError(f"{' and '.join(names)}: there are {what}")
    contents = tuple(_contents((source for source in published if records[source.path].opening), records, config))
    is_thread = len(named) == 1 and named[0].is_thread
    return Selection(
        slug=named[0].slug,
        title=", ".join(_title(one, records, config) for one in named),
        lang=contents[0].lang if is_thread and contents else None,
        is_thread=is_thread,
        sources=published,
        contents=contents,
        quoting=quoting,
    )


def _find_openings(
    scan: SourceScan, chosen: tuple[Source, ...], config: Config
) -> tuple[OpeningRecords, Mapping[str, CrossThread]]:
    """What is known of the chosen sources, and what they show of other threads.

    Only where they may show something are the other sources of the `scan` read, too. What is found is kept in a
    manifest that is thrown away.
    """
    with (
        tempfile.TemporaryDirectory(prefix="archiver-") as folder,
        Pool(None) as pool,
        open_manifest(Path(folder), config.zone, Path(folder)) as manifest,
    ):
        records = update_openings(chosen, config, manifest, pool, ALL_PATHS, with_terms=False)
        if not (config.across_threads or any(_may_link(record, config) for record in records.values())):
            return records, {}
        everything = update_openings(scan.sources, config, manifest, pool, ALL_PATHS, with_terms=False)
        quoting = find_quoting(scan.sources, everything, config, manifest, pool)
        links = update_source_links(scan, everything, config, manifest, pool, ALL_PATHS)
        shown = {
            path: replace(quoting.get(path, CrossThread()), source_links=links.get(path, {}))
            for path in {*quoting, *links}
        }
        return everything, shown


def _may_link(record: OpeningRecord, config: Config) -> bool:
    """True if posts of a source may link to another thread, by a former address or by the name of its source."""
    return bool(config.archived_links and record.links) or record.named is not NamedSources.NONE


def _order(source: Source, records: OpeningRecords) -> tuple[str, str, str]:
    opening = records[source.path].opening
    return urls.board_of(source.slug), opening.started if opening else "", source.path


def _is_published(record: OpeningRecord, config: Config) -> bool:
    """False for a draft that is left out. A source that cannot be read or parsed is told of when it is read."""
    return record.opening is None or config.drafts or not record.opening.is_draft


def _contents(sources: Iterable[Source], records: OpeningRecords, config: Config) -> Iterator[ContentsRow]:
    for source in sources:
        opening = records[source.path].opening
        yield ContentsRow(
            title=(opening and opening.title) or source.slug.rpartition("/")[2],
            lang=opening.lang if opening else None,
            url=urls.slug_url(source.slug),
            started=moment_from_text(opening.started, config.zone) if opening else None,
        )


def _title(named: NamedThreads, records: OpeningRecords, config: Config) -> str:
    if named.is_thread:
        return next(link.title for link in _contents(named.sources, records, config))
    return board_title(named.slug, config) if named.slug else config.title
