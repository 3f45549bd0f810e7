"""Server-Sent Events (HTML standard, section 9.2) from the thread that builds to open pages.

A page sends the number of the build that it was served from, so a page that was loaded during a build is reloaded.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator

from archiver.preview.session import RebuildOutcome

_KEEP_ALIVE = 15  # seconds between messages: proxies close a silent connection


class Hub:
    """Sends events to all open pages. All methods are thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._closed = False
        self._problems: tuple[str, ...] = ()
        self.generation = 0
        """The number of builds that changed a file."""

    def announce(self, outcome: RebuildOutcome) -> None:
        """Send the outcome of a build to all open pages: they reload if a file changed, and show the problems."""
        with self._lock:
            self.generation += outcome.changed
            self._problems = tuple(map(str, outcome.problems))
        self._wake()

    def close(self) -> None:
        """Close all connections."""
        self._closed = True
        self._wake()

    async def listen(self, generation: int) -> AsyncIterator[str]:
        """The events for one page, as text in the format of Server-Sent Events, until `close` is called.

        `generation` is the number of the build that the page is from.
        """
        wakened = asyncio.Event()
        with self._lock:
            self._listeners[wakened] = asyncio.get_running_loop()
        sent: tuple[str, ...] | None = None
        try:
            yield "retry: 300\n\n"
            while not self._closed:
                if self._problems != sent:
                    sent = self._problems
                    yield f"event: problems\ndata: {json.dumps(sent)}\n\n"
                if self.generation != generation:
                    yield "event: reload\ndata: {}\n\n"
                    generation = self.generation
                try:
                    await asyncio.wait_for(wakened.wait(), _KEEP_ALIVE)
                    wakened.clear()
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            with self._lock:
                del self._listeners[wakened]

    def _wake(self) -> None:
        with self._lock:
            for wakened, loop in self._listeners.items():
                if not loop.is_closed():
                    loop.call_soon_threadsafe(wakened.set)
