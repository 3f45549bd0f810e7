"""Builds the project that is previewed. Errors in sources, theme and configuration do not end the preview."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.build import Report, build
from archiver.config import CONFIG_NAME, STATE_NAME, Config, read_config
from archiver.errors import ArchiverError, ConfigError, LockedError, Problem
from archiver.preview.scan import Signature, WatchedPaths, read_signature

_NAMED = 3  # changed files that a line on the terminal names
_LOCKED_PAUSE = 0.1  # seconds after which a build is tried again that another preview of the project has held up
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  # the same for a build that failed; doubled each time
_THEME_FOLDERS = ("templates", "assets", "locale")
_GONE = "the folder of the project is gone; nothing is built until it is back"


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildOutcome:
    """The outcome of a build of the preview."""

    changed: bool
    """True if a file of the site was written or removed."""
    problems: tuple[Problem, ...]
    """All problems of the project."""
    retry_after: float | None = None
    """Seconds after which the build is to be tried again, even if nothing changes; None if that would not help."""


class Session:
    """The project that is previewed. One thread calls `rebuild`, the threads of the server read `config`.

    Args:
        root: the folder of the project.
        say: prints a line on the terminal.
        drafts: show drafts too.
    """

    def __init__(self, root: Path, say: Callable[[str], None], *, drafts: bool = False) -> None:
        self._root = root
        self._say = say
        self._drafts = drafts
        self._one_at_a_time = threading.Lock()
        self._failures = 0  # in a row
        self._problems: tuple[Problem, ...] = ()
        self._manifest_signature: Signature | None = None
        self.config: Config | None = _config_if_right(root, drafts=drafts)
        """The last configuration that was read without a problem; None before the first."""

    @property
    def output(self) -> Path:
        """The folder of the built site; it never changes."""
        return _output_of(self._root / STATE_NAME)

    @property
    def subpath(self) -> str:
        """The path of the site on its host: `/`, or `/sub/`."""
        return self.config.subpath if self.config else "/"

    def watched(self) -> WatchedPaths:
        """What a build reads: content, themes and configuration; links among them are followed."""
        content = self.config.content if self.config else self._root / "content"
        config, themes = self._root / CONFIG_NAME, self._root / "themes"
        target = config.resolve()
        folders = {target.parent: False, self._root: False, content: True, themes: True}
        files = [config, target]
        for theme in _linked_folders(themes):
            folders |= {theme: False, **{theme / name: True for name in _THEME_FOLDERS}}
            files.append(theme / "theme.toml")
        built = (self._manifest, self.output) if self._manifest_signature and self._root.is_dir() else ()
        return WatchedPaths(folders=folders, files=tuple(files), built=built)

    def rebuild(self, paths: tuple[Path, ...]) -> RebuildOutcome:
        """Build the site, and print what was done. Problems are returned, never raised.

        `paths` are the files that have changed, for the message; empty for the first build.
        """
        with self._one_at_a_time:
            if not self._root.is_dir():  # a build would make the folder anew
                return self._failed((Problem(path=".", line=0, message=_GONE),), retry_after=None)
            before = read_signature(self._manifest)
            try:
                self.config = _for_preview(read_config(self._root), drafts=self._drafts)
                report = build(self.config)
            except LockedError:
                return RebuildOutcome(changed=False, problems=self._problems, retry_after=_LOCKED_PAUSE)
            except Exception as error:  # noqa: BLE001  an error in a source or template must not end the preview
                return self._failed(_problems_of(error), retry_after=self._pause_after(error))
            another_has_built = self._manifest_signature not in {None, before}
            self._manifest_signature = read_signature(self._manifest)
            self._failures, self._problems = 0, report.problems
        self._say_report(report, paths)
        changed = bool(report.written or report.removed) or another_has_built
        return RebuildOutcome(changed=changed, problems=report.problems)

    @property
    def _manifest(self) -> Path:
        return self._root / STATE_NAME / "preview" / "manifest.sqlite"

    def _say_report(self, report: Report, paths: tuple[Path, ...]) -> None:
        names = ", ".join(
            path.relative_to(self._root).as_posix() for path in paths[:_NAMED] if path.is_relative_to(self._root)
        )
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        files = f"{len(report.written)} files written" + (f", {report.removed} removed" if report.removed else "")
        if report.written or report.removed or not paths:
            self._say(f"{names or f'{report.threads} threads'}{more} → {files}, {report.seconds * 1000:.0f} ms")
        for message in (*report.messages, *map(str, report.problems)):
            self._say(message)

    def _failed(self, problems: tuple[Problem, ...], retry_after: float | None) -> RebuildOutcome:
        if problems != self._problems:
            for problem in problems:
                self._say(str(problem))
        self._problems = problems
        return RebuildOutcome(changed=False, problems=problems, retry_after=retry_after)

    def _pause_after(self, error: Exception) -> float | None:
        """Seconds until a failed build is tried again; None if only a change by the user can mend it."""
        if isinstance(error, ConfigError) or not isinstance(error, ArchiverError | OSError):
            return None
        self._failures += 1
        return min(_LONGEST_PAUSE, _SHORTEST_PAUSE * (1 << min(self._failures, 10)) / 2)


def _config_if_right(root: Path, *, drafts: bool) -> Config | None:
    """The configuration of a project; None if it has problems, of which the first build tells."""
    try:
        return _for_preview(read_config(root), drafts=drafts)
    except ConfigError:
        return None


def _linked_folders(folder: Path) -> list[Path]:
    """The folders that links in a folder lead to."""
    try:
        return [path.resolve() for path in folder.iterdir() if path.is_symlink() and path.is_dir()]
    except OSError:  # there is no such folder
        return []


def _for_preview(config: Config, *, drafts: bool) -> Config:
    """The configuration of a project, with folders of the preview's own, and without a search index for browsers."""
    output = _output_of(config.state)
    return replace(config, state=config.state / "preview", output=output, browser_index=False, drafts=drafts)


def _output_of(state: Path) -> Path:
    """The folder that is served, below the state folder of the project."""
    return state / "preview" / "site"


def _problems_of(error: Exception) -> tuple[Problem, ...]:
    """The problems to show for an exception that has ended a build."""
    if isinstance(error, ConfigError):
        return error.problems
    what = str(error) if isinstance(error, ArchiverError) else f"{type(error).__name__}: {error}"
    return (Problem(path=CONFIG_NAME, line=0, message=what),)
