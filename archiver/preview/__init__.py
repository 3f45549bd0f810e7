"""The live preview: a local server of the site, which is built again at every save; open pages reload.

No other package imports watchdog, Starlette and uvicorn. The preview builds into `.archiver/preview/` and leaves the
published site unchanged. The server answers searches as JSON, which the site's own scripts show (see `search`).
"""

import contextlib
import socket
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from archiver.errors import PortInUseError
from archiver.preview.events import Hub
from archiver.preview.server import make_app
from archiver.preview.session import Session
from archiver.preview.watcher import Watcher

_FIRST_PORT = 8000
_PORTS_TRIED = 50
_PATIENCE = 1  # seconds that open connections have to end, after Ctrl+C


def serve(
    root: Path, *, host: str, port: int | None, open_browser: bool, poll: bool, say: Callable[[str], None]
) -> None:
    """Preview a project until Ctrl+C.

    Args:
        root: The folder of the project.
        host: The address to listen on.
        port: The port; None for the first free one from 8000 on.
        open_browser: Open the site in the browser.
        poll: Look at all files again and again instead of waiting for the system to tell of changes.
        say: Prints a line.

    Raises:
        PortInUseError: `port` is taken, or no port is free.
    """
    listener = _listen(host, port)
    hub = Hub()
    session = Session(root, say)
    rebuild = partial(_rebuild, session, hub)
    with Watcher(session.watched, rebuild, say, poll=poll) as watcher:  # before the first build: no save is missed
        watcher.start(rebuild(()))
        if port is None and listener.getsockname()[1] != _FIRST_PORT:
            say(f"port {_FIRST_PORT} is taken")
        address = f"http://{_bracketed(host)}:{listener.getsockname()[1]}{session.subpath}"
        say(f"preview at {address} (end it with Ctrl+C)")
        if open_browser:
            webbrowser.open(address)
        _run_server(make_app(session, hub, host), hub, listener)
    listener.close()


def _rebuild(session: Session, hub: Hub, paths: tuple[Path, ...]) -> float | None:
    """Build the site, and tell open pages; gives the seconds after which to try again, or None."""
    outcome = session.rebuild(paths)
    hub.announce(outcome)
    return outcome.retry_after


def _run_server(app: ASGIApp, hub: Hub, listener: socket.socket) -> None:
    """Answer requests until Ctrl+C."""
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


def _listen(host: str, port: int | None) -> socket.socket:
    """A listening socket on the port, or on the first free one for None. Raises PortInUseError."""
    family, *_, (address, *_) = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    for candidate in [port] if port else range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, candidate))
            listener.listen()  # from now on the port is ours, and connections wait instead of being refused
        except OSError:
            listener.close()
        else:
            return listener
    wanted = str(port) if port else f"{_FIRST_PORT} to {_FIRST_PORT + _PORTS_TRIED - 1}"
    raise PortInUseError(f"port {wanted} on {host} cannot be had; choose another with --port")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
