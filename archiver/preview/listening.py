"""The preview's port and its connections: where the server listens, and how it ends."""

import contextlib
import socket
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from archiver.errors import PortInUseError
from archiver.preview.events import Hub

FIRST_PORT = 8000
_PORTS_TRIED = 50
_PATIENCE = 1  # seconds that open connections have to end, after Ctrl+C


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


def listen(host: str, port: int | None) -> socket.socket:
    """A listening socket on the port, or on the first free one for None. Raises PortInUseError."""
    family, *_, (address, *_) = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    for candidate in [port] if port else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, candidate))
            listener.listen()  # from now on the port is ours, and connections wait instead of being refused
        except OSError:
            listener.close()
        else:
            return listener
    wanted = str(port) if port else f"{FIRST_PORT} to {FIRST_PORT + _PORTS_TRIED - 1}"
    raise PortInUseError(f"port {wanted} on {host} cannot be had; choose another with --port")
