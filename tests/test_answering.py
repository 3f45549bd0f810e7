"""`archiver answer`: what it answers, to whom, how often, and what happens if it cannot."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from archiver.answering import Settings, make_app
from archiver.answering.app import LONGEST_QUERY
from archiver.answering.limits import RateLimit, client_of
from tests.browser import PATIENCE, open_context, serve_folder
from tests.ports import own_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.conftest import Project

SITE = "https://archive.example"
CONFIG = f'base_url = "{SITE}/forum/"\n'
MOON = "# Moon\n\n## Ada · 2024-01-01 {#p1}\n\nA lunar probe.\n"


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Answering:
    """The application without a server."""

    def __init__(self, project: Project, **settings: Any) -> None:
        self.log: list[str] = []
        self._app = make_app(project.config, Settings(origins=(SITE,), **settings), self.log.append)

    def ask(self, address: str, method: str = "GET", **headers: str) -> Reply:
        return asyncio.run(self._ask(address, method, headers))

    async def _ask(self, address: str, method: str, headers: dict[str, str]) -> Reply:
        path, _, query = address.partition("?")
        fields = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": fields}
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app({**scope, "client": ("203.0.113.1", 1), "scheme": "http"}, receive, send)
        names = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Reply(sent[0]["status"], names, b"".join(part.get("body", b"") for part in sent[1:]))


@pytest.fixture
def built(project: Project) -> Project:
    project.write("archiver.toml", CONFIG)
    project.write("content/moon.md", MOON)
    project.build()
    return project


def test_an_answer_has_what_the_search_page_shows(built: Project) -> None:
    reply = Answering(built).ask("/answers?q=lunar", origin=SITE)
    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == SITE
    assert reply.headers["cache-control"] == "public, max-age=60"
    assert reply.json["total"] == 1
    assert reply.json["rows"][0][0]["url"] == "/moon/#p1"
    assert reply.json["authors"] == [["Ada", 1]]


def test_only_pages_of_the_site_may_read_answers(built: Project) -> None:
    answering = Answering(built)
    assert (
        "access-control-allow-origin" not in answering.ask("/answers?q=lunar", origin="https://other.example").headers
    )
    asked = {"origin": SITE, "access_control_request_method": "GET"}
    assert answering.ask("/answers", "OPTIONS", **asked).headers["access-control-allow-origin"] == SITE
    assert answering.ask("/answers", "OPTIONS", **asked | {"access_control_request_method": "PUT"}).status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_it_only_reads(built: Project, method: str) -> None:
    assert Answering(built).ask("/answers?q=lunar", method).status == 405


@pytest.mark.parametrize(
    "query",
    ["(" * 500, '"' * 99, "-" * 1_000, "\0\x1b[2J", "~" * 300, "a* OR " * 300, "x" * LONGEST_QUERY, "𝐁 🇦🇹 \ud7ff"],
)
def test_a_hostile_query_is_answered(built: Project, query: str) -> None:
    assert Answering(built).ask(f"/answers?q={quote(query)}").status == 200


@pytest.mark.parametrize("asked", [f"q={'x' * (LONGEST_QUERY + 1)}", "q=a&limit=0", "q=a&limit=-1", "q=a&limit=9e9"])
def test_what_is_beyond_the_limits_is_refused(built: Project, asked: str) -> None:
    reply = Answering(built).ask(f"/answers?{asked}")
    assert (reply.status, reply.json) == (400, {"error": "q takes up to 2000 characters, limit a number"})


def test_a_client_that_asks_too_often_has_to_wait_and_others_have_not(built: Project) -> None:
    answering = Answering(built, at_once=2, per_second=0.1, proxies=1)
    statuses = [answering.ask("/answers?q=lunar", x_forwarded_for=f"{n}.1.1.1, 203.0.113.7").status for n in range(3)]
    assert statuses == [200, 200, 429]
    assert 1 <= int(answering.ask("/answers?q=x", x_forwarded_for="203.0.113.7").headers["retry-after"]) <= 10
    assert answering.ask("/answers?q=lunar", x_forwarded_for="203.0.113.8").status == 200


def test_the_rate_recovers_and_memory_is_bounded() -> None:
    limit = RateLimit(per_second=2, at_once=1, most_clients=3)
    assert limit.wait_of("a", 0.0) == 0
    assert limit.wait_of("a", 0.25) == 0.25
    assert limit.wait_of("a", 0.5) == 0
    for n in range(1_000):
        limit.wait_of(str(n), 1.0)
    assert len(limit) == 3


def test_addresses_that_no_proxy_of_ours_has_added_are_not_believed() -> None:
    assert client_of("203.0.113.1", "127.0.0.1", 0) == "203.0.113.1"
    assert client_of("10.0.0.1", "6.6.6.6, 203.0.113.7, 10.0.0.2", 2) == "203.0.113.7"
    assert client_of("10.0.0.1", "<script>", 1) == "10.0.0.1"


def test_a_search_that_takes_too_long_is_given_up(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    held = threading.Event()
    monkeypatch.setattr("archiver.answering.app.open_project_index", lambda _: held.wait(PATIENCE))
    answering = Answering(built, seconds=0.05)
    try:
        reply = answering.ask("/answers?q=lunar")
    finally:
        held.set()
    assert (reply.status, reply.json) == (503, {"error": "the search took too long; ask for less"})


def test_without_an_index_nobody_learns_why_but_who_runs_it(project: Project) -> None:
    project.write("archiver.toml", CONFIG)
    answering = Answering(project)
    assert answering.ask("/healthz").status == 503
    reply = answering.ask("/answers?q=secret+words")
    assert (reply.status, reply.json) == (503, {"error": "the search cannot answer now"})
    assert answering.log == ["there is no search index yet; run `archiver build` first"] * 2


def test_prometheus_reads_what_is_counted(built: Project) -> None:
    answering = Answering(built)
    assert answering.ask("/healthz").body == b"ok\n"
    for query in ("q=lunar", "q=zzz", "limit=0"):
        answering.ask(f"/answers?{query}")
    reply = answering.ask("/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = reply.body.decode().splitlines()
    assert all(re.fullmatch(r'# (HELP|TYPE) .+|[a-z_]+(\{[a-z]+="[^"]+"\})? [0-9.]+', line) for line in lines)
    numbers = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert numbers['archiver_answers_total{status="200"}'] == "2"
    assert numbers['archiver_answers_total{status="400"}'] == "1"
    assert numbers['archiver_answer_seconds_bucket{le="+Inf"}'] == numbers["archiver_answer_seconds_count"] == "3"
    assert (numbers["archiver_searches_running"], numbers["archiver_clients"]) == ("0", "1")


@contextmanager
def running(project: Project, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "answer", "--port", str(port), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        assert process.stderr.readline() == f"answering at http://127.0.0.1:{port}/ for pages of {options[1]}\n"
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_slow_clients_are_ended_and_others_answered_until_it_is_asked_to_end(built: Project) -> None:
    with own_port() as port, running(built, port, "--origin", SITE) as process:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as slow:
            slow.sendall(b"GET /answers?q=lunar HTTP/1.1\r\nHost: ")
            start = time.monotonic()
            with urlopen(f"http://127.0.0.1:{port}/answers?q=lunar", timeout=30) as reply:
                assert json.load(reply)["total"] == 1
            assert slow.recv(1_000) == b""
            assert time.monotonic() - start < 25
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, "")


def test_whose_pages_may_ask_has_to_be_known(project: Project) -> None:
    done = project.run("answer")
    assert done.returncode == 2
    assert "Set base_url in archiver.toml, or give --origin" in done.stderr


@pytest.mark.browser
def test_the_search_page_asks_the_address_and_says_when_nobody_answers(project: Project, browser: Browser) -> None:
    from playwright.sync_api import expect

    project.write("content/moon.md", MOON)
    with own_port() as port, serve_folder(project.config.output) as site, open_context(browser) as context:
        project.write("archiver.toml", f'[search]\naddress = "http://127.0.0.1:{port}"\n')
        project.build()
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        with running(project, port, "--origin", site):
            page.goto(f"{site}/search/?q=lunar")
            expect(page.get_by_role("status")).to_have_text("1 post in 1 thread", timeout=PATIENCE)
            page.locator("#_results a.hit").first.click()
            page.wait_for_url(f"{site}/moon/#p1")
            assert complaints == []
        page.goto(f"{site}/search/?q=probe")
        away = "The search of this site does not answer. Try again later, or browse:"
        expect(page.get_by_role("status")).to_have_text(away, timeout=PATIENCE)
        expect(page.locator("#_otherwise")).to_be_visible()
        policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
        assert policy
        assert f"connect-src 'self' http://127.0.0.1:{port}/;" in policy
        expected = "Refused to connect|ERR_CONNECTION_REFUSED"
        assert [text for text in complaints if not re.search(expected, text)] == []
