"""The SQLite database of tg-archive, made with its schema: messages, media, polls, links, and damaged or hostile files.

No public database was found: the shapes are those that its code writes.
"""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from archiver.importers.store import Outcome
from archiver.importers.telegram.importer import Telegram
from tests.conftest import Project
from tests.importing import Files, confidence_of, import_into, read_anyhow, read_export, write_files

SCHEMA = """
CREATE table messages (id INTEGER NOT NULL PRIMARY KEY, type TEXT NOT NULL, date TIMESTAMP NOT NULL,
    edit_date TIMESTAMP, content TEXT, reply_to INTEGER, user_id INTEGER, media_id INTEGER,
    FOREIGN KEY(user_id) REFERENCES users(id), FOREIGN KEY(media_id) REFERENCES media(id));
CREATE table users (id INTEGER NOT NULL PRIMARY KEY, username TEXT, first_name TEXT, last_name TEXT, tags TEXT,
    avatar TEXT);
CREATE table media (id INTEGER NOT NULL PRIMARY KEY, type TEXT, url TEXT, title TEXT, description TEXT, thumb TEXT);
"""
CONFIG = 'api_id: "1"\ngroup: "probes"  # the group\nmedia_dir: "files"\n'
POLL = json.dumps([{"label": "Yes_", "count": 2, "correct": False}, {"label": "No", "count": 0}])
USERS = [(1, "ada", "Ada", None, "", None), (2, "bo", None, None, "bot", None)]
MEDIA = [
    (3, "photo", "3.png", "moon.png", None, "thumb_3.png"),
    (4, "poll", None, "Go?", POLL, None),
    (5, "webpage", "https://x.example/io", "Io", "A moon", None),
    (6, "photo", "../../etc/passwd", "p", None, None),
]
ROWS = [
    (1, "user_joined", "2021-03-01 09:00:00", None, "", None, 1, None),
    (2, "message", "2021-03-01 10:00:00", "2021-03-01 10:05:00", "How *far* is Io?", None, 1, None),
    (3, "message", "2021-03-01 10:01:00", None, "This far", 2, 2, 3),
    (4, "message", "2021-03-02 20:00:00", None, "", None, 1, 4),
    (5, "message", "2021-03-02 20:01:00", None, "See", None, 2, 5),
    (6, "message", "2021-03-02 20:02:00", None, "", None, 9, 6),
    (7, "user_left", "2021-03-02 20:03:00", None, "", None, 2, None),
]


def database(folder: Path, schema: str = SCHEMA, rows: Sequence[tuple[object, ...]] | None = None) -> bytes:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "made.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(schema)
    if rows is None:
        connection.executemany("INSERT INTO users VALUES (?, ?, ?, ?, ?, ?)", USERS)
        connection.executemany("INSERT INTO media VALUES (?, ?, ?, ?, ?, ?)", MEDIA)
    if rows is None or rows:
        connection.executemany("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows or ROWS)
    connection.commit()
    connection.close()
    return path.read_bytes()


def export(tmp_path: Path) -> Files:
    data = database(tmp_path / "made")
    return {"x/data.sqlite": data, "x/config.yaml": CONFIG, "x/files/3.png": b"\x89PNG\r\n\x1a\n"}


def test_messages_are_conversations_with_their_files(tmp_path: Path) -> None:
    read = read_export(tmp_path, export(tmp_path))
    far, go = read.threads
    assert (far.id, far.site, far.board) == ("c2", "telegram/probes", ("probes",))
    assert [(post.id, post.author, post.reply_to) for post in far.posts] == [("2", "ada", None), ("3", "bo", "2")]
    assert [post.body for post in far.posts] == ["How \\*far\\* is Io?", "This far"]
    assert far.posts[0].edited
    assert far.posts[0].date
    assert far.posts[0].date.at.isoformat() == "2021-03-01T10:00:00+00:00"
    assert far.posts[0].url == "https://t.me/probes/2"
    assert [(file.name, file.read and file.read()[:4]) for file in far.posts[1].attachments] == [
        ("moon.png", b"\x89PNG")
    ]
    assert [post.body for post in go.posts] == [
        "**Go?**\n\n- Yes\\_: 2\n- No: 0",
        "See\n\n[Io](https://x.example/io)\\\nA moon",
        "*p, which the export lacks*",
    ]
    assert go.posts[2].author == "deleted account user9"
    assert read.context.skipped == {"joins": 1, "leaves": 1}
    assert (read.context.read, read.problems) == (7, [])


def test_importing_again_writes_nothing(project: Project, tmp_path: Path) -> None:
    place = write_files(tmp_path / "export", export(tmp_path))
    assert import_into(project, place).threads == {Outcome.NEW: 2}
    assert import_into(project, place).threads == {Outcome.UNCHANGED: 2}
    assert sorted(path.name for path in (place / "x").iterdir()) == ["config.yaml", "data.sqlite", "files"]
    assert project.build().problems == ()


def test_the_file_alone_is_enough(tmp_path: Path) -> None:
    place = tmp_path / "data.sqlite"
    place.write_bytes(database(tmp_path / "made"))
    assert confidence_of(Telegram(), place) == 1
    other = tmp_path / "other.sqlite"
    other.write_bytes(database(tmp_path / "other", "CREATE TABLE messages (a, b, c, d, e, f, g, h)", []))
    assert confidence_of(Telegram(), other) == 0


ENDLESS = """CREATE VIEW messages AS WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)
SELECT n id, n type, n date, n edit_date, n content, n reply_to, n user_id, n media_id FROM t;"""
HOSTILE = {
    "a view": SCHEMA.replace("CREATE table messages", "CREATE TABLE messages_") + ENDLESS,
    "a computed column": SCHEMA.replace("content TEXT", "content TEXT AS (hex(zeroblob(1000000000)))"),
    "no users": SCHEMA.replace("CREATE table users", "CREATE TABLE people"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_a_plain_table_is_not_read(name: str, tmp_path: Path) -> None:
    read = read_export(tmp_path, {"data.sqlite": database(tmp_path / "made", HOSTILE[name], [])})
    assert read.threads == []
    assert "it has no plain table" in read.problems[0]


def test_damaged_files_raise_nothing(tmp_path: Path) -> None:
    rows = [(n, "message", "2021-03-01 10:00:00", None, f"{n} " * 200, None, 1, None) for n in range(1, 400)]
    data = database(tmp_path / "made", rows=rows)
    for number, at in enumerate(range(4096, len(data), len(data) // 9)):
        damaged = data[:at] + b"\xff" * 512 + data[at + 512 :]
        read_anyhow(tmp_path / f"{number}", "telegram", {"data.sqlite": damaged})
    wrong = read_export(
        tmp_path / "wrong", {"data.sqlite": data.replace(b"CREATE TABLE users", b"CREATE TABLE us\xabrs")}
    )
    assert wrong.threads == []
    assert "the rest of the file is left out" in wrong.problems[0]
    cut = read_export(tmp_path / "cut", {"data.sqlite": data[: len(data) // 2]})
    assert "the rest of the file is left out" in cut.problems[0]
