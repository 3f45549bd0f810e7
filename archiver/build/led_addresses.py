"""Finds where an address leads today: a former one of the site, or that of an original or another system."""

from collections.abc import Iterator
from dataclasses import replace

from archiver.build.link_follower import LinkFollower
from archiver.build.other_threads import read_thread
from archiver.build.site_addresses import WEB, SiteAddresses, path_within_site
from archiver.config import Config
from archiver.manifest import ManifestReader, open_reader
from archiver.model import LinkFacts
from archiver.quotes.address_prefixes import find_link_prefixes
from archiver.quotes.archived_links import find_link_facts, own_host
from archiver.source import Source, SourceScan
from archiver.urls import HOME_URL

_SOME_SITE = "http://x/"
"""Stands for the address of a site that does not say its own."""


def find_led_address(address: str, scan: SourceScan, config: Config) -> str:
    """Where an address leads by what the last build has found, from the root of the site on; "" if it leads nowhere.

    Args:
        address: a whole one, or one that begins at the root of the site with a slash.
        scan: the sources as they are.
        config: the project.
    """
    config = replace(config, base_url=config.base_url or _SOME_SITE)
    with open_reader(config.state, config.zone) as manifest:
        if manifest is None:
            return ""
        on_site = path_within_site(address, HOME_URL, config) if address.startswith(WEB) else address
        now = SiteAddresses(scan, frozenset(), manifest, config).now(on_site) if on_site else ""
        return now or _follow(_absolute(on_site, config) or address, scan, manifest, config)


def _absolute(path: str, config: Config) -> str:
    """An address from the root of the site on as one of its host: so do aliases stand there; "" for no path."""
    return f"https:{own_host(config.base_url)}{path}" if path else ""


def _follow(address: str, scan: SourceScan, manifest: ManifestReader, config: Config) -> str:
    """Where a link with an absolute address would lead, in a post. `manifest` is the last build."""
    sources = list(_candidates(address, scan, manifest, config))
    threads = ((source.path, read_thread(source, config, with_bodies=False)) for source in sources)
    facts = {path: find_link_facts(thread) if thread else LinkFacts() for path, thread in threads}
    slugs = {source.path: source.slug for source in sources}
    return LinkFollower((address,), facts, slugs, manifest.old_addresses, config).url(address) or ""


def _candidates(address: str, scan: SourceScan, manifest: ManifestReader, config: Config) -> Iterator[Source]:
    """The sources of the threads that may have had an address. The last build did not know what is withheld."""
    prefixes = find_link_prefixes([(address, None)], own_host(config.base_url))
    paths = {path for path, some in manifest.openings.addresses() if not prefixes.isdisjoint(some)}
    paths.update(*manifest.old_addresses.sources_of(prefixes).values())
    taken = {entry.thread for entry in config.takedowns.entries}
    return (source for source in scan.sources if source.path in paths or source.slug in taken)
