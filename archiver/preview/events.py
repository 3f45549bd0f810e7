"""Server-Sent Events (HTML standard, section 9.2) from the thread that builds to open pages.

Each message is the whole state of the preview: the version of the site and the problems of the last build. A page has
the version that it was served from, so a page that was loaded during a build, or before the preview was started again,
is reloaded.
"""

import asyncio
import json
import secrets
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
        self._run = secrets.token_hex(8)
        self._generation = 0  # the number of builds that changed a file

    @property
    def version(self) -> str:
        """A text that differs after every build that changed a file, and after every start of the preview."""
        return f"{self._run}.{self._generation}"

    def announce(self, outcome: RebuildOutcome) -> None:
        """Send the outcome of a build to all open pages: they reload if a file changed, and show the problems."""
        with self._lock:
            self._generation += outcome.changed
            self._problems = tuple(map(str, outcome.problems))
        self._wake()

    def close(self) -> None:
        """Close all connections."""
        self._closed = True
        self._wake()

    async def listen(self) -> AsyncIterator[str]:
        """The state now and after each change, as text in the format of Server-Sent Events, until `close` is called.

        A message is JSON with `version` (see `Hub.version`) and `problems`, a list of texts.
        """
        wakened = asyncio.Event()
        with self._lock:
            self._listeners[wakened] = asyncio.get_running_loop()
        sent = ""
        try:
            yield "retry: 300\n\n"
            while not self._closed:
                if (state := self._state()) != sent:
                    sent = state
                    yield f"data: {state}\n\n"
                try:
                    await asyncio.wait_for(wakened.wait(), _KEEP_ALIVE)
                    wakened.clear()
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            with self._lock:
                del self._listeners[wakened]

    def _state(self) -> str:
        with self._lock:
            return json.dumps({"version": self.version, "problems": self._problems})

    def _wake(self) -> None:
        with self._lock:
            for wakened, loop in self._listeners.items():
                if not loop.is_closed():
                    loop.call_soon_threadsafe(wakened.set)
