"""The live preview: a local server that draws each page when somebody looks at it, and again when it has changed.

No other package imports watchdog, Starlette and uvicorn. Threads are drawn from their sources (`live_site`); a process
of its own (`recorder`) keeps what lists and the search are made from in `.archiver/preview/`. The published site stays
as it is.
"""

import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archiver.preview.heap import limit_arenas
from archiver.preview.recording.recorder import Recorder
from archiver.preview.serving.addresses import describe_addresses, find_addresses
from archiver.preview.serving.events import Hub
from archiver.preview.serving.listening import Endpoint, run_server
from archiver.preview.serving.server import make_app
from archiver.preview.session import Session
from archiver.preview.terminal import Terminal
from archiver.preview.updates import Updates
from archiver.preview.watching.watcher import Watcher
from archiver.serving.sockets import listen

__all__ = ["Endpoint", "serve"]


_SWITCH_INTERVAL = 0.001
"""Seconds after which a thread that computes lets another one go on: with the default of 5 ms, a save is noticed 15 to
20 ms later while a page is drawn."""
_READ_ONLY = "the project's folder cannot be written, so lists and search are made from the start each time"


def serve(
    root: Path, endpoint: Endpoint, *, open_browser: bool, poll: bool, drafts: bool, say: Callable[[str], None]
) -> None:
    """Preview a project until Ctrl+C.

    Args:
        root: The folder of the project.
        endpoint: Where the server listens.
        open_browser: Open the site in the browser.
        poll: Look at all files again and again instead of waiting for the system to tell of changes.
        drafts: Show drafts, too.
        say: Prints a line.

    Raises:
        PortInUseError: The port is taken, or no port is free.
    """
    _prepare_process()
    listener, terminal = listen(endpoint.host, endpoint.port, say), Terminal(say)
    with tempfile.TemporaryDirectory(prefix="archiver-preview-") as staging:
        session = Session(root, Path(staging), drafts=drafts)
        hub = Hub(session.state_of)
        with _following(root, session, hub, terminal.say, poll=poll):
            addresses = find_addresses(endpoint.host, listener.getsockname()[1], session.subpath)
            for line in describe_addresses(endpoint.host, addresses, drafts=drafts):
                terminal.say(line)
            if session.is_read_only:
                terminal.say(_READ_ONLY)
            if open_browser:
                webbrowser.open(addresses[0])
            run_server(make_app(session, hub, endpoint.host, endpoint.names), hub, listener, terminal.end)


def _prepare_process() -> None:
    """Set up memory and threads of the process for a server."""
    limit_arenas()
    sys.setswitchinterval(_SWITCH_INTERVAL)


@contextmanager
def _following(root: Path, session: Session, hub: Hub, say: Callable[[str], None], *, poll: bool) -> Iterator[None]:
    """Follow all changes of a project; the arguments are as in `serve` and `Updates`."""
    updates = Updates(root, session, hub, say)
    with (
        Watcher(session.watched, updates.follow, say, poll=poll) as watcher,  # from now on no save is missed
        Recorder(updates.record) as updates.recorder,
    ):
        watcher.start(updates.follow())
        yield
