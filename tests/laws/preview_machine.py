"""The machine of law 1 for the preview: all of it but the server, the watcher and the recorder's process.

The watcher is played by `hear` and `look_at_all_files`, the recorder by `record`, the server by `served`, and the
browsers by `Tabs`.
"""

import json
import shutil
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant

from archiver.build import build
from archiver.config import Config
from archiver.errors import ConfigError
from archiver.model import digest_of
from archiver.preview.recording.recorder import Recorder, RecordOutcome
from archiver.preview.serving.events import Hub, StateOfPages
from archiver.preview.session import Session
from archiver.preview.site.site_file import SiteFile, output_path_of
from archiver.preview.updates import Updates
from archiver.preview.watching.scan import find_differences, read_snapshot, update_snapshot
from tests.laws.clean import Clean, of_content, of_sources
from tests.laws.project_machine import ProjectMachine
from tests.laws.seen import BROWSER_INDEX, look
from tests.laws.small_site import found_in_or_none

MARKER = ".archiver"
_MOST_SLICES = 20


class Tabs(Hub):
    """Pages that are open in browsers, which hear at once."""

    def __init__(self, state_of: StateOfPages) -> None:
        super().__init__(state_of)
        self.pages: tuple[str, ...] = ()
        self.told: Mapping[str, str] = {}
        """The newest version of each page that it has heard of."""

    def open_pages(self) -> tuple[str, ...]:
        return self.pages

    def announce(self) -> None:
        self.told = json.loads(self._state_of(self.pages))["pages"]


class Requests(Recorder):
    """Notes what builds are asked for."""

    def __init__(self) -> None:
        self.wanted: Config | None = None

    def request(self, config: Config) -> None:
        self.wanted = config


class PreviewMachine(ProjectMachine):
    """A project that is previewed. After some changes, events and accidents, the queue of the preview runs dry."""

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()
        """The paths of all files that clean builds have published so far."""
        self.pauses: list[int] = []
        self.most_threads: int | None = None
        """The threads in a slice of the recorder."""
        self.events: list[Path] = []
        """What has changed so far, and the preview may still hear of."""
        self.files = self.see_files()
        self.open_preview()

    @property
    def state(self) -> Path:
        return self.project.root / ".archiver/preview"

    @initialize(pauses=st.lists(st.integers(0, 5), max_size=12), most_threads=st.sampled_from([None, 1, 2]))
    def plan(self, pauses: list[int], most_threads: int | None) -> None:
        """How many changes come until the queue runs dry, the last pause first; and the size of slices."""
        self.pauses, self.most_threads = pauses, most_threads

    def open_preview(self) -> None:
        """Start the preview, for the first time or again."""
        staging = self.base / "staging"
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        self.session = Session(self.project.root, staging)
        self.tabs, self.recorder = Tabs(self.session.state_of), Requests()
        self.updates = Updates(self.project.root, self.session, self.tabs, lambda _: None)
        self.updates.recorder = self.recorder
        self.snapshot = read_snapshot(self.session.watched())
        self.updates.follow()

    def see_files(self) -> dict[str, bytes | None]:
        """The contents of all files from which pages are drawn, and the folders that they are in (None).

        Times would not be the same when an example is played again.
        """
        settings = self.project.root / "archiver.toml"
        found = {name: look(self.project.root / name) for name in ("content", "themes")}
        files = ((f"{name}/{path}".rstrip("/"), file) for name, files in found.items() for path, file in files.items())
        contents = {path: file.content for path, file in files}
        return contents | ({settings.name: settings.read_bytes()} if settings.exists() else {})

    def hear(self, paths: list[Path]) -> None:
        """Events of paths come."""
        update_snapshot(self.snapshot, paths)
        self.updates.follow(tuple(paths))

    def look_at_all_files(self) -> None:
        """What no event has told of is found."""
        watched = self.session.watched()
        before, self.snapshot = self.snapshot, read_snapshot(watched)
        missing = tuple(path for path in watched.built if not path.exists())
        if changed := find_differences(before, self.snapshot) or missing:
            self.updates.follow(changed)

    def record(self, most_threads: int | None) -> bool:
        """A build of the recorder ends, if one was asked for; True if there is another to be made."""
        config, self.recorder.wanted = self.recorder.wanted, None
        if config is None:
            return False
        try:
            report = build(config, jobs=1, clock=lambda: self.now, pages=False, most_threads=most_threads)
        except ConfigError as error:  # only a change can mend it
            self.updates.record(RecordOutcome(report=None, problems=error.problems))
            return False
        progress = (report.drawn, report.drawn + report.left) if report.left else None
        self.recorder.wanted = config if report.left else None
        self.updates.record(RecordOutcome(report=report, progress=progress))
        return self.recorder.wanted is not None

    def record_all(self) -> None:
        """As many builds as it takes; threads that cannot be drawn are not done in any slice."""
        slices = 0
        while self.record(self.most_threads if slices < _MOST_SLICES else None):
            slices += 1

    def served(self, path: str) -> SiteFile | bytes | None:
        """What a request for a path of the output folder gets; None for the page for missing files."""
        static = self.session.site.static_file(path)
        if static is None:
            return self.session.site.file(path)
        return static if isinstance(static, bytes) else static.read_bytes()

    def content_of(self, path: str) -> bytes | None:
        """The bytes of a file as it is served; None if it is missing, or something stands in for it."""
        file = self.served(path)
        if isinstance(file, SiteFile):
            return file.content if file.status is HTTPStatus.OK else None
        return file

    @invariant()
    def what_is_served_is_clean(self) -> None:
        """After some changes, when the queue has run dry."""
        now, before = self.see_files(), self.files
        changed = [path for path in sorted({*now, *before}) if now.get(path, "") != before.get(path, "")]
        self.events += [path for name in changed if (path := self.project.root / name) not in self.events]
        self.files = now
        if self.held:
            self.held -= 1
            return
        self.held = self.pauses.pop() if self.pauses else 0
        self.look_at_all_files()
        self.record_all()
        clean = self.clean()
        if clean.has_errors:
            self.what_can_be_drawn_is(clean)
        else:
            self.all_is_as_clean(clean)
        self.known |= clean.tree.keys()

    def what_can_be_drawn_is(self, clean: Clean) -> None:
        """What cannot be drawn has its last good state, or nothing, and a place in lists if it is recorded.

        A fault in a template is told only when somebody looks at a page that has it.
        """
        told, wanted = of_sources(self.session.problems()), of_sources(clean.problems)
        different = sorted(problem for problem in told ^ wanted if not problem.path.startswith("themes/"))
        assert not different, different
        threads = {path.removesuffix("index.md") for path in clean.tree if path.endswith("index.md")}
        self.have_content({p: content for p, content in clean.tree.items() if p.rpartition("/")[0] + "/" in threads})

    def all_is_as_clean(self, clean: Clean) -> None:
        published = {path: file for path, file in clean.tree.items() if not path.startswith((*BROWSER_INDEX, MARKER))}
        self.have_content(published)
        for path in sorted(self.known - clean.tree.keys()):
            assert self.served(path) is None, path
        for page, version in self.tabs.told.items():
            path = output_path_of(page)
            assert version == digest_of(published.get(path, published["404.html"])), path
        assert found_in_or_none(self.state / "search", self.project.config.zone) == clean.answers
        told = of_content(self.session.problems())
        assert told == clean.problems, sorted(told ^ clean.problems)

    def have_content(self, wanted: Mapping[str, bytes]) -> None:
        for path, content in wanted.items():
            is_served = self.content_of(path)
            assert is_served == content, (path, is_served, content)
