"""Telling open pages: Server-Sent Events from the thread that builds to all that listen.

A page says which build it was served from, so one that was loaded during a build is told at once.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator

from archiver.preview.session import Outcome

_KEEP_ALIVE = 15  # seconds; a silent connection would be taken for a dead one


class Hub:
    """The pages that listen, and what they are to know. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._closed = False
        self._problems: tuple[str, ...] = ()
        self.generation = 0
        """Counts the builds that changed something."""

    def announce(self, outcome: Outcome) -> None:
        """Tell all pages what came of a build."""
        with self._lock:
            self.generation += outcome.changed
            self._problems = tuple(map(str, outcome.problems))
        self._wake()

    def close(self) -> None:
        """End all connections."""
        self._closed = True
        self._wake()

    async def listen(self, generation: int) -> AsyncIterator[str]:
        """The events for a page that was served from the build `generation`, until there is nothing more to tell it."""
        wakened = asyncio.Event()
        with self._lock:
            self._listeners[wakened] = asyncio.get_running_loop()
        told: tuple[str, ...] | None = None
        try:
            yield "retry: 300\n\n"
            while not self._closed:
                if self._problems != told:
                    told = self._problems
                    yield f"event: problems\ndata: {json.dumps(told)}\n\n"
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
