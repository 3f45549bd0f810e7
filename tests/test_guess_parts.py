"""What `archiver guess` proposes for threads of several files, a post or a page in each, and where it proposes nothing.

Each archive has three threads of four posts, or of two pages of two posts.
"""

from pathlib import Path

import pytest

from archiver.guess.guess import guess
from archiver.guess.table import table_text
from tests.conftest import Project

TOPICS = ("Cellar", "Roof", "Pump")
PEOPLE = ("ada", "bob", "cyd", "dee")
FOUR = [(topic, index) for topic in TOPICS for index in range(1, 5)]
TWO = [(topic, index) for topic in TOPICS for index in (1, 2)]


def day_of(topic: str, index: int) -> str:
    return f"2015-01-{4 * TOPICS.index(topic) + index:02}"


def in_front(topic: str, index: int, *keys: str) -> str:
    rows = [*keys, f"author: {PEOPLE[index - 1]}", f"date: {day_of(topic, index)}"]
    return "\n".join(["---", *rows, "---", "", f"Words of {PEOPLE[index - 1]} on it.", ""])


def in_lines(topic: str, index: int) -> str:
    title = f"Water • {'Re: ' if index > 1 else ''}{topic}"
    return f"{title}\n{'=' * 20}\n\nDate: {day_of(topic, index)} 10:00\n\nWords.\n\nWritten by {PEOPLE[index - 1]}\n"


def of_page(topic: str, page: int, title: str = "") -> str:
    posts = [f"### #{id_} {PEOPLE[id_ - 1]} 2015-01-0{id_}\n\nWords {id_}.\n" for id_ in (2 * page - 1, 2 * page)]
    return "\n".join([*([f"# {title}\n"] if title else []), *posts])


ARCHIVES = {
    "a title in the text, behind the board's": (
        {f"{day_of(t, i)} {i}.md": in_lines(t, i) for t, i in FOUR},
        {"thread": "{title}"},
    ),
    "a title in the front matter": (
        {f"{100 * i}{t[0]}.md": in_front(t, i, f"title: '{'Re: ' if i > 1 else ''}{t}'") for t, i in FOUR},
        {"thread": "{title}"},
    ),
    "a key of the front matter": (
        {f"x{100 * i}{t[0]}.md": in_front(t, i, f"topic_id: {TOPICS.index(t)}", f"title: {t} {i}") for t, i in FOUR},
        {"thread": "{topic_id}"},
    ),
    "a folder, with titles": (
        {f"water/{t}/{day_of(t, i)}.md": in_front(t, i, f"title: 'Re: {t}'") for t, i in FOUR},
        {"path": "^(?P<topic>.+)/[^/]+$", "thread": "/{topic}"},
    ),
    "a folder, with numbers": (
        {f"water/{t}/{i:03}.md": in_front(t, i) for t, i in FOUR},
        {"path": "^(?P<topic>.+)/[^/]+$", "thread": "/{topic}"},
    ),
    "a number behind the topic": (
        {f"9{TOPICS.index(t)}-{i}.md": in_front(t, i) for t, i in FOUR},
        {"path": r"(?P<topic>[^/]+?)[-_. #]+(?P<number>\d+)\.\w+$", "thread": "{topic}"},
    ),
    "pages with one title": (
        {f"9{TOPICS.index(t)}-{i:02}.md": of_page(t, i, f"{t} - Page {i} of 2") for t, i in TWO},
        {"path": r"(?P<topic>[^/]+?)[-_. #]+(?P<number>\d+)\.\w+$", "thread": "{topic}", "order": "number"},
    ),
    "pages that are called so": (
        {f"{t}_page_{i}.md": of_page(t, i) for t, i in TWO},
        {
            "path": r"(?P<topic>[^/]+?)[-_. ]+(?:page|seite|part|p|s)[-_. ]?(?P<number>\d+)\.\w+$",
            "thread": "{topic}",
            "order": "number",
        },
    ),
}
THREADS = {
    "titles that differ": {f"a-{i}.md": of_page(t, 1, t) for i, t in enumerate(TOPICS, 1)},
    "numbers with gaps": {f"{t}-{7 * i}.md": of_page(t, 1) for t in TOPICS for i in (1, 2, 3)},
    "folders of boards": {f"{b}/{t}.md": of_page(t, 1, f"{t} of {b}") for t in TOPICS for b in ("a", "b")},
}
POSTS = {
    "folders of months": {f"2015/0{i}/{t}.md": in_front(t, i, f"title: {t} in {i}") for t, i in FOUR},
    "titles of their own": {f"{t}{i}.md": in_front(t, i, f"title: {t} {'!' * i}{i}") for t, i in FOUR},
    "chapters": {f"chapter-{i}.md": f"Chapter {i}.\n\nIt goes on.\n" for i in range(1, 9)},
    "nothing that they share": {f"{t}{'x' * i}.md": in_front(t, i) for t, i in FOUR},
}


def write(files: dict[str, str], folder: Path) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ARCHIVES)
def test_files_that_are_one_thread_are_found(name: str, project: Project) -> None:
    files, wanted = ARCHIVES[name]
    write(files, project.root / "content")
    found = guess(project.root / "content")
    keys = dict(found.trial.keys or {}) if found.trial else {}
    assert {key: keys.get(key) for key in ("path", "thread", "order") if key in keys} == wanted
    assert found.trial
    assert found.trial.score == 1
    project.write("archiver.toml", table_text("*", keys))
    report = project.build()
    assert (report.problems, report.threads, report.posts) == ((), 3, 12)
    assert {hit.author for hit in project.search("words").hits} == {*PEOPLE}


@pytest.mark.parametrize("name", THREADS)
def test_files_that_are_threads_of_their_own_stay_so(name: str, tmp_path: Path) -> None:
    write(THREADS[name], tmp_path)
    trial = guess(tmp_path).trial
    assert trial
    assert "thread" not in (trial.keys or {})
    assert trial.threads == len(THREADS[name])


@pytest.mark.parametrize("name", POSTS)
def test_what_is_not_clear_is_not_proposed(name: str, tmp_path: Path) -> None:
    write(POSTS[name], tmp_path)
    found = guess(tmp_path)
    assert found.trial is None
    assert found.doubts


def test_numbers_that_show_nothing_are_told(tmp_path: Path) -> None:
    write({f"{t}-{7 * i}.md": of_page(t, 1) for t in TOPICS for i in (1, 2, 3)}, tmp_path)
    assert "names of files differ in a number only" in guess(tmp_path).doubts[0]


def test_a_date_in_the_name_is_that_of_the_only_post(tmp_path: Path) -> None:
    texts = {
        f"{day_of(t, i)} {t}.md": f"# {'Re: ' if i > 1 else ''}{t}\n\nWords.\n\n-- {PEOPLE[i - 1]}\n" for t, i in FOUR
    }
    write(texts, tmp_path)
    trial = guess(tmp_path).trial
    assert trial
    assert (trial.share_of("date"), trial.share_of("author"), trial.threads) == (1, 1, 3)


def test_many_files_are_looked_at_in_several_places(tmp_path: Path) -> None:
    write({f"{n:04}-{i}.md": of_page("x", i, f"Topic {n}") for n in range(400) for i in (1, 2)}, tmp_path)
    found = guess(tmp_path)
    assert found.trial
    assert (found.files, found.trial.threads, found.trial.files) == (800, 12, 24)
