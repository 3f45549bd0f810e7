"""The stage that finds links to the former addresses of archived threads: the setting `[links] archived`.

The manifest stores the facts of each source; only those of changed sources are found anew. Every build compares all of
them, so that a thread which comes, goes or moves draws those again that link to it.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache, partial

from archiver import pages, urls
from archiver.build.other_threads import read_thread
from archiver.config import Config
from archiver.manifest import LinkRecord, Manifest
from archiver.model import CrossThread, Digest, LinkFacts, LinkingPost, PostId, Url
from archiver.pool import Pool
from archiver.quotes.archived_links import PostPlaces, Target, find_link_facts, known_targets, wanted_keys
from archiver.source import Source

_CACHED_FACTS = 4096  # threads whose facts stay in memory while links are followed


def update_archived_links(
    sources: tuple[Source, ...], keys: Mapping[str, Digest], config: Config, manifest: Manifest, pool: Pool
) -> dict[str, CrossThread]:
    """The links to former addresses, by the path of the source that links, or is linked to.

    Args:
        sources: all sources of the archive.
        keys: the keys of the sources (see `keys_of_sources`), by path.
        config: the project's settings; sources are read from its content folder.
        manifest: has the stored facts; new ones are written to it.
        pool: finds the facts of changed sources.
    """
    slugs = {source.path: source for source in sources}
    _update_facts(sources, keys, config, manifest, pool)
    try:
        return _Links(slugs, config, manifest).find()
    except (ValueError, TypeError, KeyError):  # stored facts are damaged
        manifest.link_facts.write((), gone=keys)
        _update_facts(sources, keys, config, manifest, pool)
        return _Links(slugs, config, manifest).find()


def _update_facts(
    sources: tuple[Source, ...], keys: Mapping[str, Digest], config: Config, manifest: Manifest, pool: Pool
) -> None:
    """Write the facts of sources whose key in `keys` is not the stored one; delete those of others."""
    previous = manifest.link_facts.keys()
    stale = [source for source in sources if previous.get(source.path) != keys[source.path]]
    found = pool.run(partial(_facts_of_source, config), stale, expected=len(stale))
    records = (LinkRecord(path, keys[path], facts) for path, facts in found)
    manifest.link_facts.write(records, gone=previous.keys() - keys.keys())


def _facts_of_source(config: Config, source: Source) -> tuple[str, LinkFacts]:
    thread = read_thread(source, config)
    return source.path, find_link_facts(thread) if thread else LinkFacts()


class _Links:
    """Follows the links of all threads.

    Args:
        sources: all sources, by path.
        config: the number of posts on a page, and the address of the site.
        manifest: has the facts of all sources.
    """

    def __init__(self, sources: Mapping[str, Source], config: Config, manifest: Manifest) -> None:
        self._sources, self._config, self._facts = sources, config, manifest.link_facts
        self._read = lru_cache(_CACHED_FACTS)(lambda source: PostPlaces(manifest.link_facts.read(source)))
        self._own_host = urls.host_of_key(urls.address_key(config.base_url) or "") if config.base_url else ""
        self._links: dict[str, dict[str, Url]] = defaultdict(dict)
        self._linked_from: dict[str, dict[PostId, dict[LinkingPost, None]]] = defaultdict(lambda: defaultdict(dict))

    def find(self) -> dict[str, CrossThread]:
        """See `update_archived_links`."""
        addresses = (link.address for _, facts in self._facts.read_all() for link in facts.links)
        wanted = {want.key for address in addresses for want in wanted_keys(address, self._own_host)}
        known = known_targets(self._facts.read_all(), wanted)
        if known:
            for source, facts in self._facts.read_all():
                self._follow(source, facts, known)
        return {
            source: CrossThread(
                links=self._links.get(source, {}),
                linked_from={post: tuple(posts) for post, posts in self._linked_from.get(source, {}).items()},
            )
            for source in sorted({*self._links, *self._linked_from})
        }

    def _follow(self, source: str, facts: LinkFacts, known: Mapping[str, Target]) -> None:
        for link in facts.links:
            if (target := self._target(link.address, known)) is None:
                continue
            self._links[source][link.address] = self._url(*target)
            if link.position and target.source != source and (posts := self._read(target.source).facts.posts):
                linking = LinkingPost(
                    thread=facts.title,
                    number=facts.posts[link.position - 1].number,
                    url=self._url(source, link.position),
                )
                self._linked_from[target.source][posts[max(0, target.position - 1)].id][linking] = None

    def _target(self, address: str, known: Mapping[str, Target]) -> Target | None:
        for wanted in wanted_keys(address, self._own_host):
            target = known.get(wanted.key)
            if target is None or target.position:
                if target:
                    return target
                continue
            position = self._read(target.source).position(wanted)
            if position or not wanted.number:
                return target._replace(position=position)
        return None

    def _url(self, source: str, position: int) -> Url:
        slug = self._sources[source].slug
        if not position:
            return urls.slug_url(slug)
        return pages.post_permalink(slug, self._read(source).facts.posts[position - 1].id, position, self._config)
