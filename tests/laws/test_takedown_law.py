"""Nothing that is taken down, and no name for which a pseudonym stands, is in any published byte, after any sequence of
posts, quotes, takedowns, pseudonyms and builds; builds are as clean ones; and lifted, all is as before.

Each post has words that no other one has, so that a search for these finds every copy, however it was made.
"""

import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.conftest import Project
from tests.laws.small_site import law_settings

SETTINGS = 'base_url = "https://a.example"\n[pages]\njson = true\nfeeds = true\nfeed_content = true\n'
KEY = "00112233445566778899aabbccddeeff"
AUTHORS = ("Ada Quill", "Bert Moss", "Cleo Tarn")
OTHER_NAMES = {"Ada Quill": "adaq@post.example", "Bert Moss": "Mossy Bertram", "Cleo Tarn": "Tarn, Cleo"}
"""Of the same people."""
THREADS = ("space/moon", "space/mars", "salt")
_MOST_POSTS = 300
_STEMS = ("ambo", "brel", "cort", "dunn", "elst", "farn", "gilp", "hest", "ivor", "jull", "kemp", "lorn")


@dataclass
class Written:
    """A post. Its sentence has twelve words that no other post has."""

    number: int
    thread: str
    author: str
    body: list[str] = field(default_factory=list)
    wording: int = 0
    """How often all posts had been given other words when this one was; 0 if it never was."""

    @property
    def words(self) -> list[str]:
        number = _MOST_POSTS + self.wording if self.wording else self.number
        return [f"{stem}{chr(97 + number // 26)}{chr(97 + number % 26)}" for stem in _STEMS]

    @property
    def sentence(self) -> str:
        return f"{' '.join(self.words).capitalize()}."

    @property
    def id(self) -> str:
        return f"p{self.number}"

    def __str__(self) -> str:
        day = f"{self.number // 24 + 1:02}T{self.number % 24:02}"
        name = OTHER_NAMES[self.author] if self.number % 5 == 4 else self.author
        return f"## {name} · 2022-07-{day}:00:00Z {{#{self.id}}}\n\n" + "\n\n".join(self.body)


QUOTES = {
    "marked": lambda post: f"{post.author} wrote:\n\n> {post.sentence}",
    "wrapped": lambda post: "> " + "\n> ".join((" ".join(post.words[:5]), " ".join(post.words[5:]))),
    "trimmed": lambda post: f"> {' '.join(post.words[:4])} [...] {' '.join(post.words[8:])}",
    "altered": lambda post: f"> {' '.join(post.words[:9])} and all that",
    "emphasised": lambda post: f"> {' '.join(post.words[:3])} *{' '.join(post.words[3:])}*",
    "unmarked": lambda post: f"I read that {post.sentence} So it goes.",
    "addressed": lambda post: f"On 5 July 2022, {post.author} <{OTHER_NAMES[post.author]}> wrote:\n\n> {post.sentence}",
    "whole": lambda post: "\n".join(f"> {line}".rstrip() for line in "\n\n".join(post.body).split("\n")),
}


class TakedownMachine(RuleBasedStateMachine):
    """Writes posts, takes them down and builds."""

    base: Path

    @initialize()
    def begin(self) -> None:
        self.project = Project(Path(tempfile.mkdtemp(dir=self.base)))
        self.project.write("archiver.toml", SETTINGS)
        self.posts: list[Written] = []
        self.wordings = 0
        self.saved: dict[str, str] = {}
        """The text of each source; one that has not changed is not written."""
        self.taken: dict[str, str] = {}
        self.joined: set[str] = set()
        self.hidden: set[str] = set()
        for thread in THREADS:
            self._post(thread, AUTHORS[0], "Nothing is here.")
            self._post(thread, AUTHORS[1], "Nor here.")

    @rule(thread=st.sampled_from(THREADS), author=st.sampled_from(AUTHORS), said=st.sampled_from(("", "So it is.")))
    def write(self, thread: str, author: str, said: str) -> None:
        self._post(thread, author, said)

    @rule(
        data=st.data(),
        thread=st.sampled_from(THREADS),
        kind=st.sampled_from(sorted(QUOTES)),
        author=st.sampled_from(AUTHORS),
    )
    def quote(self, data: st.DataObject, thread: str, kind: str, author: str) -> None:
        quoted = data.draw(st.sampled_from(self.posts))
        if quoted.author != author:
            self._post(thread, author, QUOTES[kind](quoted))

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from(self.posts)).body.append("And that was that.")
        self._save()

    @rule(data=st.data())
    def write_in_other_words(self, data: st.DataObject) -> None:
        post = data.draw(st.sampled_from(self.posts))
        place = post.body.index(post.sentence)
        self.wordings += 1
        post.wording = self.wordings
        post.body[place] = post.sentence
        self._save()

    @rule(data=st.data())
    def take_down_post(self, data: st.DataObject) -> None:
        post = data.draw(st.sampled_from(self.posts))
        self.taken[post.id] = f'thread = "{post.thread}"\npost = "{post.id}"'
        self._save()

    @rule(author=st.sampled_from(AUTHORS))
    def take_down_author(self, author: str) -> None:
        self.taken[author] = f'author = "{author}"'
        self._save()

    @rule(thread=st.sampled_from(THREADS))
    def take_down_thread(self, thread: str) -> None:
        self.taken[thread] = f'thread = "{thread}"'
        self._save()

    @precondition(lambda self: self.taken)
    @rule(data=st.data())
    def lift(self, data: st.DataObject) -> None:
        del self.taken[data.draw(st.sampled_from(sorted(self.taken)))]
        self._save()

    @rule(author=st.sampled_from(AUTHORS))
    def join_or_part_names(self, author: str) -> None:
        self.joined ^= {author}
        self._save()

    @rule(author=st.sampled_from(AUTHORS))
    def hide_or_show_name(self, author: str) -> None:
        self.hidden ^= {author}
        self._save()

    @rule()
    def build(self) -> None:
        self._build()
        self._look_for_leaks()

    def teardown(self) -> None:
        if not hasattr(self, "project"):
            return
        self.build()
        assert self.project.tree() == self._clean_tree(), "incremental = clean"
        self.taken, self.joined, self.hidden = {}, set(), set()
        self._save()
        self._build()
        assert self.project.tree() == self._clean_tree(), "lifted = never taken down"
        shutil.rmtree(self.project.root)

    def _build(self) -> None:
        """Build a day later, when no file is so new that its content has to be compared."""
        self.project.build(jobs=1, now_ns=time.time_ns() + 86_400 * 10**9)

    def _post(self, thread: str, author: str, *body: str) -> None:
        post = Written(len(self.posts), thread, author)
        post.body = [*filter(None, body), post.sentence]
        self.posts.append(post)
        self._save()

    def _save(self) -> None:
        for thread in THREADS:
            posts = "\n\n".join(str(post) for post in self.posts if post.thread == thread)
            text = f"# About {thread}\n\n{posts}\n"
            if text != self.saved.get(thread):
                self.project.write(f"content/{thread}.md", text)
                self.saved[thread] = text
        entries = "\n".join(f"[[takedown]]\n{entry}\ndate = 2026-11-30" for entry in self.taken.values())
        self.project.write("takedowns.toml", f"{entries}\n")
        tables = (f'[[author]]\nname = "{name}"\nalso = ["{OTHER_NAMES[name]}"]\n' for name in sorted(self.joined))
        self.project.write("authors.toml", f'key = "{KEY}"\n{"".join(tables)}')
        self.project.write("archiver.toml", f"{SETTINGS}[authors]\npseudonyms = {sorted(self.hidden)}\n")

    def _clean_tree(self) -> dict[str, bytes]:
        folder = Path(tempfile.mkdtemp(dir=self.base))
        for name in ("content", "archiver.toml", "authors.toml", "takedowns.toml"):
            source = self.project.root / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, folder / name)
        clean = Project(folder)
        clean.build(jobs=1)
        tree = clean.tree()
        shutil.rmtree(folder)
        return tree

    def _is_taken(self, post: Written) -> bool:
        by_author = post.author in self.taken and (post.number % 5 != 4 or post.author in self.joined)
        return by_author or bool({post.id, post.thread} & self.taken.keys())

    def _look_for_leaks(self) -> None:
        gone = [post for post in self.posts if self._is_taken(post)]
        words = {word: post.id for post in gone for word in post.words}
        unnamed = self.hidden | (self.taken.keys() & set(AUTHORS))
        names = [*unnamed, *(OTHER_NAMES[name] for name in unnamed & self.joined)]
        for path, content in self.project.tree().items():
            plain = zlib.decompress(content, 31) if content.startswith(b"\x1f\x8b") else content
            text = f"{path} {plain.decode('utf-8', 'replace')}".casefold()
            assert not [(path, word, post) for word, post in words.items() if word in text]
            assert not [(path, name) for name in names if name.casefold() in text]


TakedownMachine.TestCase.settings = law_settings(examples=12, steps=10, deep_steps=25)


@pytest.fixture(scope="module", autouse=True)
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    TakedownMachine.base = tmp_path_factory.mktemp("takedowns")
    yield
    shutil.rmtree(TakedownMachine.base)


@pytest.mark.slow
class TestTakedowns(TakedownMachine.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    """After any sequence of changes."""
