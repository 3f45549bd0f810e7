"""The project's segments equal those that Whoosh's writer makes of the same posts, as Whoosh's reader reads them."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import And, Not, Or, Phrase, Prefix, Query, Term
from whoosh.searching import Searcher

from archiver.model import IndexedThread
from archiver.search.index.merge import choose_segments_to_merge
from archiver.search.index.postings_codec import BLOCK
from archiver.search.index.types import SegmentMeta
from tests.forks import OTHERS, QUIETLY, environment_with
from tests.stock_index import Edit, contents, merge_all, no_merge, post, thread, write_ours, write_stock

pytestmark = pytest.mark.builds

LANGUAGES = (
    thread("中文/数据", post("全文数据库索引, 我用Python写程序", quoted="数据库 foo"), title="数据库", lang="zh-Hans"),
    thread("ไทย", post("ภาษาไทยเขียนติดกัน ไม่มีช่องว่าง ๑๒๓"), lang="th"),
    thread("arabic", post("كِتَابٌ جديد والكتب القديمة"), lang="ar", tags=("كتاب", "Old Books", "old  books")),
    thread("hindi", post("हिन्दी में लड़कियाँ और लड़के", quoted="लड़कियाँ"), lang="hi"),
    thread("fr", post("Les e\u0301coles de l'E\u0301tat, écoles; n\u0303 ǅ ﬁn Straße ΣΊΣΥΦΟΣ", at=None), lang="fr"),
    thread("emoji", post("🚀🚀 👩‍👩‍👧 flag🇫🇷 a\u00adb \u0301 \u200d ㍿ ｱｲｳ ﾊﾟ", author="👩‍🚀 Ⅷ"), title="🚀", lang=""),
    thread(
        "space/moon/probe",
        post("The lunar probe is running; probes ran. C++17, C# and .NET!"),
        post("", author=None),
        post("SetPosition set_position; a Position in HTTPServer, Python3 and Python3, PYTHON_3 x_set_Positions_y"),
        post("setPosition position __init_sub__ set_positions c_c++ SetSetSet", quoted="getPositions"),
        title="set_position of SetPosition",
    ),
    thread("empty", post(""), post("", quoted="", author=""), title="", lang=""),
    thread("old", post("before the epoch", at=-2_000_000_000), post("at it", at=0), lang="en-GB"),
)
LONG = (
    thread("often", post("tick tock " * 300), post(" ".join(["tick"] * 255)), post(" ".join(["tick"] * 256))),
    thread("far", post("word " * 16_380 + "near here and there, 数据库 far here"), post("数" * 17_000)),
    thread("far-alone", post("word " * 16_383 + "last first"), post("word " * 16_384 + "last"), lang=""),
    thread("long-word", post("a" * 70_000 + " b")),
)


def assert_same(folder: Path, edits: Sequence[Edit]) -> None:
    """The project's index equals Whoosh's, both without merges and with all segments merged at each edit."""
    stock = contents(write_stock(folder / "stock", edits))
    assert contents(write_ours(folder / "ours", edits, no_merge)) == stock
    stock = contents(write_stock(folder / "stock-merged", edits, optimize=True))
    assert contents(write_ours(folder / "ours-merged", edits, merge_all)) == stock


def segment(documents: int) -> SegmentMeta:
    return SegmentMeta(name=token_hex(8), documents=documents)


def test_the_last_segments_of_a_long_build_do_not_take_the_large_ones_along() -> None:
    large, small = [segment(20_000) for _ in range(64)], [segment(5_000) for _ in range(9)]
    assert choose_segments_to_merge([*large, *small[:8]]) == []
    assert choose_segments_to_merge([*large, *small]) == small
    assert choose_segments_to_merge([*large, segment(20_000), small[0]])[:64] == large


def many(slug: str, count: int) -> IndexedThread:
    """A thread whose posting lists fill blocks, some with different impacts and some with equal ones."""
    return thread(
        slug, *(post(f"common {'common ' * (n % 3)} rare{n} and {'more ' * (n // 700)}") for n in range(count))
    )


@pytest.mark.parametrize("threads", [LANGUAGES, LONG, (LANGUAGES[0],)], ids=["languages", "long", "one"])
def test_a_segment_is_what_whoosh_would_write(tmp_path: Path, threads: tuple[IndexedThread, ...]) -> None:
    assert_same(tmp_path, [Edit((threads,))])


@pytest.mark.parametrize("count", [1, 128, 129, BLOCK, BLOCK + 1, 2 * BLOCK + 300])
def test_lists_of_several_blocks_are_what_whoosh_would_write(tmp_path: Path, count: int) -> None:
    assert_same(tmp_path, [Edit(((many("a", count), thread("b", post("common"))),))])


def test_edits_and_removals_leave_what_whoosh_would(tmp_path: Path) -> None:
    changed = tuple(thread(t.slug, post("common, and edited"), *t.posts[:1], lang=t.lang) for t in LANGUAGES[:3])
    edits = [
        Edit((LANGUAGES, (many("many", BLOCK + 10),))),
        Edit((changed,), gone=("arabic", "nobody")),
        Edit((), gone=("hindi",)),
        Edit(((LANGUAGES[3],), (thread("new", post("common")),)), gone=("many",)),
        Edit((), gone=("new",)),
    ]
    assert_same(tmp_path, edits)


def test_an_index_with_nothing_left_in_it_is_empty(tmp_path: Path) -> None:
    assert_same(tmp_path, [Edit((LANGUAGES,)), Edit((), gone=tuple(t.slug for t in LANGUAGES))])


def test_small_segments_are_merged_into_what_whoosh_would_make_of_them(tmp_path: Path) -> None:
    edits = [Edit(((each,),)) for each in LANGUAGES]
    (ours,) = contents(write_ours(tmp_path / "ours", edits))
    assert [ours] == contents(write_stock(tmp_path / "stock", edits, optimize=True))


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["common", "running", "runs", "ran", "C++", ".NET", "数据库", "ภาษา", "e\u0301cole", "🚀", "~"]
        ),
        st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=6),
    ),
    max_size=12,
).map(" ".join)
POSTS = st.builds(
    post,
    TEXTS,
    quoted=TEXTS,
    author=st.sampled_from([None, "", "Ada", "ada", "bob 数据"]),
    at=st.none() | st.integers(-(10**10), 10**11),
)
SLUGS = st.sampled_from(["a", "b", "board/c", "board/sub/d", "数"])
LANGS = st.sampled_from(["", "en", "de", "zh", "xx", "fr"])
THREADS = st.builds(
    lambda slug, title, lang, tags, posts: thread(slug, *posts, title=title, lang=lang, tags=tags),
    SLUGS,
    TEXTS,
    LANGS,
    st.lists(st.sampled_from(["Moon", "moon", "x y"]), max_size=3),
    st.lists(POSTS, min_size=1, max_size=4),
)
IS_DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
EDITS = st.lists(
    st.lists(THREADS, max_size=4, unique_by=lambda thread: thread.slug).flatmap(
        lambda threads: st.builds(
            lambda at, gone: Edit(tuple(part for part in (tuple(threads[:at]), tuple(threads[at:])) if part), gone),
            st.integers(0, len(threads)),
            st.lists(SLUGS, max_size=2, unique=True).map(tuple),
        )
    ),
    min_size=1,
    max_size=4,
).filter(lambda edits: bool(edits[0].segments))


@given(edits=EDITS)
@settings(max_examples=500 if IS_DEEP else 20, deadline=None)
def test_any_edits_leave_what_whoosh_would(edits: list[Edit]) -> None:
    with TemporaryDirectory() as folder:
        assert_same(Path(folder), edits)


FOUND = (
    Term("text", "probe"),
    Term("text", "run!en"),
    Term("text", "common"),
    Term("quoted", "लड़कियाँ"),
    Term("board", "space/moon"),
    Term("author", "ada"),
    Prefix("text", "rare1"),
    Phrase("text", ["not", "the", "lunar", "probe"]),
    Phrase("text", ["数据", "据库"]),
    Phrase("text", ["far", "here"]),
    And([Term("text", "common"), Phrase("text", ["and", "more", "more"])]),
    Or([Term("flag", "quote"), Term("lang", "th")]),
    And([Term("flag", "first"), Not(Term("author", "ada"))]),
)
NOT_FOUND = (
    Term("text", "nothinglikeit"),
    Term("thread", "often"),
    Phrase("text", ["probe", "lunar"]),
    Phrase("text", ["tick", "tock"]),
)


@pytest.fixture(scope="module")
def searchers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Searcher, Searcher]]:
    """Whoosh's searchers of the project's index and of Whoosh's; with lists of several blocks, and deletions."""
    folder = tmp_path_factory.mktemp("searched")
    edits = [
        Edit(((*LANGUAGES, *LONG), (many("many", BLOCK + 900),))),
        Edit(((thread("space/moon/probe", post("Not the lunar probe, running"), post("common")),),), gone=("often",)),
    ]
    with (
        write_ours(folder / "ours", edits, no_merge).searcher() as ours,
        write_stock(folder / "stock", edits).searcher() as stock,
    ):
        yield ours, stock


@pytest.mark.parametrize("query", [*FOUND, *NOT_FOUND], ids=str)
def test_queries_of_whoosh_find_the_same_in_both(searchers: tuple[Searcher, Searcher], query: Query) -> None:
    ours, stock = (list(searcher.docs_for_query(query)) for searcher in searchers)
    assert ours == stock
    assert bool(ours) == (query in FOUND)


@pytest.mark.slow
@pytest.mark.parametrize("fork", OTHERS)
def test_it_is_so_in_every_fork_of_whoosh(forks: Path, fork: str) -> None:
    files = ("tests/test_segments.py", "tests/test_search.py", "tests/test_stock_whoosh.py")
    options = ["-q", "-p", "no:cacheprovider", "-m", "not slow"]
    tests = [sys.executable, *QUIETLY, "-m", "pytest", *options, *QUIETLY, *files]
    env = {**environment_with(fork, forks), "ARCHIVER_TEST_WHOOSH": OTHERS[fork]}
    root = Path(__file__).parents[1]
    done = subprocess.run(tests, cwd=root, env=env, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_these_tests_use_the_fork_that_they_are_to() -> None:
    import whoosh

    wanted = os.environ.get("ARCHIVER_TEST_WHOOSH")
    assert wanted is None or whoosh.versionstring() == wanted
