"""Synonyms: the file of a site, and what words find by it."""

from collections.abc import Sequence
from datetime import UTC, date
from pathlib import Path

import pytest

from archiver.build import build
from archiver.config import read_config
from archiver.errors import ConfigError
from archiver.model import SearchResults
from archiver.search.query.search import Question, search
from tests.conftest import Project
from tests.preview_session import previewed
from tests.small_index import SmallIndex, make_post, make_thread

POSTS = {
    "talk/lorry": "the lorries wait at the gate",
    "talk/truck": "a truck is at the gate",
    "talk/eff": "the EFF has sued",
    "talk/long": "the Electronic Frontier Foundation has sued",
    "talk/parts": "a foundation of electronic music at the frontier",
    "talk/name": "call set_position at the gate",
}
SYNONYMS = {
    "lorry": ("truck",),
    "truck": ("lorry",),
    "EFF": ("Electronic Frontier Foundation",),
    "Electronic Frontier Foundation": ("EFF",),
    "frontier": ("gate",),
    "SetPosition": ("wait",),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SmallIndex:
    index = SmallIndex(tmp_path_factory.mktemp("synonyms"))
    index.change([make_thread(slug, make_post(text)) for slug, text in POSTS.items()])
    return index


def ask(index: SmallIndex, query: str, synonyms: dict[str, tuple[str, ...]] | None = None) -> SearchResults:
    words = SYNONYMS if synonyms is None else synonyms
    question = Question(text=query, limit=10, zone=UTC, today=date(2024, 1, 1), synonyms=words)
    return search(index.open(), question)


def whole(results: SearchResults) -> list[str]:
    """The threads of the posts that match as a whole."""
    return [hit.thread.strip("/").removeprefix("talk/") for hit in results.hits if not hit.is_partial]


CASES: Sequence[tuple[str, list[str]]] = (
    ("lorry", ["lorry", "truck"]),
    ("trucks", ["truck", "lorry"]),
    ("truck wait", ["lorry"]),
    ('"lorry"', []),
    ("like:talk/long", ["parts", "eff"]),
    ("lorries -truck", ["lorry"]),
    ("gate -lorry", ["name", "truck"]),
    ("title:lorry", []),
    ("eff", ["eff", "long"]),
    ("electronic frontier foundation", ["long", "parts", "eff"]),
    ("frontier electronic foundation", ["parts", "long"]),
    ('electronic "frontier" foundation', ["parts", "long"]),
    ("(electronic frontier foundation) sued", ["long", "eff"]),
    ("frontier", ["parts", "long", "truck", "lorry", "name"]),
    ("lorry OR eff", ["lorry", "eff", "truck", "long"]),
    ("lorry AND gate", ["lorry", "truck"]),
    ("set_position", ["name"]),
    ("SetPosition", ["name", "lorry"]),
    ("lorr*", ["lorry"]),
)


@pytest.mark.parametrize(("query", "threads"), CASES, ids=[query for query, _ in CASES])
def test_what_words_with_synonyms_find(index: SmallIndex, query: str, threads: list[str]) -> None:
    assert sorted(whole(ask(index, query))) == sorted(threads)


def test_the_word_as_typed_comes_first(index: SmallIndex) -> None:
    assert whole(ask(index, "lorry")) == ["lorry", "truck"]
    assert whole(ask(index, "truck")) == ["truck", "lorry"]
    assert whole(ask(index, "electronic frontier foundation"))[-1] == "eff"


def test_synonyms_are_told_and_marked(index: SmallIndex) -> None:
    results = ask(index, "eff sued")
    assert [str(hint) for hint in results.hints] == ['"eff" finds electronic frontier foundation, too']
    assert {hit.snippet[start:end] for hit in results.hits for start, end in hit.marks} >= {"EFF", "Electronic", "sued"}


def test_the_synonyms_of_words_with_one_stem_are_in_the_order_of_the_file(index: SmallIndex) -> None:
    synonyms: dict[str, tuple[str, ...]] = {"wait": ("sued",), "waits": ("stay",), "waiting": ("gate",)}
    for query in ("wait", "waits", "waiting"):
        assert ask(index, query, synonyms).hints == (f'"{query}" finds sued, stay, gate, too',)


def test_a_word_that_only_a_synonym_has_is_not_corrected_nor_missing(index: SmallIndex) -> None:
    only = ask(index, "juggernaut wait", {"juggernaut": ("lorry",)})
    assert (whole(only), only.suggestion, only.advice) == (["lorry"], None, ())
    partial = ask(index, "juggernaut sued", {"juggernaut": ("lorry",)})
    assert {hit.thread.strip("/"): hit.without for hit in partial.hits}["talk/lorry"] == ("sued",)


def test_synonyms_of_synonyms_are_not_found(index: SmallIndex) -> None:
    assert whole(ask(index, "van", {"van": ("lorry",), "lorry": ("truck",)})) == ["lorry"]


def project(folder: Path, text: str) -> Path:
    (folder / "synonyms.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_file_has_tables_of_words(tmp_path: Path) -> None:
    text = '[[synonyms]]\nwords = ["car", "motor  car"]\n[[synonyms]]\nwords = ["pet"]\nfind = ["dog", "cat"]\n'
    assert read_config(project(tmp_path, text)).synonyms == {
        "car": ("motor car",),
        "motor car": ("car",),
        "pet": ("dog", "cat"),
    }
    (tmp_path / "synonyms.toml").unlink()
    assert read_config(tmp_path).synonyms == {}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[synonyms]]\nwords = 3\n", 2, "is not right"),
        ('[[synonyms]]\nwords = ["a", " "]\n', 2, "a list of words"),
        ('[[synonyms]]\nword = ["a"]\n', 2, 'there is no "word"'),
        ("[[synonyms]]\n", 1, 'needs "words"'),
        ('[[group]]\nwords = ["a", "b"]\n', 1, 'there is no "group"'),
        ("[synonyms]\na = 3\n", 1, "tables, each below a line [[synonyms]]"),
        ("[[synonyms]]\nwords = [\n", 2, "cannot be read"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_config(project(tmp_path, text))
    problem = raised.value.problems[-1]
    assert (problem.path, problem.line) == ("synonyms.toml", line)
    assert said in problem.message


FILE = '[[synonyms]]\nwords = ["heat", "warmth"]\n'
CONFIG = 'title = "Talks"\n[[feeds]]\nname = "heat"\nquery = "heat"\n'


@pytest.fixture
def talks(project: Project) -> Project:
    """A project with a saved search, which finds one of two posts, and the other by a synonym."""
    project.write("archiver.toml", CONFIG)
    for name, text in (("one", "heat of the sun"), ("two", "warmth of a stove")):
        project.write(f"content/{name}.md", f"# {name}\n\n## ada · 2022-07-01 {{#p1}}\n\n{text}\n")
    return project


def test_a_change_of_the_file_changes_what_browsers_read_and_feeds_and_no_page(talks: Project) -> None:
    talks.build()
    for text, found in ((FILE, True), (FILE.replace("warmth", "cold"), False), (FILE, True), ("", False)):
        talks.write("synonyms.toml", text)
        report = talks.build()
        assert (report.drawn, set(report.written)) == (0, {"search/data/meta.bin", "search/heat/feed.xml"})
        feed, after = talks.read("site/search/heat/feed.xml"), talks.tree()
        assert ("stove" in feed) == found
        build(talks.config, clean=True)
        assert talks.tree() == after


def test_the_preview_takes_a_changed_file_over(talks: Project) -> None:
    with previewed(talks.root) as preview:
        assert talks.root / "synonyms.toml" in preview.session.watched().files
        for text, found in (("", False), (FILE, True), ("[[synonyms]]", True), ("", False)):
            talks.write("synonyms.toml", text)
            preview.settle()
            assert preview.messages() == ([] if text != "[[synonyms]]" else ['a [[synonyms]] needs "words"; add it'])
            assert ("stove" in preview.text("search/heat/feed.xml")) == found
