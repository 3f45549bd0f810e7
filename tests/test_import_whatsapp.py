"""WhatsApp's exports: dates in several locales, texts of many lines, files, notices, and whatever is wrong with them.

Exports of real chats are private, and none was read: the shapes are those that other importers document.
"""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.chat.date_order import DateOrder
from archiver.importers.store import Outcome
from archiver.importers.whatsapp.lines import parse_start
from tests.conftest import Project
from tests.importing import Files, import_into, read_anyhow, read_export, write_files

IOS = (
    "[12/31/23, 9:59:00\u202fPM] Crew: \u200eMessages and calls are end-to-end encrypted.\n"
    "[12/31/23, 10:00:00\u202fPM] Ada: Is it *cold*?\n# up\n\n"
    "\u200e[12/31/23, 10:01:00\u202fPM] Bo: \u200e<attached: map.png>\n"
    "[1/1/24, 12:00:30\u202fAM] ~ Cy: See 10:30: now\n[1/1/24, 9:00:00\u202fAM] Ada: later\n"
)
ANDROID = (
    "31.12.23, 22:00 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.\n31.12.23, 22:01 - Ada: eins\n"
    "31.12.23, 22:01 - Ada: eins\n31.12.23, 22:02 - Bo: IMG-1.jpg (Datei angehängt)\nbunt\n"
)


def test_ios(tmp_path: Path) -> None:
    files: Files = {"WhatsApp Chat - Crew/_chat.txt": IOS, "WhatsApp Chat - Crew/map.png": b"png"}
    read = read_export(tmp_path, files)
    night, morning = read.threads
    assert [post.body for post in night.posts] == [
        "Is it \\*cold\\*?\\\n\\# up",
        "",
        "See 10:30: now",
    ]
    assert [post.date.iso for post in night.posts if post.date][1:] == [
        "2023-12-31T22:01:00+00:00",
        "2024-01-01T00:00:30+00:00",
    ]
    assert [post.author for post in night.posts] == ["Ada", "Bo", "~ Cy"]
    assert [file.read() for file in night.posts[1].attachments if file.read] == [b"png"]
    assert [post.body for post in morning.posts] == ["later"]
    assert any("read as mdy, by all dates" in note for note in read.context.notes)
    assert read.problems == []


def test_android(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"WhatsApp Chat mit Die Crew.txt": ANDROID, "IMG-1.jpg": b"jpg"})
    (thread,) = read.threads
    assert (thread.board, thread.site, thread.title) == (("Die Crew",), "whatsapp/Die Crew", "eins")
    assert [post.body for post in thread.posts] == ["eins", "eins", "bunt"]
    assert [file.name for file in thread.posts[2].attachments] == ["IMG-1.jpg"]
    assert read.context.skipped == {"notices of WhatsApp (joins, calls, encryption)": 1}
    assert any("read as dmy, by all dates" in note for note in read.context.notes)


def test_the_order_of_dates_can_be_set_and_is_said_if_it_is_a_guess(tmp_path: Path) -> None:
    chat = "1/2/24, 10:00 - Ada: a\n1/2/24, 10:01 - Ada: b\n"
    read = read_export(tmp_path, {"x.txt": chat})
    assert [post.date.iso[:10] for post in read.posts if post.date] == ["2024-02-01"] * 2
    assert any("though the dates fit another order" in note for note in read.context.notes)
    read = read_export(tmp_path, {"x.txt": chat}, dates="mdy")
    assert [post.date.iso[:10] for post in read.posts if post.date] == ["2024-01-02"] * 2


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["13/1/24", "1/2/24"], ("dmy", True)),
        (["1/13/24", "1/2/24"], ("mdy", True)),
        (["2024-01-02", "2024-01-03"], ("ymd", True)),
        (["1/2/24", "2/2/24", "3/2/24", "1/3/24"], ("dmy", True)),
        (["2/1/24", "2/2/24", "2/3/24", "3/1/24"], ("mdy", True)),
    ],
)
def test_the_order_of_dates_comes_from_the_whole_file(dates: list[str], order: tuple[str, bool]) -> None:
    found = DateOrder()
    for day in dates:
        start = parse_start(f"{day}, 10:00 - Ada: x")
        assert start is not None
        found.add(start.shown)
    assert found.decide() == order


@pytest.mark.parametrize(
    ("line", "time", "name"),
    [
        ("[31.12.23, 22:00:05] Ada: x", (22, 0, 5), "Ada"),
        ("31/12/2023 22:00 - Ada: x", (22, 0, 0), "Ada"),
        ("12/31/23, 12:00 am - +49 1: x", (0, 0, 0), "+49 1"),
        ("31/12/23, 10:00 p. m. - Ada: x", (22, 0, 0), "Ada"),
        ("2023-12-31, 22:00 - Ada: x", (22, 0, 0), "Ada"),
        ("31.12.23 um 22:00 - Ada: x", (22, 0, 0), "Ada"),
    ],
)
def test_the_start_of_a_message(line: str, time: tuple[int, int, int], name: str) -> None:
    start = parse_start(line)
    assert start is not None
    assert (start.shown.time, start.name, start.text) == (time, name, "x")


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"x.txt": "lost\n32.13.23, 22:00 - Ada: x\n31.12.23, 22:00 - Ada: y\n"})
    assert read.bodies == ["y"]
    assert [problem.partition(": ")[0] for problem in read.problems] == ["x.txt:1", "x.txt:2"]


@given(st.text(alphabet="0123/.:,- []AMPada\n\u200e\u202f", max_size=200))
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, noise: str) -> None:
    folder = tmp_path_factory.mktemp("whatsapp")
    read_anyhow(folder, "whatsapp", {"a.txt": IOS + noise + ANDROID, "b.txt": noise})
    shutil.rmtree(folder)


def test_an_export_is_imported_once_and_builds(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_files(tmp_path_factory.mktemp("whatsapp"), {"x/_chat.txt": IOS, "x/map.png": b"\x89PNG"})
    report = import_into(project, folder)
    assert (report.format, report.threads, report.problems) == ("whatsapp", {Outcome.NEW: 2}, [])
    assert report.attachments == 1
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 2}
    assert project.build().problems == ()
