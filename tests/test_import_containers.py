"""What exports are packed in: each packing gives equal members, and none gives a bomb, a link or a way out."""

import bz2
import contextlib
import gzip
import io
import lzma
import os
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import example, given
from hypothesis import strategies as st

from archiver.importers.containers import Source, UnpackingLimits, UnreadableError, open_source, read_lines
from archiver.importers.containers.members import Member, safe_name
from archiver.importers.importer import ImportContext
from archiver.importers.json_records import parse_json, read_json_items, read_json_lines

FILES = {"a.txt": b"one\ntwo\n", "b/c.json": b"{}", "b/d e.txt": b""}
SMALL = UnpackingLimits(free_ratio=1000, ratio=10, members=10, depth=2)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def folder(place: Path) -> Path:
    for name, content in FILES.items():
        (place / "export" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "export" / name).write_bytes(content)
    return place / "export"


def zipped(place: Path) -> Path:
    with zipfile.ZipFile(place / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    return place / "a.zip"


def tarred(place: Path) -> Path:
    with tarfile.open(place / "a.tar", "w") as archive:
        for name, content in FILES.items():
            entry = tarfile.TarInfo(f"./{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return place / "a.tar"


PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


def packed(place: Path, suffix: str) -> Path:
    target = place / f"a.tar{suffix}"
    target.write_bytes(PACK[suffix](tarred(place).read_bytes()))
    return target


def contents(source: Source) -> dict[str, bytes]:
    return {member.name: member.read() for member in source.members()}


def read_all(path: Path, limits: UnpackingLimits | None = None) -> tuple[dict[str, bytes], tuple[str, ...]]:
    with open_source(str(path), path.parent / "tmp", limits or UnpackingLimits()) as source:
        return contents(source), tuple(map(str, source.problems))


@pytest.mark.parametrize("make", [folder, zipped, tarred])
def test_folders_and_archives_have_equal_members(make: Callable[[Path], Path], place: Path) -> None:
    assert read_all(make(place)) == (FILES, ())


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst"])
def test_archives_may_be_compressed(suffix: str, place: Path) -> None:
    assert read_all(packed(place, suffix)) == (FILES, ())
    (place / f"2004-May.txt{suffix}").write_bytes(PACK[suffix](b"words"))
    assert read_all(place / f"2004-May.txt{suffix}") == ({"2004-May.txt": b"words"}, ())


def test_members_are_found_by_name_and_have_a_place_on_the_disk(place: Path) -> None:
    for path in (folder(place), zipped(place), packed(place, ".gz")):
        with open_source(str(path), place / "tmp") as source:
            member = source.find("a.txt")
            assert member is not None
            assert member.on_disk().read_bytes() == FILES["a.txt"]
            assert [line.text for line in member.lines()] == [b"one\n", b"two\n"]
            assert source.find("../a.txt") is None
            assert source.find("none") is None
    assert not (place / "tmp").exists()


def test_a_packed_text_in_a_folder_is_unpacked_unless_it_lies_there_unpacked(place: Path) -> None:
    (place / "x").mkdir()
    (place / "x/a.txt").write_bytes(b"one")
    (place / "x/a.txt.gz").write_bytes(gzip.compress(b"one"))
    (place / "x/b.txt.gz").write_bytes(gzip.compress(b"two"))
    (place / "x/c.tar.gz").write_bytes(b"an attachment")
    assert read_all(place / "x")[0] == {"a.txt": b"one", "b.txt": b"two", "c.tar.gz": b"an attachment"}


def test_a_folder_of_nothing_but_archives_is_unpacked(place: Path) -> None:
    (place / "x").mkdir()
    zipped(place).rename(place / "x/1.zip")
    assert list(read_all(place / "x")[0]) == [f"1.zip/{name}" for name in FILES]


def test_the_standard_input_is_a_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(gzip.compress(b"words"))

    monkeypatch.setattr(sys, "stdin", Stdin)
    with open_source("-", place) as source:
        assert contents(source) == {"stdin": b"words"}


def test_no_link_is_followed(place: Path) -> None:
    (place / "secret").write_bytes(b"secret")
    path = folder(place)
    (path / "link.txt").symlink_to(place / "secret")
    (path / "folder").symlink_to(place)
    with open_source(str(path), place / "tmp") as source:
        assert contents(source) == FILES
        assert source.links == {"link.txt", "folder"}
        assert source.find("link.txt") is None
        assert source.find("folder/secret") is None


def test_links_and_ways_out_of_archives_are_left_out(place: Path) -> None:
    with zipfile.ZipFile(place / "a.zip", "w") as archive:
        archive.writestr("../../evil.txt", "evil")
        archive.writestr("a\\..\\..\\b.txt", "evil")
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("/good.txt", "good")
    found, problems = read_all(place / "a.zip")
    assert found == {"good.txt": b"good"}
    assert len(problems) == 2
    with tarfile.open(place / "b.tar", "w") as tar:
        for kind, name in (
            (tarfile.SYMTYPE, "s"),
            (tarfile.LNKTYPE, "h"),
            (tarfile.CHRTYPE, "c"),
            (tarfile.REGTYPE, "../x"),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            tar.addfile(entry)
    assert read_all(place / "b.tar")[0] == {}


@given(st.text(max_size=30) | st.lists(st.sampled_from(["..", ".", "/", "a", "\\", "\0"])).map("".join))
def test_no_name_leads_out(name: str) -> None:
    safe = safe_name(name)
    assert safe is None or (safe and not safe.startswith("/") and ".." not in safe.split("/"))


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst"])
def test_a_bomb_is_stopped(suffix: str, place: Path) -> None:
    (place / f"a{suffix}").write_bytes(PACK[suffix](bytes(10_000_000)))
    with open_source(str(place / f"a{suffix}"), place / "tmp", SMALL) as source:
        (member,) = source.members()
        with pytest.raises(UnreadableError, match="bomb"):
            member.read()
        with pytest.raises(UnreadableError, match="bomb"):
            member.on_disk()


def test_a_bomb_in_a_zip_is_stopped(place: Path) -> None:
    with zipfile.ZipFile(place / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(10_000_000))
    with (
        open_source(str(place / "a.zip"), place / "tmp", SMALL) as source,
        pytest.raises(UnreadableError, match="bomb"),
    ):
        contents(source)


def test_archives_within_archives_have_an_end(place: Path) -> None:
    path = zipped(place)
    for number in range(5):
        with zipfile.ZipFile(place / f"{number}.zip", "w") as archive:
            archive.write(path, f"{number}.zip")
        path = place / f"{number}.zip"
    found, problems = read_all(path, UnpackingLimits(depth=3))
    assert found == {}
    assert "more than 3 archives" in problems[0]
    assert len(read_all(place / "1.zip")[0]) == len(FILES)


def test_members_are_counted(place: Path) -> None:
    for number in range(20):
        (place / "x" / str(number)).parent.mkdir(exist_ok=True)
        (place / "x" / str(number)).touch()
    found, problems = read_all(place / "x", SMALL)
    assert len(found) == 10
    assert "more than 10 files" in problems[0]


@pytest.mark.parametrize("magic", [b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"])
@given(rest=st.binary(max_size=60))
def test_damaged_archives_are_errors_of_ours(
    magic: bytes, rest: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "a"
    path.write_bytes(magic + rest)
    with contextlib.suppress(UnreadableError):
        read_all(path)


def test_a_long_line_is_cut_and_the_next_one_is_read() -> None:
    lines = list(read_lines(io.BytesIO(b"a" * 300_000 + b"\nb\n" + b"c" * 10), longest=10))
    assert [(line.offset, len(line.text), line.is_whole) for line in lines] == [
        (0, 10, False),
        (300_001, 2, True),
        (300_003, 10, False),
    ]


def member_of(content: bytes) -> Member:
    return Member(name="a.json", size=len(content), open=lambda: io.BytesIO(content))


def test_json_is_read_with_bounds() -> None:
    assert parse_json(b"\xef\xbb\xbf[1]") == [1]
    for text in (b"[" * 100_000, b"{", b"\xff\xfe\xff"):
        with pytest.raises(UnreadableError):
            parse_json(text)
    context = ImportContext()
    found = [value for _, value in read_json_lines(member_of(b'{"a": 1}\n\n{broken\n[2]\n'), context)]
    assert found == [{"a": 1}, [2]]
    assert [problem.line for problem in context.problems] == [3]


def test_items_of_large_json_come_one_after_the_other() -> None:
    content = b'{"guild": {}, "messages": [{"id": "1", "x": 1.5}, {"id": "2"}]}'
    assert list(read_json_items(member_of(content), "messages.item")) == [{"id": "1", "x": 1.5}, {"id": "2"}]
    for damaged in (content[:-5], b'{"messages": [' + b"[" * 5000, b"\xff"):
        with pytest.raises(UnreadableError):
            list(read_json_items(member_of(damaged), "messages.item"))


@pytest.fixture(autouse=True)
def nothing_is_written_elsewhere(place: Path) -> Iterator[None]:
    before = set(os.listdir(place.parent))  # noqa: PTH208  names
    yield
    assert set(os.listdir(place.parent)) == before  # noqa: PTH208


def tar_header(name: str = "a.txt", kind: bytes = b"0", **fields: bytes) -> bytes:
    """The block that begins a member of a tar archive; `fields` are bytes in place of those that it should have."""
    entry = tarfile.TarInfo(name)
    entry.type = kind
    entry.size = 3
    block = bytearray(entry.tobuf(tarfile.USTAR_FORMAT)[:512])
    places = {"mode": 100, "size": 124, "mtime": 136, "prefix": 345}
    for field, value in fields.items():
        block[places[field] : places[field] + len(value)] = value
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


SOUND_TAR = tar_header("good.txt") + b"yes".ljust(512, b"\0")


@pytest.mark.parametrize(
    "damage",
    [
        tar_header(size=b"\xff" * 12),  # less than nothing, in base 256
        tar_header(size=b"\x80" + b"\x7f" * 11),  # more than any disk has
        tar_header(size=b"zzzzzzzzzzz\0"),
        tar_header(mtime=b"\x80" + b"\xff" * 11),
        tar_header(kind=b"x") + b"11 size=-9\n".ljust(512, b"\0") + tar_header(),
        tar_header(kind=b"x", size=b"\x80" + b"\x7f" * 11) + b"9 size=1\n".ljust(512, b"\0"),
        tar_header(kind=b"L", size=b"\x80" + b"\x00" * 4 + b"\x7f" * 7),
        tar_header(kind=b"S", size=b"\xff" * 12),
        b"".join(tar_header(kind=b"L") + b"abc".ljust(512, b"\0") for _ in range(3000)),  # one within the other
    ],
)
def test_damaged_fields_of_tar_members_are_problems(damage: bytes, place: Path) -> None:
    (place / "a.tar").write_bytes(SOUND_TAR + damage + b"end".ljust(512, b"\0") + bytes(1024))
    files, problems = read_all(place / "a.tar")
    assert files["good.txt"] == b"yes"
    assert problems or all(len(content) < 10_000 for content in files.values())


@pytest.mark.parametrize("pack", [zipped, tarred])
@example(damage=[(225, b"\x00")])  # a member of a zip without a name
@given(damage=st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=8)), max_size=6))
def test_no_damage_of_an_archive_raises_an_error_that_is_not_ours(
    pack: Callable[[Path], Path], damage: list[tuple[int, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    path = pack(folder)
    content = bytearray(path.read_bytes())
    for at, change in damage:
        content[at % len(content) : at % len(content) + len(change)] = change
    path.write_bytes(content)
    with contextlib.suppress(UnreadableError), open_source(str(path), folder / "tmp") as source:
        for member in source.members():
            with contextlib.suppress(UnreadableError):
                member.read()


@pytest.mark.parametrize("at", [18, 22, 26, 28, 42])  # sizes, lengths of names, the offset of the member
def test_damaged_fields_of_zip_members_are_problems(at: int, place: Path) -> None:
    path = zipped(place)
    content = bytearray(path.read_bytes())
    start = content.index(b"PK\x01\x02") if at > 30 else 0
    content[start + at : start + at + 2] = b"\xff\xff"
    path.write_bytes(content)
    with contextlib.suppress(UnreadableError), open_source(str(path), place / "tmp") as source:
        for member in source.members():
            with contextlib.suppress(UnreadableError):
                member.read()
