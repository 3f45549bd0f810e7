"""Addresses on the pages of the preview, and those that the terminal names.

All addresses on a page are relative, as the site's own are: they are right where a proxy serves the preview under
another host, over https, or below a path that it takes off (`https://host.example/some/prefix/`), and no header of the
proxy needs to be believed. So everything that the preview adds to a site has a URL below the site's subpath.
"""

import socket

from archiver.model import Url
from archiver.preview.serving.host_names import bracketed, is_loopback
from archiver.urls import relative

CLIENT_FOLDER = "_archiver"
"""The folder, below the site's subpath, of the scripts and answers that pages of the preview ask for."""
_WIDE = ("0.0.0.0", "::")  # noqa: S104  only where the user asks for it by --host
_OUTSIDE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses for documentation (RFC 5737, 3849): the route to them leads through the network card. Nothing is sent."""


def relative_address(path: str, page: str, subpath: str) -> str:
    """The address of something on the site, as a page names it.

    Args:
        path: What is named: a path relative to the site, such as `_archiver/live.js` or `assets/style.css`.
        page: The path of the URL at which the browser has the page: encoded, as it was asked for, with the subpath.
        subpath: The path of the site on its host, with a slash at its end.

    >>> relative_address("_archiver/live.js", "/sub/space/lunar/", "/sub/")
    '../../_archiver/live.js'
    >>> relative_address("_archiver/live.js", "/no%2Fsuch/page", "/sub/")
    '../sub/_archiver/live.js'
    """
    return relative(Url(f"{subpath}{path}"), Url(page))


def folder_address(page: str) -> str:
    """The relative address of the folder, for the redirect from a path without the slash at its end.

    It begins with `./`, or a browser would take `//host` for a host, and `a:b` for a scheme.

    >>> folder_address("/space/lunar"), folder_address("//stranger.example")
    ('./lunar/', './stranger.example/')
    """
    return f"./{page.rpartition('/')[2]}/"


def find_addresses(host: str, port: int, subpath: str) -> tuple[str, ...]:
    """The addresses at which a browser reaches the preview; the first one is for a browser on this machine.

    The routes of this machine are read if it listens on all of its addresses.

    Args:
        host: The address that the server listens on.
        port: The port.
        subpath: The path of the site on its host.
    """
    hosts = _find_hosts(host) if host in _WIDE else (host,)
    return tuple(f"http://{bracketed(name)}:{port}{subpath}" for name in hosts)


def describe_addresses(host: str, addresses: tuple[str, ...], *, drafts: bool) -> tuple[str, ...]:
    """Lines for the terminal: where the preview is, and who can read it if others than this machine reach it.

    Args:
        host: The address that the server listens on.
        addresses: The addresses at which the preview is reached, the one for this machine first.
        drafts: True if drafts are shown.
    """
    line = f"preview at {addresses[0]} (end it with Ctrl+C)"
    if is_loopback(host):
        return (line,)
    others = addresses[1:] if host in _WIDE else addresses
    where = f", at {' and '.join(others)}" if others else ""
    included = ", drafts included" if drafts else ""
    return (line, f"everybody in the network can read the whole archive{included}{where}")


def _find_hosts(host: str) -> tuple[str, ...]:
    families = (socket.AF_INET, socket.AF_INET6) if host == "::" else (socket.AF_INET,)
    found = filter(None, map(_find_outer_address, families))
    return ("127.0.0.1", *(address for address in found if not is_loopback(address)))


def _find_outer_address(family: socket.AddressFamily) -> str | None:
    """The address of this machine in its network; None without a network."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((_OUTSIDE[family], 9))
            return str(probe.getsockname()[0])
    except OSError:
        return None
