"""The stage that finds the neighbours of each thread in its board: those before and after it.

They are what sources say, whether or not their pages can be drawn.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from archiver import urls
from archiver.build.openings import OpeningRecords
from archiver.config import Config
from archiver.model import ThreadLink
from archiver.source import Source


class Neighbours(NamedTuple):
    """The threads before and after a thread."""

    before: ThreadLink | None
    after: ThreadLink | None


def find_neighbours(sources: tuple[Source, ...], records: OpeningRecords, config: Config) -> dict[str, Neighbours]:
    """The neighbours of each thread that has some, by the path of its source.

    Args:
        sources: all sources of the archive.
        records: what is known of them.
        config: the project's settings.
    """
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
