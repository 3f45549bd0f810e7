"""The preview behind a proxy: below a path that the proxy takes off or puts on, and under another name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser import PATIENCE, Complaints, open_context, preview, serve_requests
from tests.conftest import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

BEFORE, AFTER = "It never began.", "It has only just begun."
LAMPS = "Streetlamps on again\n\nThe trial is over.\n\n\n{}\n"


@dataclass(frozen=True)
class Proxy:
    """Passes requests for what is below a prefix on to a server on this machine."""

    port: int
    prefix: str
    """A path, without a slash at its end; requests for anything else end in a 404."""
    sent_prefix: str
    """What the server gets in its place."""
    host: str
    """The Host header that the server gets."""

    @contextmanager
    def running(self) -> Iterator[str]:
        """Run the proxy; gives the address of its host, without a slash at its end."""
        with serve_requests(partial(Handler, self)) as address:
            yield address


class Handler(BaseHTTPRequestHandler):
    def __init__(self, proxy: Proxy, *rest: Any) -> None:
        self.proxy = proxy
        super().__init__(*rest)

    def do_GET(self) -> None:
        if not self.path.startswith(f"{self.proxy.prefix}/"):
            self.send_error(404)
            return
        with closing(HTTPConnection("127.0.0.1", self.proxy.port)) as connection, suppress(ConnectionError):
            path = self.proxy.sent_prefix + self.path.removeprefix(self.proxy.prefix)
            connection.request("GET", path, headers={**dict(self.headers), "Host": self.proxy.host})
            reply = connection.getresponse()
            self.send_response_only(reply.status)
            for name, value in reply.getheaders():
                if name not in {"connection", "transfer-encoding"}:
                    self.send_header(name, value)
            self.end_headers()
            while part := reply.read1(65_536):
                self.wfile.write(part)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name in the standard library
        pass


@pytest.mark.parametrize(
    ("base_url", "prefix", "sent_prefix", "host"),
    [
        ("", "/some/prefix", "", "127.0.0.1"),
        ("", "/a%20b", "", "localhost:8000"),
        ("https://forum.example/archive/", "/some/prefix", "", "127.0.0.1"),
        ("https://forum.example/archive/", "/elsewhere", "/archive", "127.0.0.1"),
        ("https://forum.example/archive/", "/archive", "/archive", "forum.example"),
    ],
    ids=["prefix", "encoded prefix", "prefix and subpath", "prefix in place of the subpath", "subpath"],
)
def test_open_pages_are_brought_up_to_date_behind_a_proxy(
    project: Project, browser: Browser, base_url: str, prefix: str, sent_prefix: str, host: str
) -> None:
    project.write("archiver.toml", f'base_url = "{base_url}"\n' if base_url else "")
    project.write("content/space/lamps.md", LAMPS.format(BEFORE))
    subpath = "" if sent_prefix else urlsplit(base_url).path.rstrip("/")
    with preview(project.root) as address, open_context(browser) as context:
        port = urlsplit(address).port or 0
        with Proxy(port=port, prefix=prefix, sent_prefix=sent_prefix, host=host).running() as front:
            page, complaints = context.new_page(), Complaints()
            complaints.listen(page)
            page.goto(f"{front}{prefix}{subpath}/space/lamps")
            page.get_by_text(BEFORE).wait_for(timeout=PATIENCE)
            assert page.url == f"{front}{prefix}{subpath}/space/lamps/"
            project.write("content/space/lamps.md", LAMPS.format(AFTER))
            page.get_by_text(AFTER).wait_for(timeout=PATIENCE)
            project.write("content/space/lamps.md", b"Lamps\n\n\xff\n")
            page.get_by_role("alert").wait_for(timeout=PATIENCE)
            page.close()
    assert complaints.heard == []
