"""Server-Sent Events (HTML standard, section 9.2) to open pages. One stream serves all open pages of a browser.

Each message is the whole state of its pages: the version of each, of the theme's assets, and all problems. So a message
that is lost, or comes twice, does no harm, and a page that was loaded before the preview was started again learns in
the same way whether it is current.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable

from starlette.concurrency import run_in_threadpool

StateOfPages = Callable[[tuple[str, ...]], str]
"""The state of pages, given by their paths on the site, as the text of one line."""

_KEEP_ALIVE = 15  # seconds between messages: proxies close a silent connection


class Hub:
    """Sends the state of open pages to them whenever it changes. All methods are thread-safe.

    `state_of` gives the state; it is called in threads.
    """

    def __init__(self, state_of: StateOfPages) -> None:
        self._state_of = state_of
        self._lock = threading.Lock()
        self._streams: dict[asyncio.Event, tuple[asyncio.AbstractEventLoop, tuple[str, ...]]] = {}
        self._closed = False

    def open_pages(self) -> tuple[str, ...]:
        """The paths of all pages that are open in a browser, each once; those that were opened last come first."""
        with self._lock:
            streams = reversed(list(self._streams.values()))
            return tuple(dict.fromkeys(page for _, pages in streams for page in reversed(pages)))

    def announce(self) -> None:
        """Send their state to all open pages for which it has changed."""
        with self._lock:
            for wakened, (loop, _) in self._streams.items():
                if not loop.is_closed():
                    loop.call_soon_threadsafe(wakened.set)

    def close(self) -> None:
        """Close all streams."""
        self._closed = True
        self.announce()

    async def listen(self, pages: tuple[str, ...]) -> AsyncIterator[str]:
        """The state of `pages` now and after each change, in the format of Server-Sent Events, until `close`."""
        wakened = asyncio.Event()
        with self._lock:
            self._streams[wakened] = asyncio.get_running_loop(), pages
        sent = ""
        try:
            yield "retry: 300\n\n"
            while not self._closed:
                if (state := await run_in_threadpool(self._state_of, pages)) != sent:
                    sent = state
                    yield f"data: {state}\n\n"
                try:
                    await asyncio.wait_for(wakened.wait(), _KEEP_ALIVE)
                    wakened.clear()
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            with self._lock:
                del self._streams[wakened]
