"""The browser index: all of the search index is in its files, and an update leaves the files of a clean export."""

import pickle
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from archiver import urls
from archiver.model import IndexedPost, IndexedThread, moment_to_fields
from archiver.search.browser.bundle_meta import read_meta
from archiver.search.browser.export import BrowserIndexFiles
from archiver.search.browser.files import FOLDER, META
from archiver.search.browser.layout import DEFAULT_LAYOUT, BundleLayout, FileSize
from archiver.search.browser.postings import Borders
from archiver.search.browser.tasks import open_index
from archiver.search.index.fields import FIELDS, LABELLED, SCORED
from archiver.search.index.searcher import Searcher
from archiver.search.index.types import IndexDiff
from archiver.search.index.varints import decode_ascending
from tests.bundle_reader import BundleReader, Record
from tests.small_index import SmallIndex, make_post, make_thread, random_thread, random_threads

pytestmark = pytest.mark.builds

WORDS = [*"abcdefgh", "moons", "moon", "runs", "naïve", "C++", "数据库", "kg\udc80", "aa", "ab", "ac", "ad"]
SMALL = BundleLayout(
    key_interval=5,
    shard_size=150,
    longest=4,
    most_inside=2,
    words_interval=10,
    list_block=FileSize(threads=3, most=4),
    set_block=FileSize(threads=4, most=6),
    results=FileSize(threads=2, most=3),
    columns=FileSize(threads=4, most=5),
    node_interval=4,
    task_docs=8,
)
"""Everything is in many files."""
Files = Mapping[str, bytes]
T = TypeVar("T")
R = TypeVar("R")
Number = tuple[int, int]


def run_pickled(function: Callable[[T], R], tasks: Sequence[T]) -> Iterable[R]:
    """Run tasks as a pool does, in another order than planned."""
    return [function(pickle.loads(pickle.dumps(task))) for task in reversed(tasks)]  # noqa: S301


@dataclass
class SiteFiles:
    """Reads the files of a site."""

    files: Files

    def __call__(self, path: str) -> bytes | None:
        return self.files.get(path)


def export(index: SmallIndex, layout: BundleLayout = DEFAULT_LAYOUT, last: Files | None = None) -> Files:
    """The files of a site after an export: an update of the site that has the files `last`."""
    made = BrowserIndexFiles(
        index.handle, index.diff if last else None, "UTC", SiteFiles(last or {}), run_pickled, layout
    )
    new = {output.path: output.content for output in made if output.path.startswith(FOLDER)}
    whole = {**(last or {}), **new}
    kept = [path for path in made.unchanged() if path.startswith(FOLDER)]
    assert {*new} <= {*kept}
    return {path: whole[path] for path in kept}


def small_index(folder: Path, *segments: Iterable[IndexedThread], removed: Iterable[str] = ()) -> SmallIndex:
    """A new index of these segments, from which threads were removed afterwards, by slug."""
    index = SmallIndex(folder, merges=False)
    index.change(*segments)
    if removed:
        index.change(removed=removed)
    return index


def clean_of(threads: Sequence[IndexedThread], layout: BundleLayout = DEFAULT_LAYOUT) -> Files:
    """The files of a new index of these threads."""
    with TemporaryDirectory() as folder:
        return export(small_index(Path(folder), threads), layout)


def read(files: Files) -> BundleReader:
    return BundleReader({path.removeprefix(FOLDER): content for path, content in files.items()})


def key_of(thread: IndexedThread) -> int:
    mark = crc32(thread.url.encode("utf-8", "surrogatepass"))
    first = thread.posts[0].date
    if first is None:
        return mark // 16
    day = (first.at.astimezone(UTC).date() - date(1, 1, 1)).days
    return 2**28 + day * 2**16 + mark % 2**16


def numbered(threads: Sequence[IndexedThread]) -> dict[Number, tuple[IndexedThread, IndexedPost]]:
    """All posts by their numbers, in order."""
    keyed = sorted((key_of(thread), thread.url, thread) for thread in threads if thread.posts)
    keys = [key for key, _, _ in keyed]
    base = (min((key for key in keys if key >= 2**28), default=2**28) // 2**28 - 1) * 2**28
    scale = max(2**bits for bits in range(28) if len({key // 2**bits for key in keys}) >= len(keys) - len(keys) // 16)
    found: dict[Number, tuple[IndexedThread, IndexedPost]] = {}
    place = -1
    for key, _, thread in keyed:
        place = max(place + 1, (key if key < 2**28 else key - base) // scale)
        found |= {(place, offset): (thread, post) for offset, post in enumerate(thread.posts)}
    return found


def expected_terms(searcher: Searcher, threads: Sequence[IndexedThread]) -> dict[bytes, Record]:
    """The postings of each term in all segments, by the numbers that the posts should have."""
    posts = numbered(threads)
    numbers = {(str(thread.url), post.number): number for number, (thread, post) in posts.items()}
    found: dict[bytes, dict[Number, tuple[int, list[int]]]] = {}
    for segment in searcher.segments:
        ids = [
            numbers.get((segment.block(n).url, post.number), (-1, -1))
            for n in range(len(segment.starts))
            for post in segment.block(n).posts
        ]
        for letter, field in FIELDS.items():
            for term, postings in segment.items(field):
                positions = list(map(decode_ascending, postings.positions)) or [[]] * len(postings.docs)
                impacts = list(postings.impacts) or [0] * len(postings.docs)
                rows = zip(postings.docs, zip(impacts, positions, strict=True), strict=True)
                found.setdefault(letter.encode() + term, {}).update((ids[doc], row) for doc, row in rows)
    return {key: _record(key, dict(sorted(rows.items())), posts) for key, rows in sorted(found.items())}


def _record(
    key: bytes,
    rows: Mapping[Number, tuple[int, list[int]]],
    posts: Mapping[Number, tuple[IndexedThread, IndexedPost]],
) -> Record:
    letter = key[:1].decode()
    has_positions = letter in SCORED and b"!" not in key
    return Record(
        docs=[*rows],
        impacts=[impact for impact, _ in rows.values()] if letter in SCORED else [],
        positions=[positions for _, positions in rows.values()] if has_positions else [],
        label=_label(letter, key[1:], *posts[min(rows)]) if letter in LABELLED else None,
    )


def _label(letter: str, term: bytes, thread: IndexedThread, post: IndexedPost) -> str:
    labels = [post.author or ""] if letter == "a" else thread.tags
    first, *_ = [label for label in labels if urls.name_key(label).encode("utf-8", "surrogatepass") == term]
    return first.encode("utf-8", "replace").decode()


def check(index: SmallIndex, files: Files, threads: Sequence[IndexedThread]) -> None:
    """Check that the files have all of the threads and nothing else, and that every file is named by another one."""
    reader, posts = read(files), numbered(threads)
    meta = reader.meta()
    assert (meta["v"], meta["n"], meta["zone"]) == (5, len(posts), "UTC")
    assert meta["langs"] == sorted({thread.lang for thread, _ in posts.values()} - {""})
    assert reader.terms() == expected_terms(index.open(), threads)
    assert reader.posts() == {number: _shown(*placed) for number, placed in posts.items()}
    assert reader.columns() == {number: _columns(*placed) for number, placed in posts.items()}
    assert {*reader.files} == reader.read


def _shown(thread: IndexedThread, post: IndexedPost) -> tuple[object, ...]:
    at, has_time = moment_to_fields(post.date)
    shown = (thread.url, thread.title, thread.board, thread.lang, post.relative_url, post.number, post.author)
    authors = [[[*part] for part in post.quoted_authors]] if post.quoted_authors else []
    return (*shown, at, has_time, " ".join(post.text.split())[:4000], post.quoted[:4000], *authors)


def _columns(thread: IndexedThread, post: IndexedPost) -> tuple[object, ...]:
    author = None if post.author is None else urls.name_key(post.author)
    if post.date is None:
        return thread.board, author, None, None
    day = (post.date.at.date() - date(1970, 1, 1)).days
    return thread.board, author, int(post.date.at.timestamp()) // 60, day


def odd_thread(slug: str, seed: int, posts: int = 3) -> IndexedThread:
    """A random thread; some authors and tags are spelled in several ways."""
    chance = random.Random(seed)  # noqa: S311
    made = random_thread(slug, chance, WORDS, posts=posts, length=12)
    authors = ["Ada", "ADA", "ada  ", "Bob", None, "Cy\udc80"]
    return replace(
        made,
        lang=chance.choice(["en", "de", ""]),
        tags=tuple(chance.sample(["Moon", "Space Law", "x\udc80"], chance.randrange(3))),
        posts=tuple(replace(post, author=chance.choice(authors)) for post in made.posts),
    )


SOME = [odd_thread(slug, seed, seed % 7) for seed, slug in enumerate(["a/b/c", "a/x", "top", "öl/x", "z"])]


def test_all_of_the_index_is_in_the_bundle(tmp_path: Path) -> None:
    index = small_index(tmp_path, SOME)
    check(index, export(index, SMALL), SOME)


@pytest.mark.slow
def test_so_it_is_in_pieces_of_the_usual_size(tmp_path: Path) -> None:
    threads = random_threads(9000, length=40, vocabulary=3000)
    index = small_index(tmp_path, threads)
    files = export(index)
    check(index, files, threads)
    assert all(len(content) < 200_000 for content in files.values())


@pytest.mark.parametrize("parts", [[1, 4], [0, 2, 3], [3, 0, 2]])
def test_several_segments_are_as_one(tmp_path: Path, parts: list[int]) -> None:
    whole = clean_of(SOME, SMALL)
    edges = [0, *sorted(parts), len(SOME)]
    cut = small_index(tmp_path / "cut", *(SOME[a:b] for a, b in pairwise(edges)))
    assert export(cut, SMALL) == whole
    assert export(small_index(tmp_path / "single", *([one] for one in reversed(SOME))), SMALL) == whole


def test_what_is_deleted_is_not_in_it(tmp_path: Path) -> None:
    others = [odd_thread(f"gone/{seed}", seed) for seed in range(5)]
    segments = [[others[0], SOME[0], others[1]], [*SOME[1:], others[2]], others[3:]]
    index = small_index(tmp_path, *segments, removed=[one.slug for one in others])
    assert sum(len(segment.deleted) for segment in index.open().segments)
    assert export(index, SMALL) == clean_of(SOME, SMALL)


def test_an_empty_index_makes_an_empty_bundle(tmp_path: Path) -> None:
    empty = small_index(tmp_path / "empty")
    files = export(empty)
    check(empty, files, [])
    assert clean_of([make_thread("a")]) == files
    assert export(small_index(tmp_path / "removed", [odd_thread("a", 1)], removed=["a"])) == files


@pytest.mark.parametrize(
    "at", [None, "2022-07-05T14:03:00+02:00", "1812-03-04T00:00:00+00:00", "0001-01-01T00:00:00+00:00"]
)
def test_one_post(tmp_path: Path, at: str | None) -> None:
    only = make_thread("a", make_post("Hello", at=at, has_time=False))
    index = small_index(tmp_path, [only])
    check(index, export(index), [only])


def test_threads_without_a_date_come_first_then_they_are_by_day_and_posts_by_number(tmp_path: Path) -> None:
    late, early = "2020-01-02T00:00:00+00:00", "2020-01-01T23:59:59+00:00"
    threads = [
        make_thread(slug, *(make_post(f"/{slug}/{n}", number=n, at=when) for n, when in enumerate(dates, 1)))
        for slug, dates in (("c", (late, None)), ("b", (early, late)), ("a", (None, early)))
    ]
    index = small_index(tmp_path, threads)
    files = export(index)
    check(index, files, threads)
    texts = [post[9] for post in read(files).posts().values()]
    assert texts == ["/a/1", "/a/2", "/b/1", "/b/2", "/c/1", "/c/2"]


def test_hostile_text_comes_back_as_it_was(tmp_path: Path) -> None:
    odd = '\ud800 \udfff \u2028\u2029 \0 \x1f " \\ </script> \U0001f600 e\u0301 ' + "x" * 5000 + " ~ a~b \ufeff"
    only = make_thread(
        "a",
        replace(
            make_post(odd, quoted=" ".join(odd.split()), author="\udc80<b>", relative_url='#"'),
            quoted_authors=((3, "\udc80<b>"), (9000, "x")),
        ),
        make_post("", number=2, author="~"),
        title=odd,
        lang="",
        tags=("~", "\ud800", "a\0b"),
    )
    index = small_index(tmp_path, [only])
    check(index, export(index), [only])


@pytest.mark.parametrize("count", [1024, 1025])
def test_a_list_is_in_blocks_from_1025_on(tmp_path: Path, count: int) -> None:
    only = make_thread("a/b", *(make_post(f"common words n{n % 1025}", number=n) for n in range(1, count + 1)))
    index = small_index(tmp_path, [only])
    files = export(index)
    check(index, files, [only])
    blocks = [key for key in read(files).directory() if key.startswith(b"xcommon\0\xff")]
    assert len(blocks) == int(count > 1024)


def test_an_index_is_opened_once_for_all_tasks_that_come_to_a_process(tmp_path: Path) -> None:
    index = SmallIndex(tmp_path)
    index.change(SOME)
    received = [pickle.loads(pickle.dumps(index.handle)) for _ in range(2)]  # noqa: S301
    opened = open_index(index.handle)
    assert open_index(received[0]) is open_index(received[1]) is opened
    index.change(removed=[SOME[1].slug])
    assert open_index(index.handle) is not opened


def test_files_begin_at_threads_that_their_places_choose_and_after_as_many_posts_as_fit() -> None:
    class Even(FileSize, frozen=True):
        def is_border(self, place: int) -> bool:
            return place % 2 == 0

    borders = Borders(Even(threads=2, most=3))
    assert borders.starts([1, 1, 2, 2, 2, 2, 3, 4]) == [0, 2, 5, 7]
    assert borders.starts([2, 2]) == [0]
    assert borders.starts([]) == []


class Site:
    """An index that is edited thread by thread, and the bundle that follows it."""

    def __init__(self, folder: Path, *, merges: bool = True) -> None:
        self.threads: dict[str, IndexedThread] = {}
        self.index = SmallIndex(folder, merges=merges)
        self.index.change()
        self.files: Files = export(self.index, SMALL)

    def change(self, edits: Mapping[str, IndexedThread | None]) -> IndexDiff:
        """Edit threads by slug, and return what the export is told."""
        self.threads = {slug: one for slug, one in {**self.threads, **edits}.items() if one is not None}
        gone = [slug for slug, one in edits.items() if one is None]
        self.index.change([one for one in edits.values() if one is not None], removed=gone)
        assert self.index.diff is not None
        return self.index.diff

    def edit(self, edits: Mapping[str, IndexedThread | None]) -> None:
        """Edit threads by slug, and update the bundle."""
        self.change(edits)
        self.files = export(self.index, SMALL, self.files)


SLUGS_NEAR = [f"near/{n}" for n in range(40)]
SLUGS = ["a/1", "a/b/2", "3", "c/4"]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["new", "new", "text", "text", "text", "name", "more", "less", "gone", "swap", "nothing"]),
        st.sampled_from(SLUGS),
        st.integers(0, 50),
    ),
    max_size=10,
)


def edited(old: IndexedThread | None, how: str, slug: str, seed: int) -> IndexedThread | None:
    """A thread after an edit."""
    if how == "gone":
        return None
    if old is None or how == "new":
        return odd_thread(slug, seed, 1 + seed % 9)
    posts = list(old.posts)
    at = seed % len(posts)
    if how == "text":
        text = f"{posts[at].text} {WORDS[seed % len(WORDS)]} w{seed}"
        posts[at] = replace(posts[at], text=text, links=f"https://links.example/{seed}" if seed % 2 else "")
    elif how == "name":
        posts[at] = replace(posts[at], author=["ADA", "Ada", None, "New One"][seed % 4])
        return replace(old, posts=tuple(posts), tags=(("moon", "MOON", "Other")[seed % 3],))
    elif how == "more":
        when = datetime(2040, 1, 1, tzinfo=UTC) + timedelta(days=seed)
        posts.append(make_post(f"The latest w{seed}", number=len(posts) + 1, author="Ada", at=when.isoformat()))
    elif how == "less" and len(posts) > 1:
        posts = [replace(post, number=n) for n, post in enumerate(posts[:at] + posts[at + 1 :], 1)]
    elif how == "swap":
        posts[at], posts[0] = (replace(posts[0], number=at + 1), replace(posts[at], number=1))
        posts = posts if at else list(old.posts)
    return replace(old, posts=tuple(posts))


@settings(max_examples=150, deadline=None)
@given(edits=EDITS)
def test_an_update_leaves_what_a_clean_export_makes(edits: list[tuple[str, str, int]]) -> None:
    with TemporaryDirectory() as folder:
        site = Site(Path(folder))
        for how, slug, seed in edits:
            site.edit({slug: edited(site.threads.get(slug), how, slug, seed)})
            assert site.files == clean_of([*site.threads.values()], SMALL)


@pytest.mark.slow
def test_edits_of_a_large_site_leave_what_a_clean_export_makes(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.edit({one.slug: one for one in random_threads(300, length=20, vocabulary=300)})
    chance = random.Random(5)  # noqa: S311
    for seed, how in enumerate(["text", "more", "less", "gone", "new", "more", "swap", "name"] * 3):
        slug = chance.choice([*site.threads])
        before = site.files
        site.edit({slug: edited(site.threads[slug], how, slug, seed)})
        assert site.files == clean_of([*site.threads.values()], SMALL)
        if how in {"text", "more"}:
            assert len({*site.files} - {*before}) < len(before) / 4, (how, slug)
    check(site.index, site.files, [*site.threads.values()])


def test_a_thread_that_takes_the_place_of_another_moves_it(tmp_path: Path) -> None:
    """Of two undated threads whose hashes agree in the highest bits one comes later; the other moves."""
    site = Site(tmp_path)
    slugs = sorted(SLUGS_NEAR, key=lambda slug: crc32(f"/{slug}/".encode()))
    for slug in reversed(slugs):
        site.edit({slug: make_thread(slug, make_post(f"words of {slug}"), make_post("more", number=2))})
        assert site.files == clean_of([*site.threads.values()], SMALL)
    for slug in slugs:
        site.edit({slug: None})
        assert site.files == clean_of([*site.threads.values()], SMALL)


def test_files_that_are_lost_are_made_again(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.edit({one.slug: one for one in SOME})
    site.change({SOME[2].slug: edited(SOME[2], "more", SOME[2].slug, 1)})
    expected = clean_of([*site.threads.values()], SMALL)
    for path in site.files:
        for damaged in (None, b"", site.files[path][:-9] + b"123456789"):
            left = {key: value for key, value in {**site.files, path: damaged}.items() if value is not None}
            made = BrowserIndexFiles(site.index.handle, site.index.diff, "UTC", SiteFiles(left), run_pickled, SMALL)
            new = {output.path: output.content for output in made}
            wanted = {key: content for key, content in expected.items() if key != path or key in new}
            assert {key: {**left, **new}[key] for key in wanted} == wanted


def test_a_damaged_directory_is_read_as_none() -> None:
    files = clean_of(SOME, SMALL)
    assert read_meta(lambda _path: None) is None
    for path in (META, *(path for path in files if "/n/" in path)):
        for content in (None, b"", b"{}", files[path][:20], files[path][:-9] + b"123456789"):
            left = {key: value for key, value in {**files, path: content}.items() if value is not None}
            assert read_meta(left.get) is None


def test_compressed_files_name_no_time_and_no_machine(tmp_path: Path) -> None:
    content = export(small_index(tmp_path))[META]
    assert content[:10] == bytes.fromhex("1f8b08000000000000ff")
