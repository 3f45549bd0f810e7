"""Which changed files can be read now, by a clock that the tests set."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from archiver.preview.watching.half_written import FileState, HalfWritten, read_file_state
from archiver.preview.watching.temporary_names import is_temporary
from archiver.preview.watching.throttle import Throttle

A, B = Path("a.md"), Path("b.md")
GONE = FileState(None, is_complete=False)


def complete(size: int = 10) -> FileState:
    return FileState((0, 0, size, 1), is_complete=True)


def stump(size: int = 5) -> FileState:
    return FileState((0, 0, size, 1), is_complete=False)


@dataclass
class Disk:
    """The states of files, as `HalfWritten` reads them."""

    states: dict[Path, FileState] = field(default_factory=dict)
    readings: int = 0

    def __post_init__(self) -> None:
        self.held = HalfWritten(self.read)

    def read(self, path: Path) -> FileState:
        self.readings += 1
        return self.states.get(path, GONE)


def test_a_complete_file_that_was_closed_is_ready_at_once() -> None:
    disk = Disk({A: complete()})
    disk.held.add(A, 1.0)
    assert disk.held.take_ready(1.0) == (A,)
    assert (disk.held.next_due(), A in disk.held, disk.held.take_ready(9.0)) == (None, False, ())


def test_a_file_of_which_more_is_to_come_waits_until_it_is_closed_or_quiet() -> None:
    disk = Disk({A: complete(), B: complete()})
    for path in (A, B):
        disk.held.add(path, 1.0, quiet=0.025)
    disk.held.add(A, 1.01)
    assert disk.held.take_ready(1.01) == (A,)
    assert disk.held.next_due() == pytest.approx(1.025)
    assert disk.held.take_ready(1.03) == (B,)


def test_a_text_that_ends_in_mid_line_is_ready_as_soon_as_it_is_complete() -> None:
    disk = Disk()
    for step in range(4):
        disk.states[A] = stump(step)
        disk.held.add(A, step * 0.05)
        assert disk.held.take_ready(step * 0.05) == ()
    disk.states[A] = complete()
    disk.held.add(A, 0.2)
    assert disk.held.take_ready(0.2) == (A,)


@pytest.mark.parametrize("state", [stump(), GONE])
def test_a_file_that_stays_unfinished_or_gone_is_ready_after_a_tenth_of_a_second(state: FileState) -> None:
    disk = Disk({A: state})
    disk.held.add(A, 1.0)
    assert disk.held.take_ready(1.05) == ()
    assert disk.held.next_due() == pytest.approx(1.1)
    assert disk.held.take_ready(1.11) == (A,)


def test_a_text_that_never_ends_with_a_newline_waits_only_if_it_is_shorter_than_before() -> None:
    disk = Disk({A: stump(5)})
    disk.held.add(A, 1.0)
    assert disk.held.take_ready(1.0) == ()
    assert disk.held.take_ready(1.11) == (A,)
    for size, ready in ((6, (A,)), (4, ())):
        disk.states[A] = stump(size)
        disk.held.add(A, 2.0 + size)
        assert disk.held.take_ready(2.0 + size) == ready


def test_a_change_that_no_event_told_begins_the_tenth_of_a_second_anew() -> None:
    disk = Disk({A: stump(5)})
    disk.held.add(A, 1.0)
    assert disk.held.take_ready(1.0) == ()
    disk.states[A] = stump(6)
    assert disk.held.take_ready(1.11) == ()
    assert disk.held.take_ready(1.22) == (A,)


@pytest.mark.parametrize(("state", "quiet"), [(GONE, 0.0), (complete(), 0.025)])
def test_a_file_that_never_rests_is_passed_on_twice_a_second(state: FileState, quiet: float) -> None:
    disk = Disk({A: state})
    passed_on = []
    for step in range(200):
        now = step / 100
        disk.held.add(A, now, quiet=quiet)
        passed_on += [now for _ in disk.held.take_ready(now)]
    assert len(passed_on) == pytest.approx(4, abs=1)
    assert passed_on[0] == pytest.approx(0.5)


def test_files_are_ready_in_the_order_of_their_changes() -> None:
    paths = [Path(f"{number}.md") for number in (3, 1, 2)]
    disk = Disk({path: complete() for path in paths})
    for path in paths:
        disk.held.add(path, 1.0)
    assert disk.held.take_ready(1.0) == tuple(paths)


def test_many_files_that_are_gone_are_not_read_at_each_event() -> None:
    disk = Disk()
    for number in range(2000):
        disk.held.add(Path(f"{number}.md"), number / 1e5)
        disk.held.take_ready(number / 1e5)
    assert len(disk.held.take_ready(9.0)) == 2000
    assert disk.readings == 4000


@pytest.mark.parametrize(
    ("name", "content", "is_complete"),
    [
        ("a.md", b"line\n", True),
        ("a.md", b"line", False),
        ("a.MARKDOWN", b"line", False),
        ("home.html", b"{% block", False),
        ("style.css", b"p {}", False),
        ("photo.jpg", b"\xff\xd8", True),
        ("photo.jpg", b"", False),
        ("a.md", b"", False),
    ],
)
def test_the_last_byte_of_a_text_tells_whether_it_is_complete(
    tmp_path: Path,
    name: str,
    content: bytes,
    is_complete: bool,  # noqa: FBT001
) -> None:
    (tmp_path / name).write_bytes(content)
    state = read_file_state(tmp_path / name)
    assert state.is_complete == is_complete
    assert state.signature


def test_what_is_not_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "nothing.md")
    (tmp_path / "circle.md").symlink_to(tmp_path / "circle.md")
    assert read_file_state(tmp_path).is_complete
    assert read_file_state(tmp_path / "pipe.md").is_complete
    assert read_file_state(tmp_path / "circle.md") == FileState(None, is_complete=True)
    assert read_file_state(tmp_path / "link.md") == read_file_state(tmp_path / "none.md") == GONE


@pytest.mark.parametrize(
    "name",
    [
        "lamps.md~",
        "lamps.md.~1~",
        "4913",
        "#lamps.md#",
        "lamps.md.tmp",
        "lamps.md.vsctmp",
        "~syncthing~lamps.md.tmp",
        "lamps.md___jb_tmp___",
        "lamps.md___jb_old___",
        "lamps.md.AkZbqc",
        "lamps.md.sb-3f5a0c9d-Kx3bZa",
        "archive.zip.part",
        "archive.zip.crdownload",
        "~$letter.docx",
        "addresses.jsonl.4711-4712.new",
        "addresses.jsonl.0123456789abcdef.new",
    ],
)
def test_a_temporary_name_is_known(name: str) -> None:
    assert is_temporary(name)


@pytest.mark.parametrize(
    "name", ["lamps.md", "2023", "4914", "lamps.md.backup", "lamps.v2.Report", "#1.md", "new", "a.new", "part", "tmp"]
)
def test_another_name_is_not_temporary(name: str) -> None:
    assert not is_temporary(name)


def test_calls_are_ever_less_often_while_there_is_always_cause_for_one() -> None:
    throttle, now, calls = Throttle(), 10.0, []
    assert throttle.earliest < now
    while now < 11:
        calls.append(now)
        throttle.add_call(due=now - 0.001, ended=now)
        now = throttle.earliest
    gaps = [later - sooner for sooner, later in pairwise(calls)]
    assert gaps[:4] == pytest.approx([0.025, 0.05, 0.1, 0.2])
    assert max(gaps) == pytest.approx(0.2)


def test_a_call_for_which_there_was_no_cause_before_is_made_at_once() -> None:
    throttle = Throttle()
    for step in range(10):
        now = step * 0.03
        assert throttle.earliest <= now
        throttle.add_call(due=now, ended=now)
