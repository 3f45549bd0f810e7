"""The live preview: a local server of the site, which is built again at every save; open pages reload.

No other package imports watchdog, Starlette and uvicorn. The preview builds into `.archiver/preview/` and leaves the
published site unchanged. The server answers searches as JSON, which the site's own scripts show (see `search`).
"""

import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archiver.preview.events import Hub
from archiver.preview.listening import FIRST_PORT, listen, run_server
from archiver.preview.server import make_app
from archiver.preview.session import Session
from archiver.preview.watcher import Watcher


def serve(
    root: Path, *, host: str, port: int | None, open_browser: bool, poll: bool, drafts: bool, say: Callable[[str], None]
) -> None:
    """Preview a project until Ctrl+C.

    Args:
        root: The folder of the project.
        host: The address to listen on.
        port: The port; None for the first free one from 8000 on.
        open_browser: Open the site in the browser.
        poll: Look at all files again and again instead of waiting for the system to tell of changes.
        drafts: Show drafts too.
        say: Prints a line.

    Raises:
        PortInUseError: `port` is taken, or no port is free.
    """
    listener = listen(host, port)
    hub, session = Hub(), Session(root, say, drafts=drafts)
    rebuild = partial(_rebuild, session, hub)
    with Watcher(session.watched, rebuild, say, poll=poll) as watcher:  # before the first build: no save is missed
        watcher.start(rebuild(()))
        if port is None and listener.getsockname()[1] != FIRST_PORT:
            say(f"port {FIRST_PORT} is taken")
        address = f"http://{_bracketed(host)}:{listener.getsockname()[1]}{session.subpath}"
        say(f"preview at {address} (end it with Ctrl+C)")
        if open_browser:
            webbrowser.open(address)
        run_server(make_app(session, hub, host), hub, listener)
    listener.close()


def _rebuild(session: Session, hub: Hub, paths: tuple[Path, ...]) -> float | None:
    """Build the site, and tell open pages; gives the seconds after which to try again, or None."""
    outcome = session.rebuild(paths)
    hub.announce(outcome)
    return outcome.retry_after


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
