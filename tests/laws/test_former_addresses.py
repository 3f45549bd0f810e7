"""Law 9: every address that was ever published and locked leads to its content, to where that is now, or to a note that
it is gone, whether people move threads by hand or by `archiver move`; addresses of other systems that lead to such an
address lead there, too; and that does not depend on what earlier builds have left.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from archiver.build import build
from archiver.build.locking import lock_archive
from archiver.build.moving import apply_move, plan_move
from tests.conftest import Project
from tests.laws.project_machine import ProjectMachine
from tests.laws.seen import contents, look
from tests.laws.small_site import law_settings

NAMES = ("moon", "salt", "bin", "space/mars", "space/io")
_TARGET = re.compile(r'data-target="([^"]*)" data-posts="([^"]*)"')
_REFRESH = re.compile(r'http-equiv="refresh" content="0; url=([^"#]*)#?([^"]*)"')
_GONE = "no longer here|was removed on"
DAY = "2026-11-30"


@dataclass
class Said:
    """A post: what it says is said nowhere else."""

    id: str
    words: str
    locked_words: str = ""


@dataclass
class Talk:
    """A thread as the machine knows it."""

    name: str
    declared: str
    posts: list[Said] = field(default_factory=list)
    locked: list[tuple[str, Said]] = field(default_factory=list)
    """The posts that it had when it was locked last, with their ids."""

    @property
    def text(self) -> str:
        front = f"---\nid: {self.declared}\n---\n" if self.declared else ""
        posts = (f"## ada · 2022-07-01 {{#{post.id}}}\n\n{post.words}\n" for post in self.posts)
        return "\n".join([f"{front}# Talk\n", *posts])

    @property
    def is_known_for_sure(self) -> bool:
        return bool(self.declared) or all(post in self.posts and self.is_at(post, id_) for id_, post in self.locked)

    @staticmethod
    def is_at(post: Said, id_: str) -> bool:
        return post.id == id_ and post.words == post.locked_words


@dataclass(frozen=True)
class Address:
    """An address that was locked, and whose it was."""

    page: str
    post: str

    @property
    def name(self) -> str:
        """That of the thread."""
        return self.page.rstrip("/").partition("/page-")[0]


class FormerAddressesLead(ProjectMachine):
    """Plays what people do to threads between locks."""

    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.size = 2
        self.talks: list[Talk] = []
        self.addresses: dict[Address, tuple[Talk, Said]] = {}
        self.rows: list[Address] = []
        """The addresses that rows of `redirects.csv` lead to: the first one is that of `/old/0.html`."""
        self.clean_trees: dict[str, dict[str, bytes]] = {}
        """What clean builds have made, by what they were made of."""
        self.lost: set[Address] = set()
        """Those of posts that were locked when they could not be known again."""
        self.add("moon", declares=False, posts=3)
        self.add("salt", declares=True, posts=1)
        self.write()
        self.lock()

    # --- What happens ---

    @rule(name=st.sampled_from(NAMES), declares=st.booleans(), posts=st.integers(1, 5))
    def add(self, name: str, posts: int, *, declares: bool) -> None:
        if any(talk.name == name for talk in self.talks):
            return
        self.count += 1
        talk = Talk(name, f"talk-{self.count}" if declares else "")
        self.talks.append(talk)
        for _ in range(posts):
            self.say(talk)

    @precondition(lambda self: self.talks)
    @rule(data=st.data(), name=st.sampled_from(NAMES))
    def rename(self, data: st.DataObject, name: str) -> None:
        talk = data.draw(st.sampled_from(self.talks))
        for other in self.talks:
            if other.name == name:
                other.name = talk.name  # they swap their names
        talk.name = name

    @precondition(lambda self: any(talk.posts for talk in self.talks))
    @rule(data=st.data(), what=st.sampled_from(["edit", "remove", "append", "move", "renumber"]))
    def change_a_post(self, data: st.DataObject, what: str) -> None:
        talk = data.draw(st.sampled_from([talk for talk in self.talks if talk.posts]))
        post = data.draw(st.sampled_from(talk.posts))
        if what == "edit":
            post.words = self.fresh_words()
        elif what == "append":
            self.say(talk)
        elif what == "renumber":
            post.id = f"q{self.fresh_number()}"
        elif len(talk.posts) > 1:
            talk.posts.remove(post)
            if what == "move":
                other = data.draw(st.sampled_from(self.talks))
                post.id = f"m{self.fresh_number()}"
                other.posts.append(post)

    @precondition(lambda self: len(self.talks) > 1)
    @rule(data=st.data(), into=st.booleans())
    def end_a_thread(self, data: st.DataObject, *, into: bool) -> None:
        """It is removed, or merged into another one."""
        talk = data.draw(st.sampled_from(self.talks))
        self.talks.remove(talk)
        if into:
            other = data.draw(st.sampled_from(self.talks))
            for post in talk.posts:
                post.id = f"m{self.fresh_number()}"
                other.posts.append(post)

    @precondition(lambda self: self.talks)
    @rule(data=st.data(), name=st.sampled_from(NAMES), part=st.booleans())
    def move_by_command(self, data: st.DataObject, name: str, *, part: bool) -> None:
        """A thread, or its last posts, get another name, or go into the thread that has it."""
        talk = data.draw(st.sampled_from(self.talks))
        other = next((other for other in self.talks if other.name == name), None)
        self.write()
        if other == talk or not talk.posts or not self.could_lock():
            return
        first = data.draw(st.integers(1, len(talk.posts) - 1)) if part and len(talk.posts) > 1 else 0
        what = f"{talk.name}.md#{talk.posts[first].id}.." if first else f"{talk.name}.md"
        apply_move(self.project.root, plan_move(self.project.config, what, f"{name}.md", DAY), force=False)
        self.note_move(talk, other, name, first)
        for one in self.talks:
            self.note_locked(one)

    def note_move(self, talk: Talk, other: Talk | None, name: str, first: int) -> None:
        """What has moved: posts from the one at the index `first` on, or the whole thread."""
        if other is None and not first:
            talk.name = name
            return
        if other is None:
            other = Talk(name, "")
            self.talks.append(other)
        other.posts += talk.posts[first:]
        del talk.posts[first:]
        if not talk.posts:
            self.talks.remove(talk)

    @precondition(lambda self: self.addresses and len(self.rows) < 4)
    @rule(data=st.data())
    def lead_an_old_address(self, data: st.DataObject) -> None:
        """An address of another system leads to one that was locked."""
        self.rows.append(data.draw(st.sampled_from(list(self.addresses))))

    @rule(size=st.sampled_from([2, 3]))
    def change_the_size_of_pages(self, size: int) -> None:
        self.size = size

    @rule()
    def lock(self) -> None:
        self.could_lock()

    def could_lock(self) -> bool:
        """Write the lock, and return True; False if a thread cannot be told."""
        self.write()
        if lock_archive(self.project.config, DAY, jobs=1).problems:
            return False
        self.lost |= {at for at, (talk, post) in self.addresses.items() if not self.is_known(talk, post, at.post)}
        for talk in self.talks:
            self.note_locked(talk)
        return True

    def note_locked(self, talk: Talk) -> None:
        talk.locked = [(post.id, post) for post in talk.posts]
        for at, post in enumerate(talk.posts):
            post.locked_words = post.words
            page = f"{talk.name}/" if at < self.size else f"{talk.name}/page-{at // self.size + 1}/"
            self.addresses[Address(page, post.id)] = talk, post
            self.lost.discard(Address(page, post.id))

    def say(self, talk: Talk) -> None:
        talk.posts.append(Said(f"p{self.fresh_number()}", self.fresh_words()))

    def fresh_number(self) -> int:
        self.count += 1
        return self.count

    def fresh_words(self) -> str:
        return f"word{self.fresh_number()}x"

    def write(self) -> None:
        shutil.rmtree(self.project.root / "content")
        for talk in self.talks:
            self.project.write(f"content/{talk.name}.md", talk.text)
        self.project.write("content/other.md", "# Other\n\n## ben · 2022-07-01\n\nAnother talk.\n")
        rows = (f"/old/{n}.html,/{at.name}/#{at.post}\n" for n, at in enumerate(self.rows))
        self.project.write("redirects.csv", "".join(rows))
        self.project.write("archiver.toml", f"[pages]\nposts = {self.size}\n[search]\nenabled = false\n")

    # --- What must be true ---

    @invariant()
    def each_address_leads_on(self) -> None:
        self.write()
        build(self.project.config, jobs=1, clock=lambda: self.now)
        self.now += 10_000_000_000
        self.site = {path: text.decode("utf-8", "replace") for path, text in self.tree().items()}
        for address, (talk, post) in self.addresses.items():
            self.address_leads_on(address, talk, post)
        for number, address in enumerate(self.rows):
            self.old_address_leads_on(f"old/{number}.html", address)
        self.a_clean_build_gives_the_same()

    def old_address_leads_on(self, path: str, address: Address) -> None:
        """To where the address leads that its row names."""
        match = _REFRESH.search(self.site[path])
        assert match, path
        page, anchor = joined("old/", match[1]), match[2]
        assert f"{page}index.html" in self.site, (path, page)
        named = self.shown(*self.follow(f"{address.name}/", address.post))
        if named:
            assert self.shown(*self.follow(page, anchor)) == named, (path, page, anchor)

    def a_clean_build_gives_the_same(self) -> None:
        if (made_of := self.made_of()) not in self.clean_trees:
            self.clean_trees[made_of] = self.tree_of_clean_build()
        assert self.tree() == self.clean_trees[made_of]
        assert not build(self.project.config, jobs=1, clock=lambda: self.now).written

    def made_of(self) -> str:
        """All that a site is built from."""
        files = sorted(path for path in self.project.root.rglob("*") if path.is_file())
        own = (path for path in files if path.relative_to(self.project.root).parts[0] not in {"site", ".archiver"})
        return repr([(str(path), path.read_bytes()) for path in own])

    def tree_of_clean_build(self) -> dict[str, bytes]:
        clean = Project(self.folder / "clean")
        shutil.rmtree(clean.root, ignore_errors=True)
        clean.root.mkdir()
        shutil.copytree(self.project.root / "content", clean.root / "content")
        for name in ("archiver.toml", "archive.lock", "redirects.csv"):
            shutil.copy(self.project.root / name, clean.root / name)
        clean.build(jobs=1)
        return contents(look(clean.config.output))

    def tree(self) -> dict[str, bytes]:
        return contents(look(self.project.root / "site"))

    def address_leads_on(self, address: Address, talk: Talk, post: Said) -> None:
        """Where no other thread is now, a post leads to its words, if they can be known again."""
        assert f"{address.page}index.html" in self.site, address
        name = address.name
        page, anchor = self.follow(address.page, address.post)
        is_taken = any(other.name == name and other is not talk for other in self.talks)
        if is_taken or self.had_another(name, talk):
            return
        shown = self.shown(page, anchor)
        is_somewhere = any(post in other.posts for other in self.talks)
        if is_somewhere and address not in self.lost and self.is_known(talk, post, address.post):
            assert post.words in shown, (address, page, anchor)
        else:
            assert shown or re.search(_GONE, self.site[f"{page}index.html"]), (address, page, anchor)

    def had_another(self, name: str, talk: Talk) -> bool:
        """True if another thread was locked at an address of a thread: it is the address of the later one."""
        at_name = (
            owner for at, (owner, _) in self.addresses.items() if at.page.partition("/page-")[0].strip("/") == name
        )
        owners = {id(owner) for owner in at_name}
        return owners != {id(talk)}

    def is_known(self, talk: Talk, post: Said, id_: str) -> bool:
        is_there = talk in self.talks and post in talk.posts and post.id == id_ and talk.is_known_for_sure
        return is_there or post.words == post.locked_words

    def follow(self, page: str, anchor: str) -> tuple[str, str]:
        """The page that a redirect leads to, and the anchor there."""
        match = _TARGET.search(self.site[f"{page}index.html"])
        if not match:
            return page, anchor
        moved = dict(one.split("=", 1) for one in match[2].split())
        target, _, fragment = moved.get(anchor, f"{match[1]}#{anchor}").partition("#")
        return joined(page, target), fragment

    def shown(self, page: str, anchor: str) -> str:
        """What stands at an anchor of a page, or of another page of its thread; a note leads on once."""
        thread = page.partition("page-")[0]
        others = [path for path in self.site if path.startswith(f"{thread}page-")]
        for path in (f"{page}index.html", f"{thread}index.html", *others):
            if match := re.search(rf'<(article|p) [^>]*id="{anchor}".*?</\1>', self.site.get(path, ""), re.DOTALL):
                link = re.search(r'<a href="([^"#]*)#([^"]*)"', match[0]) if match[1] == "p" else None
                if link is None:
                    return match[0]
                return self.shown(joined(path.removesuffix("index.html"), link[1]), link[2])
        return ""


def joined(page: str, link: str) -> str:
    """The page that a relative link on a page leads to."""
    parts = page.rstrip("/").split("/") if page else []
    for segment in link.rstrip("/").split("/"):
        if segment == "..":
            parts.pop()
        elif segment not in {".", ""}:
            parts.append(segment)
    return "".join(f"{part}/" for part in parts)


FormerAddressesLead.TestCase.settings = law_settings(examples=12, steps=10, deep_steps=40)


@pytest.fixture(scope="module", autouse=True)
def place() -> Iterator[None]:
    """A place of this process's own."""
    FormerAddressesLead.base = FormerAddressesLead.folder = Path(tempfile.mkdtemp(prefix="archiver-laws-"))
    yield
    shutil.rmtree(FormerAddressesLead.base)


@pytest.mark.slow
class TestFormerAddressesLead(FormerAddressesLead.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    """After any sequence of changes."""
