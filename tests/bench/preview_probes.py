"""Three ways to notice that a preview has seen a save: over HTTP, as an event, in a browser. Times are `time.time()`.

A marker is a text such as `mark17end` that a save puts into a page, or into a style sheet as the value of a property.
"""

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any, Self

import aiohttp

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

HOST = "127.0.0.1"
_PACE = 0.002  # seconds from one request to the next
_PUMP = 5  # milliseconds between two looks at what the browser has told; the times are the browser's own
_AGAIN = 0.2  # seconds until a lost stream is opened again
_EPOCH = re.compile(r"livereload\((\d+), (\d+)\)")
_SEEN_SCRIPT = """
if (self === top) {
  let dirty = true, told = "", text = [];
  const changes = {subtree: true, childList: true, characterData: true};
  new MutationObserver(() => { dirty = true; }).observe(document, changes);
  const look = () => {
    if (dirty && document.documentElement) text = document.documentElement.textContent.match(/mark\\d+end/g) ?? [];
    dirty = false;
    const style = document.documentElement && getComputedStyle(document.documentElement).getPropertyValue("--bench");
    const all = [...new Set([...text, ...(style ? [style.trim()] : [])])].join(" ");
    if (all !== told) benchSeen(all, Date.now());
    told = all;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


def free_port() -> int:
    """A port that no one listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class NotSeenError(Exception):
    """A save was not noticed in time."""


class Client:
    """Asks a server over one connection, as long as the server keeps it."""

    def __init__(self, port: int, timeout: float = 60) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=timeout)

    def get(self, path: str) -> tuple[int, bytes]:
        """The status and body of the answer; status 0 if there was none."""
        try:
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException):
            self._connection.close()  # the next request opens it again
            return 0, b""

    def wait_for(
        self, path: str, marker: str, most: float, pace: float = _PACE, alive: Callable[[], bool] = lambda: True
    ) -> float:
        """When an answer with status 200 and the marker in it has come.

        Args:
            path: The path that is asked for.
            marker: What the answer has in it; it may be empty.
            most: Seconds after which NotSeenError is raised; the same if the server is no more.
            pace: Seconds from one request to the next.
            alive: Tells if the server runs.
        """
        deadline = time.monotonic() + most
        while True:
            start = time.monotonic()
            status, body = self.get(path)
            if status == 200 and marker.encode() in body:
                return time.time()
            if time.monotonic() > deadline or not alive():
                raise NotSeenError(f"{path} has not shown {marker or 'a page'} within {most:g} s (status {status})")
            time.sleep(max(0.0, start + pace - time.monotonic()))

    def close(self) -> None:
        self._connection.close()


Listen = Callable[[aiohttp.ClientSession, str, str], AsyncIterator[str]]
"""Opens the stream of a server for an open page, from its base address and the path of the page; gives its messages."""


async def listen_server_sent(session: aiohttp.ClientSession, base: str, page: str) -> AsyncIterator[str]:
    """The events of archiver's preview, without those that say the same of the page as the one before."""
    before = None
    async with session.get(f"{base}/_archiver/events", params={"page": page}) as answer:
        answer.raise_for_status()
        async for line in answer.content:
            if line.startswith(b"data:"):
                state = json.loads(line.removeprefix(b"data:"))
                now = [state.get("version"), state.get("program"), state.get("pages"), state.get("assets")]
                if before not in (None, now):
                    yield line.decode()
                before = now


def listen_websocket(path: str | None, sign: str, hello: str = "") -> Listen:
    """A websocket at `path` (None: that of the page), whose messages with `sign` in them ask for the new page.

    Args:
        path: The path on the server.
        sign: What such a message has in it; `{page}` stands for the path of the page.
        hello: What the client says first.
    """

    async def listen(session: aiohttp.ClientSession, base: str, page: str) -> AsyncIterator[str]:
        async with session.ws_connect(f"{base}{path or page}") as stream:
            if hello:
                await stream.send_str(hello)
            async for message in stream:
                text = message.data if isinstance(message.data, str) else ""
                if any(part.format(page=page) in text for part in sign.split("|")):
                    yield text

    return listen


async def listen_long_poll(session: aiohttp.ClientSession, base: str, page: str) -> AsyncIterator[str]:
    """MkDocs answers a request of the page's script when there is a newer build than that of the page."""
    async with session.get(f"{base}{page}") as answer:
        found = _EPOCH.search(await answer.text())
    if not found:
        raise aiohttp.ClientError("the page has no script for live reloads")
    epoch, asker = found.groups()
    while True:
        async with session.get(f"{base}/livereload/{epoch}/{asker}") as answer:
            now = await answer.text()
        if float(now) > float(epoch):
            epoch = now
            yield now


class EventStream:
    """An open page without a browser: notes when the server tells it of changes, in a thread of its own."""

    def __init__(self, listen: Listen, port: int, page: str) -> None:
        self._listen, self._base, self._page = listen, f"http://{HOST}:{port}", page
        self._arrivals: list[float] = []
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(self._stay())
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()

    def first_since(self, start: float, most: float) -> float | None:
        """When the first event after `start` arrived; None if none has within `most` seconds from now."""
        deadline = time.monotonic() + most
        while True:
            if found := next((arrival for arrival in self._arrivals if arrival >= start), None):
                return found
            if time.monotonic() > deadline:
                return None
            time.sleep(_PACE)

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._task)
        self._loop.close()

    async def _stay(self) -> None:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=5)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                try:
                    async for _ in self._listen(session, self._base, self._page):
                        self._arrivals.append(time.time())
                except (aiohttp.ClientError, OSError, ValueError):
                    pass  # as browsers do, it is opened again
                await asyncio.sleep(_AGAIN)


class SeenPage:
    """A page in a browser, which tells of each change of the markers that it shows, at the frame that shows them."""

    def __init__(self, context: "BrowserContext") -> None:
        self._told: list[tuple[float, frozenset[str]]] = []
        context.expose_binding("benchSeen", self._note)
        context.add_init_script(_SEEN_SCRIPT)
        self._page = context.new_page()

    def open(self, address: str) -> None:
        self._page.goto(address, wait_until="load")
        self._page.wait_for_timeout(500)  # its script has opened the stream of events

    def wait_for(self, marker: str, start: float, most: float) -> float:
        """When the page showed the marker, after `start`. Raises NotSeenError after `most` seconds."""
        deadline = time.monotonic() + most
        while True:
            for at, markers in self._told:
                if at >= start and marker in markers:
                    return at
            if time.monotonic() > deadline:
                raise NotSeenError(f"the browser has not shown {marker} within {most:g} s")
            self._page.wait_for_timeout(_PUMP)

    def _note(self, _source: Any, markers: str, at: float) -> None:
        self._told.append((at / 1000, frozenset(markers.split())))
