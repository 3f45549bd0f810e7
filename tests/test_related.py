"""Related threads: the words that count, how similar threads are, and sites with them after changes."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.build import build
from archiver.build import related as stage
from archiver.build.verify import verify
from archiver.manifest import RelatedTables
from archiver.manifest.related import TABLES
from archiver.model import Subject, Terms
from archiver.related import MOST_SHOWN, MOST_THREADS, choose, find_similar, heaviest_word, weight_of
from archiver.related.terms import find_terms
from tests.conftest import Project


def terms(title: str, text: str = "", tags: tuple[str, ...] = (), author: str | None = None) -> Terms:
    return find_terms(Subject(title=title, tags=tags, author=author, text=text))


def similarity(one: Terms, other: Terms, heaviest: int = 8) -> int:
    """How similar two threads are; 0 if they are not related."""
    threads = {1: one, 2: other}
    postings = {
        word: [number << 2 | term & 3 for number, found in threads.items() for term in found if term >> 2 == word]
        for word in {term >> 2 for term in one + other}
    }
    return find_similar(one, 1, postings.__getitem__, heaviest).get(2, 0)


def test_two_rare_words_of_titles_make_threads_related() -> None:
    assert similarity(terms("Brine for gherkins"), terms("Gherkins without brine")) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (terms("Gherkins"), terms("Gherkins")),  # one word has many meanings
        (terms("Salt", "vtkNode addNode"), terms("Sugar", "vtkNode addNode")),  # code says nothing of the subject
        (terms("Why is it so"), terms("Why is it so")),
        (terms("2020 1234"), terms("2020 1234")),
        (terms("", "", ("night", "moon")), terms("", "", ("night", "moon"))),
        ((), ()),
    ],
)
def test_too_little_in_common_is_none(one: Terms, other: Terms) -> None:
    assert similarity(one, other) == 0


def test_a_title_counts_more_than_a_post_and_a_common_author_adds() -> None:
    title, post = terms("Brine for gherkins"), terms("Cucumbers", "Gherkins in brine, and others gherkins in brine.")
    assert similarity(title, title) > similarity(title, post) > 0
    mine = terms("Brine for gherkins", author="ada")
    assert similarity(mine, mine) > similarity(title, title)


def test_words_of_scripts_without_spaces_count_in_pairs() -> None:
    assert similarity(terms("天文台の望遠鏡"), terms("望遠鏡と天文台")) > 0
    assert similarity(terms("天文台の望遠鏡"), terms("数据库的备份")) == 0


def test_quoted_lines_addresses_and_markup_do_not_count() -> None:
    noise = '> brine gherkins\n<p class="brine">https://gherkins.example/brine</p>&brine;'
    assert terms("", noise) == terms("", "") == ()
    assert similarity(terms("Brine for gherkins"), terms("Cucumbers", noise)) == 0


def test_answers_and_the_end_of_a_long_post_do_not_count() -> None:
    assert terms("Cucumbers", "salt " * 1000 + "gherkins brine") == terms("Cucumbers", "salt " * 900)
    assert len(terms("", " ".join(f"word{chr(97 + i)}{chr(97 + j)}" for i in range(20) for j in range(20)))) == 24


def test_weights_fall_with_the_number_of_threads() -> None:
    weights = [weight_of(threads, heaviest_word(1_000_000)) for threads in range(1, MOST_THREADS + 2)]
    assert weights[0] == weights[-1] == 0
    assert weights[1:-1] == sorted(weights[1:-1], reverse=True)
    assert weights[-2] == 1


def test_the_most_similar_come_first_and_then_the_first_by_name() -> None:
    names = {number: f"{9 - number}" for number in range(9)}
    assert choose({1: 5, 2: 9, 3: 5, 4: 1, 5: 2, 6: 3}, names) == ("7", "6", "8", "3", "4")
    assert len(choose(dict.fromkeys(range(9), 1), names)) == MOST_SHOWN


WORDS = ("alpha", "bravo", "charlie", "delta", "echoes", "foxtrot")


@contextmanager
def rules_of_few() -> Iterator[None]:
    """In archives as small as these examples, all words count, and few threads are too many to be compared again."""
    with (
        mock.patch.object(stage, "heaviest_word", lambda threads: min(4, threads.bit_length())),
        mock.patch.object(stage, "_MANY", 1),
        mock.patch("archiver.related.ranking._LEAST", 3),
    ):
        yield


def stored(threads: dict[str, Terms]) -> tuple[sqlite3.Connection, RelatedTables]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    tables = RelatedTables(connection)
    tables.note_terms(threads.items())
    return connection, tables


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.none() | st.lists(st.sampled_from(WORDS), max_size=4)),
        max_size=30,
    ),
    st.integers(1, 5),
)
def test_after_any_changes_all_is_as_if_it_was_found_anew(
    changes: list[tuple[str, list[str] | None]], size: int
) -> None:
    """`changes`: a thread, and the words of its title; None if it goes. So many (`size`) are made before each look."""
    connection, tables = stored({})
    now: dict[str, Terms] = {}
    with closing(connection), rules_of_few():
        for start in range(0, len(changes), size):
            for name, words in changes[start : start + size]:
                now.pop(name, None)
                if words is not None:
                    now[name] = terms(" ".join(words))
                    tables.note_terms([(name, now[name])])
            other, anew = stored(now)
            with closing(other):
                assert stage.update_similar(now.keys(), tables) == stage.update_similar(now.keys(), anew)


SUBJECTS = (
    "Pickled gherkins without vinegar",
    "Grinding telescope mirrors myself",
    "Feeding sourdough starters weekly",
    "Adjusting bicycle derailleurs yourself",
    "Forgotten chess openings explained",
)

OFF = "search.enabled = false\n"


@pytest.fixture
def forum(project: Project) -> Project:
    """130 threads; on each of the SUBJECTS there are three, as 03, 13 and 23."""
    for number in range(130):
        others = chr(97 + number % 26) + chr(97 + number // 26)
        is_alike = number % 10 < 5 and number < 30
        write(project, f"b/{number:02}", SUBJECTS[number % 10] if is_alike else f"Thing{others} stuff{others}", number)
    project.write("archiver.toml", OFF)
    project.build()
    return project


def write(project: Project, name: str, title: str, number: int = 0, front: str = "", more: str = "") -> None:
    head = f"---\n{front}\n---\n" if front else ""
    text = f"{title}?" if number < 30 else "So."
    project.write(
        f"content/{name}.md", f"{head}# {title} here\n\n## ada · 2020-01-{number % 28 + 1:02} {{#1}}\n\n{text}\n{more}"
    )


def shown(project: Project, name: str) -> list[str]:
    """The links of the related threads of a thread's page."""
    page = project.read(f"site/{name}/index.html")
    section = re.search(r'<section class="related".*?</section>', page, re.DOTALL)
    return re.findall(r'<a href="([^"]*)"', section[0]) if section else []


def test_threads_about_the_same_are_shown_and_nothing_where_there_are_none(forum: Project) -> None:
    assert shown(forum, "b/03") == ["../13/", "../23/"]
    assert shown(forum, "b/40") == []
    assert "<bdi>b</bdi> · <time" in forum.read("site/b/03/index.html")


def test_a_new_thread_draws_those_that_show_it_and_its_neighbours(forum: Project) -> None:
    write(forum, "b/999", SUBJECTS[3], 27)
    report = forum.build()
    drawn = {path.removeprefix("content/") for path, _ in report.reasons if path.startswith("content/")}
    assert {"b/999.md", "b/03.md", "b/13.md", "b/23.md"} <= drawn
    assert len(drawn) <= 6  # two are its neighbours in the board
    assert "../999/" in shown(forum, "b/13")
    assert verify(forum.config, report) == ()


def test_an_answer_draws_no_other_thread(forum: Project) -> None:
    write(forum, "b/03", SUBJECTS[3], 3, more="\n## ben {#2}\n\nGrinding telescope mirrors, telescope mirrors.\n")
    report = forum.build()
    assert [path for path, _ in report.reasons if path.startswith("content/")] == ["content/b/03.md"]
    assert verify(forum.config, report) == ()


def test_another_title_is_shown_and_a_thread_that_goes_is_not(forum: Project) -> None:
    write(forum, "b/03", SUBJECTS[3] + " again", 3)
    forum.build()
    assert "Adjusting bicycle derailleurs yourself again here</a>" in forum.read("site/b/13/index.html")
    (forum.root / "content/b/03.md").unlink()
    report = forum.build()
    assert shown(forum, "b/13") == ["../23/"]
    assert verify(forum.config, report) == ()


def test_drafts_are_related_to_nothing(forum: Project) -> None:
    write(forum, "b/03", SUBJECTS[3], 3, front="draft: true")
    report = forum.build()
    assert shown(forum, "b/13") == ["../23/"]
    assert verify(forum.config, report) == ()
    build(replace(forum.config, drafts=True))
    assert shown(forum, "b/13") == ["../23/"]
    assert shown(forum, "b/03") == []


def test_only_the_last_page_of_a_thread_shows_them(forum: Project) -> None:
    forum.write("archiver.toml", OFF + "[pages]\nposts = 2\n")
    write(forum, "b/03", SUBJECTS[3], 3, more="\n## ben {#2}\n\nYes.\n\n## ben {#3}\n\nNo.\n")
    forum.build()
    last = next(path for path in forum.tree() if re.fullmatch(r"b/03/.*2/index\.html", path))
    assert shown(forum, "b/03") == []
    assert 'class="related"' in forum.read(f"site/{last}")


def test_an_option_turns_them_off_and_on(forum: Project) -> None:
    before = forum.tree()
    forum.write("archiver.toml", OFF + "[theme_options]\nrelated = false\n")
    report = forum.build()
    assert shown(forum, "b/03") == []
    assert verify(forum.config, report) == ()
    write(forum, "b/03", "Nothing", 3)
    forum.build()
    write(forum, "b/03", SUBJECTS[3], 3)
    forum.write("archiver.toml", OFF)
    forum.build()
    assert forum.tree() == before


def test_threads_that_others_link_to_come_first(forum: Project) -> None:
    forum.write("archiver.toml", OFF + "[links]\narchived = true\n")
    write(forum, "b/40", "Unlike", 40, front="source: https://old.example/t/40")
    write(forum, "b/03", SUBJECTS[3], 3, more="\nSee https://old.example/t/40 for it.\n")
    report = forum.build()
    assert shown(forum, "b/03") == ["../40/", "../13/", "../23/"]
    assert shown(forum, "b/40") == ["../03/"]
    assert verify(forum.config, report) == ()


def test_threads_that_it_links_to_are_in_the_order_of_its_links_in_each_build(forum: Project) -> None:
    forum.write("archiver.toml", OFF + "[links]\narchived = true\n")
    numbers = (43, 41, 44, 42)
    for number in numbers:
        write(forum, f"b/{number}", f"Unlike{number}", number, front=f"source: https://old.example/t/{number}")
    write(forum, "b/03", SUBJECTS[3], 3, more="".join(f"\nSee https://old.example/t/{n}.\n" for n in numbers))
    forum.build()
    assert shown(forum, "b/03")[:4] == [f"../{number}/" for number in numbers]
    assert forum.build().written == ()
