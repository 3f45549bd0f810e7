"""Made-up posts for the tests of search in the browser, and their words and postings, found by plain loops."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from archiver.search.analysis.tokens import find_terms

SCORED = "nqtx"
LANGS = ("aa", "bb")
STEMS = tuple(f"{a}{b}{c}" for a in ("ka", "lo", "mi", "ru") for b in ("n", "t", "rr", "s") for c in ("e", "o", "ub"))
RARE = ("zebra", "quark", "violin")
AUTHORS = ("Ada Lovelace", "Ben", "Cleo", None, "Émile")
BOARDS = ("space", "space/moon", "kitchen")


def stem(lang: str, word: str) -> str:
    """A language is the letter that ends its plurals: `aa` has s, `bb` has n. The tests have it in JavaScript, too."""
    return word.removesuffix({"aa": "s", "bb": "n"}.get(lang, ""))


@dataclass(frozen=True, kw_only=True)
class MadePost:
    thread: str
    title: str
    board: str
    number: int
    author: str | None
    at: datetime | None
    lang: str
    text: str
    quoted: str

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """The words of each scored field, in order."""
        title = self.title if self.number == 1 else ""
        texts = {"x": self.text, "q": self.quoted, "t": title, "n": self.author or ""}
        return {letter: [term.text for term in find_terms(text)] for letter, text in texts.items()}

    @cached_property
    def values(self) -> set[str]:
        """The keys of the fields that are sets."""
        boards = {f"b{self.board[:end]}" for end in (len(self.board), self.board.find("/")) if end > 0}
        author = {f"a{self.author.lower()}"} if self.author else set()
        return {
            *boards,
            *author,
            f"h{self.thread.strip('/')}",
            f"l{self.lang}",
            "ffirst" if self.number == 1 else "freply",
        }


def make_posts(count: int, seed: int) -> list[MadePost]:
    """Posts in the order of the browser's documents: thread by thread."""
    chance = random.Random(seed)  # noqa: S311  as random as a test may be
    return [post for thread in range(count // 4) for post in _make_thread(chance, thread)]


def numbers_of(posts: list[MadePost]) -> list[tuple[int, int]]:
    """The place and the offset of each post. Places need only ascend."""
    threads = {thread: 70 + 3 * n for n, thread in enumerate(dict.fromkeys(post.thread for post in posts))}
    return [(threads[post.thread], post.number - 1) for post in posts]


def _make_thread(chance: random.Random, number: int) -> list[MadePost]:
    board, lang = chance.choice(BOARDS), chance.choice(LANGS)
    start = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(2_000_000))
    title = _some_words(chance, 3).title()
    return [
        MadePost(
            thread=f"/{board}/t{number}/",
            title=title,
            board=board,
            number=n,
            author=chance.choice(AUTHORS),
            at=start + timedelta(minutes=chance.randrange(100_000)) if chance.random() < 0.9 else None,
            lang=lang,
            text=_some_words(chance, 14),
            quoted=_some_words(chance, 4),
        )
        for n in range(1, 5)
    ]


def _some_words(chance: random.Random, count: int) -> str:
    return " ".join(some_word(chance) for _ in range(count))


def some_word(chance: random.Random) -> str:
    """Some words are in most posts, some in few."""
    if chance.random() < 0.002:
        return chance.choice(RARE)
    if chance.random() < 0.15:
        return "the"
    return STEMS[int(len(STEMS) * chance.random() ** 2)] + chance.choice(("", "", "s", "n"))


@dataclass(frozen=True)
class Postings:
    """Every key with its documents: for each an impact, and positions (none for a set or a stem)."""

    lists: dict[str, dict[int, tuple[int, list[int]]]]

    @classmethod
    def of(cls, posts: list[MadePost]) -> Postings:
        lists: dict[str, dict[int, tuple[int, list[int]]]] = defaultdict(dict)
        for doc, post in enumerate(posts):
            for key in post.values:
                lists[key][doc] = (0, [])
            for letter, words in post.words.items():
                for word in set(words):
                    places = [i for i, w in enumerate(words) if w == word]
                    lists[letter + word][doc] = (_impact(len(places), len(words)), places)
                    root = stem(post.lang, word)
                    if root != word and len(word) >= 3:
                        key = f"{letter}{root}!{post.lang}"
                        lists[key][doc] = (_impact(len(places), len(words)), [])
        return cls(dict(lists))

    def get(self, key: str) -> dict[int, int]:
        """The impacts of a key by document."""
        return {doc: impact for doc, (impact, _) in self.lists.get(key, {}).items()}


def _impact(frequency: int, length: int) -> int:
    return min(255, 1 + 60 * frequency + length)


def day_of(post: MadePost) -> int | None:
    return (post.at.date() - date(1970, 1, 1)).days if post.at else None


def minute_of(post: MadePost) -> float:
    return post.at.timestamp() // 60 if post.at else float("-inf")
