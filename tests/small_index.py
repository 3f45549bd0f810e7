"""Small indexes on disk, written as builds write them, and random threads to put into them."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from archiver import urls
from archiver.model import IndexedPost, IndexedThread, Moment, PostId, Slug
from archiver.search.index.commit_point import CommitPoint
from archiver.search.index.handle import IndexHandle
from archiver.search.index.merge import choose_segments_to_merge
from archiver.search.index.searcher import Searcher
from archiver.search.index.segment_writer import WhooshSegmentWriter
from archiver.search.index.types import IndexDiff
from archiver.search.whoosh_index import WhooshTransaction


def make_post(
    text: str,
    *,
    number: int = 1,
    author: str | None = None,
    at: str | None = None,
    has_time: bool = True,
    quoted: str = "",
    relative_url: str = "",
    cites: Sequence[str] = (),
) -> IndexedPost:
    """A post, its date in ISO 8601."""
    return IndexedPost(
        post=PostId(f"p{number}"),
        relative_url=relative_url or f"#p{number}",
        number=number,
        text=text,
        quoted=quoted,
        author=author,
        date=None if at is None else Moment(at=datetime.fromisoformat(at), has_time=has_time),
        flags=("first",) if number == 1 else ("reply",),
        cites=tuple(cites),
    )


def make_thread(
    slug: str, *posts: IndexedPost, title: str = "A title", lang: str = "en", tags: Sequence[str] = ()
) -> IndexedThread:
    """A thread of posts, which are numbered from 1."""
    return IndexedThread(
        url=urls.slug_url(Slug(slug)),
        slug=Slug(slug),
        board=urls.board_of(Slug(slug)),
        title=title,
        lang=lang,
        tags=tuple(tags),
        posts=posts,
    )


@dataclass
class SmallIndex:
    """An index in a folder, changed by one transaction after another."""

    folder: Path
    merges: bool = True
    """False leaves all segments as they were written."""
    diff: IndexDiff | None = field(init=False, default=None)
    """What the last transaction changed."""
    handle: IndexHandle = field(init=False)

    def change(self, *segments: Iterable[IndexedThread], removed: Iterable[str] = ()) -> None:
        """Write segments with these threads, which replace threads of the same slugs, and remove threads by slug."""
        policy = choose_segments_to_merge if self.merges else lambda _: []
        transaction = WhooshTransaction(self.folder, CommitPoint.read(self.folder), merge_policy=policy)
        for slug in removed:
            transaction.remove(Slug(slug))
        for threads in segments:
            writer = WhooshSegmentWriter(transaction.folder)
            for thread in threads:
                transaction.remove(thread.slug)
                writer.add(thread)
            if segment := writer.finish():
                transaction.add(segment)
        transaction.prepare()
        self.handle, self.diff = transaction.handle(), transaction.diff()
        transaction.commit()

    def open(self) -> Searcher:
        """The index as the last transaction left it."""
        return Searcher.open(self.handle.folder, self.handle.generation)


def open_small(folder: Path, *segments: Iterable[IndexedThread], removed: Iterable[str] = ()) -> Searcher:
    """A new index of these segments, from which threads were removed afterwards, by slug."""
    index = SmallIndex(folder, merges=False)
    index.change(*segments)
    if removed:
        index.change(removed=removed)
    return index.open()


def random_thread(slug: str, chance: random.Random, words: Sequence[str], *, posts: int, length: int) -> IndexedThread:
    """A thread of so many posts of less than `length` words, chosen by Zipf's law; equal for an equal `chance`."""
    when = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(7_000_000))
    made = []
    for number in range(1, posts + 1):
        when += timedelta(minutes=chance.randrange(3000))
        body = [words[int(len(words) ** chance.random()) - 1] for _ in range(chance.randrange(1, length))]
        post = make_post(
            " ".join(body),
            number=number,
            author=f"Author {min(int(chance.paretovariate(0.6)), 5000)}" if chance.random() < 0.95 else None,
            at=when.isoformat() if chance.random() < 0.97 else None,
            quoted=" ".join(body[:20]) if chance.random() < 0.3 else "",
            cites=(f"{slug}#p{chance.randrange(1, number)}",) if number > 1 else (),
        )
        length_quoted = len(post.quoted)
        authors = ((length_quoted // 2, None), (length_quoted, f"Author {number}")) if length_quoted else ()
        made.append(replace(post, quoted_authors=authors))
    tags = chance.sample([f"Tag {n}" for n in range(200)], chance.randrange(3))
    return make_thread(slug, *made, title=" ".join(chance.choices(words, k=6)), tags=tags)


def random_threads(posts: int, *, seed: int = 1, length: int = 180, vocabulary: int = 400_000) -> list[IndexedThread]:
    """Threads with so many posts in all."""
    chance = random.Random(seed)  # noqa: S311  equal threads in each run are wanted
    words = [
        "".join(chance.choices("etaoinshrdlucmfwypvbgkjqxz", range(26, 0, -1), k=chance.randrange(2, 11)))
        for _ in range(vocabulary)
    ]
    made: list[IndexedThread] = []
    while posts > 0:
        size = min(posts, int(chance.paretovariate(1.1) * 3))
        slug = f"board-{len(made) % 17}/sub-{len(made) % 5}/thread-{len(made):06}"
        made.append(random_thread(slug, chance, words, posts=size, length=length))
        posts -= size
    return made
