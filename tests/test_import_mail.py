"""Mail: what is in an mbox, a Maildir or a public-inbox, and what becomes of it."""

import base64
import json
import random
import re
import shutil
import subprocess
import zipfile
from array import array
from collections.abc import Callable
from datetime import UTC
from email import message_from_bytes
from email.header import Header
from email.mime.image import MIMEImage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.importer import ImportContext
from archiver.importers.mail.boards import board_of_mail
from archiver.importers.mail.bodies import MailBody, read_body, read_mime_body, read_plain_body
from archiver.importers.mail.charsets import decode_text
from archiver.importers.mail.dates import find_date, parse_date
from archiver.importers.mail.flowed import undo_flowed
from archiver.importers.mail.headers import decode_words, find_ids, parse_author, read_headers, split_mail
from archiver.importers.mail.index import ancestors_of, message_id
from archiver.importers.mail.mbox_split import is_mbox, split_mbox, unescape
from archiver.importers.mail.threading import ThreadBuilder
from archiver.importers.run import ImportFolders, ImportOptions, ImportReport, import_source
from archiver.importers.store import Edited, Outcome
from archiver.mail_addresses import Addresses
from archiver.model import BodyFormat
from tests.conftest import Project

FROM = b"From ada@example.org Tue Jul  5 14:03:00 2022\n"


def mail(id_: str, *, reply_to: str = "", subject: str = "Who pays?", body: str = "Words.\n", **fields: str) -> bytes:
    """A mail of plain text. Names of further fields have `_` for `-`."""
    lines = [f"From: Ada Byron <ada@example.org>\nSubject: {subject}\nMessage-ID: <{id_}>\n"]
    lines += [f"In-Reply-To: <{reply_to}>\n"] if reply_to else []
    lines += ["Date: Tue, 05 Jul 2022 14:03:00 +0000\n"] if "Date" not in fields else []
    lines += [f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items() if value]
    return "".join([*lines, "\n", body]).encode()


def mbox(*mails: bytes) -> bytes:
    return b"".join(FROM + one + b"\n" for one in mails)


def run(project: Project, place: Path, **options: object) -> ImportReport:
    folders = ImportFolders(project.root, project.root / "content", project.root / ".archiver")
    return import_source(folders, ImportOptions(place=str(place), **options), UTC)  # type: ignore[arg-type]


@pytest.fixture
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


def sources(project: Project) -> dict[str, str]:
    content = project.root / "content"
    return {path.relative_to(content).as_posix(): path.read_text() for path in sorted(content.rglob("*.md"))}


def headings(source: str) -> list[str]:
    return re.findall(r"^## .*", source, re.MULTILINE)


# Where a mail begins.


def bodies(content: bytes) -> list[bytes]:
    return [
        split_mail(content[found.begin : found.end].partition(b"\n")[2])[1].strip() for found in split_mbox(content)
    ]


def test_a_sentence_that_begins_with_from_is_no_mail() -> None:
    words = "From here on it is dark.\n\nFrom Monday, 5 Jul 2022 at 10:00\nit is darker: yes.\n"
    assert bodies(mbox(mail("a", body=words), mail("b"))) == [words.strip().encode(), b"Words."]


def test_escaped_lines_are_as_they_were() -> None:
    assert unescape(b">From a\n>>From b\n> From c\n>Fromage\n") == b"From a\n>From b\n> From c\n>Fromage\n"


def test_a_content_length_that_is_right_is_believed() -> None:
    inner = FROM + b"Subject: x\n\nquoted whole\n"
    first = mail("a", Content_Length=str(len(inner)), body=inner.decode())
    assert [found.has_length for found in split_mbox(mbox(first, mail("b")))] == [True, False]
    assert len(bodies(mbox(first, mail("b")))) == 2
    wrong = mail("a", Content_Length="7", body=inner.decode())
    assert len(bodies(mbox(wrong, mail("b")))) == 3


def test_patches_of_git_in_a_mail_are_no_mails_unless_the_file_is_of_them() -> None:
    line = b"From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"
    patch = line + b"From: Ada\nSubject: [PATCH] x\n\ndiff\n"
    assert len(bodies(mbox(mail("a", body=patch.decode()), mail("b")))) == 2
    assert len(bodies(patch + b"\n" + patch)) == 2


@pytest.mark.parametrize(
    "line",
    [
        b"From ada at example.org  Tue Jul  5 14:03:00 2022",
        b"From ada@example.org Tue, 5 Jul 2022 14:03:00 -0400 (EDT)",
        b"From 1234567890123@xxx Tue Jul 05 14:03:00 +0000 2022",
        b"From MAILER-DAEMON Tue Jul  5 14:03:00 2022\r",
        b"From - Tue Jul 05 14:03:00 2022",
        b"From -5912736450783142834",
        b"From ada@example.org 2022-07-05 14:03:00",
    ],
)
def test_a_line_begins_a_mail(line: bytes) -> None:
    assert is_mbox(line + b"\nSubject: x\n\nWords.\n")
    assert not is_mbox(line + b"\nWords.\n")


@given(
    st.binary(max_size=300) | st.lists(st.sampled_from([FROM, b"\n", b"a: b\n", b"From ", b">From x\n"])).map(b"".join)
)
def test_mails_of_an_mbox_follow_one_another(content: bytes) -> None:
    found = list(split_mbox(content))
    assert [one.begin for one in found[1:]] == [one.end for one in found[:-1]]
    assert all(content[one.begin :].startswith(b"From ") for one in found)
    assert not found or found[-1].end == len(content)


# Headers.


def test_fields_are_unfolded_and_the_first_counts() -> None:
    header = b"Subject: a\n\tb\r\n  c\nSUBJECT: second\nX-Other: d\n e\nReferences:\n <a@b>\n\t<c@d>\nno colon\n"
    fields = read_headers(header)
    assert {name: value.split() for name, value in fields.items()} == {
        "subject": ["a", "b", "c"],
        "references": ["<a@b>", "<c@d>"],
    }


@pytest.mark.parametrize("text", ["Grüße", "Ünï çödé " * 12, "日本語の題名" * 5, "plain", "=? not", "Привет, мир"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "iso-2022-jp", "koi8-r"])
def test_encoded_words_are_decoded(text: str, charset: str) -> None:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        pytest.skip("the charset lacks a letter")
    encoded = Header(text, charset).encode()
    assert decode_words(" ".join(encoded.split())) == " ".join(text.split())


def test_authors_have_a_name_and_an_address() -> None:
    assert parse_author('"Byron, Ada" <ada@example.org>') == ("Byron, Ada", "ada@example.org")
    assert parse_author("=?utf-8?q?Ad=C3=A4?= <ada@example.org>") == ("Adä", "ada@example.org")
    assert parse_author("ada at example.org (Ada (the first) Byron)") == ("Ada (the first) Byron", "ada@example.org")
    assert parse_author("Ada Byron ada@example.org") == ("Ada Byron", "ada@example.org")
    assert parse_author("ada at example.org (ada at example.org)") == (None, "ada@example.org")
    assert parse_author("") == (None, None)


def test_a_mail_without_an_id_gets_one_by_its_content() -> None:
    one = message_id({"from": "a", "date": "d", "subject": "s"}, b"Words.\n")
    assert one.endswith("@no-id.invalid")
    assert message_id({"from": "a", "date": "d", "subject": "s"}, b"Words.\n\n") == one
    assert message_id({"from": "a", "date": "d", "subject": "t"}, b"Words.\n") != one
    assert message_id({"message-id": "<a@b> (x)"}, b"") == "a@b"


def test_references_come_before_in_reply_to() -> None:
    assert ancestors_of({"references": "<a> <b@c> <b@c>", "in-reply-to": "<d@e>"}) == ["a", "b@c"]
    assert ancestors_of({"in-reply-to": "<a@b> <c@d>"}) == ["a@b"]
    assert ancestors_of({"in-reply-to": "Your message of Monday"}) == []
    assert ancestors_of({"message-id": "<a@b>", "references": "<x@y> <a@b>"}) == ["x@y"]


def test_dates_are_sent_or_else_delivered() -> None:
    july = parse_date("Tue, 05 Jul 2022 14:03:00 +0000", UTC)
    assert july == 1657029780
    assert parse_date("Tue Jul  5 14:03:00 2022", UTC) == july
    assert parse_date("5 July 2022 16:03 +0200", UTC) == july
    assert parse_date("Tue, 31 Jun 2022 14:03:00 +0000", UTC) is None
    assert find_date({}, "From 12@xxx Tue Jul 05 14:03:00 +0000 2022", UTC) == (july, True)
    assert find_date({"date": "x", "received": "by a; Tue, 05 Jul 2022 14:03:00 +0000"}, "", UTC) == (july, True)
    assert find_date({"date": "Sat, 05 Jul 2036 14:03:00 +0000"}, "From x Tue Jul  5 14:03:00 2022", UTC) == (
        july,
        True,
    )
    assert find_date({}, "", UTC) == (None, True)


def test_boards_are_lists_groups_or_files() -> None:
    assert board_of_mail({"list-id": "<moons.lists.example.org>"}, "x.mbox") == ("moons",)
    assert board_of_mail({"newsgroups": "comp.moons,comp.stars"}, "x.mbox") == ("comp.moons",)
    assert board_of_mail({}, "archive/moons/2004-May.txt") == ("moons",)
    assert board_of_mail({}, "Groups/moons/topics.mbox") == ("moons",)
    assert board_of_mail({}, "200405.mbox") == board_of_mail({}, "2004-May.txt.gz") == ()


# Threads.


def threads_of(*mails: tuple[int, list[int]]) -> list[tuple[int, list[int]]]:
    builder = ThreadBuilder()
    for id_, ancestors in mails:
        builder.add(id_, ancestors)
    return list(builder.threads(array("d", range(len(mails)))))


def test_answers_to_a_missing_mail_stay_together() -> None:
    assert threads_of((2, [1]), (3, [1]), (4, [])) == [(1, [0, 1]), (4, [2])]


def test_no_answer_comes_before_what_it_answers() -> None:
    assert threads_of((3, [1, 2]), (2, [1]), (1, [])) == [(1, [2, 1, 0])]


def test_a_circle_is_cut() -> None:
    assert threads_of((1, [2]), (2, [1])) == [(2, [1, 0])]
    assert threads_of((1, [1])) == [(1, [0])]
    assert threads_of((1, [3]), (2, [1]), (3, [2]), (4, [1])) == [(3, [2, 0, 1, 3])]


def test_what_a_mail_answers_counts_more_than_the_order_in_references_of_others() -> None:
    for mails in ([(1, []), (2, [1]), (3, [2, 1])], [(3, [2, 1]), (2, [1]), (1, [])]):
        ((root, _),) = threads_of(*mails)
        assert root == 1


@given(st.lists(st.tuples(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=4)), max_size=12))
def test_every_mail_is_in_one_thread_behind_its_parent(mails: list[tuple[int, list[int]]]) -> None:
    builder = ThreadBuilder()
    added = [number for number, (id_, ancestors) in enumerate(mails) if builder.add(id_, ancestors) is None]
    found = list(builder.threads(array("d", [id_ % 3 for id_, _ in mails])))
    ordered = [one for _, thread in found for one in thread]
    assert sorted(ordered) == list(range(len(added)))
    for _, thread in found:
        for one in thread:
            assert builder.parent(one) == -1 or thread.index(builder.parent(one)) < thread.index(one)


# Bodies.


def body_of(whole: bytes) -> MailBody:
    header, body = split_mail(whole)
    return read_body(read_headers(header), body, whole)


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=80)
TYPES = st.sampled_from(
    [
        "",
        "text/plain",
        "text/plain; charset=utf-8",
        'text/plain; charset="UTF-8"; format=flowed; delsp=yes',
        "TEXT/PLAIN",
        "text/plain; format=flowed",
        "text/plain; charset=us-ascii",
        "text/plain; charset=x-unknown",
    ]
)


@given(TEXTS, TYPES, st.sampled_from(["", "8bit", "7bit", "quoted-printable", "Quoted-Printable"]))
def test_the_fast_path_reads_what_the_email_package_reads(text: str, content_type: str, encoding: str) -> None:
    header = b"From: a@example.org\n"
    header += f"Content-Type: {content_type}\n".encode() if content_type else b""
    header += f"Content-Transfer-Encoding: {encoding}\n".encode() if encoding else b""
    body = text.encode()
    fast = read_plain_body(read_headers(header), body)
    whole = read_mime_body(header + b"\n" + body)
    assert fast is not None
    assert (fast.text.strip(), fast.format, fast.parts) == (whole.text.strip(), whole.format, whole.parts)


def test_plain_text_is_the_best_of_alternatives() -> None:
    both = MIMEMultipart("alternative")
    both.attach(MIMEText("Plain words.", "plain"))
    both.attach(MIMEText("<p>Words</p>", "html"))
    found = body_of(both.as_bytes())
    assert (found.text.strip(), found.format, found.parts) == ("Plain words.", BodyFormat.TEXT, [])


def test_html_alone_is_html_with_its_pictures() -> None:
    whole = MIMEMultipart("related")
    whole.attach(MIMEText('<p>Wörter <img src="cid:a@b"></p>', "html", "iso-8859-1"))
    picture = MIMEImage(b"GIF89a", "gif")
    picture["Content-ID"] = "<a@b>"
    whole.attach(picture)
    found = body_of(whole.as_bytes())
    assert found.format is BodyFormat.HTML
    assert "Wörter" in found.text
    assert [(part.name, part.content_id) for part in found.parts] == [("part.gif", "a@b")]


def test_a_signed_mail_keeps_its_signature_and_a_list_its_footer() -> None:
    whole = MIMEMultipart("signed")
    whole.attach(MIMEText("Signed words."))
    signature = MIMEText("-----BEGIN PGP SIGNATURE-----", "pgp-signature")
    signature.replace_header("Content-Type", "application/pgp-signature")
    whole.attach(signature)
    whole.attach(MIMEText("_____\nThe list's footer"))
    found = body_of(whole.as_bytes())
    assert found.text == "Signed words.\n\n_____\nThe list's footer"
    assert [part.name for part in found.parts] == ["signature.asc"]


@pytest.mark.parametrize(
    ("text", "charset", "expected", "is_guess"),
    [
        ("Grüße".encode(), "utf-8", "Grüße", False),
        ("Grüße".encode("latin-1"), "iso-8859-1", "Grüße", False),
        ("“Grüße”".encode("cp1252"), "iso-8859-1", "“Grüße”", False),
        ("Grüße".encode(), "us-ascii", "Grüße", True),
        ("Grüße".encode(), None, "Grüße", True),
        (
            "Grüße aus der großen Stadt, wo es schön ist".encode("cp1252"),
            None,
            "Grüße aus der großen Stadt, wo es schön ist",
            True,
        ),
        ("日本語".encode("iso-2022-jp"), "iso-2022-jp", "日本語", False),
        ("你好，世界".encode("gb18030"), "gb2312", "你好，世界", False),
        (b"words", "punycode", "words", False),
        (b"words", "no such", "words", False),
    ],
)
def test_texts_are_decoded(text: bytes, charset: str | None, expected: str, is_guess: bool) -> None:  # noqa: FBT001  a parameter
    assert decode_text(text, charset) == (expected, is_guess)


@given(st.binary(max_size=200), st.none() | st.text(max_size=20) | st.sampled_from(["utf-7", "idna", "utf-16", "hex"]))
def test_no_bytes_raise(text: bytes, charset: str | None) -> None:
    assert isinstance(decode_text(text, charset).text, str)


def test_flowed_lines_are_joined_within_their_quotes() -> None:
    assert undo_flowed("> a \n> b\nc \nd\n \n-- \nAda") == "> a b\nc d\n\n-- \nAda"
    assert undo_flowed("a \nb", deletes_space=True) == "ab"
    assert undo_flowed(" From x\n  y") == "From x\n y"


# The whole.


def test_an_mbox_becomes_threads_that_build(project: Project, exports: Path) -> None:
    answer = mail(
        "b@x",
        reply_to="a@x",
        subject="Re: Who pays?",
        body="> Words.\n\nMore, ada@example.org.\n",
        List_Id="<moons.example.org>",
    )
    (exports / "moons.mbox").write_bytes(mbox(answer, mail("a@x"), mail("c@x", subject="Else")))
    report = run(project, exports / "moons.mbox")
    assert (report.format, report.threads, report.posts) == ("mbox", {Outcome.NEW: 2}, {Outcome.NEW: 3})
    assert report.problems == []
    threads = sources(project)
    assert {name.partition("-")[2] for name in threads} == {"who-pays.md", "else.md"}
    (first,) = [text for name, text in threads.items() if "who-pays" in name]
    assert [re.sub("{.*", "", line) for line in headings(first)] == ["## Ada Byron · 2022-07-05T14:03:00Z "] * 2
    assert "reply-to=a-x-" in headings(first)[1]
    assert 'address="a…@example.org"' in first
    assert "ada@example.org" not in "".join(threads.values())
    built = project.build()
    assert (built.threads, built.posts, built.problems) == (2, 3, ())


def test_what_was_imported_is_imported_once(project: Project, exports: Path) -> None:
    place = exports / "moons.mbox"
    place.write_bytes(mbox(mail("a@x")))
    run(project, place)
    before = sources(project)
    assert run(project, place).threads == {Outcome.UNCHANGED: 1}
    place.write_bytes(mbox(mail("a@x"), mail("b@x", reply_to="a@x"), mail("c@x", subject="New")))
    assert run(project, place).threads == {Outcome.CHANGED: 1, Outcome.NEW: 1}
    assert set(before) < set(sources(project))
    place.write_bytes(mbox(mail("d@x", reply_to="b@x", References="<a@x> <b@x>")))  # a month later
    assert run(project, place).threads == {Outcome.CHANGED: 1}
    (first,) = [text for name, text in sources(project).items() if "who-pays" in name]
    assert len(headings(first)) == 3
    assert "reply-to=b-x-" in headings(first)[2]
    assert project.build().problems == ()


def test_a_title_lacks_the_name_of_its_list_and_no_other_word_in_brackets(project: Project, exports: Path) -> None:
    mails = (mail("a@x", subject="Re: [Moons] Who pays?"), mail("b@x", subject="[RFC] Who else?"))
    (exports / "moons.mbox").write_bytes(mbox(*mails))
    run(project, exports / "moons.mbox")
    titles = {re.findall("^# (.*)", text, re.MULTILINE)[0] for text in sources(project).values()}
    assert titles == {"Who pays?", "[RFC] Who else?"}


def test_copies_are_left_out_and_other_mails_with_the_id_are_not(project: Project, exports: Path) -> None:
    copy = mail("a@x", subject="[moons] Who pays?", body="Words to bo at example.org.\n____\nfooter\n")
    other = mail("a@x", subject="Buy now", body="Spam.\n")
    (exports / "moons.mbox").write_bytes(mbox(mail("a@x", body="Words to bo@example.org.\n"), copy, other))
    report = run(project, exports / "moons.mbox")
    assert report.posts == {Outcome.NEW: 2}
    assert report.skipped == {"a copy of another mail": 1}
    assert report.notes == {"different mails with one id": 1}


def test_a_maildir_is_read_and_its_trash_is_not(project: Project, exports: Path) -> None:
    for name in ("cur/1:2,S", "new/2", "cur/3:2,ST", "tmp/4", "dovecot.index"):
        (exports / "Moons" / name).parent.mkdir(parents=True, exist_ok=True)
        (exports / "Moons" / name).write_bytes(mail(f"{name[-2:]}@x", subject=name) if name[0] in "cnt" else b"\0\1")
    report = run(project, exports / "Moons")
    assert (report.format, report.posts) == ("maildir", {Outcome.NEW: 2})
    assert report.skipped == {
        "mails in the trash": 1,
        "mails that were being delivered": 1,
        "files that are no mail": 1,
    }
    assert {name.split("/")[0] for name in sources(project)} == {"moons"}


def test_attachments_are_written_beside(project: Project, exports: Path) -> None:
    whole = MIMEMultipart()
    whole["From"], whole["Subject"], whole["Message-ID"] = "Ada <ada@example.org>", "Plan", "<p@x>"
    whole.attach(MIMEText("See the plan."))
    plan = MIMEText("the plan", "x-patch")
    plan.add_header("Content-Disposition", "attachment", filename="../plan über.patch")
    whole.attach(plan)
    (exports / "1.eml").write_bytes(whole.as_bytes())
    report = run(project, exports)
    assert report.attachments == 1
    (path,) = (project.root / "content").rglob("*.patch")
    assert path.read_text() == "the plan"
    assert path.parent.name.endswith("-plan.files")
    assert project.build().problems == ()


def test_a_source_that_was_edited_stays(project: Project, exports: Path) -> None:
    place = exports / "moons.mbox"
    place.write_bytes(mbox(mail("a@x")))
    run(project, place)
    (path,) = (project.root / "content").rglob("*.md")
    path.write_text(path.read_text().replace("Words.", "Better words."))
    place.write_bytes(mbox(mail("a@x"), mail("b@x", reply_to="a@x")))
    report = run(project, place)
    assert report.threads == {Outcome.KEPT: 1}
    assert "a person has edited it" in report.problems[0].message
    assert run(project, place, edited=Edited.OURS).problems == []
    assert run(project, place, edited=Edited.THEIRS).threads == {Outcome.CHANGED: 1}
    assert "Better" not in path.read_text()


@pytest.mark.parametrize("version", [1, 2])
def test_a_public_inbox_is_read(version: int, project: Project, exports: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    work = exports / "work"

    def commit(name: str, content: bytes | None) -> None:
        for path in work.glob("[!.]*"):
            shutil.rmtree(path) if path.is_dir() and version == 2 else path.unlink() if path.is_file() else None
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            (work / name).write_bytes(content)
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run([git, "-C", str(work), "add", "-A"], check=True, capture_output=True)
        subprocess.run([git, "-C", str(work), *who, "commit", "-qm", "x"], check=True, capture_output=True)

    subprocess.run([git, "init", "-q", str(work)], check=True, capture_output=True)
    for number, one in enumerate((mail("a@x"), mail("b@x", reply_to="a@x"), mail("c@x", subject="Taken back"))):
        commit("m" if version == 2 else f"{number:02x}/{number:038x}", one)
    if version == 2:
        commit("d", mail("c@x", subject="Taken back"))
    place = exports / "moons" / "git" / "0.git" if version == 2 else exports / "moons.git"
    subprocess.run([git, "clone", "-q", "--bare", str(work), str(place)], check=True, capture_output=True)
    report = run(project, exports / "moons" if version == 2 else place)
    assert report.format == "public-inbox"
    assert report.posts == {Outcome.NEW: 2 if version == 2 else 3}
    assert {name.split("/")[0] for name in sources(project)} == {"moons"}


WORDS = st.sampled_from(
    [
        b"From: ",
        b"Subject: ",
        b"Message-ID: <a@b>\n",
        b"References: <c@d> <a@b>\n",
        b"=?utf-8?b?",
        b"?=",
        b"\n",
        b"\n\n",
        FROM,
        b"Content-Type: multipart/mixed; boundary=x\n",
        b"--x\n",
        b"--x--\n",
        b"Content-Type: text/html\n",
        b"\xff\xfe",
        b"Content-Transfer-Encoding: base64\n",
        base64.b64encode(b"words") + b"\n",
        b"Date: 0 Foo 99999\n",
        b"\x00",
        b"\r\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Disposition: attachment; filename*=utf-8''%ff\n",
        b'charset="',
        b";",
    ]
)


@given(st.lists(WORDS | st.binary(max_size=12), max_size=25).map(b"".join))
def test_no_mail_raises(content: bytes) -> None:
    header, rest = split_mail(content)
    headers = read_headers(header)
    found = read_body(headers, rest, content)
    assert isinstance(found.text, str)
    assert isinstance(message_id(headers, rest), str)
    parse_author(headers.get("from", ""))
    decode_words(headers.get("subject", ""))
    find_date(headers, "From x Tue", UTC)


@given(st.lists(WORDS | st.binary(max_size=12), max_size=25).map(b"".join))
def test_no_mbox_raises(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    project = Project(tmp_path_factory.mktemp("project"))
    place = project.root / "a.mbox"
    place.write_bytes(mbox(mail("a@x")) + content)
    report = run(project, place, format="mbox", is_dry=True)
    assert report.posts.total() >= 1


def test_deep_mails_are_read(project: Project, exports: Path) -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    (exports / "deep.eml").write_bytes(
        b"From: a@example.org\nSubject: deep\nMessage-ID: <d@x>\n" + deep + b"\nWords.\n"
    )
    assert run(project, exports).posts == {Outcome.NEW: 1}


def test_mails_have_addresses_if_their_list_has_an_archive(project: Project) -> None:
    source = project.write("moons.mbox", FROM + mail("a+b/1@host.example"))
    run(project, source, settings={"url": "https://lists.example/moons/{id}/"})
    (text,) = sources(project).values()
    assert "url=https://lists.example/moons/a+b%2F1@host.example/" in text.replace('"', "")


def test_a_context_counts_what_it_is_told() -> None:
    context = ImportContext()
    context.problem("a\udcff", 3, "left out")
    assert [(problem.path, problem.line) for problem in context.problems] == [("a\\udcff", 3)]


def test_what_is_read_takes_linear_time() -> None:
    """Each of these takes minutes if it is quadratic."""
    assert len(undo_flowed("word " * 10 + "\n")) > 0
    assert undo_flowed("x \n" * 500_000).startswith("x x ")
    parse_author(" " * 1_000_000)
    decode_words("=?a?q?" * 200_000)
    read_headers(b"Subject: a\n" + b" b\n" * 300_000)
    assert list(split_mbox(b"From x Jan 1 1:00\n" * 20_000)) == []
    assert len(list(split_mbox(b"From x Mon Jan 1 1:00\nX: y\n" * 40_000))) == 40_000
    for start in ("a", "a.", "<a", " ", "a@", '"', "@."):
        value = (start * 20_000)[:20_000]
        board_of_mail({"list-id": value}, "")
        find_ids(value)
        parse_author(value)
    read_mime_body(b'Content-Type: text/x; a="' + b";" * 300_000 + b"\n\nWords.\n")


def chain(length: int) -> list[tuple[int, list[int]]]:
    """Mails each of which answers the one before it."""
    return [(number, [number - 1] if number else []) for number in range(length)]


def turned(mails: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    return mails[::-1]


def shuffled(mails: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    return random.Random(1).sample(mails, len(mails))  # noqa: S311  no secret


def with_late_parents(mails: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """The chain, and pairs at its end of which the answer comes before what it answers."""
    end = len(mails)
    return mails + [pair for one in range(end, 2 * end, 2) for pair in ((one + 1, [one]), (one, [end - 1]))]


@pytest.mark.slow
@pytest.mark.parametrize("arrange", [list, turned, shuffled, with_late_parents])
def test_long_chains_of_answers_take_linear_time(arrange: Callable[[object], list[tuple[int, list[int]]]]) -> None:
    """Each of these takes minutes if it is quadratic."""
    ((root, found),) = threads_of(*arrange(chain(100_000)))
    assert root == 0
    assert len(found) >= 100_000


def test_mails_below_many_missing_ones_take_linear_time() -> None:
    ghosts = [(10**6 + start, list(range(start, start + 51))) for start in range(0, 50_000, 50)]
    builder = ThreadBuilder()
    for id_, ancestors in [*ghosts, *((2 * 10**6 + one, [50_000]) for one in range(50_000))]:
        builder.add(id_, ancestors)
    ((root, _),) = builder.threads(array("d", range(len(builder))))
    assert root == 0
    assert {builder.parent(one) for one in range(len(builder))} == {-1}


def test_html_that_names_files_which_are_not_there_builds(project: Project, exports: Path) -> None:
    html = (
        '<p><img src="cid:lost@x"> <IMG alt=x src=a.png> <a class="x" href="files/b.pdf">b</a> <a href="/c.pdf">c</a>'
    )
    html += ' <a href="https://x.example/d.pdf">d</a> <a href="#e">e</a> <a href="?f">f</a></p>\n## ada {#p1}\n'
    whole = mail("a@x", body=html, Content_Type="text/html; charset=utf-8")
    (exports / "1.eml").write_bytes(whole)
    assert run(project, exports).posts == {Outcome.NEW: 1}
    assert project.build().problems == ()
    (path,) = (project.root / "site").rglob("*-who-pays/index.html")
    assert 'href="https://x.example/d.pdf"' in path.read_text()


@pytest.mark.usefixtures("measured")
def test_the_command_tells_what_it_did(project: Project, exports: Path) -> None:
    place = exports / "moons.mbox"
    place.write_bytes(mbox(mail("a@x"), mail("b@x", reply_to="a@x"), b"Words: none\n\nno mail\n"))
    dry = project.run("import", str(place), "--dry-run")
    assert "nothing was written" in dry.stdout
    assert not (project.root / "import.log").exists()
    done = project.run("import", str(place), "--into", "lists/moons")
    assert done.returncode == 1
    assert done.stderr.startswith("moons.mbox:3: warning: left out: it has no header field of a mail")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0][:3] == ["read", "as", "mbox,"]
    assert ["new", "1", "2"] in lines
    assert sorted(path.parent.name for path in (project.root / "content/lists/moons").glob("*.md")) == ["moons"]
    as_json = project.run("import", str(place), "--json", "--as", "mbox")
    summary = json.loads(as_json.stdout.splitlines()[-1])
    assert (summary["threads"], summary["read"], summary["problems"]) == ({"unchanged": 1}, 3, 1)
    wrong = project.run("import", str(place), "--as", "mbx")
    assert wrong.returncode == 2
    assert 'did you mean "mbox"?' in wrong.stderr
    assert project.run("import", str(place), "--set", "gap").returncode == 2
    assert project.run("import").returncode == 2


def test_a_zip_of_mails_is_read_and_mails_within_mails_are_files(project: Project, exports: Path) -> None:
    outer = MIMEMultipart()
    outer["From"], outer["Subject"], outer["Message-ID"] = "Ada <ada@example.org>", "Forwarded", "<f@x>"
    outer.attach(MIMEMessage(message_from_bytes(mail("inner@x", body="Ask bea@example.org.\n"))))
    with zipfile.ZipFile(exports / "mails.zip", "w") as archive:
        archive.writestr("moons/1.eml", outer.as_bytes())
        archive.writestr("moons/2.eml", mail("b@x", subject="Else"))
    report = run(project, exports / "mails.zip")
    assert (report.format, report.posts, report.attachments) == ("maildir", {Outcome.NEW: 2}, 1)
    (path,) = (project.root / "content").rglob("*.eml")
    content = path.read_bytes()
    assert b"Message-ID: <inner@x>" in content
    assert "From: Ada Byron <a…@example.org>".encode() in content
    assert "Ask b…@example.org.".encode() in content
    shutil.rmtree(project.root / "content")
    run(project, exports / "mails.zip", addresses=Addresses.KEEP)
    (path,) = (project.root / "content").rglob("*.eml")
    assert b"Ada Byron <ada@example.org>" in path.read_bytes()
    assert project.build().problems == ()


@pytest.mark.parametrize("name", ["moons.mbox", "moons/1.eml"])
def test_damaged_files_of_an_archive_are_problems(name: str, project: Project, exports: Path) -> None:
    place = exports / "mails.zip"
    content = mbox(mail("a@x")) if name.endswith("mbox") else mail("a@x")
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr(f"{name[:-5]}2{name[-5:]}", content.replace(b"a@x", b"b@x"))
    packed = bytearray(place.read_bytes())
    packed[30 + len(name) : 32 + len(name)] = b"\xff\xff"  # no block of the first file begins so
    place.write_bytes(packed)
    report = run(project, place)
    assert report.posts == {Outcome.NEW: 1}
    (problem,) = report.problems
    assert str(problem).startswith(f"{name}: warning: left out: it cannot be unpacked")


def test_a_damaged_encoded_word_stays_as_it_is() -> None:
    assert decode_words("=?utf-8?b?A?=") == "=?utf-8?b?A?="


def test_a_mail_with_nothing_in_it_is_left_out(project: Project, exports: Path) -> None:
    start = "From MAILER-DAEMON Sun Nov 29 19:54:24 2026"
    empty = f'{start}\nContent-Type: multipart/mixed; boundary="=5="\n\n--=5=\n\n--=5=--\n\n'
    mail = "From ada Sun Nov 29 19:54:24 2026\nMessage-ID: <7.8>\nFrom: ada\nSubject: Io\n\nWords\n"
    bare = f"{start}\nContent-Type: text/plain\n\nNo header, but a word\n\n"
    (exports / "forum.mbox").write_text(empty + bare + mail)
    report = run(project, exports / "forum.mbox")
    assert report.skipped == {"mails with nothing in them": 1}
    assert report.threads == {Outcome.NEW: 2}
