"""Threads as mails: what Python's `mailbox` and `email` read of them, and what our own importer makes of them again."""

import email
import mailbox
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from archiver.mail_addresses import Addresses
from archiver.model import PostId, Thread
from tests.conftest import REPOSITORY, Project
from tests.exporting import HOSTILE, export_bytes, exported, read_threads, words
from tests.importing import import_into


def mails(content: bytes, folder: Path) -> list[EmailMessage]:
    """The mails of an mbox, as Python reads them."""
    path = folder / "read.mbox"
    path.write_bytes(content)
    box = mailbox.mbox(path)
    found = [email.message_from_bytes(box.get_bytes(key), policy=default) for key in box.iterkeys()]
    box.close()
    return found


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content


def test_a_mail_says_who_when_what_and_which_it_answers(project: Project, tmp_path: Path) -> None:
    project.write("archiver.toml", 'timezone = "Europe/Berlin"\n')
    text = "# The moon\n\n## Ada · 2022-07-05T14:03:00Z {#p1 address=ada@x.example}\n\nRound?\n\n## Bo · 2022-01-06 "
    project.write(
        "content/sp ace/öl.md",
        f'{text}{{#p2 reply-to=p1 subject="Full"}}\n\n> Round?\n\nYes.\n\n## Cy {{#p3 reply-to=p2}}\n\nNo.\n',
    )
    one, two, three = mails(export_bytes(project, "/", to="mbox"), tmp_path)
    assert one["From"] == "Ada <ada@x.example>"
    assert one["Date"] == "Tue, 05 Jul 2022 16:03:00 +0200"
    assert (one["Subject"], two["Subject"], three["Subject"]) == ("The moon", "Full", "Re: The moon")
    assert one["Message-ID"] == "<sp-ace/%C3%B6l#p1@archiver.invalid>"
    assert one["References"] is None
    assert two["From"] == "Bo <bo@archiver.invalid>"
    assert two["In-Reply-To"] == one["Message-ID"]
    assert three["In-Reply-To"] == two["Message-ID"]
    assert three["References"].split() == [one["Message-ID"], two["Message-ID"]]
    assert three["Date"] is None
    assert text_of(two) == "> Round?\n\nYes.\n"
    assert "<blockquote>" in text_of(two, "html")


def test_what_mails_cannot_say_is_told(project: Project) -> None:
    project.write("content/a.md", "# A\n\n## Ada {#p1}\n\nA\n\n## Bo · 2022-07-05 {#p2}\n\nB\n\n## Cy {#p3}\n\nC\n")
    _, report = exported(project, "a", to="mbox")
    assert report.notes == {
        "posts without a date are mails without a Date field": 2,
        "dates without a time of day are written as midnight": 1,
    }


@pytest.mark.parametrize("setting", ["mask", "drop"])
def test_no_address_is_shown_that_pages_hide(project: Project, tmp_path: Path, setting: str) -> None:
    project.write("archiver.toml", f'[authors]\naddresses = "{setting}"\n')
    project.write("content/a.md", "# A\n\n## Ada · 2022-07-05 {#p1 address=ada@x.example}\n\nMail me.\n")
    (mail,) = mails(export_bytes(project, "a", to="mbox"), tmp_path)
    assert mail["From"] == "Ada <ada@archiver.invalid>"


def test_a_long_list_takes_linear_time(project: Project, tmp_path: Path) -> None:
    items = "\n".join(f"<li>{number}</li>" for number in range(20_000))
    project.write("content/a.md", f"---\nformat: html\n---\n# A\n\n## Ada {{#p1}}\n\n<ol start=7>{items}</ol>\n")
    (mail,) = mails(export_bytes(project, "a", to="mbox"), tmp_path)
    assert text_of(mail).splitlines()[::5000] == ["7. 0", "5007. 5000", "10007. 10000", "15007. 15000"]


def test_what_strangers_write_stays_in_its_mail(project: Project, tmp_path: Path) -> None:
    project.write("content/a.md", HOSTILE)
    content = export_bytes(project, "a", to="mbox")
    found = mails(content, tmp_path)
    assert len(found) == 4
    assert sum(line.startswith(b"From ") for line in content.split(b"\n")) == 4
    assert b"\0" not in content
    assert not any(">From " in line[:6] for line in content.decode().split("\n"))
    for mail in found:
        assert not mail.defects
        assert not [defect for value in mail.values() for defect in value.defects]
        assert mail["Bcc"] is None
        assert "<script" not in text_of(mail, "html")
        assert not re.search("<[^>]*(onerror|javascript:)", text_of(mail, "html"))
    assert len({mail["Message-ID"] for mail in found}) == 4
    one, two, three, _ = found
    assert one["Subject"] == "Re: <script>alert(1)</script> From: x Bcc: everybody@x.example"
    assert one["From"].addresses[0].display_name == 'Ada "quote" <ada@x.example>, Bo'
    assert two["From"].addresses[0].display_name == "שרה"
    assert two["Subject"] == "A subject of its own"
    assert three["From"].addresses[0].addr_spec == "unknown@archiver.invalid"
    assert text_of(one).startswith("From the start: ")
    assert "\n> From me\n" in text_of(one)
    assert "שלום, עולם. 漢字かな交じり文 👩‍🚀🏳️‍🌈" in text_of(two)
    assert "\n>From here\n" not in text_of(two)
    assert "    From a block\n      > not a quote & <b>\n" in text_of(two)


def test_pictures_and_files_come_with_the_mail(project: Project, tmp_path: Path) -> None:
    picture = (REPOSITORY / "content/space/cardboard-moon/may-15.jpg").read_bytes()
    project.write("content/a/moon.jpg", picture)
    project.write("content/a/plan.txt", "A plan")
    project.write("content/a.md", "# A\n\n## Ada · 2022-07-05 {#p1}\n\n![Moon](a/moon.jpg)\n\n[plan](a/plan.txt)\n")
    (mail,) = mails(export_bytes(project, "/", to="mbox"), tmp_path)
    parts = {part.get_filename(): part for part in mail.walk() if part.get_filename()}
    assert parts.keys() == {"moon.jpg", "plan.txt"}
    assert parts["moon.jpg"].get_content_type() == "image/jpeg"
    assert parts["moon.jpg"].get_content_disposition() == "inline"
    assert parts["plan.txt"].get_content_disposition() == "attachment"
    ids = [str(part["Content-ID"]).strip("<>") for part in parts.values()]
    assert all(f'="cid:{id_}"' in text_of(mail, "html") for id_ in ids)


def imported_again(project: Project, other: Project, *names: str) -> dict[str, Thread]:
    """The threads of an export that is imported into another project, by their titles."""
    place = other.root / "sent.mbox"
    place.write_bytes(export_bytes(project, *names, to="mbox"))
    report = import_into(other, place, addresses=Addresses.KEEP)
    assert report.problem_count == 0
    return {thread.title: thread for thread in read_threads(other).values()}


def structure(thread: Thread) -> list[tuple[PostId, PostId | None, str | None]]:
    return [(post.id, post.reply_to, post.author) for post in thread.posts]


@pytest.fixture
def other(tmp_path: Path) -> Project:
    (tmp_path / "other/content").mkdir(parents=True)
    return Project(tmp_path / "other")


def test_mails_of_text_become_equal_posts_again(project: Project, other: Project) -> None:
    source = (REPOSITORY / "content/lists/struck-twice-at-one-twenty.md").read_bytes()
    project.write("content/a.md", source)
    (before,) = read_threads(project).values()
    (after,) = imported_again(project, other, "a").values()
    assert after.title == before.title
    assert structure(after) == structure(before)
    for one, two in zip(before.posts, after.posts, strict=True):
        assert (two.date, two.blocks) == (one.date, one.blocks)


@pytest.mark.parametrize("board", ["kitchen", "workshop", "space", "languages", "old-forum"])
def test_mails_of_other_markup_have_the_same_words_and_replies(tmp_path: Path, other: Project, board: str) -> None:
    sample = Project(REPOSITORY)
    before = {t.title: t for slug, t in read_threads(sample).items() if slug.startswith(board) and not t.draft}
    after = imported_again(sample, other, board)
    assert after.keys() == before.keys()
    for title, thread in before.items():
        again = after[title]
        assert sorted(map(str, structure(again))) == sorted(map(str, structure(thread))), title
        of_post = {post.id: post for post in again.posts}
        for post in thread.posts:
            wanted = flat(words(post))
            found = flat(words(of_post[post.id]))  # the names of files that came with the mail stand below
            assert found[: len(wanted)] == wanted, (title, post.id)


def flat(found: list[object]) -> list[str]:
    """Letters and digits of words, without the numbers of lists, which only the text of mails has."""
    words_of_lists = (str(word) for word in _flat(found) if not re.fullmatch(r"\d+\.", str(word)))
    return [letters for word in words_of_lists if (letters := "".join(filter(str.isalnum, word)))]


def _flat(found: list[object]) -> list[object]:
    return [word for one in found for word in (_flat(one) if isinstance(one, list) else [one])]


def test_posts_that_answer_nothing_stay_in_their_thread(project: Project, other: Project) -> None:
    text = (
        "# A\n\n## Ada · 2022-07-05 {#1}\n\nA\n\n## Bo · 2022-07-06 {#2}\n\nB\n\n## Cy · 2022-07-07 {#3 reply-to=2}\n"
    )
    project.write("content/a.md", text)
    project.write("content/b.md", text.replace("# A", "# B"))
    threads = imported_again(project, other, "/")
    assert threads.keys() == {"A", "B"}
    assert structure(threads["A"]) == [("1", None, "Ada"), ("2", None, "Bo"), ("3", "2", "Cy")]
    assert all(post.extra == () for post in threads["B"].posts)


def test_long_ids_stay_whole(project: Project, other: Project, tmp_path: Path) -> None:
    ids = [f"{'1267780849194.JavaMail.defaultUser-host-' * 3}{number}" for number in range(40)]
    answers = ["", *(f" reply-to={id_}" for id_ in ids)]
    posts = [f"## Ada · 2022-07-05T14:{n:02}:00Z {{#{ids[n]}{answers[n]}}}\n\n{n}\n" for n in range(40)]
    project.write(f"content/{'board-' * 30}/{'thread-' * 25}.md", "# A\n\n" + "\n".join(posts))
    (before,) = read_threads(project).values()
    (after,) = imported_again(project, other, "/").values()
    assert structure(after) == structure(before)
    found = mails(export_bytes(project, "/", to="mbox"), tmp_path)
    assert found[-1]["References"].split() == [mail["Message-ID"] for mail in found[-21:-1]]
    assert found[-1]["In-Reply-To"] == found[-2]["Message-ID"]


def test_undated_posts_stay_undated(project: Project, other: Project) -> None:
    project.write(
        "content/a.md", "# A\n\n## Ada {#p1}\n\nA\n\n## Bo {#p2 reply-to=p1}\n\nB\n\n## {#p3 reply-to=p1}\n\nC\n"
    )
    (thread,) = imported_again(project, other, "a").values()
    assert [(post.id, post.date, post.author) for post in thread.posts] == [
        ("p1", None, "Ada"),
        ("p2", None, "Bo"),
        ("p3", None, None),
    ]


def test_an_imported_mail_keeps_its_id_and_its_words(project: Project, other: Project) -> None:
    raw = b"From MAILER Tue Jul  5 14:03:00 2022\nFrom: Ada <ada@x.example>\nDate: Tue, 05 Jul 2022 14:03:00 +0200\n"
    raw += b"Subject: Moon\nMessage-ID: <a$b@x.example>\n\nFrom here\n>From there\n> quoted\n\n--\nAda\n"
    place = project.root / "list.mbox"
    place.write_bytes(raw)
    import_into(project, place)
    (before,) = read_threads(project).values()
    (after,) = imported_again(project, other, "/").values()
    assert structure(after) == structure(before)
    assert after.posts[0].blocks == before.posts[0].blocks
