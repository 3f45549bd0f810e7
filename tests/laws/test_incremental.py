"""Law 1: incremental = clean."""

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from archiver.build import Report
from archiver.errors import Problem
from tests.conftest import Project
from tests.laws.small_site import IS_DEEP, copy_of, found, thread

# Two of them meet at a URL, one has none, one wants a page of ours, and a thread can become a board.
PATHS = ("a.md", "b.md", "A.md", "b/c.md", "b/d/a.md", "e f.md", "e-f.md", "tags.md", "b/!.md")
TITLES = ("Moon talk", "Salt talk", "moon talk", "Öl & <b>")
WORDS = ("moon", "salt", "night")
SETTINGS_TEXTS = (
    "",
    'title = "Moon"\n',
    "[pages]\nposts = 1\njson = true\n",
    "[pages]\nthreads = 1\nfeeds = true\n",
    'base_url = "https://archive.example/sub/"\ntimezone = "Asia/Kathmandu"\n',
    '[theme_options]\nfooter = "salt"\n[boards.b]\ntitle = "Bee"\ndescription = "moon"\n',
    "[quotes]\nacross_threads = true\n",
    "[search]\nenabled = false\n",
    'exclude = ["b/d/*"]\n[[source]]\nglob = "b/**"\nformat = "text"\npost = "^## (?P<author>.+) · (?P<date>.+) .*$"\n',
)
LONG = "The dish at Canberra is back after eleven months, and nobody will say who has paid for the new bearings."
ALIASES = ("old/moon", "a", "tags", "b/d")
OVERRIDES: tuple[dict[str, str], ...] = (
    {},
    {"templates/robots.txt": "mine\n"},
    {"templates/thread.html": '{% extends "!default/thread.html" %}{% block title %}Mine{% endblock %}'},
    {"assets/style.css": "body { color: red }\n", "assets/mine.css": "\n"},
    {"templates/tags.html": "{{ nothing }}"},
)
BAD = (b"\xff", b"---\ntags: [a\n---\n# T\n", b"lost\n\n## ada {#p1}\n\nmoon\n\n## ada {#p1}\n\nsalt\n")

paths, titles = st.sampled_from(PATHS), st.sampled_from(TITLES)
sentences = st.one_of(
    st.sampled_from(WORDS).map("The {0} is up.".format), st.just(LONG), st.just(f"> {LONG}\n\nSo who?")
)
bodies = st.lists(sentences, min_size=1, max_size=3)
threads = st.builds(lambda title, posts, tags: thread(title, *posts, tags=tags), titles, bodies, st.sampled_from(WORDS))


class IncrementalIsClean(RuleBasedStateMachine):
    """Plays what happens to a project between builds; each build must give what a clean one gives elsewhere.

    Two deliberate exceptions, which have tests of their own above: a bad source or template keeps its last good
    output (law 6), and what somebody else has put into the site stays (law 4).
    """

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.gettempdir()) / f"archiver-laws-{os.getpid()}"  # one place: templates are kept by it
        shutil.rmtree(self.base, ignore_errors=True)
        self.project = Project(self.base / "project")
        self.held = 0
        (self.project.root / "content").mkdir(parents=True)

    def teardown(self) -> None:
        shutil.rmtree(self.base)

    def sources(self) -> list[Path]:
        return sorted((self.project.root / "content").rglob("*.md"))

    def pick(self, data: st.DataObject) -> Path:
        return data.draw(st.sampled_from(self.sources()))

    @initialize(texts=st.dictionaries(paths, threads, min_size=2, max_size=4))
    def start(self, texts: dict[str, str]) -> None:
        for path, text in texts.items():
            self.project.write(f"content/{path}", text)

    @rule(count=st.integers(1, 3))
    def several_changes_come_at_once(self, count: int) -> None:
        self.held = count

    @rule(path=paths, text=threads)
    def write_a_thread(self, path: str, text: str) -> None:
        self.project.write(f"content/{path}", text)

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), keeps_time=st.booleans())
    def edit_to_the_same_size(self, data: st.DataObject, keeps_time: bool) -> None:  # noqa: FBT001  drawn by name
        source = self.pick(data)
        stat, text = source.stat(), source.read_bytes()
        source.write_bytes(text.replace(b"moon", b"noom") if b"moon" in text else text.replace(b"noom", b"moon"))
        if keeps_time:
            os.utime(source, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), path=paths)
    def rename(self, data: st.DataObject, path: str) -> None:
        source = self.pick(data)
        target = self.project.root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)

    @precondition(lambda self: len(self.sources()) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        self.pick(data).unlink()

    @precondition(lambda self: self.sources())
    @rule(data=st.data())
    def turn_into_a_draft_or_back(self, data: st.DataObject) -> None:
        source = self.pick(data)
        text, flag = source.read_bytes(), b"---\ndraft: true\n"
        source.write_bytes(b"---\n" + text.removeprefix(flag) if text.startswith(flag) else flag + text[4:])

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), alias=st.sampled_from(ALIASES))
    def give_an_alias(self, data: st.DataObject, alias: str) -> None:
        source = self.pick(data)
        text = source.read_bytes()
        if text.startswith(b"---\n") and b"aliases" not in text:
            source.write_bytes(f"---\naliases: [{alias}]\n".encode() + text[4:])

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), content=st.sampled_from(BAD))
    def spoil(self, data: st.DataObject, content: bytes) -> None:
        self.pick(data).write_bytes(content)

    @rule(text=st.sampled_from(SETTINGS_TEXTS))
    def change_the_settings(self, text: str) -> None:
        self.project.write("archiver.toml", text)

    @rule(files=st.sampled_from(OVERRIDES))
    def change_the_theme(self, files: dict[str, str]) -> None:
        shutil.rmtree(self.project.root / "themes", ignore_errors=True)
        for name, text in files.items():
            self.project.write("themes/default/theme.toml", 'extends = "default"\n')
            self.project.write(f"themes/default/{name}", text)

    @precondition(lambda self: (self.project.root / "site").exists())
    @rule(data=st.data())
    def lose_an_output(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.project.tree())))
        (self.project.root / "site" / path).unlink()

    @precondition(lambda self: (self.project.root / "site").exists())
    @rule(name=st.sampled_from(["search", "manifest.sqlite", ""]))
    def lose_the_records(self, name: str) -> None:
        """Once all is built: what else is in the site can then not be told from what others have put there."""
        self.held = 0
        self.a_build_gives_what_a_clean_one_gives()
        if not self.project.build().errors:
            path = self.project.config.state / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    @invariant()
    def a_build_gives_what_a_clean_one_gives(self) -> None:
        if self.held:
            self.held -= 1
            return
        report, clean = self.project.build(), copy_of(self.project, self.base / "clean")
        clean_report = clean.build()
        tree, clean_tree = self.project.tree(), clean.tree()
        if any(problem.line for problem in report.errors):
            # What cannot be drawn keeps its last good state, and with it its place in lists and among the aliases.
            assert of_sources(report) == of_sources(clean_report)
            threads = {path.removesuffix("index.md") for path in clean_tree if path.endswith("index.md")}
            clean_tree = {
                path: content for path, content in clean_tree.items() if path.rpartition("/")[0] + "/" in threads
            }
            tree = {path: tree.get(path, b"") for path in clean_tree}
        else:
            assert without_examples(report) == without_examples(clean_report)
            assert not self.project.config.search or found(self.project) == found(clean)
        assert tree == clean_tree
        assert self.project.build().written == ()


def without_examples(report: Report) -> set[Problem]:
    """The problems; where one showed first may differ."""
    return {replace(problem, example="") for problem in report.problems}


def of_sources(report: Report) -> set[Problem]:
    """The problems that a source has by itself."""
    return {problem for problem in without_examples(report) if "its alias" not in problem.message}


IncrementalIsClean.TestCase.settings = hypothesis.settings(
    max_examples=400 if IS_DEEP else 10,
    stateful_step_count=30 if IS_DEEP else 8,
    derandomize=not IS_DEEP,  # the same changes in each run, and others when there is time for many
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
class TestIncrementalIsClean(IncrementalIsClean.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    """After any sequence of changes."""
