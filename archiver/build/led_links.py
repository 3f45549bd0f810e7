"""Links to addresses of other systems that lead on from here."""

from collections.abc import Iterable

from archiver import urls
from archiver.config import Config
from archiver.manifest import OldAddresses
from archiver.model import LedAddress
from archiver.quotes.archived_links import Wanted, own_host


class LedLinks:
    """Finds where links lead.

    Args:
        old_addresses: the addresses.
        config: the address of the site, and the sites that it replaces: addresses whose host is not known are there.
    """

    def __init__(self, old_addresses: OldAddresses, config: Config) -> None:
        self._addresses = old_addresses if old_addresses.keys() else None
        self._hosts = frozenset(site.host for site in config.former_sites) | {own_host(config.base_url)}

    def find(self, wanted: Iterable[Wanted]) -> LedAddress | None:
        """Where a link leads that may be known under some keys, the most exact one first; None: nowhere here."""
        if self._addresses is None:
            return None
        found = (led for one in wanted if not one.number and (led := self._lead(one)))
        return next(found, None)

    def _lead(self, wanted: Wanted) -> LedAddress | None:
        address, _, fragment = wanted.key.partition("#")
        host = urls.host_of_key(address) if address.startswith("//") else ""
        led = self._addresses and self._addresses.find(address.removeprefix(host), host, fragment)
        return led if led and (led.host or host in self._hosts or not host) else None
