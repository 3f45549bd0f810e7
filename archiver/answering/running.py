"""Runs `archiver answer` until it is asked to end."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from archiver.serving.connections import Connection, end_slow_connections
from archiver.serving.sockets import BACKLOG

_LONGEST_HEAD = 16_384  # bytes of the head of a request
_PATIENCE = 10  # seconds that requests have to end


def run(app: ASGIApp, listener: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM; then those that are there are answered, for some seconds, and no others.

    `listener` takes connections. It is closed at the end.
    """
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        log_level="critical",
        access_log=False,  # queries are nobody's business
        proxy_headers=False,  # `limits.client_of` reads them
        server_header=False,
        backlog=BACKLOG,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        timeout_graceful_shutdown=_PATIENCE,
    )
    _Server(config).run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that ends slow connections, and ends without an error when it is asked to."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Call `handle_exit` for signals."""
        former = {number: signal.signal(number, self._end) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.handle_exit(number, frame)

    async def on_tick(self, counter: int) -> bool:
        """Called ten times a second, with the number of calls. Gives True if the server has to end."""
        if counter % 10 == 0:
            end_slow_connections(self.server_state.connections, asyncio.get_running_loop().time())
        return await super().on_tick(counter)
