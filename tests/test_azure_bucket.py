"""A container of Azure, whose listings write entity tags without the quotes that all other answers have."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from archiver.buckets import Headers, Upload, Version, open_bucket

TAG = "0x8DCD14A9B620F20"
LISTING = f"""<?xml version="1.0" encoding="utf-8"?>
<EnumerationResults ServiceEndpoint="http://127.0.0.1/account" ContainerName="site"><Blobs><Blob><Name>a.html</Name>
<Properties><Last-Modified>Tue, 01 Dec 2026 02:29:40 GMT</Last-Modified><Etag>{TAG}</Etag>
<Content-Length>1</Content-Length><Content-Type>text/html</Content-Type></Properties></Blob></Blobs><NextMarker />
</EnumerationResults>"""


class Container(BaseHTTPRequestHandler):
    """Has one file, and lets it be replaced by who names its tag in quotes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer(200, LISTING.encode() if "comp=list" in self.path else b"1")

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(201 if self.headers["If-Match"] == f'"{TAG}"' else 412, b"")

    def answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        for name, value in {"ETag": f'"{TAG}"', "Last-Modified": "Tue, 01 Dec 2026 02:29:40 GMT"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a container on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Container) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("AZURE_STORAGE_USE_EMULATOR", "true")
        monkeypatch.setenv("AZURITE_BLOB_STORAGE_URL", f"http://127.0.0.1:{server.server_address[1]}")
        monkeypatch.setenv("AZURE_ALLOW_HTTP", "true")
        yield "az://site"
        server.shutdown()


def test_a_file_has_one_version_whichever_answer_tells_it(container: str) -> None:
    bucket = open_bucket(container)
    (listed,) = bucket.list_files()
    stored = bucket.read("a.html")
    assert stored
    assert listed.version == stored.version == Version(f'"{TAG}"')


def test_a_listed_version_can_be_replaced(container: str) -> None:
    bucket = open_bucket(container)
    (listed,) = bucket.list_files()
    headers = Headers(content_type="text/html", cache_control="no-store")
    upload = Upload(path=listed.path, read=lambda: b"2", headers=headers, expected=listed.version)
    assert bucket.put([upload]).keys() == {"a.html"}
