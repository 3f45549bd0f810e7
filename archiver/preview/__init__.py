"""The live preview: a local server of the site, which is built again at every save; open pages reload.

No other package imports watchdog, Starlette and uvicorn. The preview builds into `.archiver/preview/` and leaves the
published site unchanged. The server answers searches as JSON, which the site's own scripts show (see `search`).
"""

import socket
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archiver.preview.addresses import describe_sharing, find_addresses
from archiver.preview.events import Hub
from archiver.preview.listening import FIRST_PORT, Endpoint, listen, run_server
from archiver.preview.server import make_app
from archiver.preview.session import Session
from archiver.preview.watcher import Watcher


def serve(root: Path, endpoint: Endpoint, *, open_browser: bool, poll: bool, say: Callable[[str], None]) -> None:
    """Preview a project until Ctrl+C.

    Args:
        root: The folder of the project.
        endpoint: Where the server listens.
        open_browser: Open the site in the browser.
        poll: Look at all files again and again instead of waiting for the system to tell of changes.
        say: Prints a line.

    Raises:
        PortInUseError: The port is taken, or no port is free.
    """
    listener = listen(endpoint)
    hub = Hub()
    session = Session(root, say)
    rebuild = partial(_rebuild, session, hub)
    with Watcher(session.watched, rebuild, say, poll=poll) as watcher:  # before the first build: no save is missed
        watcher.start(rebuild(()))
        address = _say_addresses(endpoint, listener, session.subpath, say)
        if open_browser:
            webbrowser.open(address)
        run_server(make_app(session, hub, endpoint.host, endpoint.names), hub, listener)
    listener.close()


def _rebuild(session: Session, hub: Hub, paths: tuple[Path, ...]) -> float | None:
    """Build the site, and tell open pages; gives the seconds after which to try again, or None."""
    outcome = session.rebuild(paths)
    hub.announce(outcome)
    return outcome.retry_after


def _say_addresses(endpoint: Endpoint, listener: socket.socket, subpath: str, say: Callable[[str], None]) -> str:
    """Print where the preview is reached, and by whom. Gives the address for a browser on this machine."""
    port = listener.getsockname()[1]
    if endpoint.port is None and port != FIRST_PORT:
        say(f"port {FIRST_PORT} is taken")
    addresses = find_addresses(endpoint.host, port, subpath)
    say(f"preview at {addresses[0]} (end it with Ctrl+C)")
    for line in describe_sharing(endpoint.host, addresses):
        say(line)
    return addresses[0]
