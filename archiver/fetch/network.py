"""Which machines may be asked for a file: those of the public Internet, on ports of the web.

Addresses in sources are written by strangers, and the machine that fetches may reach more than they can: itself, its
neighbours, the metadata service of its cloud. Each connection is checked when its socket is made, with the numeric
address that will be connected to: after the name was resolved, for the first request and for each redirect, so a name
that changes its address between check and use (DNS rebinding) gains nothing.
"""

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

AddrInfo = tuple[int, int, int, str, tuple[Any, ...]]
"""A row of `socket.getaddrinfo`: family, type, protocol, canonical name, socket address."""
OWN_NETWORK = "an address of this machine or network"

_REFUSED_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host (RFC 1122)
        "10.0.0.0/8",  # private (RFC 1918)
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598)
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local; metadata services of clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_GLOBAL_IPV6 = IPv6Network("2000::/3")
"""All that is assigned to the public Internet. Unique local, link-local, site-local and multicast are outside of it."""
_REFUSED_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, with any IPv4 address in it
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses, as networks with IPv6 alone show them (RFC 6052)."""
_WEB_PORTS = frozenset({80, 443})
_FIRST_UNPRIVILEGED = 1024
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)
"""Unprivileged ports of other protocols, which browsers refuse, too (https://fetch.spec.whatwg.org/#port-blocking)."""


class RefusedAddressError(OSError):
    """A connection to an address of this machine or network was asked for."""


def is_public(host: str) -> bool:
    """True if a numeric IP address is one of the public Internet; False also for a text that is no IP address."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        address = _embedded_ipv4(address) or address
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_IPV4)
    return address in _GLOBAL_IPV6 and not any(address in network for network in _REFUSED_IPV6)


def is_web_port(port: int) -> bool:
    """True for 80, 443, and all ports from 1024 on but those that browsers refuse."""
    return port in _WEB_PORTS or (_FIRST_UNPRIVILEGED <= port <= 65_535 and port not in _BAD_PORTS)


def make_public_socket(info: AddrInfo) -> socket.socket:
    """Make the socket of a connection. Raises RefusedAddressError if it would not lead to the public Internet."""
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise RefusedAddressError(OWN_NETWORK)
    return socket.socket(family=family, type=kind, proto=protocol)


def _embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a connection to this address leads to; None if it leads to no IPv4 address."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped
