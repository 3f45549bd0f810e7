"""Pasted threads: mails with their history, blocks of fields, talks without days, posts between blank lines."""

from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.store import Outcome
from archiver.importers.text.mails import read_mails
from archiver.importers.text.written_dates import WrittenDates
from tests.conftest import Project
from tests.importing import import_into, read_anyhow, read_export, write_files

TOP_POSTED = """Thanks, that did it.

Cy

On Wed, Mar 4, 2020 at 9:15 AM Bo Lind <bo@x.example> wrote:

> Try the other cable.
>
> On Tue, 3 Mar 2020 10:04:00 +0100, Ada Byron <ada@x.example>
> wrote:
>> It does not start.
>>
>> > all of it
>>
>> Any idea?
>
--\u0020
Cy of the engine room
"""
BLOCKS = """The engine

From: Ada Byron <ada@x.example>
Date: Tue, 3 Mar 2020 10:04:00 +0100
Subject: [engine] It does not start
Message-ID: <1@x.example>

It does not start.

On Mon, 2 Mar 2020, Dee wrote:
> Is it on?

-----
From: bo@x.example
Date: 4 Mar 2020 09:15 CET
To: the
 engine
X-Mailer: none
Subject: Re: [engine] It does not start
In-Reply-To: <1@x.example>

> It does not start.
Try the cable.

*From:* Cy
*Date:* 4 Mar 2020
*Subject:* Other

Done.
"""
OUTLOOK = """Will do.

Von: Ada Byron [mailto:ada@x.example]
Gesendet: Dienstag, 3. März 2020 10:04
An: Cy
Betreff: AW: Engine

Please stop it.

-----Original Message-----
From: Bo
Sent: Monday, March 02, 2020 8:00 AM
To: Ada
Subject: Engine

It runs.

On 1 March 2020, Dee wrote:

Start it, please.
"""


def test_a_top_posted_mail_becomes_its_posts(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"pasted.txt": TOP_POSTED})
    [thread] = read.threads
    assert [(post.author, post.date.iso if post.date else None) for post in thread.posts] == [
        ("Ada Byron", "2020-03-03T10:04:00+01:00"),
        ("Bo Lind", "2020-03-04T09:15:00+00:00"),
        (None, None),
    ]
    assert read.bodies == [
        "It does not start.\n\n> all of it\n\nAny idea?",
        "Try the other cable.",
        "Thanks, that did it.\n\nCy\n\n-- \nCy of the engine room",
    ]
    assert [post.reply_to for post in thread.posts] == [None, "1", "2"]
    assert all(post.extra == {"inferred": "true"} for post in thread.posts)
    assert read.problems == []


def test_blocks_of_fields(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"moons/pasted.txt": BLOCKS})
    [thread] = read.threads
    assert (thread.title, thread.board) == ("The engine", ("moons",))
    assert [(post.id, post.author, post.address, post.reply_to) for post in thread.posts] == [
        ("1@x.example", "Ada Byron", "ada@x.example", None),
        ("2", "bo@x.example", "bo@x.example", "1@x.example"),
        ("3", "Cy", None, None),
    ]
    assert [post.date and post.date.iso for post in thread.posts] == [
        "2020-03-03T10:04:00+01:00",
        "2020-03-04T09:15:00+01:00",
        "2020-03-04",
    ]
    assert read.bodies[0].endswith("Dee wrote:\n> Is it on?")
    assert read.bodies[1:] == ["> It does not start.\nTry the cable.", "Done."]
    assert not any(post.extra for post in thread.posts)


def test_what_outlook_repeats_without_marks(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"pasted.txt": OUTLOOK})
    [thread] = read.threads
    assert thread.title == "Engine"
    assert [post.author for post in thread.posts] == ["Dee", "Bo", "Ada Byron", None]
    assert read.bodies == ["Start it, please.", "It runs.", "Please stop it.", "Will do."]
    assert [post.extra.get("inferred") for post in thread.posts] == ["true", None, None, "true"]


def test_answers_between_the_lines_stay_one_post(tmp_path: Path) -> None:
    text = "On 3 March 2020, Bo wrote:\n> One?\nYes.\n> Two?\nNo.\n"
    read = read_export(tmp_path, {"pasted.txt": f"# Numbers\n\n{text}\n\n\nOther.\n"})
    assert read.bodies == [text.strip(), "Other."]
    assert read.threads[0].title == "Numbers"


def test_quotes_in_the_own_words_hide_no_history(tmp_path: Path) -> None:
    text = "> this\n\nis odd.\n\nOn 3 March 2020, Bo wrote:\n> this\n>\n> and that\n"
    read = read_export(tmp_path, {"pasted.txt": text})
    assert read.bodies == ["this\n\nand that", "> this\n\nis odd."]


def test_a_sentence_is_no_heading(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"pasted.txt": "Io\n\nIn 1610 Galileo wrote:\n\nFour of them.\n\n\nNote: not five.\n"})
    assert read.bodies == ["In 1610 Galileo wrote:\n\nFour of them.", "Note: not five."]


def test_a_clock_without_a_day_has_no_date(tmp_path: Path) -> None:
    log = "[12:34] <ada> Is it *on*?\n[12:35:10] <bo> No.\n[12:36] *** Joins: cy (~c@ )\n[12:36] * ada sighs\n"
    read = read_export(tmp_path, {"log.txt": log})
    assert [(post.author, post.date, post.extra.get("time")) for post in read.posts] == [
        ("ada", None, "12:34"),
        ("bo", None, "12:35:10"),
        ("ada", None, "12:36"),
    ]
    assert read.bodies == ["Is it \\*on\\*?", "No.", "*ada* sighs"]
    assert read.context.skipped == {"joins": 1}
    with_day = read_export(tmp_path / "dated", {"log.2020-03-04.txt": log})
    assert next(post.date and post.date.iso for post in with_day.posts) == "2020-03-04T12:34:00+00:00"


def test_a_talk(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"talk.txt": "ada: Is it on?\n12:04 bo: No.\n  # off\n\nada: Oh\n<cy> 1. x\n"})
    assert [(post.author, post.body) for post in read.posts] == [
        ("ada", "Is it on?"),
        ("bo", "No.\\\n\\# off"),
        ("ada", "Oh"),
        ("cy", "1\\. x"),
    ]
    assert read.threads[0].title == "Is it on?"


def test_posts_between_blank_lines(tmp_path: Path) -> None:
    read = read_export(tmp_path, {"pasted.txt": "Who pays?\n\nAda does.\nOr not.\n\n\nBo: never.\n\n\n\n# Cy\n"})
    assert read.threads[0].title == "Who pays?"
    assert read.bodies == ["Ada does.\nOr not.", "Bo: never.", "# Cy"]
    assert all(post.author is None and post.date is None and post.extra for post in read.posts)


def test_one_paragraph_is_a_post(tmp_path: Path) -> None:
    read = read_anyhow(tmp_path, "text", {"a.txt": "Who pays?\n", "b.txt": "\n \n", "c.txt": b"\x00"})
    assert (read.bodies, read.threads[0].title) == (["Who pays?"], "Who pays?")
    assert read.context.skipped == {"texts without a post": 1}
    assert len(read.problems) == 1


def test_texts_of_discourse_are_left_to_their_importer(tmp_path: Path) -> None:
    raw = f"ada | 2019-10-19 23:24:16 UTC | #1\n\nOn?\n\n{'-' * 25}\n\nbo | 2019-10-19 23:25:16 UTC | #2\n\nNo.\n"
    rendered = "# On?\n\n## Post #1 by @ada (2019-10-19)\n\n<p>On?</p>\n"
    files = {"raw.5.txt": raw, "6.md": rendered}
    assert {thread.site for thread in read_export(tmp_path, files).threads} == {"export"}
    read = read_anyhow(tmp_path / "anyhow", "text", files)
    assert [(post.id, post.author) for post in read.posts] == [("1", "ada"), ("1", "ada"), ("2", "bo")]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Tue, 3 Mar 2020 10:04:00 -0330", "2020-03-03T10:04:00-03:30"),
        ("2020-03-03T10:04:00Z", "2020-03-03T10:04:00+00:00"),
        ("On Tue, Mar 3, 2020 at 10:04 PM PST Ada wrote:", "2020-03-03T22:04:00-08:00"),
        ("3 Mar 2020 10:04 XQT", "2020-03-03"),
        ("Am 03.04.20 um 10:04 schrieb Ada:", "2020-04-03T10:04:00+00:00"),
        ("Le 3 avril 2020 à 10:04, Ada a écrit :", "2020-04-03T10:04:00+00:00"),
        ("On 03/04/2020 10:04, Ada wrote:", None),
        ("On 03/03/2020 10:04, Ada wrote:", "2020-03-03T10:04:00+00:00"),
        ("Yesterday at 10:04", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    found = WrittenDates([], UTC).parse(text)
    assert (found and found.iso) == date


def test_other_dates_tell_which_number_is_the_day() -> None:
    found = WrittenDates(["On 25/04/2020, Ada wrote:"], UTC).parse("03/04/2020")
    assert found is not None
    assert found.iso == "2020-04-03"


def test_importing_again_changes_nothing(project: Project, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "export", {"a.txt": TOP_POSTED, "b.txt": BLOCKS, "c.txt": OUTLOOK})
    assert import_into(project, folder).threads == {Outcome.NEW: 3}
    assert import_into(project, folder).threads == {Outcome.UNCHANGED: 3}


LINES = (*TOP_POSTED.split("\n"), *BLOCKS.split("\n"), *OUTLOOK.split("\n"), "ada: x", "[1:2] <b> y", "\0", "# ", ">")


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_no_text_raises(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    read_anyhow(tmp_path_factory.mktemp("text"), "text", {"x.txt": "\n".join(lines)})


@given(st.lists(st.sampled_from(["word", "other", "> quoted", "", "ada", "-- "]), max_size=12))
def test_no_word_is_lost(lines: list[str]) -> None:
    text = [*lines, *TOP_POSTED.split("\n")]
    pieces = read_mails(text, WrittenDates([], UTC)).pieces
    left = sorted(word for piece in pieces for word in piece.body.replace(">", " ").split())
    known = sorted(word for line in text for word in line.replace(">", " ").split())
    headings = (
        "On Wed, Mar 4, 2020 at 9:15 AM Bo Lind <bo@x.example wrote: On Tue, 3 Mar 2020 10:04:00 +0100, Ada Byron"
    )
    for word in (*headings.split(), "<ada@x.example", "wrote:"):
        known.remove(word)
    assert left == known
