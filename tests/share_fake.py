"""An index that was never written, for tests of the share and to measure it by.

PYTHONPATH=. python -m tests.share_fake 20000          what an export of so many posts takes
"""

import random
import sys
import time
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate, compress
from typing import NamedTuple
from urllib.parse import unquote
from zlib import crc32

from archiver import urls
from archiver.model import Slug
from archiver.search.analysis.tokens import find_terms
from archiver.search.index.varints import ascending

NO_DATE = -(2**63)
SCORED = ("name", "quoted", "title", "text")
FIELDS = ("author", "board", "cites", "flag", "tag", "thread", "lang", *SCORED)
_AT = [ascending([position]) for position in range(5000)]


class FakePostings(NamedTuple):
    docs: Sequence[int]
    impacts: Sequence[int]
    positions: Sequence[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class FakePost:
    number: int
    text: str
    place: str = "#p"
    author: str | None = None
    at: str | None = None
    has_time: bool = True
    quoted: str = ""
    cites: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def seconds(self) -> int:
        return NO_DATE if self.at is None else int(datetime.fromisoformat(self.at).timestamp())


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeThread:
    url: str
    title: str = "A title"
    lang: str = "en"
    tags: tuple[str, ...] = ()
    posts: tuple[FakePost, ...] = ()

    @property
    def slug(self) -> Slug:
        return Slug(unquote(self.url).strip("/"))

    @property
    def board(self) -> str:
        return urls.board_of(self.slug)


def fields_of(thread: FakeThread, post: FakePost) -> Iterator[tuple[str, dict[bytes, tuple[int, bytes]]]]:
    """What is indexed of a post: for each field its terms, each with an impact and positions."""
    yield "author", _as_set([urls.identity(post.author)] if post.author is not None else [])
    yield "board", _as_set(urls.boards_above(thread.slug))
    yield "cites", _as_set(post.cites)
    yield "flag", _as_set(post.flags)
    yield "tag", _as_set(map(urls.identity, thread.tags))
    yield "thread", _as_set([thread.slug])
    yield "lang", _as_set([thread.lang] if thread.lang else [])
    yield "name", _as_words(post.author or "", "")
    yield "quoted", _as_words(post.quoted, thread.lang)
    yield "title", _as_words(thread.title if post.number == 1 else "", thread.lang)
    yield "text", _as_words(post.text, thread.lang)


def _as_set(values: object) -> dict[bytes, tuple[int, bytes]]:
    return {str(value).encode("utf-8", "surrogatepass"): (0, b"") for value in values}  # type: ignore[attr-defined]


def _as_words(text: str, lang: str) -> dict[bytes, tuple[int, bytes]]:
    places: dict[str, list[int]] = {}
    for position, term in enumerate(find_terms(text, for_index=True)):
        places.setdefault(term.text, []).append(position)
        if lang and len(term.text) > 3 and term.text.endswith("s"):
            places.setdefault(f"{term.text[:-1]}~{lang}", []).append(position)
    length = len(text)
    return {
        term.encode("utf-8", "surrogatepass"): (
            1 + (crc32(term.encode("utf-8", "surrogatepass")) ^ length) % 255,
            _AT[at[0]] if len(at) == 1 and at[0] < 5000 else ascending(at),
        )
        for term, at in places.items()
    }


class FakeSegment:
    """Threads, in this order; those in `gone` are deleted."""

    def __init__(self, threads: Sequence[FakeThread], gone: Sequence[str] = (), block: int = 64) -> None:
        posts = [(thread, post) for thread in threads for post in thread.posts]
        self.count = len(posts)
        self.deleted = frozenset(n for n, (thread, _) in enumerate(posts) if thread.url in set(gone))
        self.dates = array("q", [post.seconds for _, post in posts])
        self._blocks = [
            FakeThread(url=t.url, title=t.title, lang=t.lang, tags=t.tags, posts=t.posts[at : at + block])
            for t in threads
            for at in range(0, len(t.posts), block)
        ]
        self.starts = array("I", [0, *accumulate(len(part.posts) for part in self._blocks)][:-1])
        self.urls = [part.url for part in self._blocks]
        self._lists = _inverted(posts)
        self._terms = {name: list(lists) for name, lists in self._lists.items()}

    def blocks(self) -> Iterator[tuple[str, int, int]]:
        return zip(self.urls, self.starts, (*self.starts, self.count)[1:], strict=True)

    def block(self, i: int) -> FakeThread:
        return self._blocks[i]

    def items(self, field: str, start: bytes = b"", stop: bytes | None = None) -> Iterator[tuple[bytes, FakePostings]]:
        terms = self._terms[field]
        for term in terms[bisect_left(terms, start) : None if stop is None else bisect_left(terms, stop)]:
            if living := self._living(self._lists[field][term]):
                yield term, living

    def postings(self, field: str, term: bytes) -> FakePostings | None:
        whole = self._lists[field].get(term)
        return self._living(whole) if whole else None

    def _living(self, whole: FakePostings) -> FakePostings | None:
        if not self.deleted:
            return whole
        lives = [document not in self.deleted for document in whole.docs]
        if not any(lives):
            return None
        docs, impacts = list(compress(whole.docs, lives)), list(compress(whole.impacts, lives))
        return FakePostings(docs, impacts, list(compress(whole.positions, lives)))


def _inverted(posts: Sequence[tuple[FakeThread, FakePost]]) -> dict[str, dict[bytes, FakePostings]]:
    lists: dict[str, dict[bytes, FakePostings]] = {name: {} for name in FIELDS}
    for document, (thread, post) in enumerate(posts):
        for name, terms in fields_of(thread, post):
            for term, (impact, positions) in terms.items():
                docs, impacts, places = lists[name].get(term) or lists[name].setdefault(term, FakePostings([], [], []))
                docs.append(document)  # type: ignore[attr-defined]
                if name in SCORED:
                    impacts.append(impact)  # type: ignore[attr-defined]
                    places.append(positions)  # type: ignore[attr-defined]
    return {name: {term: _compact(terms[term]) for term in sorted(terms)} for name, terms in lists.items()}


def _compact(postings: FakePostings) -> FakePostings:
    """In as little memory, so that reaching it takes no time that is measured."""
    return FakePostings(array("I", postings.docs), bytes(postings.impacts), postings.positions)


@dataclass(frozen=True, slots=True)
class FakeIndex:
    segments: Sequence[FakeSegment] = field(default_factory=tuple)

    def release(self) -> None:
        pass


def random_thread(url: str, chance: random.Random, words: Sequence[str], *, posts: int, length: int) -> FakeThread:
    """A thread of so many posts, the words by Zipf's law; the same for the same chance."""
    began = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(7_000_000))
    made = []
    for number in range(1, posts + 1):
        began += timedelta(minutes=chance.randrange(3000))
        body = [words[int(len(words) ** chance.random()) - 1] for _ in range(chance.randrange(1, length))]
        made.append(
            FakePost(
                number=number,
                place=f"#p{number}",
                author=f"Author {min(int(chance.paretovariate(0.6)), 5000)}" if chance.random() < 0.95 else None,
                at=began.isoformat() if chance.random() < 0.97 else None,
                text=" ".join(body),
                quoted=" ".join(body[:20]) if chance.random() < 0.3 else "",
                cites=(f"{url.strip('/')}#p{chance.randrange(1, number)}",) if number > 1 else (),
                flags=("first",) if number == 1 else ("reply",),
            )
        )
    tags = tuple(chance.sample([f"Tag {n}" for n in range(200)], chance.randrange(3)))
    return FakeThread(url=url, title=" ".join(chance.choices(words, k=6)), tags=tags, posts=tuple(made))


def random_threads(posts: int, *, seed: int = 1, length: int = 180, vocabulary: int = 400_000) -> list[FakeThread]:
    """Threads with about so many posts in all."""
    chance = random.Random(seed)  # noqa: S311  it is to be the same each time
    words = [
        "".join(chance.choices("etaoinshrdlucmfwypvbgkjqxz", range(26, 0, -1), k=chance.randrange(2, 11)))
        for _ in range(vocabulary)
    ]
    made: list[FakeThread] = []
    while posts > 0:
        size = min(posts, int(chance.paretovariate(1.1) * 3))
        url = f"/board-{len(made) % 17}/sub-{len(made) % 5}/thread-{len(made):06}/"
        made.append(random_thread(url, chance, words, posts=size, length=length))
        posts -= size
    return made


def main() -> None:
    from archiver.search.browser import View, export_part, finished, plan_export, write_directories

    made = FakeIndex((FakeSegment(random_threads(int(sys.argv[1]))),))
    postings = {name: sum(len(p.docs) for p in lists.values()) for name, lists in made.segments[0]._lists.items()}
    print(sum(postings.values()), "postings", postings)  # noqa: T201
    start = time.process_time()
    view = View(made)
    plan = plan_export(view, "UTC")
    spent: dict[str, float] = {"plan": time.process_time() - start}
    files, size, found = 0, 0, []
    for task in plan.tasks:
        began = time.process_time()
        part = export_part(view, task)
        name = f"{type(task).__name__} {getattr(task, 'letter', '')}"
        spent[name] = spent.get(name, 0) + time.process_time() - began
        files, size = files + len(part.files), size + sum(len(one.content) for one in part.files)
        found.append(part.found)
    outputs = write_directories(finished(plan, found))
    whole = time.process_time() - start
    size += sum(len(one.content) for one in outputs)
    print(f"{whole:.2f} s, {files} files, {size / 1e6:.1f} MB,", f"{sum(postings.values()) / whole:,.0f} postings/s")  # noqa: T201
    print({name: round(seconds, 2) for name, seconds in spent.items()})  # noqa: T201


if __name__ == "__main__":
    main()
