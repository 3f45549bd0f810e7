"""No answer of a server ends a run: damaged responses of all kinds, at random, are failures or files."""

import gzip
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from archiver.fetch.downloads import PARTIAL_FOLDER, Download
from archiver.fetch.fetcher import fetch_media
from archiver.fetch.limits import FetchLimits
from archiver.fetch.ranges import range_headers
from archiver.fetch.requests import MediaRequest
from archiver.media.at_home import read_table
from archiver.media.media_store import MediaStore
from archiver.model import digest_of
from tests.media_server import raw, serve_media

PNG = b"\x89PNG\r\n\x1a\n" + b"a picture of a cat" * 100
ZIPPED = gzip.compress(PNG)
DATES = b"Last-Modified: Wed, 01 May 2024 12:00:00 GMT\r\nDate: Wed, 01 May 2024 13:00:00 GMT\r\n"
WHOLE = [
    b'HTTP/1.1 200 OK\r\nContent-Length: %d\r\nETag: "a"\r\n%b\r\n%b' % (len(PNG), DATES, PNG),
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(PNG), PNG),
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(ZIPPED), ZIPPED),
    b"HTTP/1.1 302 Found\r\nLocation: /a/b?c=d#e\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/%C3%A4\xc3\xa4\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 429 Busy\r\nRetry-After: Wed, 01 May 2024 12:00:30 GMT\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-10/100\r\nContent-Length: 3\r\n\r\nabc",
    b'HTTP/1.1 401 Who\r\nWWW-Authenticate: Digest realm="x", nonce="y"\r\nContent-Length: 0\r\n\r\n',
    b'HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Type: image/png; charset="x\r\nContent-Length: 2\r\n\r\nhi',
]
WORDS = [
    *(b"\r\n", b"\x00", b":", b"\xff", b"%", b"[", b"]", b"@", b"://", b"//", b" ", b"\t", b"..", b"-1", b"9" * 20),
    *(b"xn--", b"\xe2\x80\xae", b"HTTP/1.1", b"HTTP/2", b"101", b"100", b"Location: ", b"Retry-After: x\r\n"),
    *(
        b"Connection: Upgrade\r\nUpgrade: websocket\r\n",
        b"Content-Encoding: deflate\r\n",
        b"Content-Encoding: gzip\r\n",
    ),
]
LIMITS = FetchLimits(
    allows_private=True,
    attempts=2,
    first_delay=0,
    file_seconds=3,
    idle_seconds=1,
    connect_seconds=1,
    longest_wait=0,
    dead_after=10**9,
)


def damage(text: bytes, random: Random) -> bytes:
    damaged = bytearray(text)
    for _ in range(random.choice((0, 1, 1, 1, 2, 4))):
        at = random.randrange(min(len(damaged), 220) + 1)
        match random.randrange(4):
            case 0:
                damaged[at : at + random.choice((0, 0, 1, 4))] = random.choice(WORDS)
            case 1:
                damaged[at : at + 1] = bytes([random.randrange(256)])
            case 2:
                del damaged[at : at + random.randrange(1, 10)]
            case _:
                del damaged[random.randrange(len(damaged) + 1) :]
    return bytes(damaged)


@pytest.mark.parametrize("note", ['{"validator": "\\"a\\"\\r\\nX: y"}', '{"validator": 1}', "[]", "[" * 10_000, ""])
def test_a_note_beside_a_part_never_becomes_another_header(tmp_path: Path, note: str) -> None:
    """The note may come with a cloned project."""
    part = tmp_path / PARTIAL_FOLDER / digest_of(b"http://x.example/a.png")
    part.parent.mkdir()
    part.write_bytes(PNG)
    part.with_suffix(".json").write_text(note)
    assert range_headers(Download(tmp_path, "http://x.example/a.png")) == {}


@pytest.mark.parametrize("seed", range(4))
def test_no_answer_ends_a_run(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311  damage at random places
    with serve_media() as server, MediaStore(tmp_path) as store:
        for number in range(200):
            server.answers[f"/{number}.png"] = raw(damage(random.choice(WHOLE), random))
        urls = [server.url(path) for path in server.answers]
        requests = tuple(MediaRequest(address=url, url=url, accepts_any=False) for url in urls)
        report = fetch_media(requests, store, replace(LIMITS, connections_per_host=8))
    assert report.fetched + report.failures.total() == 200
    assert report.fetched > 10
    assert set(read_table(tmp_path).rows) == set(urls)
