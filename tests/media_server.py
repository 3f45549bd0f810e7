"""A web server of the tests' own on loopback, whose answers are functions: well-behaved, hostile, slow or endless."""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[["Asked", asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Asked:
    """A request."""

    path: str
    headers: dict[str, str]


@dataclass
class MediaServer:
    """Answers by path. Unknown paths are 404."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    open_connections: int = 0
    most_connections: int = 0
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.open_connections += 1
        self.most_connections = max(self.most_connections, self.open_connections)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode("latin-1").split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                asked = Asked(first.split(" ")[1], headers)
                self.asked.append(asked)
                await self.answers.get(asked.path, answer(b"", status="404 Not Found"))(asked, writer)
                await writer.drain()
                if writer.is_closing():
                    return
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            return
        finally:
            self.open_connections -= 1
            self._tasks.discard(task)
            writer.close()

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def answer(body: bytes, status: str = "200 OK", **headers: str) -> Answer:
    """An answer with a body, its Content-Length, and these headers (`Retry_After="1"`)."""
    lines = {"Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    text = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)

    async def write(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status}\r\n{text}\r\n".encode("latin-1") + body)

    return write


def redirect(location: str, status: str = "302 Found") -> Answer:
    return answer(b"", status, Location=location)


def in_turn(*answers: Answer) -> Answer:
    """The first answer to the first request, and so on; the last one to all others."""
    left = list(answers)

    async def write(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(asked, writer)

    return write


def raw(text: bytes, *, closes: bool = True) -> Answer:
    """Bytes as they are; then the connection ends, or stays open."""

    async def write(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()
        if closes:
            writer.close()
        else:
            await asyncio.sleep(60)

    return write


def endless(head: bytes, chunk: bytes, *, pause: float = 0.0) -> Answer:
    """A body without end, or one that drips."""

    async def write(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(chunk)
            await writer.drain()
            await asyncio.sleep(pause)

    return write


def ranged(body: bytes, etag: str = '"1"', *, cut: int | None = None, ignores_ranges: bool = False) -> Answer:
    """A file that can be asked for in parts. The connection breaks after `cut` bytes of the first answer."""
    cuts = [cut] if cut is not None else []

    async def write(asked: Asked, writer: asyncio.StreamWriter) -> None:
        start = 0
        wanted = asked.headers.get("range", "")
        if wanted and not ignores_ranges and asked.headers.get("if-range", etag) == etag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        part = body[start:]
        status = (
            f"206 Partial Content\r\nContent-Range: bytes {start}-{len(body) - 1}/{len(body)}" if start else "200 OK"
        )
        head = f"HTTP/1.1 {status}\r\nETag: {etag}\r\nContent-Length: {len(part)}\r\n\r\n"
        end = cuts.pop() if cuts else len(part)
        writer.write(head.encode() + part[:end])
        if end < len(part):
            await writer.drain()
            writer.close()

    return write


@contextmanager
def serve_media(tls: ssl.SSLContext | None = None) -> Iterator[MediaServer]:
    """A running server, which stops at the end with all that it is sending. It speaks HTTPS with `tls`."""
    server = MediaServer()
    loop = asyncio.new_event_loop()
    started = threading.Event()

    async def main() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
        server.port = listening.sockets[0].getsockname()[1]
        stopped = asyncio.Event()
        loop.stop_server = stopped.set  # type: ignore[attr-defined]
        started.set()
        await stopped.wait()
        listening.close()
        await server.stop()

    thread = threading.Thread(target=lambda: loop.run_until_complete(main()), daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop_server)  # type: ignore[attr-defined]
        thread.join(10)
        loop.close()
