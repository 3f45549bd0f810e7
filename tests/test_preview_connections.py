"""Connections of the preview: slow clients, many clients, and its end. A real process on this machine's loopback."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from archiver.errors import ArchiverError, PortInUseError
from archiver.serving import sockets
from archiver.serving.sockets import listen
from tests.conftest import Project
from tests.ports import own_port

PATIENCE = 20  # seconds for what takes a fraction of that
HEAD = b"GET {} HTTP/1.1\r\nHost: localhost\r\n"
EVENTS = "/_archiver/events?page=/"


@dataclass(frozen=True)
class Running:
    """A preview in a process of its own."""

    process: subprocess.Popen[str]
    port: int

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        reply = connection.getresponse()
        answer = reply.status, reply.read()
        connection.close()
        return answer

    def open_stream(self) -> socket.socket:
        stream = self.connect()
        send_head(stream, EVENTS)
        assert b"200 OK" in stream.recv(1000)
        return stream

    def end(self, number: int) -> tuple[int, float, str]:
        """The exit code after a signal, the seconds that it took, and the output."""
        begin = time.monotonic()
        self.process.send_signal(number)
        output, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, time.monotonic() - begin, output


def is_clean(output: str) -> bool:
    """True if the preview says that it has ended, and tells of no error."""
    return output.endswith("\npreview ended\n") and "Traceback" not in output and "rror" not in output


def send_head(connection: socket.socket, path: str, rest: str = "\r\n") -> None:
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{rest}".encode())


@contextmanager
def running(root: Path, program: str) -> Iterator[Running]:
    """The preview on a port of its own, started by `program` before its command line is read."""
    code = f"{program}\nfrom archiver.cli import main\nmain()"
    with own_port() as port:
        command = [sys.executable, "-c", code, "-C", str(root), "serve", "--port", str(port)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            wait_until_it_listens(process, port)
            yield Running(process, port)
        finally:
            process.kill()
            process.communicate(timeout=PATIENCE)


def wait_until_it_listens(process: subprocess.Popen[str], port: int) -> None:
    said = []
    assert process.stdout
    for line in process.stdout:
        said.append(line)
        if re.search(rf"preview at http://[^/]+:{port}/", line):
            return
    raise AssertionError("".join(said))


@pytest.fixture
def archive(project: Project) -> Path:
    project.write("content/a.md", "Moon\n\nThe moon is up.\n")
    return project.root


@pytest.fixture
def preview(archive: Path) -> Iterator[Running]:
    with running(archive, SLOW_PAGE) as started:
        yield started


SLOW_PAGE = """
import time
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from archiver.preview.serving import listening
from archiver.serving import connections

def config_with_pages(app, configure=listening._server_config):
    async def answer(scope, receive, send):
        if scope["path"] == "/slow":
            await run_in_threadpool(time.sleep, 30)
        page = PlainTextResponse(b"x" * 20_000_000) if scope["path"] == "/large" else app
        await page(scope, receive, send)
    return configure(answer)

listening._server_config = config_with_pages
listening._LAST_SECOND = 3.0
connections.LONGEST_WAIT_FOR_REQUEST = 1.0
connections.LONGEST_STALL = 2.0
"""
"""A page that a thread works on for 30 seconds, a large one, and shorter limits than a person waits for.

For the last word there is more than a second: a machine may be busy.
"""


def is_ended(connection: socket.socket, seconds: float = 0.3) -> bool:
    """True if the other side ends the connection within some seconds; what it sent before is read."""
    connection.settimeout(seconds)
    try:
        while connection.recv(1_000_000):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        return True
    return True


def trickle(connection: socket.socket, text: bytes) -> bool:
    """Send a byte at a time, and read what comes; gives True if the connection was ended meanwhile."""
    end = time.monotonic() + PATIENCE
    for byte in text:
        try:
            connection.send(bytes([byte]))
        except ConnectionError:
            return True
        if is_ended(connection, 0.1):
            return True
        if time.monotonic() > end:
            break
    return False


def test_a_client_that_sends_no_whole_request_is_ended(preview: Running) -> None:
    silent, begun = preview.connect(), preview.connect()
    with silent, begun:
        begun.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        assert is_ended(silent, PATIENCE)
        assert is_ended(begun, PATIENCE)


@pytest.mark.parametrize("before", ["", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"], ids=["first", "second request"])
def test_a_client_that_sends_a_request_byte_by_byte_is_ended(preview: Running, before: str) -> None:
    with preview.connect() as connection:
        connection.sendall(before.encode())
        assert trickle(connection, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 1_000)


def test_a_client_that_sends_a_body_byte_by_byte_is_ended(preview: Running) -> None:
    with preview.connect() as connection:
        send_head(connection, "/", "Content-Length: 1000\r\n\r\n")
        assert trickle(connection, b"x" * 1_000)


def test_a_client_that_does_not_read_is_ended(preview: Running) -> None:
    with preview.connect() as connection:
        send_head(connection, "/large")
        time.sleep(5)
        received = 0
        with suppress(ConnectionError):
            while part := connection.recv(1_000_000):
                received += len(part)
        assert received < 20_000_000


def test_a_client_that_reads_slowly_gets_all(preview: Running) -> None:
    with preview.connect() as connection:
        send_head(connection, "/large", "Connection: close\r\n\r\n")
        received = 0
        for _ in range(8):  # longer than the limits
            received += len(connection.recv(1_000_000))
            time.sleep(0.5)
        while part := connection.recv(1_000_000):
            received += len(part)
        assert received > 20_000_000


def test_streams_of_events_last(preview: Running) -> None:
    with preview.open_stream() as stream:
        time.sleep(3)
        assert not is_ended(stream)


def test_a_thousand_connections_that_ask_for_nothing_do_not_stop_the_preview(preview: Running) -> None:
    with ExitStack() as stack:
        stream = stack.enter_context(preview.open_stream())
        for number in range(1_000):
            connection = stack.enter_context(preview.connect())
            if number % 2:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: lo")
            if number % 200 == 199:
                assert preview.ask("/a/")[0] == 200
        assert count_files(preview.process.pid) < 400
        assert not is_ended(stream)  # a page that is open is no connection that asks for nothing


def count_files(pid: int) -> int:
    folder = Path(f"/proc/{pid}/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0  # only Linux says so


MALFORMED = [
    b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100),  # a browser that was told to use https
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.0\r\n\r\n",
    b"GET /\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 100_000 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX\0: y\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET \xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"CONNECT stranger.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /_archiver/events HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: aaaaaaaaaaaaaaaaaaaaaa==\r\nOrigin: http://x.example\r\n\r\n",
]


def test_malformed_and_unusual_requests_are_refused(preview: Running) -> None:
    for sent in MALFORMED:
        with preview.connect() as connection:
            try:
                connection.sendall(sent)
                reply = connection.recv(100)
            except ConnectionError:  # it was ended while the rest was sent
                reply = b""
            assert reply == b"" or reply.startswith(b"HTTP/1.1 4"), (sent[:200], reply)
    assert preview.ask("/a/")[0] == 200
    assert is_clean(preview.end(signal.SIGINT)[2])


def test_a_malformed_body_during_a_response_makes_no_error(preview: Running) -> None:
    with preview.connect() as connection:
        send_head(connection, EVENTS, "Transfer-Encoding: chunked\r\n\r\n")
        connection.recv(1000)
        connection.sendall(b"zz\r\n")
        assert is_ended(connection, PATIENCE)
    assert is_clean(preview.end(signal.SIGINT)[2])


def test_answers_are_sent_without_waiting_for_the_reader() -> None:
    """asyncio turns off Nagle's algorithm for sockets that name their protocol: it costs 40 ms of some answers."""
    with listen("127.0.0.1", None, print) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP


# The end


def last_line(output: str) -> str:
    return output.strip().rpartition("\n")[2]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_it_ends_whatever_is_open(preview: Running, number: int) -> None:
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(preview.open_stream())
        send_head(stack.enter_context(preview.connect()), "/slow")
        send_head(stack.enter_context(preview.connect()), "/large")
        stack.enter_context(preview.connect())
        time.sleep(0.2)
        code, seconds, output = preview.end(number)
    assert code == 0
    assert seconds < 10  # three, and what a loaded machine takes besides; the slow page alone takes thirty
    assert is_clean(output) is (number is not signal.SIGHUP)  # then there is no terminal to write to
    assert "Traceback" not in output
    with listen("127.0.0.1", preview.port, print):
        pass  # the port is free


def test_it_ends_at_once_at_the_second_signal(preview: Running) -> None:
    with preview.connect() as connection:
        send_head(connection, "/slow")
        time.sleep(0.2)
        preview.process.send_signal(signal.SIGINT)
        time.sleep(0.05)
        code, _, output = preview.end(signal.SIGINT)
    assert code in {0, 130}  # it may have ended before
    assert "Traceback" not in output


def test_a_preview_that_nohup_started_outlives_its_terminal(archive: Path) -> None:
    with running(archive, "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)") as preview:
        preview.process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert preview.ask("/a/")[0] == 200


# The port


def test_the_next_free_port_is_taken_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        monkeypatch.setattr(sockets, "FIRST_PORT", first)
        said: list[str] = []
        with listen("127.0.0.1", None, said.append) as listener:
            assert first < listener.getsockname()[1] < first + 50
        assert said == [f"port {first} is taken"]
        with pytest.raises(PortInUseError, match=f"port {first} on 127.0.0.1 is taken"):
            listen("127.0.0.1", first, said.append)


@pytest.mark.parametrize("host", ["no-such-name.invalid", "192.0.2.254"])
def test_an_address_that_is_not_this_machine_s_is_an_error(host: str) -> None:
    with pytest.raises(ArchiverError, match=f"on {host} cannot be had"):
        listen(host, None, print)


def test_all_addresses_are_listened_on() -> None:
    with listen("::", None, print) as listener:
        socket.create_connection(("127.0.0.1", listener.getsockname()[1]), timeout=PATIENCE).close()
