"""Finds the sources that may link to each other by former addresses, without parsing their bodies."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from archiver.build.keys import joined_digest
from archiver.build.openings import OpeningRecords, keys_of_sources
from archiver.config import Config
from archiver.manifest import OldAddresses, Openings, unpack_numbers
from archiver.model import Digest
from archiver.source import Source


class LinkedSource(NamedTuple):
    """A source that may link to a former address, or that such a link may lead to."""

    source: Source
    prefixes: frozenset[int]
    """The prefixes of the known addresses that its posts may link to."""
    key: Digest
    """The digest of all that decides its `LinkFacts`."""


def find_linked_sources(
    sources: tuple[Source, ...], records: OpeningRecords, config: Config, old_addresses: OldAddresses
) -> tuple[LinkedSource, ...]:
    """The sources that may link to a former address, and those that such links may lead to, in their order.

    Args:
        sources: all sources of the archive.
        records: what is known of them.
        config: the project.
        old_addresses: those of other systems that lead on from here.
    """
    led = _led_to(records, old_addresses)
    prefixes_of = _known_links(records, led.keys())
    wanted = frozenset().union(*prefixes_of.values())
    for path, record in records.items():
        if record.addresses and not wanted.isdisjoint(unpack_numbers(record.addresses)):
            prefixes_of.setdefault(path, frozenset())
    for prefix in wanted & led.keys():
        for path in led[prefix]:
            prefixes_of.setdefault(path, frozenset())
    linked = [source for source in sources if source.path in prefixes_of]
    keys = keys_of_sources(linked, records, config)
    return tuple(
        LinkedSource(source, prefixes, joined_digest(keys[source.path], repr(sorted(prefixes))))
        for source in linked
        for prefixes in (prefixes_of[source.path],)
    )


def find_linked_paths(openings: Openings) -> frozenset[str]:
    """The paths of the sources that `find_linked_sources` would return for all sources with stored openings, which are
    read one after the other.
    """
    known = frozenset(prefix for _, addresses in openings.addresses() for prefix in addresses)
    linking = {path: found for path, links in openings.links() if (found := known.intersection(links))}
    wanted = frozenset[int]().union(*linking.values())
    return frozenset(linking).union(path for path, some in openings.addresses() if not wanted.isdisjoint(some))


def _led_to(records: OpeningRecords, old_addresses: OldAddresses) -> Mapping[int, tuple[str, ...]]:
    """The prefixes of addresses of other systems that posts may link to, with the sources that these lead to."""
    if old_addresses.keys() is None:
        return {}
    return old_addresses.sources_of({prefix for record in records.values() for prefix in unpack_numbers(record.links)})


def _known_links(records: OpeningRecords, led: AbstractSet[int]) -> dict[str, frozenset[int]]:
    """The prefixes of known addresses that the posts of each source may link to, by its path.

    `records` has what is known of all sources; `led` are the prefixes of addresses of other systems.
    """
    known = frozenset(prefix for record in records.values() for prefix in unpack_numbers(record.addresses)) | led
    found = (
        (path, known.intersection(unpack_numbers(record.links))) for path, record in records.items() if record.links
    )
    return {path: prefixes for path, prefixes in found if prefixes}
