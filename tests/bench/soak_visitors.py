"""Those who look at a preview: tabs of browsers, event streams and requests, of which many end without a word."""

import socket
import struct
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

from tests.bench.preview_probes import HOST, Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

_MOST_TABS, _MOST_STREAMS = 8, 12
_PATIENCE = 30.0  # seconds, after which an answer counts as lost
_LISTS = ("/", "/tags/", "/authors/", "/dates/", "/search/", "/feed.xml", "/sitemap.xml", "/nowhere/", "/404.html")
_QUERIES = ("don", "plon+mi", "%22don+vo%22", "author:ann", "xyzzy", "d%2A")
_RESET_AT_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER (socket(7)): the connection is cut, not closed


class Visitors:
    """Open tabs, streams and connections to one preview."""

    def __init__(self, browser: "Browser | None", port: int, random: Random) -> None:
        self._browser, self._port, self._random = browser, port, random
        self._contexts: list[BrowserContext] = []
        self._sockets: list[socket.socket] = []
        self._client = Client(port, _PATIENCE)
        self.lost: list[str] = []
        """Requests without an answer."""

    def act(self, pages: list[str]) -> str:
        """Something that a visitor does; `pages` are the paths of the URLs of threads."""
        page = self._random.choice(pages)
        doings = (
            self._ask,
            self._ask,
            self._open_stream,
            self._cut_stream,
            self._open_tab,
            self._close_tabs,
            self._stall,
        )
        return self._random.choice(doings)(page)

    def close(self) -> None:
        """Everybody leaves."""
        for context in self._contexts:
            context.close()
        for connection in self._sockets:
            connection.close()
        self._contexts.clear()
        self._sockets.clear()
        self._client.close()

    def ask(self, path: str) -> tuple[int, bytes]:
        """The status and body of the answer; what has none is asked for once more, and then noted in `lost`."""
        for _ in range(2):  # a kept connection may have been closed meanwhile
            status, body = self._client.get(path)
            if status:
                return status, body
        self.lost.append(path)
        return status, body

    def _ask(self, page: str) -> str:
        query = f"/search/data/answers?q={self._random.choice(_QUERIES)}"
        path = self._random.choice((page, page, self._random.choice(_LISTS), query))
        status, _ = self.ask(path)
        return f"asked for {path}: {status}"

    def _open_stream(self, page: str) -> str:
        if len(self._sockets) >= _MOST_STREAMS:
            return self._cut_stream(page)
        connection = socket.create_connection((HOST, self._port), _PATIENCE)
        connection.sendall(f"GET /_archiver/events?page={page} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        self._sockets.append(connection)
        return f"opened a stream for {page}"

    def _stall(self, page: str) -> str:
        if len(self._sockets) >= _MOST_STREAMS:
            return self._cut_stream(page)
        connection = socket.create_connection((HOST, self._port), _PATIENCE)
        connection.sendall(b"GET / HTTP/1.1\r\nHo")
        self._sockets.append(connection)
        return "sent half a request"

    def _cut_stream(self, _page: str) -> str:
        if not self._sockets:
            return "cut no stream"
        connection = self._sockets.pop(self._random.randrange(len(self._sockets)))
        if self._random.random() < 0.5:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        connection.close()
        return "cut a stream"

    def _open_tab(self, page: str) -> str:
        if self._browser is None:
            return self._open_stream(page)
        from playwright.sync_api import Error

        if sum(len(context.pages) for context in self._contexts) >= _MOST_TABS:
            self._close_tabs(page)
        if not self._contexts or self._random.random() < 0.3:
            self._contexts.append(self._browser.new_context())
        tab = self._random.choice(self._contexts).new_page()
        with suppress(Error):  # the preview may load the page anew while it is loaded
            tab.goto(f"http://{HOST}:{self._port}{page}", wait_until="commit", timeout=_PATIENCE * 1000)
        return f"opened a tab at {page}"

    def _close_tabs(self, _page: str) -> str:
        if not self._contexts:
            return "closed no tab"
        self._contexts.pop(self._random.randrange(len(self._contexts))).close()
        return "closed tabs"
