"""The project that is previewed: follows its changes, and knows the state of open pages and all problems."""

import json
import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from archiver.config import AUTHORS_NAME, CONFIG_NAME, REDIRECTS_NAME, SYNONYMS_NAME, TAKEDOWNS_NAME, Config
from archiver.errors import ArchiverError, ConfigError, Problem, StateError
from archiver.files import make_folders
from archiver.identity import LOCK_NAME
from archiver.model import Digest
from archiver.preview.client import program_version
from archiver.preview.faults import problems_fields
from archiver.preview.log import Log
from archiver.preview.recording.record_process import PROJECT_GONE
from archiver.preview.recording.recorder import RecordOutcome
from archiver.preview.site.live_site import LiveSite
from archiver.preview.site.project_state import (
    ProjectState,
    make_preview_folder,
    preview_folder,
    read_settings_again,
    read_state,
    scan_again,
)
from archiver.preview.site.site_file import NO_PAGE, SiteFile, output_path_of
from archiver.preview.watching.scan import WatchedPaths, linked_folders, read_signature, target_of

_MISSING = "404.html"
_MOST_PROBLEMS = 100  # that pages show
_THEME_FOLDERS = ("templates", "assets", "locale")


class Session:
    """The project that is previewed. All methods are thread-safe.

    Args:
        root: the folder of the project.
        staging: a folder for files that posts show or link to, until the recorder has published them.
        drafts: show drafts, too.
    """

    def __init__(self, root: Path, staging: Path, *, drafts: bool = False) -> None:
        self._root, self._staging, self._drafts = root, staging, drafts
        self._folder = preview_folder(root, drafts=drafts)
        self._one_at_a_time = threading.Lock()
        self._failure: tuple[Problem, ...] = ()
        self._recorded: tuple[Problem, ...] = ()
        self._recorder_failure: tuple[Problem, ...] = ()
        self._changed_at: dict[str, float] = {}
        self._progress: tuple[int, int] | None = None
        self._needs_scan = False
        self._sent_versions: dict[str, Digest] = {}
        self._sent_lock = threading.Lock()  # of the versions alone, so that no stream waits for a change or a scan
        self._shown: tuple[object, list[dict[str, Any]]] = None, []
        self.site = LiveSite()
        self.log = Log()

    @property
    def config(self) -> Config | None:
        """The last configuration that was read without a problem; None before the first."""
        return self.site.state.config if self.site.state else None

    @property
    def subpath(self) -> str:
        """The path of the site on its host: `/`, or `/sub/`."""
        return self.config.subpath if self.config else "/"

    @property
    def is_read_only(self) -> bool:
        """True if the project cannot be written, so that the preview's own files are kept until its end only."""
        return self._folder.is_relative_to(self._staging)

    @property
    def asset_versions(self) -> dict[str, str]:
        """The version of each of the theme's assets, by its path on the site."""
        return self.site.state.asset_versions if self.site.state else {}

    def watched(self) -> WatchedPaths:
        """What pages are drawn from: content, themes and configuration; links among them are followed."""
        content = self.config.content if self.config else self._root / "content"
        names = (AUTHORS_NAME, CONFIG_NAME, LOCK_NAME, REDIRECTS_NAME, SYNONYMS_NAME, TAKEDOWNS_NAME)
        themes, settings = self._root / "themes", [self._root / name for name in names]
        targets = list(map(target_of, settings))
        folders = {**{target.parent: False for target in targets}, self._root: False, content: True, themes: True}
        files = [*settings, *targets]
        parts = (theme / name for theme in themes.glob("*") for name in _THEME_FOLDERS)
        folders |= {target_of(part): True for part in parts if os.path.islink(part)}
        for theme in linked_folders(themes):
            folders |= {theme: False, **{theme / name: True for name in _THEME_FOLDERS}}
            files.append(theme / "theme.toml")
        recorded = ("manifest.sqlite", "site", *(["search"] if self.config and self.config.search else []))
        is_recorded = self.site.has_lists.is_set() and os.path.isdir(self._root)
        built = tuple(self._folder / name for name in recorded)
        return WatchedPaths(folders=folders, files=tuple(files), built=built, is_built=is_recorded)

    def change(self, paths: Iterable[Path] = ()) -> bool:
        """Draw from the files as they are now; `paths` are those that have changed, none of them: perhaps any.

        Which sources there are, `scan` finds out, which takes longer. Returns False if the project cannot be read; why
        is among the problems.
        """
        with self._one_at_a_time:
            if not os.path.isdir(self._root):
                self._failure = (PROJECT_GONE,)
                return False
            try:
                self._update(tuple(paths))
            except Exception as error:  # noqa: BLE001  an error in a theme or on the disk must not end the preview
                self._failure = _problems_of(error)
                return False
            self._failure = ()
            return True

    def scan(self) -> bool:
        """Find the sources and files that have come or gone; False if no change that was told of makes it necessary."""
        with self._one_at_a_time:
            if not self._needs_scan or (state := self.site.state) is None:
                return False
            try:
                self.site.use(scan_again(state, self._staging))
                self._needs_scan = False
            except Exception as error:  # noqa: BLE001  as in `change`
                self._failure = _problems_of(error)
            return True

    def record(self, outcome: RecordOutcome) -> None:
        """Take over what a build of the recorder has found."""
        with self._one_at_a_time:
            self._progress = outcome.progress
            self._recorder_failure = outcome.problems
            if outcome.report:
                self._recorded = outcome.report.problems
                began = time.monotonic() - outcome.report.seconds
                self._changed_at = {path: at for path, at in self._changed_at.items() if at >= began}
            try:
                self.site.refresh_lists()
            except StateError as error:  # as when the state folder is deleted at this moment
                self._recorder_failure += _problems_of(error)

    def page(self, page: str) -> SiteFile:
        """The file at a path on the site, as `/space/lunar/`; the site's page for missing files if there is none."""
        return self.site.file(output_path_of(page)) or self.missing_page()

    def former(self, page: str, version: Digest) -> bytes | None:
        """A version of the page that was served lately; None if it is not known any more."""
        path = output_path_of(page)
        return self.site.former(path if self.site.file(path) else _MISSING, version)

    def source_of(self, page: str, number: int) -> tuple[str, int] | None:
        """The source of a page, relative to the project, and the line at which the post with this number begins.

        The line is 1 without such a post. None if the page is of no single source.
        """
        if (found := self.site.thread(output_path_of(page))) is None:
            return None
        source, read = found
        posts = read.resolved.thread.posts if read.resolved else ()
        return next(((post.file, post.line) for post in posts if post.number == number), (source.project_path, 1))

    def missing_page(self) -> SiteFile:
        """The site's page for missing files."""
        return self.site.file(_MISSING) or NO_PAGE

    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the project, as far as it is known."""
        with self._one_at_a_time:
            recorded = [problem for problem in self._recorded if problem.path not in self._changed_at]
            return tuple(sorted({*self._failure, *self._recorder_failure, *recorded, *self.site.problems()}))

    def draw_open(self, pages: tuple[str, ...]) -> tuple[str, ...]:
        """Draw open pages, and return those whose version is not the one that `state_of` gave last."""
        versions = {page: self.page(page).version for page in pages}
        with self._sent_lock:
            sent = {page: version for page, version in self._sent_versions.items() if page in versions}
            self._sent_versions = sent
        return tuple(page for page, version in versions.items() if sent.get(page, version) != version)

    def state_of(self, pages: tuple[str, ...]) -> str:
        """The state of pages, given by their paths on the site, and of the preview, as JSON for their script."""
        versions = {page: self.page(page).version for page in pages}
        with self._sent_lock:
            self._sent_versions = {**self._sent_versions, **versions}
        progress = dict(zip(("done", "total"), self._progress, strict=True)) if self._progress else None
        state = {
            "program": program_version(),
            "pages": versions,
            "assets": self.asset_versions,
            "problems": self.problem_fields(),
            "progress": progress,
        }
        return json.dumps(state)

    def problem_fields(self) -> list[dict[str, Any]]:
        """The JSON fields of the problems, with the lines of their files as they are now.

        Errors come first, and of these the ones of files that somebody looks at.
        """
        looked_at = frozenset(self.site.problems())
        ordered = sorted(self.problems(), key=lambda problem: (-problem.severity, problem not in looked_at))
        problems = ordered[:_MOST_PROBLEMS]
        made_from = [(p, p.column, p.hint, p.chain, read_signature(self._root / p.path)) for p in problems]
        shown_from, shown = self._shown  # one reference: several threads may be here
        if made_from != shown_from:
            shown = problems_fields(problems, self.config, self._root)
            self._shown = made_from, shown
        return shown

    def _update(self, paths: tuple[Path, ...]) -> None:
        """Use a new state of the project, if one of `paths` makes it necessary. Raises ConfigError, OSError."""
        state = self.site.state
        if state is None:
            self._folder = make_preview_folder(self._root, self._staging / "preview", drafts=self._drafts)
        for folder in (self._staging, self._folder):
            make_folders(folder, self._root)
        if state is None:
            self.site.use(read_state(self._root, self._folder, self._staging, drafts=self._drafts))
            self.site.refresh_lists()
            return
        content = [path for path in paths if path.is_relative_to(state.config.content)]
        sources = [path.relative_to(state.config.content).as_posix() for path in content]
        now = time.monotonic()
        self._changed_at |= {f"{_prefix(state)}/{source}": now for source in sources}
        is_unsure = bool(state.scan.unreadable_folders)
        self._needs_scan |= is_unsure or any(map(state.needs_scan, sources))
        self.site.use(state, sources)
        if not paths or len(content) < len(paths) or self._failure:  # while there is one, it is told again
            self.site.use(read_settings_again(state, self._staging, drafts=self._drafts))
        self._needs_scan |= not paths


def _prefix(state: ProjectState) -> str:
    return state.config.content_name


def _problems_of(error: Exception) -> tuple[Problem, ...]:
    """The problems to show for an exception."""
    if isinstance(error, ConfigError):
        return error.problems
    what = str(error) if isinstance(error, ArchiverError) else f"{type(error).__name__}: {error}"
    return (Problem(path=CONFIG_NAME, line=0, message=what),)
