"""How many queries a client may ask: a token bucket for each (a few at once, then so many a second)."""

from collections import OrderedDict
from ipaddress import IPv6Address, ip_address, ip_network

MOST_CLIENTS = 10_000
"""The largest number of clients that are remembered; of more, those that have asked nothing for longest go."""
_NETWORK = 64  # the bits by which IPv6 addresses are one client: a network gets so many to give away


class RateLimit:
    """Counts the queries of clients."""

    def __init__(self, per_second: float, at_once: int, most_clients: int = MOST_CLIENTS) -> None:
        """Begin without clients.

        Args:
            per_second: How many queries a client may ask in a second, in the long run.
            at_once: How many it may ask at once, after a time without any.
            most_clients: How many clients are remembered.
        """
        self._per_second, self._at_once, self._most_clients = per_second, at_once, most_clients
        self._clients: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._clients)

    def wait_of(self, client: str, now: float) -> float:
        """The seconds after which a client may ask; 0.0: now, and a query is counted.

        `client` is from `client_of`, `now` the time in seconds, of any clock that never goes back.
        """
        left, since = self._clients.pop(client, (float(self._at_once), now))
        left = min(float(self._at_once), left + (now - since) * self._per_second)
        is_allowed = left >= 1
        self._clients[client] = (left - is_allowed, now)
        if len(self._clients) > self._most_clients:
            self._clients.popitem(last=False)
        return 0.0 if is_allowed else (1 - left) / self._per_second


def client_of(peer: str, forwarded: str, proxies: int) -> str:
    """The name of the client that sent a request: its address, or its network.

    Args:
        peer: The address that the connection comes from.
        forwarded: The header `X-Forwarded-For`, to which each proxy adds the address that it was asked from.
        proxies: How many proxies of ours a request comes through. What stands before their entries is not believed.

    >>> client_of("127.0.0.1", "6.6.6.6, 203.0.113.7", 1), client_of("203.0.113.9", "6.6.6.6", 0)
    ('203.0.113.7', '203.0.113.9')
    >>> client_of("2001:db8:1:2:3::4", "", 0)
    '2001:db8:1:2::/64'
    """
    named = [part.strip() for part in forwarded.split(",") if part.strip()]
    address = named[max(0, len(named) - proxies)] if proxies and named else peer
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return peer
    if isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped:
        return str(ip_network((parsed, _NETWORK), strict=False))
    return str(parsed)
