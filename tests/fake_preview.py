"""A server that speaks the preview's protocol and says what a test wants: for tests of the preview's scripts alone."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import archiver.preview.client
from archiver.urls import without_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPTS = Path(archiver.preview.client.__file__).parent
TYPES = {
    "css": "text/css",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
}
_SILENCE = 0.2  # seconds after which a stream says that it is still here, and sees that a page has left


@dataclass
class FakePreview:
    """A site in memory, and the state that its pages are told."""

    prefix: str = ""
    """The path that a proxy has put before all of it."""
    pages: dict[str, str] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    progress: dict[str, int] | None = None
    program: str = "1"
    source: dict[str, Any] | None = None
    replaced: dict[str, str] = field(default_factory=dict)
    """Texts of the scripts, and what is served in their places."""
    requests: list[str] = field(default_factory=list)
    """The paths and queries that were asked for."""
    streams: list[list[str]] = field(default_factory=list)
    """The pages of each stream that is open."""
    address: str = ""

    def __post_init__(self) -> None:
        self.changed = threading.Condition()
        self.closed = False
        self.drawn: dict[str, str] = {}
        """All versions of pages that were ever there."""

    def tell(self, **state: Any) -> None:
        """Change the state, and tell all open pages."""
        with self.changed:
            for name, value in state.items():
                setattr(self, name, value)
            self.changed.notify_all()

    def write_page(self, path: str, html: str) -> None:
        self.tell(pages={**self.pages, path: html})

    def write_asset(self, path: str, text: str) -> None:
        self.tell(assets={**self.assets, path: text})

    def read_folder(self, site: Path) -> None:
        """Serve a built site."""
        files = {f"/{path.relative_to(site).as_posix()}": path for path in site.rglob("*") if path.is_file()}
        text = {path: file.read_text(encoding="utf-8") for path, file in files.items() if file.suffix[1:] in TYPES}
        pages = {path.removesuffix("index.html"): html for path, html in text.items() if path.endswith(".html")}
        assets = {path: asset for path, asset in text.items() if path == without_digest(path) and path not in pages}
        self.tell(pages={quote(path): html for path, html in pages.items()}, assets=assets)

    def versions(self) -> dict[str, str]:
        """Of the assets, by their paths relative to the site."""
        return {path[1:]: version_of(text) for path, text in self.assets.items()}

    def state(self, pages: list[str]) -> str:
        versions = {page: version_of(self.pages.get(page, "")) for page in pages}
        state = {"program": self.program, "pages": versions, "assets": self.versions()}
        return json.dumps({**state, "problems": self.problems, "progress": self.progress})

    def served(self, path: str) -> str:
        """A page with the client."""
        html = self.pages.get(path, "<!doctype html><title>Gone</title><body><p>There is no such page</p></body>")
        version = version_of(self.pages.get(path, ""))
        self.drawn[version] = html
        assets = json.dumps(self.versions()).replace("'", "&#39;")
        base = "../" * (path.count("/") - 1) + "_archiver"
        client = (
            f'<script src="{base}/live.js" defer data-page="{path}" data-version="{version}"'
            f" data-program=\"{self.program}\" data-assets='{assets}'"
            f' data-worker="{base}/worker.js" data-events="{base}/events"></script>'
        )
        head, _, tail = html.rpartition("</body>")
        return f"{head}{client}</body>{tail}"

    def script(self, name: str) -> str:
        text = (SCRIPTS / name).read_text(encoding="utf-8")
        for old, new in self.replaced.items():
            text = text.replace(old, new)
        return text

    def newest(self, path: str, old: str) -> dict[str, Any]:
        html = self.pages[path]
        version = version_of(html)
        self.drawn[version] = html
        return {"version": version, "from": self.drawn.get(old), "to": html}


def version_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    site: FakePreview

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name in the standard library
        pass

    def do_GET(self) -> None:
        self.site.requests.append(self.path)
        parts = urlsplit(self.path)
        path, query = parts.path.removeprefix(self.site.prefix), parse_qs(parts.query)
        if path == "/_archiver/events":
            return self._stream(query["page"])
        if path == "/_archiver/page":
            with self.site.changed:
                known = query["page"][0] in self.site.pages
                found = self.site.newest(query["page"][0], query["from"][0]) if known else None
            return self._send(json.dumps(found), "json", 200 if found else 404)
        if path == "/_archiver/source":
            return self._send(json.dumps(self.site.source), "json", 200 if self.site.source else 404)
        if path.startswith("/_archiver/") and path.endswith(".js"):
            return self._send(self.site.script(Path(path).name), "js")
        if (asset := without_digest(path)) in self.site.assets:
            return self._send(self.site.assets[asset], path.rpartition(".")[2])
        return self._send(self.site.served(path), "html", 200 if path in self.site.pages else 404)

    def _send(self, text: str, kind: str, status: int = 200) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(kind, "text/plain"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, pages: list[str]) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.site.streams.append(pages)
        sent = ""
        try:
            while not self.site.closed:
                with self.site.changed:
                    state = self.site.state(pages)
                    if state == sent:
                        self.site.changed.wait(_SILENCE)
                        state = self.site.state(pages)
                self.wfile.write(b": still here\n\n" if state == sent else f"retry: 100\ndata: {state}\n\n".encode())
                sent = state
        except ConnectionError:
            pass  # the page has left
        finally:
            self.site.streams.remove(pages)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 100

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a browser that leaves


@contextmanager
def serve_fake(site: FakePreview, port: int = 0) -> Iterator[FakePreview]:
    """Serve a site; `address` is where, without a slash at its end."""
    handler = type("Handler", (_Handler,), {"site": site})
    server = _Server(("127.0.0.1", port), handler)
    site.address, site.closed = f"http://127.0.0.1:{server.server_port}{site.prefix}", False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.tell(closed=True)
        server.shutdown()
        server.server_close()
        thread.join(10)
