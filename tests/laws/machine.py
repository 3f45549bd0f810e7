"""The machine of law 1: a project, what its user has put into the site, and what must be true after each build.

Its rules are in the modules `*_rules`. Each changes the project, and then the invariant builds it, or lets that wait.
"""

import re
import shutil
from collections.abc import Mapping
from typing import ClassVar

from hypothesis.stateful import invariant

from archiver.build import Report
from archiver.parse import needs_content
from tests.laws.clean import Clean, of_content, of_sources
from tests.laws.driver import Driver
from tests.laws.project_machine import ProjectMachine
from tests.laws.seen import FOLDER, Seen, contents, look
from tests.laws.small_site import STAGING, found_or_none

MARKER = ".archiver"
_MEDIA = re.compile(rb"(?<=/)assets/media/[0-9a-f]{2}/[0-9a-f]+\.[0-9a-z]+")


class Machine(ProjectMachine):
    """Plays what happens to a project between builds; each build must give what a clean one gives elsewhere.

    Two deliberate exceptions, which have tests of their own: a bad source or template keeps its last good output
    (law 6), and what somebody else has put into the site stays (law 4). Of that, the machine keeps the list.
    """

    driver: ClassVar[Driver]
    why_no_small_disk: ClassVar[str]
    why_never_read_only: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.site = self.project.root / "site"
        self.outside = self.base / "outside"
        shutil.rmtree(self.outside, ignore_errors=True)
        self.outside.mkdir()
        (self.outside / "index.html").write_bytes(b"outside")
        self.standing: Mapping[str, Seen] = {}
        """The site as the last build has left it, and as rules have changed it since."""
        self.answers: dict[str, frozenset[str]] | None = None
        self.asked: tuple[object, dict[str, frozenset[str]] | None] | None = None
        self.theirs: dict[str, Seen] = {}
        """What is in the site and isn't ours: foreign, or edited by hand."""
        self.has_errors = False
        self.has_lost_records = False
        self.tried: list[Clean] = []
        """What the builds were to make that have died, failed, or run elsewhere since the last one that was seen."""

    @property
    def is_built(self) -> bool:
        return bool(self.standing)

    def build(self) -> Report:
        return self.project.build(jobs=1, now_ns=self.now)

    def find(self) -> dict[str, frozenset[str]] | None:
        """What is found in the index; it is asked anew when one of its files is another."""
        folder = self.state / "search"
        files = tuple((str(p), stat.st_ino, stat.st_mtime_ns) for p in folder.rglob("*") if (stat := p.stat()))
        if self.asked is None or self.asked[0] != files:
            self.asked = files, found_or_none(self.project)
        return self.asked[1]

    def is_blocked(self, path: str) -> bool:
        """True if something of theirs stands where a file of ours belongs, or in the way of it."""
        return any(meets(path, theirs) for theirs in self.theirs)

    def a_build_was_tried(self, *, again: bool) -> None:
        """One that may have died at any moment: no file is half, and the search answers as before or after."""
        self.held = 0 if again else 1
        self.tried.append(self.clean())
        left = look(self.site)
        self.what_was_in_the_way_is_kept(left)
        self.nothing_of_theirs_is_lost(left)
        if self.has_errors or self.has_lost_records or any(clean.has_errors for clean in self.tried):
            return
        for path, file in left.items():
            if file.content is not None and path not in self.theirs and not path.startswith(STAGING):
                old = self.standing.get(path)
                assert file.content in (old and old.content, *(clean.tree.get(path) for clean in self.tried)), path
        if self.project.config.search and (answers := self.find()) is not None:
            assert answers in (self.answers, *(clean.answers for clean in self.tried))

    @invariant()
    def a_build_gives_what_a_clean_one_gives(self) -> None:
        if self.held:
            self.held -= 1
            return
        report, clean, seen = self.build(), self.clean(), look(self.site)
        self.take_over(seen, clean)
        self.nothing_of_theirs_is_lost(seen)
        self.has_errors = any(problem.line for problem in report.errors)
        if self.has_errors:
            self.what_can_be_drawn_is(report, clean, seen)
        else:
            self.all_is_as_clean(report, clean, seen)
            self.theirs_are_told(report, clean)
        self.what_pages_show_is_there(seen)
        self.what_did_not_change_was_not_touched(report, seen)
        self.standing, self.answers = seen, self.find()
        self.has_lost_records, self.tried = False, []
        self.a_second_build_writes_nothing()

    def take_over(self, seen: Mapping[str, Seen], clean: Clean) -> None:
        """Without records, what stood in the way was moved away and not lost, and what isn't planned is theirs now."""
        if not self.has_lost_records:
            return
        self.what_was_in_the_way_is_kept(seen)
        left = {path: file for path, file in seen.items() if file.content is not None and path not in clean.tree}
        self.theirs |= left

    def what_was_in_the_way_is_kept(self, seen: Mapping[str, Seen]) -> None:
        """Without records it may be moved away, also by a build that dies."""
        if not self.has_lost_records:
            return
        attic = contents(look(self.state / "replaced"))
        for path, theirs in list(self.theirs.items()):
            if seen.get(path) != theirs:
                assert any(content == theirs.content for kept, content in attic.items() if kept.rstrip("~") == path)
                del self.theirs[path]

    def nothing_of_theirs_is_lost(self, seen: Mapping[str, Seen]) -> None:
        assert {path: seen.get(path) for path in self.theirs} == self.theirs
        assert contents(look(self.outside)) == {"index.html": b"outside"}

    def what_can_be_drawn_is(self, report: Report, clean: Clean, seen: Mapping[str, Seen]) -> None:
        """What cannot be drawn keeps its last good state, and with it its place in lists and among the aliases.

        A file that cannot be parsed, and whose words name its thread, stays in the thread that it was in, as only
        earlier builds know; so that thread is not drawn, and a clean build draws it without the file.
        """
        if any(convention.thread and needs_content(convention) for convention in self.project.config.conventions):
            return
        assert of_sources(report.problems) == of_sources(clean.problems)
        threads = {path.removesuffix("index.md") for path in clean.tree if path.endswith("index.md")}
        wanted = {path for path in clean.tree if path.rpartition("/")[0] + "/" in threads and not self.is_blocked(path)}
        tree = contents(seen)
        assert {path: tree.get(path) for path in wanted} == {path: clean.tree[path] for path in wanted}

    def all_is_as_clean(self, report: Report, clean: Clean, seen: Mapping[str, Seen]) -> None:
        ours = {path: content for path, content in contents(seen).items() if path not in self.theirs}
        assert ours == {path: content for path, content in clean.tree.items() if not self.is_blocked(path)}
        folders = [path for path, file in seen.items() if file is FOLDER and path not in self.theirs]
        assert not [f for f in folders if not any(path.startswith(f) for path in (*ours, *self.theirs))]
        assert self.find() == clean.answers
        assert (report.threads, report.posts) == (clean.threads, clean.posts)
        assert of_content(report.problems) == clean.problems

    def what_pages_show_is_there(self, seen: Mapping[str, Seen]) -> None:
        """Also on pages of threads that cannot be drawn; `lose_the_records` may have to give up what these show."""
        for path, content in contents(seen).items():
            if path.endswith("index.html") and path not in self.theirs:
                media = {found.decode() for found in _MEDIA.findall(content)}
                assert not {medium for medium in media if medium not in seen and not self.is_blocked(medium)}, path

    def theirs_are_told(self, report: Report, clean: Clean) -> None:
        warned = {p.path.removeprefix("site/") for p in report.warnings if p.path.startswith("site/")}
        assert {path for path in clean.tree if self.is_blocked(path)} <= warned
        for path in self.theirs:
            assert path in report.foreign or any(meets(path, told) for told in {*warned, *report.foreign}), path
        for told in {*warned, *report.foreign} - {""}:
            assert any(meets(told, path) for path in self.theirs), told

    def what_did_not_change_was_not_touched(self, report: Report, seen: Mapping[str, Seen]) -> None:
        before = self.standing
        for path, file in seen.items():
            if path in before and all(clean.leaves(path, file.content) for clean in self.tried):
                assert before[path] == file or before[path].content != file.content, f"{path} was written again"
        if not self.tried:
            changed = {path for path, file in seen.items() if file.content is not None and before.get(path) != file}
            assert changed - {MARKER} == set(report.written)

    def a_second_build_writes_nothing(self) -> None:
        again = self.build()
        assert (again.written, again.removed) == ((), 0)
        assert look(self.site) == self.standing


def meets(path: str, other: str) -> bool:
    """True if they are one, or one of them is a folder above the other."""
    path, other = path.rstrip("/"), other.rstrip("/")
    return path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/")
