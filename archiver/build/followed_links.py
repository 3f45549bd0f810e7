"""Follows the links of threads to the former addresses of others.

The manifest stores the facts of each thread; only those of changed sources are found anew.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from itertools import chain

from archiver.build.link_follower import LinkFollower
from archiver.build.linked_sources import LinkedSource
from archiver.build.other_threads import read_thread
from archiver.config import Config
from archiver.manifest import LinkRecord, Manifest, OldAddresses
from archiver.model import CrossThread, LinkFacts, LinkingPost, PostId, Url, with_links
from archiver.pool import Pool, chunked
from archiver.quotes.address_prefixes import find_link_prefixes
from archiver.quotes.archived_links import find_link_facts, own_host
from archiver.source import read_sources_ahead

_BATCH = 32  # sources that a worker reads at once


def follow_links(
    linked: tuple[LinkedSource, ...], config: Config, manifest: Manifest, pool: Pool
) -> dict[str, CrossThread]:
    """The links to former addresses, by the path of the source that links, or is linked to.

    Args:
        linked: the sources that may link to former addresses, and those that such links may lead to.
        config: the project's settings; sources are read from its content folder.
        manifest: has the stored facts; new ones are written to it.
        pool: finds the facts of changed sources.
    """
    _update_facts(linked, config, manifest, pool)
    try:
        facts = manifest.link_facts.read()
    except (ValueError, TypeError):  # they are damaged
        manifest.link_facts.write((), gone=manifest.link_facts.keys())
        _update_facts(linked, config, manifest, pool)
        facts = manifest.link_facts.read()
    return _Links({one.source.path: one for one in linked}, facts, config, manifest.old_addresses).find()


def _update_facts(linked: tuple[LinkedSource, ...], config: Config, manifest: Manifest, pool: Pool) -> None:
    """Write the facts of sources whose key is not the stored one; delete those of sources that are not `linked`.

    `config`, `manifest` and `pool` are those of `follow_links`.
    """
    previous = manifest.link_facts.keys()
    stale = [one for one in linked if previous.get(one.source.path) != one.key]
    batches = pool.run(partial(_find_facts, config), chunked(stale, _BATCH), expected=len(stale), chunk=1)
    records = chain.from_iterable(batches)
    manifest.link_facts.write(records, gone=previous.keys() - {one.source.path for one in linked})


def _find_facts(config: Config, linked: list[LinkedSource]) -> list[LinkRecord]:
    """The facts of some sources."""
    by_path = {one.source.path: one for one in linked}
    read = read_sources_ahead(config, [one.source for one in linked])
    return [_find_facts_of(config, by_path[source.path]) for source in read]


def _find_facts_of(config: Config, one: LinkedSource) -> LinkRecord:
    """The facts of a source. If it has no links to follow, its bodies are not parsed."""
    host = own_host(config.base_url)

    def may_lead_here(address: str) -> bool:
        return not one.prefixes.isdisjoint(find_link_prefixes([(address, None)], host))

    thread = read_thread(one.source, config, with_bodies=bool(one.prefixes))
    return LinkRecord(one.source.path, one.key, find_link_facts(thread, may_lead_here) if thread else LinkFacts())


class _Links:
    """Follows the links of all threads.

    Args:
        linked: the sources, by path.
        facts: their facts.
        config: the number of posts on a page, and the address of the site.
        old_addresses: those of other systems that lead on from here.
    """

    def __init__(
        self,
        linked: Mapping[str, LinkedSource],
        facts: Mapping[str, LinkFacts],
        config: Config,
        old_addresses: OldAddresses,
    ) -> None:
        self._facts = facts
        addresses = (link.address for of_thread in facts.values() for link in of_thread.links)
        slugs = {path: one.source.slug for path, one in linked.items()}
        self._follower = LinkFollower(addresses, facts, slugs, old_addresses, config)
        self._links: dict[str, dict[str, Url]] = defaultdict(dict)
        self._linked_from: dict[str, dict[PostId, dict[LinkingPost, None]]] = defaultdict(lambda: defaultdict(dict))

    def find(self) -> dict[str, CrossThread]:
        """See `follow_links`."""
        for source, facts in self._facts.items():
            self._follow(source, facts)
        return with_links(self._links, self._linked_from)

    def _follow(self, source: str, facts: LinkFacts) -> None:
        for link in facts.links:
            if url := self._follower.url(link.address):
                self._links[source][link.address] = url
            target = self._follower.target(link.address)
            if target and link.position and target.source != source and (posts := self._facts[target.source].posts):
                linking = LinkingPost(
                    thread=facts.title,
                    number=facts.posts[link.position - 1].number,
                    url=self._follower.url_of(source, link.position),
                )
                self._linked_from[target.source][posts[max(0, target.position - 1)].id][linking] = None
