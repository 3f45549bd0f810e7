"""The table of files that were brought home: read from anything, written for `git diff`, and safe against kills."""

import json
import os
from pathlib import Path

import pytest

from archiver.errors import LockedError, OutputError
from archiver.media.address_keys import address_key, base62_of_upload, is_web_address
from archiver.media.at_home import (
    AddressRow,
    FailureKind,
    has_file,
    parse_table,
    read_table,
    row_to_line,
    table_to_bytes,
)
from archiver.media.media_store import MediaStore
from archiver.model import digest_of

CAT = b"GIF89a a cat"
DIGEST = digest_of(CAT)
FILE = f"{DIGEST[:2]}/{DIGEST}.gif"
A, B = "https://x.example/a.gif", "https://x.example/b.gif"


def table_of(content: Path) -> list[dict[str, object]]:
    lines = (content / "_media/addresses.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_what_is_added_is_found(tmp_path: Path) -> None:
    with MediaStore(tmp_path) as store:
        store.add_bytes(A, CAT)
        store.add_failure(B, FailureKind.NOT_FOUND, "404")
    table = read_table(tmp_path)
    assert table.find(A) == f"_media/{FILE}"
    assert (tmp_path / "_media" / FILE).read_bytes() == CAT
    assert (table.find(B), table.find("https://x.example/c.gif")) == (None, None)
    row = table.find_row(B)
    assert row is not None
    assert (row.failure, row.detail) == (FailureKind.NOT_FOUND, "404")
    assert table.problems == ()


def test_rows_are_sorted_lines_with_keys_in_one_order(tmp_path: Path) -> None:
    with MediaStore(tmp_path) as store:
        store.add_failure(B, FailureKind.TIMEOUT)
        store.add_bytes(A, CAT)
    rows = table_of(tmp_path)
    assert [list(row) for row in rows] == [["address", "file", "type", "size", "time"], ["address", "failure", "time"]]
    assert [row["address"] for row in rows] == [A, B]
    assert rows[0] | {"time": ""} == {"address": A, "file": FILE, "type": "image/gif", "size": len(CAT), "time": ""}


def test_equal_files_are_stored_once(tmp_path: Path) -> None:
    (tmp_path / "cat").write_bytes(CAT)
    content = tmp_path / "content"
    with MediaStore(content) as store:
        store.add_bytes(A, CAT)
        store.add_file(B, tmp_path / "cat")
        (store.folder / "partial").write_bytes(CAT)
        store.add_file("cid:1@x.example", store.folder / "partial", is_moved=True)
    assert [path for path in (content / "_media").rglob("*") if path.is_file()] == [
        content / "_media/addresses.jsonl",
        content / "_media" / FILE,
    ]
    assert (tmp_path / "cat").exists()


def test_a_later_row_replaces_an_earlier_one(tmp_path: Path) -> None:
    for failure in (FailureKind.TIMEOUT, FailureKind.NOT_FOUND):
        with MediaStore(tmp_path) as store:
            store.add_failure(A, failure)
    with MediaStore(tmp_path) as store:
        store.add_bytes(A, CAT)
    assert [row.get("file") for row in table_of(tmp_path)] == [FILE]


def test_a_store_that_was_opened_for_nothing_changes_nothing(tmp_path: Path) -> None:
    with MediaStore(tmp_path) as store:
        store.add_bytes(A, CAT)
    path = tmp_path / "_media/addresses.jsonl"
    before = path.stat()
    with MediaStore(tmp_path) as store:
        assert has_file(tmp_path, store.at_home.rows[A])
    assert path.stat() == before


def test_rows_are_there_before_the_store_is_closed_and_a_half_written_one_is_a_problem(tmp_path: Path) -> None:
    store = MediaStore(tmp_path)
    store.add_bytes(B, CAT)
    store.add_failure(A, FailureKind.NOT_FOUND)
    path = tmp_path / "_media/addresses.jsonl"
    assert set(read_table(tmp_path).rows) == {A, B}
    store.close()
    path.write_bytes(path.read_bytes()[:-20])
    table = read_table(tmp_path)
    assert [(problem.path, problem.line) for problem in table.problems] == [("content/_media/addresses.jsonl", 2)]
    with MediaStore(tmp_path) as store:
        store.add_failure("https://x.example/z.gif", FailureKind.TIMEOUT)
    assert [row["address"] for row in table_of(tmp_path)] == [A, "https://x.example/z.gif"]


def test_lines_that_are_no_rows_are_kept_and_told(tmp_path: Path) -> None:
    with MediaStore(tmp_path) as store:
        store.add_bytes(A, CAT)
        store.add_bytes(B, CAT)
    path = tmp_path / "_media/addresses.jsonl"
    first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + b"<<<<<<< ours\n" + second + b"\xff\xfe\n")
    table = read_table(tmp_path)
    assert [problem.line for problem in table.problems] == [2, 4]
    assert set(table.rows) == {A, B}
    with MediaStore(tmp_path) as store:
        store.add_failure(B, FailureKind.TIMEOUT)
    assert path.read_bytes().startswith(b"<<<<<<< ours\n\xff\xfe\n" + first)


@pytest.mark.parametrize(
    "line",
    [
        b"[1",
        b"2]",
        b"{},{}",
        b"[" * 100_000,
        b"1" * 5_000,
        b'{"address":1,"file":"x"}',
        b'{"address":"a","failure":"because","time":""}',
        b"null",
    ],
    ids=range(8),
)
def test_no_line_raises(line: bytes) -> None:
    good = row_to_line(AddressRow(A, FILE, "image/gif", 1))
    table = parse_table(good + line + b"\n" + good)
    assert [problem.line for problem in table.problems] == [2]
    assert table.find(A) == f"_media/{FILE}"


@pytest.mark.parametrize(
    "file",
    [
        "../../etc/passwd",
        "/etc/passwd",
        f"ab/{DIGEST}.gif",
        f"{DIGEST[:2]}/{DIGEST}",
        f"{DIGEST[:2]}/{DIGEST}.gif/x",
        f"{DIGEST[:2]}/{DIGEST}.gif\n",
        f"{DIGEST[:2]}/{DIGEST}.html5x",
        f"{DIGEST[:2]}/../{DIGEST}.gif",
        "",
        "con",
    ],
)
def test_only_names_that_a_store_gives_are_files(file: str) -> None:
    line = json.dumps({"address": A, "file": file, "type": "image/gif", "size": 1, "time": ""}).encode()
    table = parse_table(line + b"\n")
    assert table.find(A) is None
    assert len(table.problems) == 1


def test_addresses_of_all_kinds_survive_the_table() -> None:
    addresses = ["https://x.example/Ж.png", "a\nb", "\u202eevil", "\x00", "\ud800", "cid:1%40x", '"\\', "\u2028", ""]
    rows = [AddressRow(address, failure=FailureKind.NOT_FOUND, detail="é\n") for address in addresses]
    table = table_to_bytes(rows)
    assert parse_table(table).rows == {row.address: row for row in rows}
    assert "Ж".encode() in table_to_bytes([AddressRow("Ж", FILE, "image/gif", 1)])


def test_a_store_is_open_once(tmp_path: Path) -> None:
    with MediaStore(tmp_path), pytest.raises(LockedError):
        MediaStore(tmp_path)
    MediaStore(tmp_path).close()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    content, outside = tmp_path / "content", tmp_path / "outside"
    content.mkdir()
    outside.mkdir()
    (content / "_media").symlink_to(outside)
    with pytest.raises(OutputError):
        MediaStore(content)
    (content / "_media").unlink()
    (content / "_media").mkdir()
    (content / "_media" / DIGEST[:2]).symlink_to(outside)
    with MediaStore(content) as store, pytest.raises(OutputError):
        store.add_bytes(A, CAT)
    (content / "_media/addresses.jsonl").symlink_to(outside / "table")
    with pytest.raises(OutputError):
        MediaStore(content)
    assert list(outside.iterdir()) == []


def test_a_file_that_is_gone_or_cut_is_not_at_home(tmp_path: Path) -> None:
    with MediaStore(tmp_path) as store:
        row = store.add_bytes(A, CAT)
        assert has_file(tmp_path, row)
        (tmp_path / "_media" / FILE).write_bytes(b"")
        assert not has_file(tmp_path, row)
        assert has_file(tmp_path, store.add_bytes(A, CAT))
        (tmp_path / "_media" / FILE).unlink()
        assert not has_file(tmp_path, row)


def test_a_table_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "_media/addresses.jsonl").mkdir(parents=True)
    assert "cannot be read" in read_table(tmp_path).problems[0].message


def test_the_own_row_of_an_address_comes_first_if_it_has_a_file(tmp_path: Path) -> None:
    other = b"GIF89a another cat"
    with MediaStore(tmp_path) as store:
        store.add_bytes("http://x.example/a.gif", other)
        store.add_bytes(A, CAT)
        store.add_bytes("http://x.example/b.gif", other)
        store.add_failure(B, FailureKind.NOT_FOUND)
        store.add_failure("//x.example/c.gif", FailureKind.NOT_FOUND)
    table = read_table(tmp_path)
    assert table.find(A) == f"_media/{FILE}"
    assert table.find(B) == table.find("//X.example:443/%62.gif#1") == table.find("http://x.example/a.gif") is not None
    assert table.find_row("https://x.example/c.gif") == table.rows["//x.example/c.gif"]


SAME = [
    ("http://x.example/a.png", "https://x.example/a.png"),
    ("//x.example/a.png", "https://x.example/a.png"),
    ("http://X.EXAMPLE./a.png#frag", "https://x.example:443/a.png"),
    ("http://x.example:80", "http://x.example/"),
    ("https://x.example/%7euser/%c3%a4.png", "https://x.example/~user/ä.png"),
    ("https://x.example/a b.png?c=d e", "https://x.example/a%20b.png?c=d%20e"),
    ("https://x.example/a/./b/../c.png", "https://x.example/a/c.png"),
    ("https://x.example/a/..", "https://x.example/"),
    ("https://x.example/../../c.png", "https://x.example/c.png"),
    ("upload://abcXYZ.png", "upload://abcXYZ.jpeg"),
]
DIFFERENT = [
    ("https://x.example/a.png", "https://x.example/A.png"),
    ("https://x.example/a.png?b=1&c=2", "https://x.example/a.png?c=2&b=1"),
    ("https://x.example/a%2Fb.png", "https://x.example/a/b.png"),
    ("https://x.example//a.png", "https://x.example/a.png"),
    ("https://x.example:8443/a.png", "https://x.example/a.png"),
    ("https://x.example:80/a.png", "https://x.example/a.png"),
    ("https://user@x.example/a.png", "https://x.example/a.png"),
    ("https://x.example/a.png%23b", "https://x.example/a.png"),
    ("upload://abcXYZ.png", "upload://abcxyz.png"),
    ("cid:a", "cid:A"),
    ("https://[::1/a", "https://[::1/b"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_equal_addresses_have_equal_keys(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_addresses_have_different_keys(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


def test_kinds_of_addresses() -> None:
    assert base62_of_upload("upload://r3AYqES.jpeg") == "r3AYqES"
    assert base62_of_upload("https://x.example/upload://r3") is None
    assert [is_web_address(a) for a in ("http://x", "//x", "HTTPS://x", "ftp://x", "cid:x", "a/b", "mailto:x")] == [
        True,
        True,
        True,
        *[False] * 4,
    ]


def test_a_killed_store_is_unlocked_and_its_rows_are_there(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        MediaStore(tmp_path).add_bytes(A, CAT)
        os._exit(9)
    os.waitpid(child, 0)
    with MediaStore(tmp_path) as store:
        assert store.at_home.find(A) == f"_media/{FILE}"


def test_a_row_in_another_style_of_json_is_the_same_row() -> None:
    rows = [AddressRow(address, FILE, "image/gif", 7, time="2024-05-01T14:03:00Z") for address in (A, 'a"\\', "ä")]
    usual = table_to_bytes(rows)
    unusual = b"\n".join(json.dumps(json.loads(line), sort_keys=True).encode() for line in usual.splitlines())
    assert parse_table(usual).rows == parse_table(unusual).rows == {row.address: row for row in rows}


@pytest.mark.parametrize(
    "address",
    [
        f"http://x.example/{'a' * 100_000}!",
        f"http://x.example{'/a' * 100_000}!",
        f"http://x.example{'/..' * 100_000}!",
        f"http://{'a.' * 100_000}!",
        f"http://x.example/{'a.' * 100_000}!",
        f"http://x.example/{'%7e' * 100_000}!",
        f"upload://{'a' * 100_000}!",
        "//" * 100_000,
        "http://x.example/" + "?" * 100_000,
    ],
    ids=range(9),
)
def test_the_key_of_a_hostile_address_takes_no_time(address: str) -> None:
    assert address_key(address)
