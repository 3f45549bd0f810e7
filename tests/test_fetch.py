"""Fetching from a server of the tests' own, which lies, drips, never ends, redirects and breaks off."""

import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import time
import tracemalloc
from asyncio import StreamWriter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver
from msgspec.structs import replace

from archiver.errors import OutputError
from archiver.fetch import network
from archiver.fetch.fetcher import fetch_media
from archiver.fetch.limits import FetchLimits
from archiver.fetch.reports import FetchReport
from archiver.fetch.requests import MediaRequest
from archiver.media.at_home import AddressRow, FailureKind, read_table
from archiver.media.media_store import MediaStore
from archiver.model import digest_of
from tests.media_server import Asked, MediaServer, answer, endless, in_turn, ranged, raw, redirect, serve_media

PNG = b"\x89PNG\r\n\x1a\n" + b"a picture of a cat" * 100
LARGE = PNG + bytes(range(256)) * 4000
HTML = b"<!DOCTYPE html><html><title>404</title>" + b"<p>no such page</p>" * 200
QUICK = FetchLimits(allows_private=True, file_seconds=20, idle_seconds=5, first_delay=0.01, max_size=2_000_000)


@pytest.fixture
def server() -> Iterator[MediaServer]:
    with serve_media() as server:
        yield server


class Names(AbstractResolver):
    """A resolver that knows what a test tells it."""

    def __init__(self, **addresses: str) -> None:
        self.addresses = {name.replace("_", "."): address for name, address in addresses.items()}
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[Any]:  # noqa: ARG002  aiohttp's
        self.asked.append(host)
        if host not in self.addresses:
            raise OSError(None, "no such host")
        row = {"hostname": host, "host": self.addresses[host], "port": port, "proto": 0}
        is_six = ":" in self.addresses[host]
        return [row | {"family": socket.AF_INET6 if is_six else socket.AF_INET, "flags": socket.AI_NUMERICHOST}]

    async def close(self) -> None:
        """Nothing is open."""


def fetch(
    content: Path, *urls: str, limits: FetchLimits = QUICK, resolver: AbstractResolver | None = None
) -> FetchReport:
    requests = tuple(MediaRequest(address=url, url=url, accepts_any=False) for url in urls)
    with MediaStore(content) as store:
        return fetch_media(requests, store, limits, resolver=resolver)


def row_of(content: Path, address: str) -> AddressRow:
    row = read_table(content).find_row(address)
    assert row is not None
    return row


def failure_of(content: Path, address: str) -> tuple[FailureKind | None, str]:
    row = row_of(content, address)
    return row.failure, row.detail


def bytes_of(content: Path, address: str) -> bytes:
    path = read_table(content).find(address)
    assert path is not None
    return (content / path).read_bytes()


def files_of(content: Path) -> list[str]:
    return sorted(path.name for path in (content / "_media").rglob("*") if path.is_file() and path.suffix != ".jsonl")


@pytest.mark.parametrize("body", [PNG, LARGE], ids=["small", "large"])
def test_a_picture_comes_home(server: MediaServer, tmp_path: Path, body: bytes) -> None:
    server.answers["/cat.png"] = answer(body)
    url = server.url("/cat.png")
    report = fetch(tmp_path, url)
    assert (report.fetched, report.size, report.is_complete) == (1, len(body), True)
    assert bytes_of(tmp_path, url) == body
    row = row_of(tmp_path, url)
    assert (row.mime_type, row.size) == ("image/png", len(body))
    assert files_of(tmp_path) == [f"{digest_of(body)}.png"]
    assert not (tmp_path / "_media/partial").exists()


def test_nothing_of_us_is_sent_but_the_name_of_the_program(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = answer(PNG, Set_Cookie="a=b")
    server.answers["/dog.png"] = answer(PNG + b"dog")
    url = server.url("/cat.png").replace("//", "//user:secret@")
    fetch(tmp_path, url, server.url("/dog.png"))
    for asked in server.asked:
        assert set(asked.headers) - {""} == {"host", "user-agent", "accept", "accept-encoding"}
        assert asked.headers["user-agent"].startswith("archiver/")
    assert bytes_of(tmp_path, url) == PNG


def test_proxies_of_the_environment_are_not_asked(
    server: MediaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    server.answers["/cat.png"] = answer(PNG)
    assert fetch(tmp_path, server.url("/cat.png")).fetched == 1


@pytest.mark.parametrize(
    ("status", "kind", "times"),
    [
        ("404 Not Found", FailureKind.NOT_FOUND, 1),
        ("410 Gone", FailureKind.NOT_FOUND, 1),
        ("403 Forbidden", FailureKind.FORBIDDEN, 1),
        ("401 Unauthorized", FailureKind.FORBIDDEN, 1),
        ("451 Unavailable For Legal Reasons", FailureKind.FORBIDDEN, 1),
        ("408 Request Timeout", FailureKind.TIMEOUT, 3),
        ("500 Internal Server Error", FailureKind.SERVER_ERROR, 3),
        ("503 Service Unavailable", FailureKind.SERVER_ERROR, 3),
        ("429 Too Many Requests", FailureKind.TOO_MANY_REQUESTS, 3),
        ("204 No Content", FailureKind.NOT_MEDIA, 1),
        ("206 Partial Content", FailureKind.NOT_MEDIA, 1),
        ("304 Not Modified", FailureKind.NOT_MEDIA, 1),
        ("302 Found", FailureKind.NOT_MEDIA, 1),
        ("999 Strange", FailureKind.SERVER_ERROR, 3),
    ],
)
def test_a_status_is_a_failure(server: MediaServer, tmp_path: Path, status: str, kind: FailureKind, times: int) -> None:
    server.answers["/cat.png"] = answer(b"", status)
    url = server.url("/cat.png")
    assert fetch(tmp_path, url).failures == {kind: 1}
    assert failure_of(tmp_path, url) == (kind, status[:3])
    assert len(server.asked) == times


@pytest.mark.parametrize("body", [HTML, b"", b"   ", b"<html>", b"hello", b"%PDF-1.7", b"PK\x03\x04" + bytes(2000)])
def test_what_is_no_picture_is_not_stored(server: MediaServer, tmp_path: Path, body: bytes) -> None:
    server.answers["/cat.png"] = answer(body, Content_Type="Text/HTML; charset=utf-8")
    url = server.url("/cat.png")
    fetch(tmp_path, url)
    assert failure_of(tmp_path, url) == (FailureKind.NOT_MEDIA, "text/html")
    assert files_of(tmp_path) == []


def test_a_content_type_that_is_no_word_is_not_repeated(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = answer(HTML, Content_Type="text/\x1b[31mred")
    fetch(tmp_path, server.url("/cat.png"))
    row = row_of(tmp_path, server.url("/cat.png"))
    assert "\x1b" not in row.detail


def test_a_wrong_content_type_of_a_picture_does_not_matter(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat"] = answer(PNG, Content_Type="text/html")
    assert fetch(tmp_path, server.url("/cat")).fetched == 1


def test_a_linked_file_may_be_of_any_type_but_html(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/plan.pdf"] = answer(b"%PDF-1.7 ...")
    server.answers["/page.pdf"] = answer(HTML)
    urls = [server.url("/plan.pdf"), server.url("/page.pdf")]
    with MediaStore(tmp_path) as store:
        fetch_media(tuple(MediaRequest(address=url, url=url, accepts_any=True) for url in urls), store, QUICK)
    assert bytes_of(tmp_path, urls[0]) == b"%PDF-1.7 ..."
    assert failure_of(tmp_path, urls[1])[0] is FailureKind.NOT_MEDIA


def test_redirects_are_followed_a_few_times(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/1"] = redirect("2", "301 Moved Permanently")
    server.answers["/2"] = redirect("//127.0.0.1:" + str(server.port) + "/3#x", "307 Temporary Redirect")
    server.answers["/3"] = redirect("/a b \xc3\xa4.png", "308 Permanent Redirect")
    server.answers["/a%20b%20%C3%A4.png"] = answer(PNG)
    server.answers["/latin"] = redirect("/\xe4.png")
    server.answers["/%E4.png"] = answer(PNG)
    server.answers["/loop"] = redirect("/loop")
    assert fetch(tmp_path, server.url("/1"), server.url("/latin")).fetched == 2, server.paths()
    assert fetch(tmp_path, server.url("/loop")).failures == {FailureKind.REDIRECTS: 1}
    assert server.paths().count("/loop") == 6


@pytest.mark.parametrize(
    "target",
    [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "data:image/png,x",
        "javascript:1",
        "http://[::1",
        "http://x:99999/",
    ],
)
def test_a_redirect_to_no_web_address_is_refused(server: MediaServer, tmp_path: Path, target: str) -> None:
    server.answers["/1"] = redirect(target)
    fetch(tmp_path, server.url("/1"))
    assert failure_of(tmp_path, server.url("/1"))[0] is FailureKind.REFUSED


OWN = [
    "127.0.0.1",
    "localhost",
    "localhost.",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "127.1",
    "0.0.0.0",  # noqa: S104  which is connected to, not bound
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "169.254.169.254",
    "10.0.0.1",
    "１２７.０.０.１",
    "127。0。0。1",
]


@pytest.mark.parametrize("host", OWN)
def test_this_machine_and_network_are_not_asked(server: MediaServer, tmp_path: Path, host: str) -> None:
    server.answers["/cat.png"] = answer(PNG)
    url = server.url("/cat.png", host)
    limits = replace(QUICK, allows_private=False, attempts=1)
    fetch(tmp_path, url, limits=limits)
    assert failure_of(tmp_path, url)[0] in {FailureKind.REFUSED, FailureKind.UNREACHABLE}
    assert server.asked == []
    assert files_of(tmp_path) == []


@pytest.mark.parametrize("host", OWN)
def test_nor_after_a_redirect(server: MediaServer, tmp_path: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/cat.png"] = answer(PNG)
    server.answers["/1"] = redirect(server.url("/cat.png", host))
    url = server.url("/1", "public.example")
    _let_in_once(monkeypatch)
    limits = replace(QUICK, allows_private=False, attempts=1)
    fetch(tmp_path, url, limits=limits, resolver=_Both(public_example="127.0.0.1"))
    assert failure_of(tmp_path, url)[0] in {FailureKind.REFUSED, FailureKind.UNREACHABLE}
    assert server.paths() == ["/1"]


class _Both(Names):
    """Names of a test, else those of the system."""

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[Any]:
        if host in self.addresses:
            return await super().resolve(host, port, family)
        return list(await ThreadedResolver().resolve(host, port, socket.AF_INET))


def _let_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the first connection went to the Internet."""
    left = ["127.0.0.1"]
    monkeypatch.setattr(network, "is_public", lambda host: host in left and bool(left.pop()))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:127.0.0.1", "fd00::1", "fe80::1"])
def test_a_name_that_leads_to_this_network_is_refused(server: MediaServer, tmp_path: Path, address: str) -> None:
    server.answers["/cat.png"] = answer(PNG)
    url = server.url("/cat.png", "cat.example")
    fetch(tmp_path, url, limits=replace(QUICK, allows_private=False), resolver=Names(cat_example=address))
    assert failure_of(tmp_path, url) == (FailureKind.REFUSED, "an address of this machine or network")
    assert server.asked == []


def test_a_name_that_changes_its_address_is_checked_each_time(
    server: MediaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same name, with the connection closed in between, and with the dot that makes it another key of the cache."""
    _let_in_once(monkeypatch)
    names = Names(cat_example="127.0.0.1")
    names.addresses["cat.example."] = "127.0.0.1"
    server.answers["/1"] = raw(
        f"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: http://cat.example.:{server.port}/2\r\n\r\n".encode()
    )
    server.answers["/2"] = answer(PNG)
    url = server.url("/1", "cat.example")
    fetch(tmp_path, url, limits=replace(QUICK, allows_private=False), resolver=names)
    assert failure_of(tmp_path, url)[0] is FailureKind.REFUSED
    assert server.paths() == ["/1"]


@pytest.mark.parametrize("port", [22, 25, 81, 6667, 6000])
def test_other_ports_are_refused(tmp_path: Path, port: int) -> None:
    url = f"http://cat.example:{port}/cat.png"
    names = Names(cat_example="93.184.215.14")
    fetch(tmp_path, url, limits=replace(QUICK, allows_private=False), resolver=names)
    assert failure_of(tmp_path, url) == (FailureKind.REFUSED, f"port {port}")
    assert names.asked == []


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nContent-Encoding: gzip\r\n\r\n",
    ],
)
def test_what_is_too_large_ends(server: MediaServer, tmp_path: Path, head: bytes) -> None:
    chunk = gzip.compress(PNG + bytes(50_000_000)) if b"gzip" in head else PNG + bytes(100_000)
    server.answers["/cat.png"] = endless(head, chunk)
    url = server.url("/cat.png")
    tracemalloc.start()
    fetch(tmp_path, url)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert failure_of(tmp_path, url)[0] is FailureKind.TOO_LARGE
    assert files_of(tmp_path) == []


def test_a_compressed_picture_is_unpacked_and_a_broken_one_is_not_stored(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/gzip"] = answer(gzip.compress(LARGE), Content_Encoding="gzip")
    server.answers["/broken"] = answer(b"\x1f\x8bxxxx", Content_Encoding="gzip")
    server.answers["/strange"] = answer(LARGE, Content_Encoding="br")
    fetch(tmp_path, *map(server.url, ("/gzip", "/broken", "/strange")))
    assert bytes_of(tmp_path, server.url("/gzip")) == LARGE
    assert failure_of(tmp_path, server.url("/broken"))[0] is FailureKind.SERVER_ERROR
    assert failure_of(tmp_path, server.url("/strange"))[0] is FailureKind.NOT_MEDIA


def test_a_page_without_end_is_left_at_once(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = endless(b"HTTP/1.1 200 OK\r\n\r\n", HTML)
    fetch(tmp_path, server.url("/cat.png"))
    assert failure_of(tmp_path, server.url("/cat.png"))[0] is FailureKind.NOT_MEDIA


@pytest.mark.parametrize(
    "limits", [replace(QUICK, file_seconds=0.5), replace(QUICK, idle_seconds=0.3)], ids=["in all", "idle"]
)
def test_a_slow_body_ends(server: MediaServer, tmp_path: Path, limits: FetchLimits) -> None:
    pause = 0.05 if limits.file_seconds < 1 else 5
    server.answers["/cat.png"] = endless(
        b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + PNG[:100], b"x", pause=pause
    )
    fetch(tmp_path, server.url("/cat.png"), limits=replace(limits, attempts=2))
    assert failure_of(tmp_path, server.url("/cat.png"))[0] is FailureKind.TIMEOUT
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + PNG[:100],
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + PNG,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n" + PNG,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + PNG,
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(100_000)) + b"\r\n" + PNG,
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n" + PNG,
        b"HTTP/1.1 " + b"2" * 1_000_000,
    ],
    ids=["nothing", "no HTTP", "short", "negative", "huge chunk", "no chunk", "headers", "long header", "long line"],
)
def test_an_answer_that_is_no_http_is_a_failure(server: MediaServer, tmp_path: Path, text: bytes) -> None:
    server.answers["/cat.png"] = raw(text)
    fetch(tmp_path, server.url("/cat.png"))
    assert failure_of(tmp_path, server.url("/cat.png"))[0] is FailureKind.SERVER_ERROR
    assert files_of(tmp_path) == []
    assert len(server.asked) >= 3  # aiohttp asks once more itself if nothing came


def test_headers_without_end_are_bounded(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000)
    fetch(tmp_path, server.url("/cat.png"), limits=replace(QUICK, attempts=1))
    assert failure_of(tmp_path, server.url("/cat.png"))[0] is FailureKind.SERVER_ERROR


def test_a_server_that_recovers_is_asked_again(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = in_turn(answer(b"", "500 Oops"), raw(b""), answer(PNG))
    assert fetch(tmp_path, server.url("/cat.png")).fetched == 1
    assert len(server.asked) == 3


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_pause_that_is_asked_for_is_kept(server: MediaServer, tmp_path: Path, form: str) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    busy = answer(b"", "429 Too Many Requests", Retry_After=at if form == "date" else "1")
    server.answers["/cat.png"] = in_turn(busy, answer(PNG))
    begin = time.monotonic()
    assert fetch(tmp_path, server.url("/cat.png")).fetched == 1
    assert time.monotonic() - begin > 0.7


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_host_that_wants_a_long_pause_is_left_alone(server: MediaServer, tmp_path: Path, status: str) -> None:
    paths = [f"/{n}.png" for n in range(30)]
    server.answers |= dict.fromkeys(paths, answer(b"", status, Retry_After="3600"))
    report = fetch(tmp_path, *map(server.url, paths))
    assert report.failures.total() == 30
    assert len(server.asked) <= 3
    row = row_of(tmp_path, server.url("/29.png"))
    assert (row.failure, row.detail) == (FailureKind.TOO_MANY_REQUESTS, f"{status[:3]}; wants us to wait 3600 s")


def test_a_dead_host_is_not_asked_for_ever(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        urls = [f"http://127.0.0.1:{port}/{n}.png" for n in range(50)]
        report = fetch(tmp_path, *urls, limits=replace(QUICK, connections_per_host=1))
    assert report.failures == {FailureKind.UNREACHABLE: 50}
    assert row_of(tmp_path, urls[49]).detail.endswith("; the host is not asked any more")


def test_a_host_that_does_not_even_refuse_is_left_alone(tmp_path: Path) -> None:
    """Its queue of connections is full, so another one waits."""
    with socket.socket() as full, contextlib.ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(3):
            client = waiting.enter_context(socket.socket())
            client.settimeout(0)
            with contextlib.suppress(BlockingIOError):
                client.connect(full.getsockname())
        urls = [f"http://127.0.0.1:{full.getsockname()[1]}/{n}.png" for n in range(100)]
        report = fetch(tmp_path, *urls, limits=replace(QUICK, connect_seconds=0.2, idle_seconds=0.2))
    assert report.failures.total() == 100
    assert row_of(tmp_path, urls[99]).detail.endswith("; the host is not asked any more")


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes a certificate by openssl")
def test_a_host_must_prove_who_it_is(tmp_path: Path) -> None:
    command = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=x.example"
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True, timeout=60)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with serve_media(context) as secure, serve_media() as plain:
        secure.answers["/cat.png"] = answer(PNG)
        urls = [f"https://127.0.0.1:{server.port}/cat.png" for server in (secure, plain)]
        fetch(tmp_path / "content", *urls, limits=replace(QUICK, connect_seconds=1, attempts=1))
        assert secure.asked == plain.asked == []
    kind, detail = failure_of(tmp_path / "content", urls[0])
    assert kind is FailureKind.UNREACHABLE
    assert detail.startswith("certificate: self")
    assert failure_of(tmp_path / "content", urls[1])[0] is FailureKind.UNREACHABLE


def test_an_unknown_host_is_unreachable(tmp_path: Path) -> None:
    fetch(tmp_path, "http://nowhere.example/cat.png", resolver=Names())
    assert failure_of(tmp_path, "http://nowhere.example/cat.png") == (FailureKind.UNREACHABLE, "no such host")


def test_a_host_has_few_connections(server: MediaServer, tmp_path: Path) -> None:
    paths = [f"/{n}.png" for n in range(60)]
    server.answers |= {path: answer(PNG + path.encode()) for path in paths}
    assert fetch(tmp_path, *map(server.url, paths)).fetched == 60
    assert 1 <= server.most_connections <= 3


def test_two_addresses_with_equal_bytes_are_one_file(server: MediaServer, tmp_path: Path) -> None:
    server.answers |= {"/a.png": answer(PNG), "/b.jpg": answer(PNG)}
    fetch(tmp_path, server.url("/a.png"), server.url("/b.jpg"))
    assert row_of(tmp_path, server.url("/a.png")).file == row_of(tmp_path, server.url("/b.jpg")).file
    assert files_of(tmp_path) == [f"{digest_of(PNG)}.png"]


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/x", "/a%00b.png", "/con.png", "/..", "/%2F%2Fetc", "/a" * 1500, "/\u202egnp"],
)
def test_names_in_urls_name_no_file_of_ours(server: MediaServer, tmp_path: Path, path: str) -> None:
    content = tmp_path / "deep/content"

    class Any(dict):  # type: ignore[type-arg]
        def get(self, *_: object) -> object:
            return answer(PNG)

    server.answers = Any()
    assert fetch(content, server.url(path)).fetched == 1
    assert files_of(content) == [f"{digest_of(PNG)}.png"]
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == sorted(
        [f"{digest_of(PNG)}.png", "addresses.jsonl"]
    )


def test_a_large_file_goes_on_where_it_broke_off(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = ranged(LARGE, cut=700_000)
    assert fetch(tmp_path, server.url("/cat.png")).fetched == 1
    assert bytes_of(tmp_path, server.url("/cat.png")) == LARGE
    assert len(server.asked) == 2
    assert int(server.asked[1].headers["range"].removeprefix("bytes=").removesuffix("-")) > 256 * 1024
    assert server.asked[1].headers["if-range"] == '"1"'


def test_so_it_does_in_another_run(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = ranged(LARGE, cut=700_000)
    assert fetch(tmp_path, server.url("/cat.png"), limits=replace(QUICK, attempts=1)).fetched == 0
    assert len(list((tmp_path / "_media/partial").iterdir())) == 2
    assert fetch(tmp_path, server.url("/cat.png")).fetched == 1
    assert "range" in server.asked[1].headers
    assert bytes_of(tmp_path, server.url("/cat.png")) == LARGE
    assert files_of(tmp_path) == [f"{digest_of(LARGE)}.png"]


def test_a_server_that_ignores_ranges_sends_the_whole_file(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = ranged(LARGE, cut=700_000, ignores_ranges=True)
    assert fetch(tmp_path, server.url("/cat.png")).fetched == 1
    assert bytes_of(tmp_path, server.url("/cat.png")) == LARGE


def test_parts_of_two_versions_are_not_mixed(server: MediaServer, tmp_path: Path) -> None:
    other = PNG + b"another" * 200_000
    server.answers["/cat.png"] = in_turn(ranged(LARGE, '"1"', cut=700_000), ranged(other, '"2"'))
    server.answers["/dog.png"] = in_turn(
        ranged(LARGE, '"1"', cut=700_000),
        raw(b'HTTP/1.1 206 Partial\r\nETag: "2"\r\nContent-Range: bytes 600000-9/9\r\nContent-Length: 3\r\n\r\nxyz'),
        ranged(other, '"2"'),
    )
    assert fetch(tmp_path, server.url("/cat.png"), server.url("/dog.png")).fetched == 2
    assert bytes_of(tmp_path, server.url("/cat.png")) == other
    assert bytes_of(tmp_path, server.url("/dog.png")) == other


def test_a_server_may_send_the_rest_in_small_parts(server: MediaServer, tmp_path: Path) -> None:
    async def answer_part(asked: Asked, writer: StreamWriter) -> None:
        start = int(asked.headers["range"].removeprefix("bytes=").removesuffix("-"))
        part = LARGE[start : start + 100_000]
        head = f"Content-Range: bytes {start}-{start + len(part) - 1}/{len(LARGE)}\r\nContent-Length: {len(part)}"
        writer.write(f'HTTP/1.1 206 Partial Content\r\nETag: "1"\r\n{head}\r\n\r\n'.encode() + part)

    server.answers["/cat.png"] = in_turn(ranged(LARGE, cut=700_000), answer_part)
    assert fetch(tmp_path, server.url("/cat.png"), limits=replace(QUICK, attempts=9)).fetched == 1
    assert bytes_of(tmp_path, server.url("/cat.png")) == LARGE


def test_a_part_of_a_file_of_unknown_size_is_not_taken(server: MediaServer, tmp_path: Path) -> None:
    part = b'HTTP/1.1 206 Partial Content\r\nETag: "1"\r\nContent-Range: bytes 655360-655362/*\r\n\r\nxyz'
    server.answers["/cat.png"] = in_turn(ranged(LARGE, cut=700_000), raw(part), ranged(LARGE))
    assert fetch(tmp_path, server.url("/cat.png")).fetched == 1
    assert bytes_of(tmp_path, server.url("/cat.png")) == LARGE


def test_a_notice_that_a_picture_was_removed_is_not_the_picture(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = redirect("/photo_unavailable.png")
    server.answers["/photo_unavailable.png"] = answer(PNG)
    fetch(tmp_path, server.url("/cat.png"))
    assert failure_of(tmp_path, server.url("/cat.png")) == (FailureKind.NOT_FOUND, "the host shows a notice")


def test_a_part_that_is_all_of_the_file_is_asked_for_again(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = in_turn(
        ranged(LARGE, cut=700_000), answer(b"", "416 Range Not Satisfiable"), ranged(LARGE)
    )
    assert fetch(tmp_path, server.url("/cat.png")).fetched == 1
    assert bytes_of(tmp_path, server.url("/cat.png")) == LARGE


def test_a_part_of_a_stranger_is_not_written_through_a_link(server: MediaServer, tmp_path: Path) -> None:
    url, victim = server.url("/cat.png"), tmp_path / "victim"
    server.answers["/cat.png"] = ranged(LARGE)
    victim.write_bytes(LARGE[:1000])
    partial = tmp_path / "content/_media/partial"
    partial.mkdir(parents=True)
    (partial / digest_of(url.encode())).symlink_to(victim)
    (partial / f"{digest_of(url.encode())}.json").write_text('{"validator": "\\"1\\""}')
    assert fetch(tmp_path / "content", url).fetched == 1
    assert victim.read_bytes() == LARGE[:1000]
    partial.symlink_to(tmp_path)
    with pytest.raises(OutputError):
        fetch(tmp_path / "content", url)


def test_parts_of_addresses_that_nobody_wants_any_more_go(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = ranged(LARGE, cut=700_000)
    fetch(tmp_path, server.url("/cat.png"), limits=replace(QUICK, attempts=1))
    with MediaStore(tmp_path) as store:
        fetch_media((), store, QUICK, wanted=frozenset({server.url("/cat.png")}))
    assert len(files_of(tmp_path)) == 2
    fetch(tmp_path, server.url("/dog.png"))
    assert files_of(tmp_path) == []
    assert not (tmp_path / "_media/partial").exists()


def test_a_disk_that_refuses_ends_the_command_with_a_message(server: MediaServer, tmp_path: Path) -> None:
    server.answers["/cat.png"] = answer(LARGE)
    (tmp_path / "_media").mkdir()
    (tmp_path / "_media/partial").write_text("not a folder")
    with pytest.raises(OutputError):
        fetch(tmp_path, server.url("/cat.png"))
