"""Files out of what somebody has saved: a folder of wget or HTTrack, a copy of a forum's uploads, a WARC."""

import gzip
import hashlib
import io
import os
from pathlib import Path
from random import Random

import pytest
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.fetch.addresses import url_of_address
from archiver.fetch.reports import FetchReport
from archiver.fetch.requests import MediaRequest
from archiver.fetch.saved import fetch_saved
from archiver.fetch.saved_folder import sha1_of_upload
from archiver.media.at_home import FailureKind, read_table
from archiver.media.media_store import MediaStore

PNG = b"\x89PNG\r\n\x1a\n" + b"a picture of a cat" * 100
HTML = b"<!DOCTYPE html><title>Not found</title>"
SHA1 = "2f78c1ac988dd200abdba00c2ef28678eb0650dc"
UPLOAD = "upload://6LX9Y8dW88pEjXU4ufdLkTrkhc0.png"
"""The address of an upload with that SHA-1."""
MAX_SIZE = 1_000_000


def search(content: Path, *addresses: str, paths: list[Path], forum: str | None = None) -> FetchReport:
    requests = tuple(
        MediaRequest(address=a, url=url_of_address(a, forum) or "", accepts_any=False, aliases=(a,)) for a in addresses
    )
    with MediaStore(content) as store:
        return fetch_saved(requests, store, tuple(paths), MAX_SIZE)


def is_at_home(content: Path, address: str) -> bool:
    path = read_table(content).find(address)
    return path is not None and (content / path).read_bytes() == PNG


def test_the_digest_of_an_upload_is_its_base_62() -> None:
    assert sha1_of_upload(UPLOAD) == SHA1
    assert sha1_of_upload("https://x.example/a.png") is None
    assert sha1_of_upload("upload://" + "Z" * 27) is None
    assert sha1_of_upload("upload://" + "1" * 100_000) is None


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("http://x.example/img/cat.png", "x.example/img/cat.png"),
        ("https://X.example/img/cat.png#top", "2011/mirror/x.example/img/cat.png"),
        ("//x.example:8080/cat.png", "x.example:8080/cat.png"),
        ("http://x.example:8080/cat.png", "x.example+8080/cat.png"),
        ("http://x.example/my%20cat.png", "x.example/my cat.png"),
        ("http://x.example/my%20cat.png", "x.example/my%20cat.png"),
        ("http://x.example/show.php?id=7&x=a%20b", "x.example/show.php?id=7&x=a b"),
        ("http://x.example/show.php?id=7", "x.example/show.php@id=7"),
        ("http://x.example/show.php?id=7", f"x.example/show{hashlib.md5(b'id=7').hexdigest()[:4]}.png"),  # noqa: S324
        ("http://x.example/show?id=7", f"x.example/show{hashlib.md5(b'id=7').hexdigest()[:4]}.png"),  # noqa: S324
        ("https://x.example/uploads/default/a.png", "backup/uploads/default/a.png"),
        (f"https://cdn.example/x/original/2X/2/{SHA1}.png", f"original/2X/2/{SHA1}.png"),
        (f"https://cdn.example/optimized/2X/{SHA1}_2_690x388.png", f"o/{SHA1}_2_690x388.png"),
        (UPLOAD, f"uploads/default/original/2X/2/{SHA1}.png"),
        (UPLOAD, f"{SHA1}.jpeg"),
    ],
)
def test_a_file_of_a_folder_is_found(tmp_path: Path, address: str, file: str) -> None:
    target = tmp_path / "saved" / file
    target.parent.mkdir(parents=True)
    target.write_bytes(PNG)
    report = search(tmp_path, address, paths=[tmp_path / "saved"])
    assert (report.fetched, report.is_complete) == (1, True)
    assert is_at_home(tmp_path, address)
    assert target.read_bytes() == PNG


def test_the_folder_may_be_that_of_the_host(tmp_path: Path) -> None:
    (tmp_path / "x.example").mkdir()
    (tmp_path / "x.example/cat.png").write_bytes(PNG)
    address = "https://x.example/cat.png"
    assert search(tmp_path, address, "https://y.example/cat.png", paths=[tmp_path / "x.example"]).fetched == 1
    assert is_at_home(tmp_path, address)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("https://y.example/cat.png", "x.example/cat.png"),
        ("https://x.example/cat.png", "cat.png"),
        ("https://x.example/../../cat.png", "cat.png"),
        ("https://x.example/cat.png", "x.example/Cat.png"),
        ("https://[::1", "cat.png"),
        ("cid:cat.png", "cat.png"),
        (UPLOAD, f"{SHA1}0.png"),
        ("https://x.example/show.php?id=8", "x.example/show.php"),
    ],
)
def test_another_file_is_not_taken(tmp_path: Path, address: str, file: str) -> None:
    target = tmp_path / "saved" / file
    target.parent.mkdir(parents=True)
    target.write_bytes(PNG)
    report = search(tmp_path, address, paths=[tmp_path / "saved"])
    assert (report.fetched, report.left) == (0, 1)
    assert read_table(tmp_path).rows == {}


def test_what_is_no_picture_or_too_large_or_a_link_is_not_taken(tmp_path: Path) -> None:
    folder = tmp_path / "x.example"
    folder.mkdir()
    (folder / "page.png").write_bytes(HTML)
    (folder / "large.png").write_bytes(PNG + bytes(MAX_SIZE))
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "out").symlink_to(tmp_path)
    addresses = [f"https://x.example/{name}" for name in ("page.png", "large.png", "link.png", "out/secret.png")]
    report = search(tmp_path, *addresses, paths=[folder])
    assert report.failures == {FailureKind.NOT_MEDIA: 1, FailureKind.TOO_LARGE: 1}
    assert (report.fetched, report.left) == (0, 2)


def test_what_is_found_and_not_taken_counts_once(tmp_path: Path) -> None:
    for folder, content in (("a", HTML), ("b", HTML), ("c", PNG)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.example").mkdir()
        (tmp_path / folder / "x.example/cat.png").write_bytes(content)
    missing, cat = "http://x.example/dog.png", "http://x.example/cat.png"
    report = search(tmp_path, cat, missing, paths=[tmp_path / "a", tmp_path / "b"])
    assert (report.fetched, report.failures, report.left) == (0, {FailureKind.NOT_MEDIA: 1}, 1)
    report = search(tmp_path, cat, missing, paths=[tmp_path / "a", tmp_path / "c"])
    assert (report.fetched, report.failures, report.left) == (1, {}, 1)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "saved/x.example").mkdir(parents=True)
    os.mkfifo(tmp_path / "saved/x.example/cat.png")
    assert search(tmp_path, "http://x.example/cat.png", paths=[tmp_path / "saved"]).left == 1


def test_a_path_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "no.warc").write_bytes(b"hello")
    report = search(tmp_path, "https://x.example/a.png", paths=[tmp_path / "none.warc", tmp_path / "no.warc"])
    assert [Path(problem.path).name for problem in report.problems] == ["none.warc", "no.warc"]


class Warc:
    """A web archive that a test writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=path.suffix == ".gz")

    def add(self, url: str, body: bytes, status: str = "200 OK", kind: str = "response", **headers: str) -> None:
        http = StatusAndHeaders(status, [(k.replace("_", "-"), v) for k, v in headers.items()], protocol="HTTP/1.1")
        self._write(self._writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http))

    def add_revisit(self, url: str, original: str) -> None:
        self._write(self._writer.create_revisit_record(url, "sha1:X", original, "2024-05-01T14:03:00Z"))

    def _write(self, record: ArcWarcRecord) -> None:
        self._writer.write_record(record)
        record.raw_stream.close()

    def close(self) -> Path:
        self._file.close()
        return self.path


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_responses_of_a_warc_are_found(tmp_path: Path, name: str) -> None:
    warc = Warc(tmp_path / name)
    warc.add("http://x.example/other.png", PNG)
    warc.add("http://x.example/page.png", HTML)
    warc.add("http://x.example/gone.png", b"", "404 Not Found")
    warc.add("http://x.example:80/cat.png", PNG)
    warc.add("http://x.example/gzip.png", gzip.compress(PNG), Content_Encoding="gzip")
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PNG), PNG)
    warc.add("http://x.example/chunked.png", chunked, Transfer_Encoding="chunked")
    warc.add("http://x.example/bomb.png", gzip.compress(PNG + bytes(200_000_000)), Content_Encoding="gzip")
    warc.add("http://x.example/target.png", PNG)
    warc.add("http://x.example/moved.png", b"", "301 Moved Permanently", Location="/target.png")
    warc.add_revisit("http://x.example/again.png", "http://x.example/cat.png")
    warc.add("https://f.example/uploads/short-url/6LX9Y8dW88pEjXU4ufdLkTrkhc0.png", PNG)
    warc.add("http://x.example/request.png", PNG, kind="resource")
    names = ["page", "gone", "cat", "gzip", "chunked", "bomb", "moved", "again", "missing", "request"]
    addresses = [f"https://x.example/{name}.png" for name in names]
    report = search(tmp_path, *addresses, UPLOAD, paths=[warc.close()], forum="https://f.example")
    found = [address for address in (*addresses, UPLOAD) if is_at_home(tmp_path, address)]
    expected = ["cat", "gzip", "chunked", "moved", "again"]
    assert found == [*(f"https://x.example/{name}.png" for name in expected), UPLOAD]
    assert report.failures == {FailureKind.NOT_MEDIA: 1, FailureKind.TOO_LARGE: 1}
    assert (report.fetched, report.left, report.problems) == (6, 3, ())


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_what_comes_before_the_damage_is_taken(tmp_path: Path, name: str) -> None:
    warc = Warc(tmp_path / name)
    warc.add("http://x.example/cat.png", PNG)
    warc.add("http://x.example/dog.png", PNG * 500)
    path = warc.close()
    path.write_bytes(path.read_bytes()[:-200])
    search(tmp_path, "http://x.example/cat.png", paths=[path])
    assert is_at_home(tmp_path, "http://x.example/cat.png")


def test_an_upload_is_found_by_the_digest_in_a_url(tmp_path: Path) -> None:
    warc = Warc(tmp_path / "a.warc")
    warc.add(f"https://cdn.example/f/optimized/2X/2/{SHA1}_2_10x10.png", b"\x89PNG\r\n\x1a\n a thumbnail")
    warc.add(f"https://cdn.example/f/original/2X/2/{SHA1}.png?v=1", PNG)
    assert search(tmp_path, UPLOAD, "https://x.example/", paths=[warc.close()]).fetched == 1
    assert is_at_home(tmp_path, UPLOAD)


def test_a_loop_of_redirects_in_a_warc_ends(tmp_path: Path) -> None:
    warc = Warc(tmp_path / "a.warc")
    warc.add("http://x.example/a.png", b"", "302 Found", Location="http://x.example/b.png")
    warc.add("http://x.example/b.png", b"", "302 Found", Location="http://x.example/a.png")
    assert search(tmp_path, "http://x.example/a.png", paths=[warc.close()]).left == 1


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_no_damage_raises(tmp_path: Path, name: str) -> None:
    warc = Warc(tmp_path / name)
    warc.add("http://x.example/cat.png", gzip.compress(PNG), Content_Encoding="gzip")
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PNG), PNG)
    warc.add("http://x.example/chunked.png", chunked, Transfer_Encoding="chunked")
    warc.add_revisit("http://x.example/again.png", "http://x.example/cat.png")
    path = warc.close()
    whole, random = path.read_bytes(), Random(7)  # noqa: S311  damage at random places
    addresses = [f"http://x.example/{name}.png" for name in ("cat", "chunked", "again")]
    for number in range(150):
        damaged = bytearray(whole)
        for _ in range(random.choice((1, 3, 20))):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        path.write_bytes(damaged[: random.choice((len(damaged), random.randrange(len(damaged))))])
        report = search(tmp_path / str(number), *addresses, paths=[path])
        assert report.fetched + report.left + report.failures.total() == 3
