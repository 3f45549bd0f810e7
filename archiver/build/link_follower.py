"""Finds which threads and posts former addresses lead to."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from archiver import pages, urls
from archiver.build.led_links import LedLinks
from archiver.config import Config
from archiver.manifest import OldAddresses
from archiver.model import LinkFacts, Slug, Url
from archiver.quotes.archived_links import PostPlaces, Target, Wanted, known_targets, own_host, wanted_keys


class LinkFollower:
    """Follows links to former addresses.

    Args:
        addresses: those of the links.
        facts: what is known of the threads that links may lead to, by the paths of their sources, in their order.
        slugs: the slugs of these threads, by the paths of their sources.
        old_addresses: those of other systems that lead on from here.
        config: the number of posts on a page, and the address of the site.
    """

    def __init__(
        self,
        addresses: Iterable[str],
        facts: Mapping[str, LinkFacts],
        slugs: Mapping[str, Slug],
        old_addresses: OldAddresses,
        config: Config,
    ) -> None:
        self._facts, self._slugs, self._config = facts, slugs, config
        self._led = LedLinks(old_addresses, config)
        host = own_host(config.base_url)
        self._wanted = lru_cache(None)(lambda address: tuple(wanted_keys(address, host)))
        self._places = lru_cache(None)(lambda source: PostPlaces(facts[source]))
        wanted = {want.key for address in set(addresses) for want in self._wanted(address)}
        self._known = known_targets(facts.items(), wanted)

    def url(self, address: str) -> Url | None:
        """Where a link leads on this site; None: nowhere."""
        if target := self.target(address):
            return self.url_of(*target)
        led = self._led.find(self._wanted(address))
        return led.url if led else None

    def target(self, address: str) -> Target | None:
        """The thread or post that a link leads to; None: none."""
        for wanted in self._wanted(address):
            target = self._known.get(wanted.key)
            if target is None or target.position:
                if target:
                    return target
                continue
            position = self._places(target.source).position(wanted)
            if position or not wanted.number:
                return target._replace(position=position)
        return self._led_target(self._wanted(address))

    def url_of(self, source: str, position: int) -> Url:
        """The address of a thread, or of the post at a position in it, from 1; 0 is the whole thread."""
        slug = self._slugs[source]
        if not position:
            return urls.slug_url(slug)
        return pages.post_permalink(slug, self._facts[source].posts[position - 1].id, position, self._config)

    def _led_target(self, wanted: tuple[Wanted, ...]) -> Target | None:
        """The thread or post that an address of another system leads to."""
        led = self._led.find(wanted)
        if led is None or led.source not in self._facts:
            return None
        named = (self._places(led.source).position(one) for one in wanted if one.fragment)
        return Target(led.source, led.position or next(named, 0))
