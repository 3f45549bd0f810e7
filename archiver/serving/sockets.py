"""Sockets that servers listen on."""

import errno
import socket
from collections.abc import Callable

from archiver.errors import ArchiverError, PortInUseError

FIRST_PORT = 8000
"""The port of a server that no other program keeps from it."""
_PORTS_TRIED = 50
BACKLOG = 128
"""How many connections wait to be accepted."""


def listen(host: str, port: int | None, say: Callable[[str], None]) -> socket.socket:
    """A listening socket.

    From now on connections wait instead of being refused. Raises PortInUseError.

    Args:
        host: The address to listen on, or a name of it.
        port: The port; None for the first free one from `FIRST_PORT` on.
        say: Prints a line, if the port is not `FIRST_PORT`.
    """
    ports = [port] if port else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED)
    for number in ports:
        try:
            listener = _listen_on(host, number)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise _cannot_listen(host, number, error) from None
        else:
            if number not in (port, FIRST_PORT):
                say(f"port {FIRST_PORT} is taken")
            return listener
    wanted = str(port) if port else f"{ports[0]} to {ports[-1]}"
    raise PortInUseError(f"port {wanted} on {host} is taken; choose another with --port")


def _listen_on(host: str, port: int) -> socket.socket:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # then asyncio sets TCP_NODELAY
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if host == "::":
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)  # IPv4, too, whatever the system's default
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _cannot_listen(host: str, port: int, error: OSError) -> ArchiverError:
    return ArchiverError(f"port {port} on {host} cannot be had: {error.strerror}; choose with --host and --port")
