"""The browser's half of search gives what a plain reading of all posts gives: its modules are run in node."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from archiver.search.analysis import edit_distance
from archiver.search.query.snippet import Highlighter, find_snippet
from tests.agreement.places import joined
from tests.client.encoder import BLOCK, write_bundle
from tests.client.posts import RARE, STEMS, MadePost, day_of, make_posts, minute_of, numbers_of, some_word
from tests.client.reference import Reference, distance

pytestmark = pytest.mark.slow

CLIENT = Path(__file__).parents[1] / "themes/default/client"
ASK = Path(__file__).parent / "client/ask.mjs"
NODE = shutil.which("node")
STEMMER = """
const ends = { aa: "s", bb: "n" };
export const isStemmed = () => true;
export const isStemmedIn = () => true;
export const loadStemmer = async (lang) => (word) => (word.endsWith(ends[lang]) ? word.slice(0, -1) : word);
"""
POSTS = 6_000  # the commonest words are in more than one block


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The theme's modules, with a stemmer whose languages are made up."""
    if NODE is None:
        pytest.skip("there is no node on the PATH; these tests run the theme's JavaScript with it")
    folder = tmp_path_factory.mktemp("modules")
    shutil.copytree(CLIENT, folder, dirs_exist_ok=True)
    (folder / "search/stem.js").write_text(STEMMER, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(make_posts(POSTS, seed=7))


@pytest.fixture(scope="module")
def data(reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    write_bundle(folder, reference.posts)
    return folder


def ask(modules: Path, data: Path | None, questions: list[dict[str, Any]]) -> list[Any]:
    asked = modules / "questions.json"
    text = json.dumps({"modules": str(modules), "data": str(data) if data else "", "questions": questions})
    asked.write_text(text, encoding="utf-8")
    done = subprocess.run([NODE or "node", ASK, asked], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def numbers(posts: list[MadePost]) -> list[int]:
    """The number of each document in the browser."""
    return [place * 2**20 + offset for place, offset in numbers_of(posts)]


def as_numbers(reference: Reference, docs: list[int]) -> list[int]:
    made = numbers(reference.posts)
    return [made[doc] for doc in docs]


def some_query(chance: random.Random, depth: int = 0) -> list[Any]:
    if depth < 3 and chance.random() < 0.55:
        kind = chance.choice(("and", "and", "or", "not"))
        if kind == "not":
            return ["and", some_query(chance, depth + 1), ["not", some_query(chance, depth + 1)]]
        return [kind, *(some_query(chance, depth + 1) for _ in range(chance.randint(2, 3)))]
    return some_leaf(chance)


def some_leaf(chance: random.Random) -> list[Any]:
    field = chance.choice(("", "", "text", "title", "quoted"))
    word = some_word(chance) if chance.random() < 0.9 else chance.choice(RARE)
    made: dict[str, list[Any]] = {
        "word": ["word", field, word],
        "phrase": ["phrase", field, [some_word(chance) for _ in range(chance.randint(1, 3))]],
        "prefix": ["prefix", field, word[: chance.randint(2, 4)]],
        "fuzzy": ["fuzzy", field, word[:-1] + chance.choice(("", "x", word[-1]))],
        "board": ["value", "board", chance.choice(("space", "space/moon", "nowhere"))],
        "is": ["value", "is", "first"],
        "author": ["or", ["value", "author", "ada lovelace"], ["word", "name", chance.choice(("ada", "emile"))]],
        "alternatives": [
            "alternatives",
            ["or", ["word", field, word], ["phrase", field, [some_word(chance), some_word(chance)]]],
        ],
        "dates": ["dates", chance.choice((None, 18_300)), chance.choice((None, 18_700, 19_000))],
        "all": ["all"],
    }
    return made[chance.choice((*(5 * ["word"]), *(3 * ["phrase"]), *made))]


def test_random_queries_find_what_a_plain_reading_finds(modules: Path, data: Path, reference: Reference) -> None:
    chance = random.Random(11)  # noqa: S311  as random as a test may be
    orders = ("relevance", "relevance", "newest", "oldest")
    questions: list[dict[str, Any]] = [
        {"kind": "find", "node": some_query(chance), "order": chance.choice(orders)} for _ in range(250)
    ]
    answers = ask(modules, data, questions)
    for question, answer in zip(questions, answers, strict=True):
        expected = reference.answer(question["node"], question["order"])
        numbered = as_numbers(reference, expected)
        assert (answer["first"], answer["docs"]) == (numbered[:12], numbered), question
    assert sum(bool(answer["docs"]) for answer in answers) > 125


def test_a_rare_word_spares_the_blocks_of_a_common_one(modules: Path, data: Path, reference: Reference) -> None:
    thread = reference.posts[POSTS // 2].thread.strip("/")
    node = ["and", ["phrase", "text", ["the"]], ["value", "thread", thread], ["dates", None, None]]
    common, both = ask(
        modules,
        data,
        [
            {"kind": "find", "node": ["phrase", "text", ["the"]], "order": "newest", "fresh": True},
            {"kind": "find", "node": node, "order": "newest", "fresh": True},
        ],
    )
    assert both["docs"] == as_numbers(reference, reference.answer(node, "newest"))
    blocks = -(-len(common["docs"]) // BLOCK)
    assert blocks >= 2
    in_terms = [sum("/t/" in path for path in asked["fetched"]) for asked in (common, both)]
    assert in_terms == [blocks, 2]  # the blocks; a shard, and not all of the blocks


def test_the_newest_posts_are_found_by_their_days(modules: Path, data: Path) -> None:
    [found] = ask(modules, data, [{"kind": "find", "node": ["all"], "order": "newest", "fresh": True}])
    blocks = -(-POSTS // 1000)
    assert blocks < sum("/c/" in path for path in found["fetched"]) < 2 * blocks  # of the days, and few of the columns


def test_the_bundle_can_be_read_where_a_server_has_decompressed_it(modules: Path, tmp_path: Path) -> None:
    posts = make_posts(80, seed=3)
    write_bundle(tmp_path, posts, compress=False)
    [found] = ask(modules, tmp_path, [{"kind": "find", "node": ["all"], "order": "oldest"}])
    by_date = sorted(range(len(posts)), key=lambda doc: (minute_of(posts[doc]), doc))
    assert found["docs"] == [numbers(posts)[doc] for doc in by_date]


def test_files_that_a_deploy_has_replaced_are_looked_for_once_more(
    modules: Path, data: Path, reference: Reference
) -> None:
    node = ["word", "", STEMS[0]]
    question = {"kind": "find", "node": node, "order": "relevance", "fresh": True, "fail": "/t/"}
    [found] = ask(modules, data, [question])
    assert found["docs"] == as_numbers(reference, reference.answer(node, "relevance"))
    assert sum(path.endswith("meta.bin") for path in found["fetched"]) == 1


def test_posts_are_counted_by_year_author_and_board(modules: Path, data: Path, reference: Reference) -> None:
    docs = reference.answer(["value", "is", "first"], "relevance")
    numbered = as_numbers(reference, docs)
    [counts, posts] = ask(
        modules, data, [{"kind": "counts", "docs": numbered}, {"kind": "posts", "docs": numbered[:70]}]
    )
    made = [reference.posts[doc] for doc in docs]
    assert dict(counts["years"]) == counted(str(post.at.year) for post in made if post.at)
    assert dict(counts["authors"]) == counted(post.author for post in made if post.author)
    assert dict(counts["boards"]) == counted(post.board for post in made)
    assert [post["url"] for post in posts] == [f"{post.thread}#p1" for post in made[:70]]
    assert [post["text"] for post in posts] == [post.text for post in made[:70]]


def test_a_misspelled_word_leads_to_the_nearest_one(modules: Path, data: Path) -> None:
    words = ("zerba", "vioiln", "vilin", "xyz", "q")
    assert ask(modules, data, [{"kind": "meant", "word": word} for word in words]) == [
        *("zebra", "violin", "violin"),
        *(None, None),
    ]


def test_distances_between_words(modules: Path) -> None:
    chance = random.Random(5)  # noqa: S311  as random as a test may be
    pairs = [
        ["".join(chance.choices("abcdef"[: chance.choice((3, 6))], k=chance.randrange(6))) for _ in "ab"]
        for _ in range(200)
    ]
    found = ask(modules, None, [{"kind": "distance", "pair": pair} for pair in pairs])
    assert found == [distance(*pair) for pair in pairs]
    for most in (1, 2):
        here = [min(edit_distance.distance(one, other, most), most + 1) for one, other in pairs]
        assert here == [min(steps, most + 1) for steps in found]


def test_passages_are_those_of_the_command_line(modules: Path) -> None:
    chance = random.Random(13)  # noqa: S311  as random as a test may be
    words = ("lamp", "Lámpara", "数据库服务器", "a", "😀😀", "𠀀𠀁𠀂", "sky,", "(star)", "of-the", "x" * 90, "don't")
    questions: list[dict[str, Any]] = []
    for _ in range(400):
        text = " ".join(chance.choices(words, k=chance.randrange(80)))
        terms = chance.sample(("lamp", "lampara", "数据", "据库", "服务", "𠀀𠀁", "sky", "star", "the", "x" * 90), k=3)
        ends = sorted(chance.choices(range(len(text) + 9), k=chance.randrange(7)))
        authors = [(end, chance.choice(("Ada", "Зоя", "𝐁en", None))) for end in ends]
        questions.append({"kind": "passage", "text": text, "terms": terms, "authors": authors})
    known = 0
    for question, answer in zip(questions, ask(modules, None, questions), strict=True):
        snippet = find_snippet(question["text"], _highlighter(question["terms"]), tuple(question["authors"]))
        assert joined(answer["excerpt"]) == split(snippet.text, snippet.marks), question
        assert answer["quotedAuthors"] == [*snippet.authors], question
        known += len(snippet.authors) > 1
    assert known > 50


def _highlighter(terms: list[str]) -> Highlighter:
    return Highlighter(terms=frozenset(terms), lang="en", stems=(), beginnings=())


def split(snippet: str, marks: tuple[tuple[int, int], ...]) -> list[list[Any]]:
    parts: list[list[Any]] = []
    at = 0
    for start, end in marks:
        parts += [[snippet[at:start], False], [snippet[start:end], True]]
        at = end
    return [part for part in (*parts, [snippet[at:], False]) if part[0]]


def counted(names: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found


def test_the_made_posts_have_days_and_none() -> None:
    days = [day_of(post) for post in make_posts(200, seed=7)]
    assert None in days
    assert len(set(days)) > 50
