"""Connections of a server, bounded in number and in time.

uvicorn closes connections only between two requests. A client that sends a request byte by byte, or does not read the
response, would hold its connection for ever, and a thousand of them would leave no file descriptors for others.
"""

from asyncio import BaseTransport
from collections.abc import Iterable
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 200
"""A browser opens six; systems give a process at least 256 file descriptors (macOS)."""
LONGEST_WAIT_FOR_REQUEST = 5.0
"""Seconds from the start of a connection, or the end of a response, to the end of the next request's head."""
LONGEST_STALL = 10.0
"""Seconds in which a client may read nothing of what waits for it."""


class Connection(H11Protocol):
    """A connection that is ended if the client is slow, or to make room for others.

    Streams of events last as long as their pages are open: in a response, only a client that does not read counts as
    slow.
    """

    progress_at = 0.0
    """The time of the loop at which the client last did what it was waited for."""
    _unsent = 0
    """Bytes that waited for the client to read them when `end_if_slow` was called last."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Note the time, and end the connection that has waited longest for a request if there are too many."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self.progress_at = self.loop.time()
        opened = [connection for connection in cast("set[Connection]", self.connections) if connection.is_open]
        if len(opened) > MOST_CONNECTIONS:
            min(opened, key=lambda other: (other.is_answering, other.progress_at)).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; end the connection if it is malformed when the response has begun."""
        try:
            super().data_received(data)
        except h11.LocalProtocolError:  # uvicorn answers malformed requests, even if it has begun to answer
            self.transport.abort()

    def on_response_complete(self) -> None:
        """Wait for the next request from now on."""
        self.progress_at = self.loop.time()
        super().on_response_complete()

    @property
    def is_open(self) -> bool:
        """False for a connection that is being closed."""
        return not self.transport.is_closing()

    @property
    def is_answering(self) -> bool:
        """True from the end of a request's head to the end of the response."""
        return self.cycle is not None and not self.cycle.response_complete

    def end_if_slow(self, now: float) -> None:
        """End the connection if its client is slow. Called every second; `now` is the time of the loop."""
        unsent = self.transport.get_write_buffer_size()
        if (self.is_answering and not self.flow.write_paused) or unsent < self._unsent:
            self.progress_at = now
        self._unsent = unsent
        if now - self.progress_at > (LONGEST_STALL if unsent else LONGEST_WAIT_FOR_REQUEST):
            self.transport.abort()


def end_slow_connections(connections: Iterable[object], now: float) -> None:
    """End the connections whose clients are slow; `now` is the time of the loop, in seconds."""
    for connection in list(connections):
        if isinstance(connection, Connection):
            connection.end_if_slow(now)
