"""Finds the sources that may link to each other by former addresses, without parsing their bodies."""

from typing import NamedTuple

from archiver.build.keys import joined_digest
from archiver.build.openings import OpeningRecords, keys_of_sources
from archiver.config import Config
from archiver.manifest import unpack_stems
from archiver.model import Digest
from archiver.source import Source


class LinkedSource(NamedTuple):
    """A source that may link to a former address, or that such a link may lead to."""

    source: Source
    stems: frozenset[int]
    """The stems of the known addresses that its posts may link to."""
    key: Digest
    """The digest of all that decides its `LinkFacts`."""


def find_linked_sources(
    sources: tuple[Source, ...], records: OpeningRecords, config: Config
) -> tuple[LinkedSource, ...]:
    """The sources that may link to a former address, and those that such links may lead to, in their order.

    Args:
        sources: all sources of the archive.
        records: what is known of them.
        config: the project.
    """
    stems_of = _known_links(records)
    wanted = frozenset().union(*stems_of.values())
    for path, record in records.items():
        if record.addresses and not wanted.isdisjoint(unpack_stems(record.addresses)):
            stems_of.setdefault(path, frozenset())
    linked = [source for source in sources if source.path in stems_of]
    keys = keys_of_sources(linked, records, config)
    return tuple(
        LinkedSource(source, stems, joined_digest(keys[source.path], repr(sorted(stems))))
        for source in linked
        for stems in (stems_of[source.path],)
    )


def _known_links(records: OpeningRecords) -> dict[str, frozenset[int]]:
    """The stems of known addresses that the posts of each source may link to, by its path.

    `records` has what is known of all sources.
    """
    known = frozenset(stem for record in records.values() for stem in unpack_stems(record.addresses))
    found = ((path, known.intersection(unpack_stems(record.links))) for path, record in records.items() if record.links)
    return {path: stems for path, stems in found if stems}
