"""The stage that finds the neighbours of each thread in its board: those before and after it.

They are what sources say, whether or not their pages can be drawn. The manifest stores what is known of each source;
only sources that have changed are read, and of these only what the neighbours show.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

from archiver import urls
from archiver.build.keys import opening_key
from archiver.config import Config, convention_for
from archiver.manifest import Manifest, OpeningRecord
from archiver.model import Digest, Opening, ThreadLink
from archiver.parse import parse_opening
from archiver.pool import Pool
from archiver.source import Source, read_source
from archiver.stat_signatures import RACY


class Neighbours(NamedTuple):
    """The threads before and after a thread."""

    before: ThreadLink | None
    after: ThreadLink | None


def update_neighbours(
    sources: tuple[Source, ...], config: Config, manifest: Manifest, pool: Pool
) -> dict[str, Neighbours]:
    """The neighbours of each thread that has some, by the path of its source.

    Args:
        sources: all sources of the archive.
        config: the project's settings; sources are read from its content folder.
        manifest: has the stored openings; new ones are written to it.
        pool: reads changed sources.
    """
    before = manifest.openings.read()
    records = _update_openings(sources, before, config, pool)
    manifest.openings.replace(before, records)
    boards: dict[str, list[tuple[str, str, ThreadLink]]] = defaultdict(list)
    for source in sources:
        opening = records[source.path].opening
        if opening and (config.drafts or not opening.is_draft):
            board, _, name = source.slug.rpartition("/")
            link = ThreadLink(title=opening.title or name, lang=opening.lang, url=urls.slug_url(source.slug))
            boards[board].append((opening.started, source.path, link))
    return dict(pair for threads in boards.values() for pair in _neighbours(threads))


def _neighbours(threads: list[tuple[str, str, ThreadLink]]) -> Iterator[tuple[str, Neighbours]]:
    """The neighbours of the threads of one board, each of which is given by its date, its source and its link."""
    threads.sort(key=lambda thread: thread[:2])
    links = [None, *(link for _, _, link in threads), None]
    for (_, source, _), before, after in zip(threads, links, links[2:], strict=False):
        if before or after:
            yield source, Neighbours(before, after)


def _update_openings(
    sources: tuple[Source, ...], before: dict[str, OpeningRecord], config: Config, pool: Pool
) -> dict[str, OpeningRecord]:
    """The openings of all sources. Those that are not as `before` says are read.

    Args:
        sources: all sources of the archive.
        before: the stored openings.
        config: the project's settings.
        pool: reads sources.
    """
    key_for = cache(lambda convention: opening_key(convention, config))
    keys = {source.path: key_for(convention_for(source.path, config.conventions)) for source in sources}
    stale = [source for source in sources if not _is_current(source, keys[source.path], before)]
    found = dict(pool.run(partial(_read_opening, config), stale, expected=len(stale)))
    return {path: OpeningRecord(*found[path], key) if path in found else before[path] for path, key in keys.items()}


def _is_current(source: Source, key: Digest, before: dict[str, OpeningRecord]) -> bool:
    record = before.get(source.path)
    return record is not None and record.signature == source.signature != RACY and record.key == key


def _read_opening(config: Config, source: Source) -> tuple[str, tuple[Opening | None, int]]:
    """The opening of a source, and the stat signature that it had then, by path."""
    try:
        files = read_source(config.content, source)
    except OSError:
        return source.path, (None, RACY)  # the worker that draws the thread meets the error again, and reports it
    convention = convention_for(source.path, config.conventions)
    return source.path, (parse_opening(files, zone=config.zone, convention=convention), source.signature)
