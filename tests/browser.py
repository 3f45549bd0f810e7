"""What tests in a browser share: finding one, serving a folder, running the preview. Every wait is bounded.

Playwright is imported where it is used, so that this module loads on a machine without it.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from tests.ports import own_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

_READING = 120  # seconds in which a preview reads an archive of thousands of threads
PATIENCE = 10_000  # milliseconds; a page that is right answers in a few hundredths of that
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
_QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # whatever a page asks for, nothing leaves
)
_START_UP = 30  # seconds
_SHUT_DOWN = 10  # seconds


def find_browser() -> str | None:
    """The browser that CHROMIUM names, else the first known one of this machine."""
    found = (shutil.which(name) for name in _NAMES)
    return os.environ.get("CHROMIUM") or next(filter(None, found), str(_MAC) if _MAC.exists() else None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless browser; skips the test where this machine has none."""
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("there is no playwright in this environment; pip install playwright")
    executable = find_browser()
    if executable is None:
        pytest.skip(f"there is no browser: none of {', '.join(_NAMES)} on the PATH, and CHROMIUM is not set")
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # root cannot have one
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*_QUIET, *sandbox])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A browser's window of its own, with nothing kept from others; its waits are bounded."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        context.close()


@dataclass
class Complaints:
    """What a page should never do, noted while one looks at it."""

    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("requestfailed", lambda request: self._miss(request.failure or "", request.url))
        page.on("response", lambda reply: self._see(reply.status, reply.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:  # what violates the page's policy is said as an error
            self.heard.append(f"console: {text}")

    def _miss(self, why: str, url: str) -> None:
        if why != "net::ERR_ABORTED":  # a page that is left lets go of its icon and its event stream
            self.heard.append(f"{why}: {url}")

    def _see(self, status: int, url: str) -> None:
        if status >= 400:
            self.heard.append(f"{status}: {url}")


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept: many pages are opened
    disable_nagle_algorithm = True  # else each reply would wait 40 ms between its head and its body

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name in the standard library
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a kept connection must not keep the test
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # the browser left while it was answered
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed knows more than we use


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve files as any static host does; gives the address, without a slash at its end."""
    with serve_requests(functools.partial(_Handler, directory=str(folder))) as address:
        yield address


@contextmanager
def serve_requests(handler: Callable[..., BaseHTTPRequestHandler], port: int = 0) -> Iterator[str]:
    """Answer requests by a handler; gives the address, without a slash at its end."""
    server = _Server(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(_SHUT_DOWN)


@contextmanager
def preview(root: Path, port: int | None = None) -> Iterator[str]:
    """Run `archiver serve` for a project; gives the address that it says, without a slash at its end.

    `port` is one that the caller has; None for one that no other test takes meanwhile.
    """
    with own_port() if port is None else nullcontext(port) as chosen, _preview_at(root, chosen) as address:
        yield address


@contextmanager
def _preview_at(root: Path, port: int) -> Iterator[str]:
    command = [sys.executable, "-m", "archiver", "-C", str(root), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said: queue.SimpleQueue[str] = queue.SimpleQueue()
    # It is read to the end: a full pipe would stop the preview.
    reader = threading.Thread(target=_read_lines, args=(process, said), daemon=True)
    reader.start()
    try:
        yield _address(said)
    finally:
        _stop(process)
        reader.join(_SHUT_DOWN)
        if process.stdout:
            process.stdout.close()


def wait_until_read(address: str) -> None:
    """Wait until a preview has read the whole archive, so that its lists and its search have all of it."""
    end = time.monotonic() + _READING
    while not any("posts" in entry["what"] for entry in _read_log(address)):
        assert time.monotonic() < end, "the archive was not read"
        time.sleep(0.2)


def wait_until_true(look: Callable[[], object]) -> None:
    """Wait until what is looked at in a page is true. `wait_for_function` evaluates a text, which policies forbid."""
    end = time.monotonic() + PATIENCE / 1000
    while not look():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def _read_log(address: str) -> list[dict[str, Any]]:
    with urlopen(f"{address}/_archiver/status") as reply:  # noqa: S310  of this machine
        log: list[dict[str, Any]] = json.load(reply)["log"]
    return log


def _read_lines(process: subprocess.Popen[str], said: queue.SimpleQueue[str]) -> None:
    for line in process.stdout or ():
        said.put(line)
    said.put("")  # the end; a line has at least its newline


def _address(said: queue.SimpleQueue[str]) -> str:
    lines = []
    while line := said.get(timeout=_START_UP):
        lines.append(line)
        if found := re.search(r"preview at (http\S+)", line):
            return found[1].rstrip("/")
    raise AssertionError(f"the preview ended before it said its address: {''.join(lines)}")


def _stop(process: subprocess.Popen[str]) -> None:
    """End it as a user does, with Ctrl+C."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        code = process.wait(_SHUT_DOWN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(_SHUT_DOWN)
        raise AssertionError(f"the preview did not end within {_SHUT_DOWN} s of Ctrl+C") from None
    assert code in {0, 130}, f"the preview ended with {code}"
