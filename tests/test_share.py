"""The share that browsers read: all of the index is in it, and an update leaves what a clean export would make."""

import pickle
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver import urls
from archiver.search.browser import (
    FOLDER,
    Key,
    Place,
    Plan,
    Share,
    View,
    export_part,
    facet_columns,
    finished,
    plan,
    plan_export,
    plan_update,
    read_share,
    results,
    shards,
    view_of,
    write_directories,
)
from archiver.search.browser import postings as posting_lists
from archiver.search.index.commit_point import CommitPoint
from archiver.search.index.fields import FIELDS, SCORED
from archiver.search.index.handle import IndexHandle
from tests import stock_index
from tests.share_fake import FakeIndex, FakePost, FakeSegment, FakeThread, fields_of, random_thread, random_threads
from tests.share_reader import Bytes, Record, ShareReader

WORDS = [*"abcdefgh", "moons", "moon", "runs", "naïve", "C++", "数据库", "kg\udc80", "aa", "ab", "ac", "ad"]
Files = Mapping[str, bytes]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is in many pieces."""
    for module, name, value in (
        (shards, "_ONE_IN", 5),
        (shards, "_FULL", 150),
        (posting_lists, "BLOCK", 4),
        (results, "BLOCK", 4),
        (plan, "BLOCK", 4),
        (facet_columns, "BLOCK", 8),
        (plan, "COLUMN_BLOCK", 8),
        (plan, "_PIECE", 8),
    ):
        monkeypatch.setattr(module, name, value)


def export(view: View, made: Plan) -> tuple[Share, Files]:
    """The share, and the files that its tasks make, done in any order."""
    parts = [export_part(view, pickle.loads(pickle.dumps(task))) for task in reversed(made.tasks)]  # noqa: S301
    share = finished(made, (part.found for part in parts))
    outputs = [*(output for part in parts for output in part.files), *write_directories(share)]
    return share, {output.path: output.content for output in outputs}


def clean(segments: Sequence[FakeSegment]) -> Files:
    view = View(FakeIndex(segments))
    share, made = export(view, plan_export(view, "UTC"))
    assert {*share.paths()} == {*made}
    return made


def reader(made: Files) -> ShareReader:
    return ShareReader(
        {path.removeprefix(FOLDER): content for path, content in made.items()},
        block=facet_columns.BLOCK,
        most=posting_lists.BLOCK,
    )


def in_order(threads: Sequence[FakeThread]) -> list[tuple[FakeThread, FakePost]]:
    posts = [(thread, post) for thread in threads for post in thread.posts]
    return sorted(posts, key=lambda placed: (placed[1].seconds, placed[0].url, placed[1].number))


def expected_terms(threads: Sequence[FakeThread]) -> dict[bytes, Record]:
    letters = {field: letter for letter, field in FIELDS.items()}
    found: dict[bytes, Record] = {}
    for number, (thread, post) in enumerate(in_order(threads)):
        for field, postings in fields_of(thread, post):
            letter = letters[field]
            for term, (impact, positions) in postings.items():
                name = _name(letter, term, thread, post)
                record = found.setdefault(letter.encode() + term, Record([], [], [], name))
                record.docs.append(number)
                if letter in SCORED:
                    record.impacts.append(impact)
                if letter in SCORED and b"~" not in term:
                    record.positions.append(_decoded(positions))
    return dict(sorted(found.items()))


def _decoded(positions: bytes) -> list[int]:
    content, places = Bytes(positions), [0]
    while content:
        places.append(places[-1] + content.number())
    return places[1:]


def _name(letter: str, term: bytes, thread: FakeThread, post: FakePost) -> str | None:
    if letter not in "ag":
        return None
    names = [post.author or ""] if letter == "a" else thread.tags
    (name,) = {name for name in names if urls.identity(name).encode("utf-8", "surrogatepass") == term}
    return name.encode("utf-8", "replace").decode()


def check(made: Files, threads: Sequence[FakeThread]) -> None:
    """All that is in the files is what the threads say, and no file is left over."""
    read, posts = reader(made), in_order(threads)
    meta = read.meta()
    assert (meta["v"], meta["n"], meta["zone"]) == (2, len(posts), "UTC")
    assert meta["langs"] == sorted({thread.lang for thread, _ in posts} - {""})
    assert read.terms() == expected_terms(threads)
    assert read.posts() == [_shown(thread, post) for thread, post in posts]
    _check_columns(read, posts)
    _check_days(read, posts)
    longs = {path for path in read.files if path == f"{meta['long']}.bin"}
    assert {*read.files} == read.read | longs


def _shown(thread: FakeThread, post: FakePost) -> tuple[object, ...]:
    shown = (thread.url, thread.title, thread.board, post.place, post.number, post.author, post.at, post.has_time)
    return (*shown, post.text[:4000], post.quoted[:4000], thread.lang)


def _check_columns(read: ShareReader, posts: Sequence[tuple[FakeThread, FakePost]]) -> None:
    threads, authors, boards = read.columns()
    ranks = {url: rank for rank, url in enumerate(sorted({thread.url for thread, _ in posts}))}
    assert threads == [ranks[thread.url] for thread, _ in posts]
    assert boards == [thread.board for thread, _ in posts]
    first: dict[str, str] = {}
    for _, post in posts:
        if post.author is not None:
            first.setdefault(urls.identity(post.author), post.author)
    assert authors == [post.author if post.author is None else first[urls.identity(post.author)] for _, post in posts]


def _check_days(read: ShareReader, posts: Sequence[tuple[FakeThread, FakePost]]) -> None:
    undated, days = read.days()
    dated = [post.at for _, post in posts if post.at is not None]
    epoch = date(1970, 1, 1)
    assert undated == len(posts) - len(dated)
    grouped = groupby((date.fromisoformat(at[:10]) - epoch).days for at in dated)
    assert days == [(day, len([*same])) for day, same in grouped]


def thread(url: str, seed: int, posts: int = 3) -> FakeThread:
    chance = random.Random(seed)  # noqa: S311
    made = random_thread(url, chance, WORDS, posts=posts, length=12)
    authors = ["Ada", "ADA", "ada  ", "Bob", None, "Cy\udc80"]
    return replace(
        made,
        lang=chance.choice(["en", "de", ""]),
        tags=tuple(chance.sample(["Moon", "Space Law", "x\udc80"], chance.randrange(3))),
        posts=tuple(replace(post, author=chance.choice(authors)) for post in made.posts),
    )


SOME = [thread(url, seed, seed % 7) for seed, url in enumerate(["/a/b/c/", "/a/x/", "/top/", "/%C3%B6l/x/", "/z/"])]


@pytest.mark.usefixtures("small")
def test_all_of_the_index_is_in_the_share() -> None:
    check(clean([FakeSegment(SOME, block=3)]), SOME)


def test_so_it_is_in_pieces_of_the_usual_size() -> None:
    threads = random_threads(9000, length=40, vocabulary=3000)
    made = clean([FakeSegment(threads)])
    check(made, threads)
    assert sum(path.startswith(f"{FOLDER}c/") for path in made) == 2


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("parts", [[1, 4], [0, 2, 3], [3, 0, 2]])
def test_several_segments_are_as_one(parts: list[int]) -> None:
    whole = clean([FakeSegment(SOME)])
    edges = [0, *sorted(parts), len(SOME)]
    assert clean([FakeSegment(SOME[a:b], block=2) for a, b in pairwise(edges)]) == whole
    assert clean([FakeSegment([one]) for one in reversed(SOME)]) == whole


@pytest.mark.usefixtures("small")
def test_what_is_deleted_is_not_in_it() -> None:
    others = [thread(f"/gone/{seed}/", seed) for seed in range(5)]
    mixed = [FakeSegment([others[0], SOME[0], others[1]], gone=[others[0].url, others[1].url], block=2)]
    mixed += [
        FakeSegment([*SOME[1:], others[2]], gone=[others[2].url]),
        FakeSegment(others[3:], [t.url for t in others]),
    ]
    assert clean(mixed) == clean([FakeSegment(SOME)])


@pytest.mark.parametrize("segments", [[], [FakeSegment([])], [FakeSegment([thread("/a/", 1)], gone=["/a/"])]])
def test_an_empty_index_is_an_empty_share(segments: list[FakeSegment]) -> None:
    made = clean(segments)
    check(made, [])
    assert made == clean([])


@pytest.mark.parametrize(
    "at", [None, "2022-07-05T14:03:00+02:00", "1812-03-04T00:00:00+00:00", "0001-01-01T00:00:00+00:00"]
)
def test_one_post(at: str | None) -> None:
    only = FakeThread(url="/a/", posts=(FakePost(number=1, text="Hello", at=at, has_time=False),))
    check(clean([FakeSegment([only])]), [only])


def test_posts_without_a_date_come_first_and_those_of_one_second_by_thread_and_number() -> None:
    at = "2020-01-01T00:00:00+00:00"
    threads = [
        FakeThread(
            url=url,
            posts=tuple(FakePost(number=n, text=f"{url}{n}", at=when) for n, when in enumerate([at, None, at], 1)),
        )
        for url in ("/b/", "/a/")
    ]
    made = clean([FakeSegment(threads)])
    check(made, threads)
    assert [post[8] for post in reader(made).posts()] == ["/a/2", "/b/2", "/a/1", "/a/3", "/b/1", "/b/3"]


def test_hostile_text_comes_back_as_it_was() -> None:
    odd = '\ud800 \udfff \u2028\u2029 \0 \x1f " \\ </script> \U0001f600 e\u0301 ' + "x" * 5000 + " ~ a~b \ufeff"
    posts = (
        FakePost(number=1, text=odd, quoted=odd, author="\udc80<b>", place='#"'),
        FakePost(number=2, text="", author="~"),
    )
    only = FakeThread(url="/a/", title=odd, lang="", tags=("~", "\ud800", "a\0b"), posts=posts)
    check(clean([FakeSegment([only])]), [only])


def test_long_lists_are_in_blocks() -> None:
    posts = tuple(FakePost(number=n, text=f"common words n{n % 4097}") for n in range(1, 4098 * 2))
    only = FakeThread(url="/a/b/", posts=posts)
    made = clean([FakeSegment([only])])
    check(made, [only])
    record = reader(made).terms()[b"xcommon"]
    assert len(record.docs) == len(posts)


@pytest.mark.parametrize("count", [4095, 4096, 4097])
def test_a_list_is_in_blocks_from_4097_on(count: int) -> None:
    only = FakeThread(url="/a/", posts=tuple(FakePost(number=n, text="word") for n in range(1, count + 1)))
    made = clean([FakeSegment([only])])
    check(made, [only])
    view = View(FakeIndex([FakeSegment([only])]))
    share, _ = export(view, plan_export(view, "UTC"))
    assert (b"xword" in {long.key for long in share.longs}) == (count > 4096)


def test_an_index_is_opened_once_for_all_tasks_that_come_to_a_process(tmp_path: Path) -> None:
    stock_index.write_ours(tmp_path, [stock_index.Edit(((stock_index.thread("a", stock_index.post("b")),),))])
    current = CommitPoint.read(tmp_path)
    assert current
    handle = IndexHandle.of(tmp_path, current)
    come = [pickle.loads(pickle.dumps(handle)) for _ in range(2)]  # noqa: S301
    assert view_of(come[0]) is view_of(come[1]) is view_of(handle)
    assert view_of(replace(handle, version="2")) is not view_of(handle)


@dataclass
class Standing:
    """Gives the files of a site, as they are."""

    files: Files

    def __call__(self, path: str) -> bytes | None:
        return self.files.get(path)


class Archive:
    """An index that is edited thread by thread, and the share that follows it."""

    def __init__(self) -> None:
        self.threads: dict[str, FakeThread] = {}
        self.written: list[list[FakeThread]] = []
        self.files: Files = clean([])

    def segments(self) -> list[FakeSegment]:
        living = {url: id(one) for url, one in self.threads.items()}
        return [
            FakeSegment(threads, [one.url for one in threads if living.get(one.url) != id(one)], block=2)
            for threads in self.written
        ]

    def put(self, edits: Mapping[str, FakeThread | None], *, closely: bool) -> tuple[set[Key], list[Place]]:
        """Edit threads. What has changed comes back: all of a thread, or what is really another."""
        before = self.threads
        written = [one for one in edits.values() if one is not None]
        self.threads = {url: one for url, one in {**before, **edits}.items() if one is not None}
        self.written.append(written)
        if closely:
            keys = _different(_keys(before.values()), _keys(self.threads.values()))
        else:
            keys = {key[0] for key in _keys(one for url in edits for one in (before.get(url), edits[url]) if one)}
        kept = {record for one in before.values() for record in _records(one)} if closely else set()
        records = [record for one in written for record in _records(one)]
        return keys, [(len(self.written) - 1, n) for n, record in enumerate(records) if record not in kept]

    def update(self, keys: set[Key], changed: list[Place]) -> bool:
        """Bring the share after the index; True if what did not change stayed."""
        standing = read_share(self.files.get)
        assert standing is not None
        view = View(FakeIndex(self.segments()))
        made = plan_update(view, "UTC", standing, keys, changed, Standing(self.files))
        share, files = export(view, made)
        whole = {**self.files, **files}
        self.files = {path: whole[path] for path in share.paths()}
        return bool(made.stays.shards)


class _Posting(NamedTuple):
    key: Key
    post: tuple[object, ...]


def _keys(threads: object) -> set[_Posting]:
    letters = {field: letter for letter, field in FIELDS.items()}
    return {
        _Posting((letters[field], term), (one.url, post.number, post.seconds, what))
        for one in threads  # type: ignore[attr-defined]
        for post in one.posts
        for field, found in fields_of(one, post)
        for term, what in found.items()
    }


def _different(one: set[_Posting], other: set[_Posting]) -> set[Key]:
    return {posting.key for posting in one ^ other}


def _records(one: FakeThread) -> Iterator[object]:
    return ((replace(one, posts=()), post) for post in one.posts)


URLS = ["/a/1/", "/a/b/2/", "/3/", "/c/4/"]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["new", "new", "text", "text", "text", "name", "more", "less", "gone", "swap", "nothing"]),
        st.sampled_from(URLS),
        st.integers(0, 50),
        st.booleans(),
    ),
    max_size=10,
)


def edited(old: FakeThread | None, how: str, url: str, seed: int) -> FakeThread | None:
    """A thread after an edit."""
    if how == "gone":
        return None
    if old is None or how == "new":
        return thread(url, seed, 1 + seed % 9)
    posts = list(old.posts)
    at = seed % len(posts)
    if how == "text":
        posts[at] = replace(posts[at], text=f"{posts[at].text} {WORDS[seed % len(WORDS)]} w{seed}")
    elif how == "name":
        posts[at] = replace(posts[at], author=["ADA", "Ada", None, "New One"][seed % 4])
        return replace(old, posts=tuple(posts), tags=(("moon", "MOON", "Other")[seed % 3],))
    elif how == "more":
        when = datetime(2040, 1, 1, tzinfo=UTC) + timedelta(days=seed)
        posts.append(FakePost(number=len(posts) + 1, text=f"The latest w{seed}", author="Ada", at=when.isoformat()))
    elif how == "less" and len(posts) > 1:
        posts = [replace(post, number=n) for n, post in enumerate(posts[:at] + posts[at + 1 :] or posts, 1)]
    elif how == "swap":
        posts[at], posts[0] = (replace(posts[0], number=at + 1), replace(posts[at], number=1))
        posts = posts if at else list(old.posts)
    return replace(old, posts=tuple(posts))


@settings(max_examples=150, deadline=None)
@given(edits=EDITS)
def test_an_update_leaves_what_a_clean_export_makes(edits: list[tuple[str, str, int, bool]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        small.__wrapped__(patch)  # type: ignore[attr-defined]
        archive = Archive()
        for how, url, seed, closely in edits:
            old = archive.threads.get(url)
            keys, changed = archive.put({url: edited(old, how, url, seed)}, closely=closely)
            archive.update(keys, changed)
            assert archive.files == clean([FakeSegment([*archive.threads.values()])])


@pytest.mark.usefixtures("small")
def test_an_edit_changes_few_files() -> None:
    archive = Archive()
    archive.update(
        *archive.put({one.url: one for one in random_threads(300, length=20, vocabulary=300)}, closely=False)
    )
    url, old = next((url, one) for url, one in archive.threads.items() if len(one.posts) > 2)
    before = archive.files
    assert archive.update(*archive.put({url: edited(old, "text", url, 1)}, closely=True))
    assert archive.files == clean([FakeSegment([*archive.threads.values()])])
    check(archive.files, [*archive.threads.values()])
    assert len({*archive.files} - {*before}) < len(before) / 3


@pytest.mark.usefixtures("small")
def test_a_post_that_is_the_latest_moves_no_other() -> None:
    archive = Archive()
    archive.update(*archive.put({one.url: one for one in SOME}, closely=False))
    for seed in range(12):
        url = SOME[seed % 3 + 1].url
        assert archive.update(*archive.put({url: edited(archive.threads[url], "more", url, seed)}, closely=True))
        assert archive.files == clean([FakeSegment([*archive.threads.values()])])


@pytest.mark.usefixtures("small")
def test_a_share_that_is_odd_is_none() -> None:
    made = clean([FakeSegment(SOME)])
    assert read_share(lambda _path: None) is None
    for path in (f"{FOLDER}meta.bin", *(p for p in made if p.count("/") == 2)):
        for content in (None, b"", b"{}", made[path][:20], made[path][:-9] + b"123456789"):
            left = {key: value for key, value in {**made, path: content}.items() if value is not None}
            assert read_share(left.get) is None


def test_packing_has_no_time_and_no_machine() -> None:
    content = clean([])[f"{FOLDER}meta.bin"]
    assert content[:10] == bytes.fromhex("1f8b08000000000000ff")
