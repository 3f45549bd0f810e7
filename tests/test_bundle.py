"""The browser index: all of the search index is in its files, and an update leaves the files of a clean export."""

import pickle
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, compress, groupby, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver import urls
from archiver.model import IndexedPost, IndexedThread, moment_to_fields
from archiver.search.browser.bundle_meta import BundleMeta, encode_meta, read_meta
from archiver.search.browser.export import find_changes
from archiver.search.browser.export_plan import ExportPlan, assemble, plan_export
from archiver.search.browser.facet_columns import ColumnEncoder, FacetColumns
from archiver.search.browser.files import FOLDER, FileSet
from archiver.search.browser.labels import Labels
from archiver.search.browser.layout import DEFAULT_LAYOUT, BundleLayout
from archiver.search.browser.shard_ranges import ShardRanges
from archiver.search.browser.tasks import open_searcher
from archiver.search.browser.update_plan import Changes, plan_update
from archiver.search.index.fields import FIELDS, LABELLED, SCORED
from archiver.search.index.searcher import Searcher
from archiver.search.index.varints import decode_ascending
from tests.bundle_reader import BundleReader, Record
from tests.small_index import SmallIndex, make_post, make_thread, open_small, random_thread, random_threads

WORDS = [*"abcdefgh", "moons", "moon", "runs", "naïve", "C++", "数据库", "kg\udc80", "aa", "ab", "ac", "ad"]
SMALL = BundleLayout(
    boundary_interval=5, shard_size=150, list_block=4, set_block=32, result_block=4, column_block=8, task_docs=8
)
"""Everything is in many files."""
Files = Mapping[str, bytes]


def export(searcher: Searcher, plan: ExportPlan) -> tuple[BundleMeta, Files]:
    """The meta and the files of an export, whose tasks are pickled, and run in another order than planned."""
    tasks = [*plan.shard_updates, *plan.tasks]
    results = [pickle.loads(pickle.dumps(task)).run(searcher) for task in reversed(tasks)]  # noqa: S301
    meta = assemble(plan, (result.entries for result in results))
    outputs = [*(output for result in results for output in result.files), *encode_meta(meta)]
    return meta, {output.path: output.content for output in outputs}


def clean(searcher: Searcher, layout: BundleLayout = DEFAULT_LAYOUT) -> Files:
    meta, files = export(searcher, plan_export(searcher, "UTC", layout))
    assert {*meta.paths()} == {*files}
    return files


def clean_of(threads: Sequence[IndexedThread], layout: BundleLayout = DEFAULT_LAYOUT) -> Files:
    """The files of a new index of these threads."""
    with TemporaryDirectory() as folder:
        return clean(open_small(Path(folder), threads), layout)


def read(files: Files, layout: BundleLayout = DEFAULT_LAYOUT) -> BundleReader:
    return BundleReader(
        {path.removeprefix(FOLDER): content for path, content in files.items()},
        column_block=layout.column_block,
        list_block=layout.list_block,
    )


def seconds(post: IndexedPost) -> int:
    return int(post.date.at.timestamp()) if post.date else -(2**63)


def in_order(threads: Sequence[IndexedThread]) -> list[tuple[IndexedThread, IndexedPost]]:
    posts = [(thread, post) for thread in threads for post in thread.posts]
    return sorted(posts, key=lambda placed: (seconds(placed[1]), placed[0].url, placed[1].number))


def expected_terms(searcher: Searcher, threads: Sequence[IndexedThread]) -> dict[bytes, Record]:
    """The postings of each term in all segments, by the doc ids that the threads should have."""
    posts = in_order(threads)
    doc_ids = {(str(thread.url), post.number): doc for doc, (thread, post) in enumerate(posts)}
    found: dict[bytes, dict[int, tuple[int, list[int]]]] = {}
    for segment in searcher.segments:
        ids = [
            doc_ids.get((segment.block(n).url, post.number), -1)
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
    key: bytes, rows: Mapping[int, tuple[int, list[int]]], posts: Sequence[tuple[IndexedThread, IndexedPost]]
) -> Record:
    letter = key[:1].decode()
    has_positions = letter in SCORED and b"~" not in key
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


def check(
    searcher: Searcher, files: Files, threads: Sequence[IndexedThread], layout: BundleLayout = DEFAULT_LAYOUT
) -> None:
    """Check that the files have all of the threads and nothing else, and that every file is named by another one."""
    reader, posts = read(files, layout), in_order(threads)
    meta = reader.meta()
    assert (meta["v"], meta["n"], meta["zone"]) == (2, len(posts), "UTC")
    assert meta["langs"] == sorted({thread.lang for thread, _ in posts} - {""})
    assert reader.terms() == expected_terms(searcher, threads)
    assert reader.posts() == [_shown(thread, post) for thread, post in posts]
    _check_columns(reader, posts)
    _check_days(reader, posts)
    long_lists = {path for path in reader.files if path == f"{meta['long']}.bin"}
    assert {*reader.files} == reader.read | long_lists


def _shown(thread: IndexedThread, post: IndexedPost) -> tuple[object, ...]:
    at, has_time = moment_to_fields(post.date)
    shown = (thread.url, thread.title, thread.board, post.relative_url, post.number, post.author, at, has_time)
    text, quoted = (" ".join(words.split()) for words in (post.text, post.quoted))
    return (*shown, text[:4000], quoted[:4000], thread.lang)


def _check_columns(reader: BundleReader, posts: Sequence[tuple[IndexedThread, IndexedPost]]) -> None:
    threads, authors, boards = reader.columns()
    numbers = {url: number for number, url in enumerate(sorted({thread.url for thread, _ in posts}))}
    assert threads == [numbers[thread.url] for thread, _ in posts]
    assert boards == [thread.board for thread, _ in posts]
    first: dict[str, str] = {}
    for _, post in posts:
        if post.author is not None:
            first.setdefault(urls.name_key(post.author), post.author)
    assert authors == [post.author if post.author is None else first[urls.name_key(post.author)] for _, post in posts]


def _check_days(reader: BundleReader, posts: Sequence[tuple[IndexedThread, IndexedPost]]) -> None:
    undated, days = reader.days()
    dated = [post.date.at.date() for _, post in posts if post.date is not None]
    epoch = date(1970, 1, 1)
    assert undated == len(posts) - len(dated)
    grouped = groupby((day - epoch).days for day in dated)
    assert days == [(day, len([*same])) for day, same in grouped]


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
    searcher = open_small(tmp_path, SOME)
    check(searcher, clean(searcher, SMALL), SOME, SMALL)


def test_so_it_is_in_pieces_of_the_usual_size(tmp_path: Path) -> None:
    threads = random_threads(9000, length=40, vocabulary=3000)
    searcher = open_small(tmp_path, threads)
    files = clean(searcher)
    check(searcher, files, threads)
    assert sum(path.startswith(f"{FOLDER}c/") for path in files) == 2


@pytest.mark.parametrize("parts", [[1, 4], [0, 2, 3], [3, 0, 2]])
def test_several_segments_are_as_one(tmp_path: Path, parts: list[int]) -> None:
    whole = clean_of(SOME, SMALL)
    edges = [0, *sorted(parts), len(SOME)]
    cut = open_small(tmp_path / "cut", *(SOME[a:b] for a, b in pairwise(edges)))
    assert clean(cut, SMALL) == whole
    assert clean(open_small(tmp_path / "single", *([one] for one in reversed(SOME))), SMALL) == whole


def test_what_is_deleted_is_not_in_it(tmp_path: Path) -> None:
    others = [odd_thread(f"gone/{seed}", seed) for seed in range(5)]
    segments = [[others[0], SOME[0], others[1]], [*SOME[1:], others[2]], others[3:]]
    searcher = open_small(tmp_path, *segments, removed=[one.slug for one in others])
    assert sum(len(segment.deleted) for segment in searcher.segments)
    assert clean(searcher, SMALL) == clean_of(SOME, SMALL)


def test_an_empty_index_makes_an_empty_bundle(tmp_path: Path) -> None:
    empty = open_small(tmp_path / "empty")
    files = clean(empty)
    check(empty, files, [])
    assert clean(open_small(tmp_path / "no-posts", [make_thread("a")])) == files
    assert clean(open_small(tmp_path / "removed", [odd_thread("a", 1)], removed=["a"])) == files


@pytest.mark.parametrize(
    "at", [None, "2022-07-05T14:03:00+02:00", "1812-03-04T00:00:00+00:00", "0001-01-01T00:00:00+00:00"]
)
def test_one_post(tmp_path: Path, at: str | None) -> None:
    only = make_thread("a", make_post("Hello", at=at, has_time=False))
    searcher = open_small(tmp_path, [only])
    check(searcher, clean(searcher), [only])


def test_posts_without_a_date_come_first_and_those_of_one_second_by_thread_and_number(tmp_path: Path) -> None:
    at = "2020-01-01T00:00:00+00:00"
    threads = [
        make_thread(slug, *(make_post(f"/{slug}/{n}", number=n, at=when) for n, when in enumerate([at, None, at], 1)))
        for slug in ("b", "a")
    ]
    searcher = open_small(tmp_path, threads)
    files = clean(searcher)
    check(searcher, files, threads)
    assert [post[8] for post in read(files).posts()] == ["/a/2", "/b/2", "/a/1", "/a/3", "/b/1", "/b/3"]


def test_hostile_text_comes_back_as_it_was(tmp_path: Path) -> None:
    odd = '\ud800 \udfff \u2028\u2029 \0 \x1f " \\ </script> \U0001f600 e\u0301 ' + "x" * 5000 + " ~ a~b \ufeff"
    only = make_thread(
        "a",
        make_post(odd, quoted=odd, author="\udc80<b>", relative_url='#"'),
        make_post("", number=2, author="~"),
        title=odd,
        lang="",
        tags=("~", "\ud800", "a\0b"),
    )
    searcher = open_small(tmp_path, [only])
    check(searcher, clean(searcher), [only])


def test_long_lists_are_in_blocks(tmp_path: Path) -> None:
    posts = (make_post(f"common words n{n % 4097}", number=n) for n in range(1, 4098 * 2))
    only = make_thread("a/b", *posts)
    searcher = open_small(tmp_path, [only])
    files = clean(searcher)
    check(searcher, files, [only])
    assert len(read(files).terms()[b"xcommon"].docs) == len(only.posts)


@pytest.mark.parametrize("count", [4095, 4096, 4097])
def test_a_list_is_in_blocks_from_4097_on(tmp_path: Path, count: int) -> None:
    only = make_thread("a", *(make_post("word", number=n) for n in range(1, count + 1)))
    searcher = open_small(tmp_path, [only])
    check(searcher, clean(searcher), [only])
    meta, _ = export(searcher, plan_export(searcher, "UTC"))
    assert (b"xword" in {one.key for one in meta.long_lists}) == (count > 4096)


def test_an_index_is_opened_once_for_all_tasks_that_come_to_a_process(tmp_path: Path) -> None:
    index = SmallIndex(tmp_path)
    index.change(SOME)
    received = [pickle.loads(pickle.dumps(index.handle)) for _ in range(2)]  # noqa: S301
    searcher = open_searcher(index.handle)
    assert open_searcher(received[0]) is open_searcher(received[1]) is searcher
    index.change(removed=[SOME[1].slug])
    assert open_searcher(index.handle) is not searcher


@dataclass
class SiteFiles:
    """Reads the files of a site; pickles."""

    files: Files

    def __call__(self, path: str) -> bytes | None:
        return self.files.get(path)


class Site:
    """An index that is edited thread by thread, and the bundle that follows it."""

    def __init__(self, folder: Path, *, merges: bool = True) -> None:
        self.threads: dict[str, IndexedThread] = {}
        self.index = SmallIndex(folder, merges=merges)
        self.index.change()
        self.files: Files = clean(self.index.open(), SMALL)

    def edit(self, edits: Mapping[str, IndexedThread | None], *, closely: bool = True) -> bool:
        """Edit threads by slug, and update the bundle; returns whether files of unchanged terms stayed."""
        plan = self.change(edits, closely=closely)
        meta, files = export(self.index.open(), plan)
        whole = {**self.files, **files}
        self.files = {path: whole[path] for path in meta.paths()}
        return bool(plan.unchanged.shards)

    def change(self, edits: Mapping[str, IndexedThread | None], *, closely: bool = True) -> ExportPlan:
        """Edit threads by slug, and plan the update of the bundle.

        `closely`: the update is told what has changed, as a build tells it. Else it is also told of other terms.
        """
        self.threads = {slug: one for slug, one in {**self.threads, **edits}.items() if one is not None}
        gone = [slug for slug, one in edits.items() if one is None]
        self.index.change([one for one in edits.values() if one is not None], removed=gone)
        previous, searcher = read_meta(self.files.get), self.index.open()
        assert previous is not None
        assert self.index.diff is not None
        changes = find_changes(self.index.diff, searcher)
        if not closely:
            others = [(letter, term) for letter, field in FIELDS.items() for term in _some_terms(searcher, field)]
            changes = Changes(terms=[*changes.terms, *others], docs=changes.docs)
        return plan_update(searcher, "UTC", previous, changes, SiteFiles(self.files), SMALL)


def _some_terms(searcher: Searcher, field: str) -> Iterator[bytes]:
    for segment in searcher.segments:
        yield from [term for term, _ in segment.items(field)][::3]


SLUGS = ["a/1", "a/b/2", "3", "c/4"]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["new", "new", "text", "text", "text", "name", "more", "less", "gone", "swap", "nothing"]),
        st.sampled_from(SLUGS),
        st.integers(0, 50),
        st.booleans(),
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
        posts[at] = replace(posts[at], text=f"{posts[at].text} {WORDS[seed % len(WORDS)]} w{seed}")
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
def test_an_update_leaves_what_a_clean_export_makes(edits: list[tuple[str, str, int, bool]]) -> None:
    with TemporaryDirectory() as folder:
        site = Site(Path(folder))
        for how, slug, seed, closely in edits:
            site.edit({slug: edited(site.threads.get(slug), how, slug, seed)}, closely=closely)
            assert site.files == clean_of([*site.threads.values()], SMALL)


def test_an_edit_changes_few_files(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.edit({one.slug: one for one in random_threads(300, length=20, vocabulary=300)})
    slug, old = next((slug, one) for slug, one in site.threads.items() if len(one.posts) > 2)
    before = site.files
    assert site.edit({slug: edited(old, "text", slug, 1)})
    assert site.files == clean_of([*site.threads.values()], SMALL)
    check(site.index.open(), site.files, [*site.threads.values()], SMALL)
    assert len({*site.files} - {*before}) < len(before) / 3


def test_a_post_that_is_the_latest_moves_no_other(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.edit({one.slug: one for one in SOME})
    for seed in range(12):
        slug = SOME[seed % 3 + 1].slug
        assert site.edit({slug: edited(site.threads[slug], "more", slug, seed)})
        assert site.files == clean_of([*site.threads.values()], SMALL)


def test_shards_that_are_lost_are_encoded_again(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.edit({one.slug: one for one in SOME})
    whole = site.files
    plan = site.change({SOME[2].slug: edited(SOME[2], "more", SOME[2].slug, 1)})
    lost = [replace(task, read=SiteFiles({})) for task in plan.shard_updates]
    assert lost
    meta, files = export(site.index.open(), replace(plan, shard_updates=tuple(lost)))
    expected = clean_of([*site.threads.values()], SMALL)
    assert {path: {**whole, **files}[path] for path in meta.paths()} == expected


VOCABULARY = [b"%02d" % number for number in range(40)]
TERMS = st.lists(st.booleans(), min_size=40, max_size=40).map(lambda chosen: frozenset(compress(VOCABULARY, chosen)))
FEW_TERMS = st.frozensets(st.sampled_from(VOCABULARY), max_size=3)


def is_boundary(term: bytes) -> bool:
    """In the law of ranges one term of ten begins a shard."""
    return term.endswith(b"3")


def shards_of(terms: frozenset[bytes]) -> list[tuple[bytes, ...]]:
    """Terms, cut before each boundary and after three of them."""
    shards: list[list[bytes]] = []
    for term in sorted(terms):
        if not shards or is_boundary(term) or len(shards[-1]) == 3:
            shards.append([])
        shards[-1].append(term)
    return [tuple(shard) for shard in shards]


@given(before=TERMS, toggled=FEW_TERMS, rewritten=FEW_TERMS)
def test_shards_outside_the_stale_ranges_are_as_they_were(
    before: frozenset[bytes], toggled: frozenset[bytes], rewritten: frozenset[bytes]
) -> None:
    after = before ^ toggled
    changed = toggled | (rewritten & before)
    boundaries = [{term for term in terms if is_boundary(term)} for terms in (before, after)]
    stale = list(ShardRanges("x", *boundaries).find_stale(changed))

    def is_stale(shard: tuple[bytes, ...]) -> bool:
        return any(one.first_key <= b"x" + shard[0] < one.end_key for one in stale)

    unchanged = [shard for shard in shards_of(before) if not is_stale(shard)]
    assert unchanged == [shard for shard in shards_of(after) if not is_stale(shard)]
    assert not changed.intersection(chain.from_iterable(unchanged))
    for left, right in pairwise(stale):
        assert left.stop is not None
        assert left.stop < right.start


def test_columns_of_other_threads_are_not_updated(tmp_path: Path) -> None:
    searcher = open_small(tmp_path, SOME)
    encoder = ColumnEncoder(searcher, Labels(searcher), FileSet(), SMALL)
    with pytest.raises(ValueError, match="other threads"):
        encoder.update(FacetColumns(thread_boards=(0,)), [0])


def test_damaged_meta_is_read_as_none() -> None:
    files = clean_of(SOME, SMALL)
    assert read_meta(lambda _path: None) is None
    for path in (f"{FOLDER}meta.bin", *(p for p in files if p.count("/") == 2)):
        for content in (None, b"", b"{}", files[path][:20], files[path][:-9] + b"123456789"):
            left = {key: value for key, value in {**files, path: content}.items() if value is not None}
            assert read_meta(left.get) is None


def test_compressed_files_name_no_time_and_no_machine(tmp_path: Path) -> None:
    content = clean(open_small(tmp_path))[f"{FOLDER}meta.bin"]
    assert content[:10] == bytes.fromhex("1f8b08000000000000ff")
