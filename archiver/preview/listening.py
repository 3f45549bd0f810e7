"""The preview's port and its connections: where the server listens, and how it ends."""

import contextlib
import errno
import socket
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from archiver.errors import ArchiverError, PortInUseError
from archiver.preview.events import Hub

FIRST_PORT = 8000
"""The port of a preview that no other program keeps from it."""
_PORTS_TRIED = 50
_BACKLOG = 128  # connections that wait to be accepted
_PATIENCE = 1  # seconds that open connections have to end, after Ctrl+C


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the preview's server listens."""

    host: str
    """The address, or a name of it."""
    port: int | None = None
    """None for the first free one from `FIRST_PORT` on."""
    names: tuple[str, ...] = ()
    """Further names under which browsers may ask for the preview, as that of a proxy."""


def run_server(app: ASGIApp, hub: Hub, listener: socket.socket) -> None:
    """Answer requests until Ctrl+C.

    Args:
        app: The application.
        hub: The event streams of open pages, which are closed at the end.
        listener: The socket that takes connections.
    """
    server = _Server(uvicorn.Config(app, log_level="critical", lifespan="off"), hub)
    server.config.timeout_graceful_shutdown = _PATIENCE
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises the interrupt again
        server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """Closes the event streams of open pages before it waits for connections to end."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._hub.close()
        super().handle_exit(sig, frame)


def listen(endpoint: Endpoint, say: Callable[[str], None]) -> socket.socket:
    """A listening socket on the port, or on the first free one for None, about which it says a word.

    From now on connections wait instead of being refused. Raises PortInUseError.
    """
    ports = [endpoint.port] if endpoint.port else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED)
    for port in ports:
        try:
            listener = _listen_on(endpoint.host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise _cannot_listen(endpoint.host, port, error) from None
        else:
            if port not in (endpoint.port, FIRST_PORT):
                say(f"port {FIRST_PORT} is taken")
            return listener
    wanted = str(endpoint.port) if endpoint.port else f"{ports[0]} to {ports[-1]}"
    raise PortInUseError(f"port {wanted} on {endpoint.host} is taken; choose another with --port")


def _listen_on(host: str, port: int) -> socket.socket:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if host == "::":
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)  # IPv4, too, whatever the system's default
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _cannot_listen(host: str, port: int, error: OSError) -> ArchiverError:
    return ArchiverError(f"port {port} on {host} cannot be had: {error.strerror}; choose with --host and --port")
