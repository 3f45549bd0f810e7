"""How fast `archiver media fetch` is: 10,000 small pictures from a server on loopback, in files and megabytes a second.

    python -m tests.bench.fetch [--files 10000] [--size 20000] [--per-host 16] [--latency 0.0]

The server is a process of its own; the command is run as a user runs it, and its peak memory is read when it has ended.
Then the same again with nothing to fetch.
"""

import argparse
import asyncio
import hashlib
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

_POSTS = 50  # pictures of one thread


def serve(port_to: Connection, size: int, latency: float) -> None:
    """Answer each path with a PNG of its own, after `latency` seconds."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1]
                body = b"\x89PNG\r\n\x1a\n" + hashlib.shake_128(path).digest(size)
                await asyncio.sleep(latency)
                writer.write(b"HTTP/1.1 200 OK\r\nETag: %b\r\nContent-Length: %d\r\n\r\n%b" % (b'"1"', len(body), body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port_to.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def write_project(root: Path, port: int, files: int) -> None:
    """Threads with pictures of the server."""
    (root / "content").mkdir()
    for thread in range(0, files, _POSTS):
        pictures = "\n\n".join(
            f"![](http://127.0.0.1:{port}/uploads/{number}.png)"
            for number in range(thread, min(thread + _POSTS, files))
        )
        (root / f"content/{thread}.md").write_text(f"Thread {thread}\n\n{pictures}\n", encoding="utf-8")


def run(root: Path, *options: str) -> tuple[float, float, str]:
    """Run the command. Returns seconds, peak memory in megabytes, and what it printed."""
    command = [sys.executable, "-m", "archiver", "-C", str(root), "media", *options]
    begin = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert running.stdout
    output = running.stdout.read()
    _, _, usage = os.wait4(running.pid, 0)
    return time.perf_counter() - begin, usage.ru_maxrss / 1024, output


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--per-host", type=int, default=16)
    parser.add_argument("--latency", type=float, default=0.0)
    options = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs, options.size, options.latency), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        write_project(Path(folder), ours.recv(), options.files)
        fetch = ("fetch", "--allow-private", "--per-host", str(options.per_host))
        for name, arguments in (("fetch", fetch), ("nothing to fetch", fetch), ("list", ())):
            seconds, memory, output = run(Path(folder), *arguments)
            rate = f"{options.files / seconds:,.0f} files/s, {options.files * options.size / seconds / 1e6:.1f} MB/s"
            print(f"{name}: {seconds:.2f} s, {rate}, {memory:.0f} MB; {output.splitlines()[0]}")  # noqa: T201  a command
    server.kill()


if __name__ == "__main__":
    main()
