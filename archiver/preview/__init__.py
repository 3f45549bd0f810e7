"""The live preview: a local server of the site, which is built again at every save; open pages reload.

No other package imports watchdog, Starlette and uvicorn. The preview builds into `.archiver/preview/` and leaves the
published site unchanged. The server answers searches as JSON, which the site's own scripts show (see `search`).
"""

import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archiver.preview.addresses import describe_addresses, find_addresses
from archiver.preview.events import Hub
from archiver.preview.listening import Endpoint, listen, run_server
from archiver.preview.server import make_app
from archiver.preview.session import Session
from archiver.preview.watcher import Watcher

__all__ = ["Endpoint", "serve"]


def serve(
    root: Path, endpoint: Endpoint, *, open_browser: bool, poll: bool, drafts: bool, say: Callable[[str], None]
) -> None:
    """Preview a project until Ctrl+C.

    Args:
        root: The folder of the project.
        endpoint: Where the server listens.
        open_browser: Open the site in the browser.
        poll: Look at all files again and again instead of waiting for the system to tell of changes.
        drafts: Show drafts too.
        say: Prints a line.

    Raises:
        PortInUseError: The port is taken, or no port is free.
    """
    listener = listen(endpoint, say)
    hub, session = Hub(), Session(root, say, drafts=drafts)
    rebuild = partial(_rebuild, session, hub)
    with Watcher(session.watched, rebuild, say, poll=poll) as watcher:  # before the first build: no save is missed
        watcher.start(rebuild(()))
        addresses = find_addresses(endpoint.host, listener.getsockname()[1], session.subpath)
        for line in describe_addresses(endpoint.host, addresses, drafts=drafts):
            say(line)
        if open_browser:
            webbrowser.open(addresses[0])
        run_server(make_app(session, hub, endpoint.host, endpoint.names), hub, listener, say)


def _rebuild(session: Session, hub: Hub, paths: tuple[Path, ...]) -> float | None:
    """Build the site, and tell open pages; gives the seconds after which to try again, or None."""
    outcome = session.rebuild(paths)
    hub.announce(outcome)
    return outcome.retry_after
