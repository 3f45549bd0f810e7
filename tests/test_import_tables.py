"""The importers of tables: which column is what, where threads come together, and that no input stops them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.importers.importer import NO, POSSIBLE, ImportContext
from archiver.importers.post_order import by_date, parents_first
from archiver.importers.settings import WrongSettingError
from archiver.importers.store import Outcome
from archiver.importers.tables.formats import Csv, JsonLines
from archiver.importers.tables.mapping import MappingError, make_mapping
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat
from tests.conftest import Project
from tests.importing import confidence_of, import_into, mutated, read_place, write_files

TABLE = """post_id,topic_id,subject,user,created,text,parent,forum,points
1,7,Belts,ada,2020-01-01 10:00,"First,
with a line",,Space/Moon,3
4,8,Moons,cy,2020-01-01 12:00,Other,,Space,
3,7,Re: Belts,bo,2020-01-03 10:00,Third,2,Space/Moon,-1
2,7,Re: Belts,bo,2020-01-02 10:00,Second,1,Space/Moon,x
"""


def read_csv(folder: Path, content: str | bytes, **values: str) -> tuple[list[ImportedThread], ImportContext]:
    return read_place(Csv(), write_files(folder, {"a.csv": content}), values)


def test_usual_names_of_columns_are_known(tmp_path: Path) -> None:
    (belts, moons), context = read_csv(tmp_path / "e", TABLE)
    assert (belts.id, belts.title, belts.board) == ("7", "Belts", ("Space", "Moon"))
    assert [(post.id, post.author, post.reply_to, post.score) for post in belts.posts] == [
        ("1", "ada", None, 3),
        ("2", "bo", "1", None),
        ("3", "bo", "2", -1),
    ]
    first = belts.posts[0]
    assert (first.body, first.format) == ("First,\nwith a line", BodyFormat.TEXT)
    assert first.date is not None
    assert first.date.iso == "2020-01-01T10:00:00+00:00"
    assert (moons.id, len(moons.posts)) == ("8", 1)
    assert context.read == 4
    assert context.problems == []


def test_the_user_says_which_column_is_what(tmp_path: Path) -> None:
    table = "a;b;c;d;ip\n7;ada;01.02.2020 10:00;<p>x</p>;127.0.0.1\n"
    said = {"thread": "a", "author": "b", "date": "c", "body": "d", "format": "html", "date-format": "%d.%m.%Y %H:%M"}
    (thread,), context = read_csv(tmp_path / "e", table, **said)
    (post,) = thread.posts
    assert (thread.id, thread.format, post.author, post.body) == ("7", BodyFormat.HTML, "ada", "<p>x</p>")
    assert post.date is not None
    assert post.date.iso == "2020-02-01T10:00:00+00:00"
    assert context.notes == {'column "ip" is read by nothing (--set extra=ip keeps it)': 1}
    (thread,), context = read_csv(tmp_path / "f", table, thread="a", body="d", extra="ip, b")
    assert thread.posts[0].extra == {"ip": "127.0.0.1", "b": "ada"}


def test_what_the_mapping_lacks_is_told_with_the_columns(tmp_path: Path, project: Project) -> None:
    with pytest.raises(MappingError, match=r"which column is the thread and which the body; the table has: a, b; "):
        read_csv(tmp_path / "e", "a,b\n1,2\n")
    with pytest.raises(MappingError, match=r'no column "c"; the table has: a, b'):
        make_mapping(["a", "b"], {"thread": "c"})
    with pytest.raises(WrongSettingError, match=r'the format csv has no setting "autor"; .*author'):
        import_into(project, tmp_path / "e", format="csv", settings={"autor": "a"})
    done = project.run("import", str(tmp_path / "e/a.csv"), "--as", "csv")
    assert done.returncode == 2
    assert "the table has: a, b; --set thread=COLUMN --set body=COLUMN" in done.stderr


def test_a_field_is_left_out_if_it_is_set_to_nothing() -> None:
    columns = ["thread", "body", "author"]
    assert make_mapping(columns, {"author": ""}).columns == {"thread": "thread", "body": "body"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_tables_are_read_as_programs_write_them(tmp_path: Path, encoding: str, delimiter: str, newline: str) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=newline)
    writer.writerows([["Thread", "Author", "Body"], ["7", "Zoë", f'say "é{delimiter}"\nmore'], ["7", "ü", "ö"]])
    (thread,), context = read_csv(tmp_path / "e", written.getvalue().encode(encoding))
    assert [(post.author, post.body) for post in thread.posts] == [("Zoë", f'say "é{delimiter}"\nmore'), ("ü", "ö")]
    assert bool(context.notes) == (encoding == "cp1252")


def test_rows_without_a_thread_or_a_text_are_counted(tmp_path: Path) -> None:
    threads, context = read_csv(tmp_path / "e", "thread,body,author\n7,x,a\n,y,b\n8,,c\n\n7\n")
    assert [(thread.id, len(thread.posts)) for thread in threads] == [("7", 1)]
    assert context.skipped == {"rows that name no thread": 1, "rows without a text": 2}


def test_a_row_that_begins_a_thread_has_its_own_id_for_it(tmp_path: Path) -> None:
    (thread,), _ = read_csv(tmp_path / "e", "id,thread,body,author\n7,,x,a\n8,7,y,b\n")
    assert [post.id for post in thread.posts] == ["7", "8"]


def test_threads_are_told_by_their_titles_if_no_column_has_them(tmp_path: Path) -> None:
    (thread, other), _ = read_csv(tmp_path / "e", "title,body,author\nA,x,a\nB,z,c\nA,y,b\n")
    assert (thread.title, len(thread.posts), other.title) == ("A", 2, "B")


def test_tables_of_two_sites_have_threads_of_their_own(tmp_path: Path, project: Project) -> None:
    table = "thread,body,author\n7,x,a\n"
    for name in ("moons-2024.csv", "moons-2025.csv", "belts.csv"):
        import_into(project, write_files(tmp_path, {name: table}) / name)
    assert len(list((project.root / "content").glob("7-*.md"))) == 2
    (thread,), _ = read_place(Csv(), tmp_path / "belts.csv", {"site": "x.example"})
    assert thread.site == "x.example"


def test_a_thread_without_a_title_has_its_first_words(tmp_path: Path) -> None:
    (thread,), _ = read_csv(tmp_path / "e", "thread,body,author\n7,<p>A &amp; b</p>,a\n", format="html")
    assert thread.title == "A & b"


def test_json_lines_and_arrays_are_tables(tmp_path: Path) -> None:
    rows: list[Any] = [
        {"topic": 7, "title": "A", "user": {"login": "ada"}, "created_at": 1577872800, "text": "x", "tags": ["a", "b"]},
        {"topic": 7, "user": {"login": "bo"}, "created_at": "1577872801000", "text": "y", "format": "markdown"},
    ]
    lines = "\n".join([json.dumps(rows[0]), "[1, 2", "3", "", json.dumps(rows[1])])
    (thread,), context = read_place(
        JsonLines(), write_files(tmp_path / "e", {"a.jsonl": lines}), {"author": "user.login"}
    )
    assert [(post.author, post.body, post.format) for post in thread.posts] == [
        ("ada", "x", BodyFormat.TEXT),
        ("bo", "y", BodyFormat.MARKDOWN),
    ]
    assert [post.date.iso if post.date else "" for post in thread.posts] == [
        "2020-01-01T10:00:00+00:00",
        "2020-01-01T10:00:01+00:00",
    ]
    assert thread.tags == ("a", "b")
    assert [(problem.path, problem.line) for problem in context.problems] == [("a.jsonl", 2), ("a.jsonl", 3)]
    (same,), _ = read_place(JsonLines(), write_files(tmp_path / "f", {"a.json": rows}))
    assert [post.author for post in same.posts] == ["ada", "bo"]


def test_tables_are_known_by_their_columns(tmp_path: Path) -> None:
    for name, importer, files, expected in (
        ("a", Csv(), {"a.csv": TABLE}, POSSIBLE),
        ("b", Csv(), {"a.csv": "a,b\n1,2\n"}, NO),
        ("c", Csv(), {"a.txt": TABLE}, NO),
        ("d", JsonLines(), {"a.jsonl": '{"thread": 1, "body": "x", "author": "a"}\n'}, POSSIBLE),
        ("e", JsonLines(), {"a.json": [{"thread": 1, "body": "x", "author": "a"}]}, POSSIBLE),
        ("f", JsonLines(), {"a.jsonl": '{"a": 1}\n', "b.jsonl": "{"}, NO),
    ):
        assert confidence_of(importer, write_files(tmp_path / name, files)) == expected


def test_a_table_is_imported_once(tmp_path: Path, project: Project) -> None:
    place = write_files(tmp_path / "e", {"a.csv": TABLE})
    report = import_into(project, place)
    assert (report.format, report.threads) == ("csv", {Outcome.NEW: 2})
    assert import_into(project, place).threads == {Outcome.UNCHANGED: 2}
    assert project.build().problems == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*TABLE, '"', "\r", "\n", "\0", ",", "\ud800"]), max_size=80).map("".join) | st.text())
def test_no_csv_raises(tmp_path: Path, text: str) -> None:
    read_csv(tmp_path / "e", (TABLE + text).encode("utf-8", "surrogatepass"))


ROW = {"id": 1, "thread": 7, "title": "x", "author": {"name": "a"}, "date": 1.5, "body": "y", "tags": ["z"], "score": 1}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    mutated(
        [
            {
                "id": 1,
                "thread": 7,
                "title": "x",
                "author": {"name": "a"},
                "date": 1.5,
                "body": "y",
                "tags": ["z"],
                "score": 1,
            }
        ]
        * 3
    )
)
def test_no_json_raises(tmp_path: Path, rows: Any) -> None:
    first = {"thread": 1, "body": "x", "author": "a", "date": 1, "title": "t", "tags": "u", "score": 1, "id": 1}
    read_place(
        JsonLines(), write_files(tmp_path / "e", {"a.json": [first, *(rows if isinstance(rows, list) else [rows])]})
    )


# What importers share.


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=12))
def test_no_reply_is_before_its_parent_unless_in_a_circle(edges: list[tuple[int, int | None]]) -> None:
    posts = [ImportedPost(id=str(id_), reply_to=None if parent is None else str(parent)) for id_, parent in edges]
    ordered = parents_first(posts)
    assert sorted(map(id, ordered)) == sorted(map(id, posts))
    parents = {post.id: post.reply_to for post in posts}
    if len(parents) == len(posts):
        positions = {post.id: position for position, post in enumerate(ordered)}
        for post in ordered:
            chain: list[str] = []
            parent = post.reply_to
            while parent in positions and parent not in chain:
                chain.append(parent)
                parent = parents[parent]
            is_in_a_circle = parent in chain
            if post.reply_to in positions and not is_in_a_circle:
                assert positions[post.reply_to] < positions[post.id]


def test_posts_without_a_date_stay_behind_the_one_before() -> None:
    from archiver.importers.json_fields import moment_of

    dates = [("a", "2020-01-02"), ("b", None), ("c", "2020-01-01"), ("d", None)]
    posts = [ImportedPost(id=id_, date=moment_of(date) if date else None) for id_, date in dates]
    assert [post.id for post in by_date(posts)] == ["c", "d", "a", "b"]
