"""The host names under which browsers may ask for the preview.

A page of another site can ask for the preview under the page's own name, if the name server of that name answers with
this machine's address (DNS rebinding); the browser then lets the page read the answers. So a request is answered only
if its Host header has a name that no stranger controls.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import gethostname
from typing import Self

from msgspec import Struct

_AUTHORITY = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+?)\.?)(?::([0-9]{0,5}))?", re.ASCII | re.IGNORECASE)
_DEFAULT_PORTS = frozenset({"80", "443"})
_LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
_PRIVATE_ZONES = (".local", ".lan", ".home", ".internal", ".home.arpa", ".localdomain", ".test")
"""Top-level domains that no public name server answers for (RFC 6761, 6762, 8375, 9476) or that ICANN never gives."""


class Authority(Struct, frozen=True, kw_only=True):
    """The host and the port of an address (RFC 3986, section 3.2), without user information."""

    host: str
    """In lower case, without a dot at its end; an IPv6 address without brackets, in its shortest form (RFC 5952)."""
    port: str
    """Digits; empty for the default port of http or https."""


def parse_authority(text: str) -> Authority | None:
    """The authority of an address, as a Host header has it; None if it is malformed or has user information.

    >>> parse_authority("LocalHost.:8000"), parse_authority("[0:0::1]:80")
    (Authority(host='localhost', port='8000'), Authority(host='::1', port=''))
    >>> parse_authority("127.0.0.1@stranger.example"), parse_authority("[::1")
    (None, None)
    """
    match = _AUTHORITY.fullmatch(text)
    if match is None:
        return None
    in_brackets, name, port = match.groups()
    address = _parse_address(in_brackets or name)
    if isinstance(address, IPv6Address) != bool(in_brackets):
        return None
    host = str(address) if address else name.lower()
    return Authority(host=host, port="" if port is None or port in _DEFAULT_PORTS else port)


class HostNames(Struct, frozen=True, kw_only=True):
    """The names of a preview."""

    names: frozenset[str]
    """Names that are always right."""
    is_shared: bool
    """True if other machines reach the preview: then addresses, and names that only a private network knows, are right.

    A stranger's page cannot have such a name, since public name servers do not answer for it.
    """

    @classmethod
    def of_preview(cls, host: str, names: Iterable[str] = ()) -> Self:
        """The names of a preview that listens on `host`. `names` are further names, as that of a proxy."""
        is_shared = not is_loopback(host)
        machine = [gethostname()] if is_shared else []
        authorities = (parse_authority(bracketed(name)) for name in (host, *names, *machine))
        return cls(names=_LOCAL | {authority.host for authority in authorities if authority}, is_shared=is_shared)

    def has(self, name: str) -> bool:
        """True if browsers may ask for the preview under a name, in the form of `Authority.host`."""
        if name in self.names or name.endswith(".localhost"):
            return True
        is_private = "." not in name or name.endswith(_PRIVATE_ZONES)
        return self.is_shared and (is_private or _parse_address(name) is not None)


def is_loopback(host: str) -> bool:
    """True for an address or name that only programs on this machine can reach.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    address = _parse_address(host)
    return address.is_loopback if address else host.lower() == "localhost"


def bracketed(host: str) -> str:
    """A host as addresses name it: an IPv6 address in brackets."""
    return f"[{host}]" if isinstance(_parse_address(host), IPv6Address) else host


def _parse_address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
