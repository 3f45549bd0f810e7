"""Logs of IRC: the shapes of lines, days and channels, what is left out, and whatever is wrong with them."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.irc.line_shapes import Shape, parse_line
from archiver.importers.irc.log_files import place_of
from archiver.importers.store import Outcome
from tests.conftest import Project
from tests.importing import Files, Read, import_into, read_anyhow, read_export, write_files

IRSSI = """--- Log opened Sat Sep 06 22:28:43 2014
22:28 -!- ada [~ada@x.example] has joined #moon
22:29 <@ada> Is it *cold*?
22:30  * bo shivers
22:31 -!- mode/#moon [+o bo] by ada
22:32 -!- bo is now known as bo_
--- Day changed Sun Sep 07 2014
00:01 < bo_> # very
00:01 < bo_> # very
09:30 <@ada> \x0304red\x03 https://x.example/a_b_
09:31 -!- cy [cy@x.example] has quit [Quit: bye]
--- Log closed Sun Sep 07 10:00:00 2014
"""
WEECHAT = "2014-09-06 22:28:43\t-->\tada (~a@x.example) has joined #moon\n2014-09-06 22:29:00\t@ada\tHi\tbo\n" + (
    "2014-09-06 22:29:01\t *\tbo waves\n2014-09-06 22:29:02\t--\tbo is now known as bo_\n"
    "2014-09-06 22:29:03\t<--\tada (~a@x.example) has quit (Quit)\n"
)
ENERGYMECH = (
    "[14:03:29] <ada> one\n[14:03:30] *** Joins: bo (~bo@ )\n[14:03:31] * bo nods\n[14:03:32] *** Quits: bo ()\n"
)


def times(read: Read) -> list[str]:
    return [post.date.iso for post in read.posts if post.date]


def test_irssi(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"moon.log": IRSSI})
    night, morning = read.threads
    assert (night.site, night.board, night.title) == ("irc//moon", ("moon",), "Is it *cold*?")
    assert [post.body for post in night.posts] == ["Is it \\*cold\\*?", "*bo* shivers", "\\# very", "\\# very"]
    assert [post.author for post in night.posts] == ["ada", "bo", "bo_", "bo_"]
    assert [post.body for post in morning.posts] == ["red https://x.example/a_b_"]
    assert times(read)[2:4] == ["2014-09-07T00:01:00+00:00"] * 2
    assert read.context.skipped == {
        "lines that tell the date": 3,
        "joins": 1,
        "other events (modes, topics, kicks)": 1,
        "changes of names": 1,
        "leaves": 1,
    }
    assert read.context.read == 12
    assert read.problems == []


def test_days_come_from_lines_and_from_names_of_files(tmp_path: Path) -> None:
    files: Files = {
        "net/#moon/2014-09-05.log": ENERGYMECH,
        "weechat/irc.net.#moon.weechatlog": WEECHAT,
        "#sky_20140904.log.txt": "[23:59] <ada> late\n[00:01] <ada> early\n",
        "notes.txt": "no log\n",
    }
    read = read_export(tmp_path, files)
    assert [thread.board for thread in read.threads] == [("#sky",), ("#sky",), ("net", "#moon"), ("net", "#moon")]
    assert times(read)[:3] == ["2014-09-04T00:01:00+00:00", "2014-09-04T23:59:00+00:00", "2014-09-05T14:03:29+00:00"]
    assert read.bodies == ["early", "late", "one", "*bo* nods", "Hi\tbo", "*bo* waves"]
    assert read.context.skipped["files that are no logs"] == 1


def test_logs_of_two_that_were_there_are_one(tmp_path: Path) -> None:
    more = ENERGYMECH + "[14:03:40] <cy> two\n"
    read = read_export(tmp_path, {"a/#moon-2014-09-05.log": ENERGYMECH, "a/#moon.2014-09-05.txt": more})
    assert read.bodies == ["one", "*bo* nods", "two"]
    assert read.context.notes["messages that were there twice"] == 2


def test_a_day_that_was_not_told_of_is_guessed(tmp_path: Path) -> None:
    log = "--- Log opened Sat Sep 06 22:28:43 2014\n23:59 <a> x\n00:01 <a> y\n00:02 <a> z\n"
    read = read_export(tmp_path, {"m.log": log})
    assert [time[:10] for time in times(read)] == ["2014-09-06", "2014-09-07", "2014-09-07"]
    assert sum(read.context.notes.values()) == 2


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"a.log": "12:00 <a> x\n", "b-2014-09-06.log": ENERGYMECH * 3 + "??\n"})
    assert read.problems[0].startswith("a.log:1")
    assert "1 messages, for neither" in read.problems[0]
    assert read.problems[1].startswith("b-2014-09-06.log:13")


@pytest.mark.parametrize(
    ("line", "shape", "name", "text"),
    [
        ("2019-01-20T02:03:48  *** ada <ada!~ada@x.example> has joined #sky", Shape.JOIN, "", None),
        ("2019-01-20T02:03:48  <ada> a  b", Shape.MESSAGE, "ada", "a  b"),
        ("2019-01-20T02:03:48  * ada a", Shape.ACTION, "ada", "a"),
        ("2017-10-23T07:32:22 * ada joined the channel", Shape.JOIN, "", None),
        ("Sep 06 18:28:43 * ada (~a@x.example) has quit (Quit: bye)", Shape.LEAVE, "", None),
        ("Sep 06 18:28:43 * ada is now known as ada_", Shape.NAME, "", None),
        ("Sep 06 18:28:43 * ada left the room", Shape.ACTION, "ada", "left the room"),
        ("Sep 06 18:28:43 <ada>\tHi", Shape.MESSAGE, "ada", "Hi"),
        ("[14:03:29] -ada- notice", Shape.MESSAGE, "ada", "notice"),
        ("[14:03:29] *** ada sets mode: +o bo", Shape.EVENT, "", None),
        ("02:03 PM <ada>", Shape.MESSAGE, "ada", ""),
        ("25:99 <ada> x", Shape.UNKNOWN, "", None),
        ("[12/31/23, 10:00:00 PM] Ada: text", Shape.UNKNOWN, "", None),
        ("**** BEGIN LOGGING AT Thu Dec 31 22:00:00 2009", Shape.DATE, "", None),
    ],
)
def test_a_line_has_a_shape(line: str, shape: Shape, name: str, text: str | None) -> None:
    found = parse_line(line)
    assert (found.shape, found.name) == (shape, name)
    assert text is None or found.text == text


def test_dates_and_channels() -> None:
    assert parse_line("**** BEGIN LOGGING AT Thu Dec 31 22:00:00 2009").day == date(2009, 12, 31)
    assert parse_line("--- Day changed Sun Feb 31 2014").day is None
    assert parse_line("31-Dec-2009 10:00 <a> x").day == date(2009, 12, 31)
    assert place_of("2016/06/#moon_20160601.log.txt", "x").channel == "#moon"
    assert place_of("2016-06-01.log", "sky-2016.zip").channel == "sky-2016.zip"


@given(st.text(alphabet="0123:456 <>@*-![]\tabJoins#\n\r\x03", max_size=200))
def test_any_text_has_shapes(text: str) -> None:
    for line in text.split("\n"):
        parse_line(line)


@given(st.binary(max_size=300))
def test_no_damage_raises_an_error(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    folder = tmp_path_factory.mktemp("irc")
    read_anyhow(folder, "irc", {"a-2014-09-06.log": ENERGYMECH.encode() * 2 + noise + IRSSI.encode(), "b.log": noise})
    shutil.rmtree(folder)


def test_logs_are_imported_once_and_build(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_files(tmp_path_factory.mktemp("irc"), {"x/moon.log": IRSSI, "x/sky-2014-09-05.log": ENERGYMECH})
    report = import_into(project, folder)
    assert (report.format, report.threads, report.problems) == ("irc", {Outcome.NEW: 3}, [])
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 3}
    assert project.build().problems == ()
