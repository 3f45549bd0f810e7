"""The preview's port: where the server listens, how it runs, and how it ends."""

import asyncio
import contextlib
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
from msgspec import Struct
from starlette.types import ASGIApp

from archiver.preview.serving.events import Hub
from archiver.serving.connections import Connection, end_slow_connections
from archiver.serving.sockets import BACKLOG

_LONGEST_HEAD = 65_536  # bytes of the head of a request: programs on localhost share their cookies
_PATIENCE = 0.3  # seconds that requests have to end, after Ctrl+C
_LAST_SECOND = 0.85  # seconds after which the process ends in any case, after Ctrl+C
_KILLED = 128  # and the number of the signal: the exit code of a process that was killed
_ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Endpoint(Struct, frozen=True, kw_only=True):
    """Where the preview's server listens."""

    host: str
    """The address, or a name of it."""
    port: int | None = None
    """None for the first free one from 8000 on."""
    names: tuple[str, ...] = ()
    """Further names under which browsers may ask for the preview, as that of a proxy."""


def run_server(app: ASGIApp, hub: Hub, listener: socket.socket, say_last: Callable[[str], None]) -> None:
    """Answer requests until Ctrl+C, or until the process is asked to end, or its terminal is closed.

    Then the process has a second left: what still works in threads is not waited for. A second signal ends it at once.

    Args:
        app: The application.
        hub: The event streams of open pages, which are closed at the end.
        listener: The socket that takes connections. It is closed at the end.
        say_last: Prints the last line of the preview.
    """
    server = _Server(_server_config(app), hub)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(server.serve(sockets=[listener]))
    if asyncio.all_tasks(loop):  # requests that threads work on
        loop.set_exception_handler(lambda _loop, _context: None)
    else:
        loop.close()
    if server.ended_by != signal.SIGHUP:  # else there is no terminal
        say_last("\npreview ended")


def _server_config(app: ASGIApp) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        log_level="critical",
        proxy_headers=False,  # no header of a proxy is believed, since addresses are relative
        server_header=False,
        backlog=BACKLOG,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )
    config.timeout_graceful_shutdown = _PATIENCE  # type: ignore[assignment]  # asyncio takes fractions, too
    return config


class _Server(uvicorn.Server):
    """A server that ends slow connections, closes event streams at its end, and leaves the process a second then."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub
        self.ended_by: int | None = None

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Call `handle_exit` for signals, from now to the end of the process."""
        for number in _ENDING_SIGNALS:
            if number is signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:  # as `nohup` asks for
                signal.signal(number, self.handle_exit)
        yield

    def handle_exit(self, sig: int, _frame: FrameType | None) -> None:
        """End the server at the first signal, the process at the second."""
        if self.ended_by is not None:
            os._exit(_KILLED + sig)
        self.ended_by, self.should_exit = sig, True
        last = threading.Timer(_LAST_SECOND, os._exit, args=(0,))
        last.daemon = True
        last.start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the event streams of open pages, then wait for other connections to end.

        `sockets` are the listening sockets.
        """
        self._hub.close()
        await super().shutdown(sockets)

    async def on_tick(self, counter: int) -> bool:
        """Called ten times a second, with the number of calls. Gives True if the server has to end."""
        if counter % 10 == 0:
            end_slow_connections(self.server_state.connections, asyncio.get_running_loop().time())
        return await super().on_tick(counter)
