"""Builds the project that is previewed. Errors in sources, theme and configuration do not end the preview."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.build import build
from archiver.config import CONFIG_NAME, STATE_NAME, Config, read_config
from archiver.errors import ArchiverError, ConfigError, Problem

_NAMED = 3  # changed files that a line on the terminal names


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildOutcome:
    """The outcome of a build of the preview."""

    changed: bool
    """True if a file of the site was written or removed."""
    problems: tuple[Problem, ...]
    """All problems of the project."""


class Session:
    """The project that is previewed. One thread calls `rebuild`, the threads of the server read `config`.

    Args:
        root: the folder of the project.
        say: prints a line on the terminal.
    """

    def __init__(self, root: Path, say: Callable[[str], None]) -> None:
        self._root = root
        self._say = say
        self._one_at_a_time = threading.Lock()
        self.config: Config | None = None
        """The last configuration that was read without a problem; None before the first."""

    @property
    def output(self) -> Path:
        """The folder of the built site; it never changes."""
        return _output_of(self._root / STATE_NAME)

    @property
    def subpath(self) -> str:
        """The path of the site on its host: `/`, or `/sub/`."""
        return self.config.subpath if self.config else "/"

    def watched(self) -> dict[Path, bool]:
        """The folders to watch. The value is True if the folders below are to be watched, too."""
        content = self.config.content if self.config else self._root / "content"
        return {self._root: False, content: True, self._root / "themes": True}

    def rebuild(self, paths: tuple[Path, ...]) -> RebuildOutcome:
        """Build the site, and print what was done. Problems are returned, never raised.

        `paths` are the files that have changed, for the message; empty for the first build.
        """
        with self._one_at_a_time:
            try:
                config = _for_preview(read_config(self._root))
                self.config = config
                report = build(config)
            except Exception as error:  # noqa: BLE001  an error in a source or template must not end the preview
                return self._failed(_problems_of(error))
        names = ", ".join(
            path.relative_to(self._root).as_posix() for path in paths[:_NAMED] if path.is_relative_to(self._root)
        )
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        files = f"{len(report.written)} files written" + (f", {report.removed} removed" if report.removed else "")
        if report.written or report.removed or not paths:
            self._say(f"{names or f'{report.threads} threads'}{more} → {files}, {report.seconds * 1000:.0f} ms")
        for message in report.messages:
            self._say(message)
        for problem in report.problems:
            self._say(str(problem))
        return RebuildOutcome(changed=bool(report.written or report.removed), problems=report.problems)

    def _failed(self, problems: tuple[Problem, ...]) -> RebuildOutcome:
        for problem in problems:
            self._say(str(problem))
        return RebuildOutcome(changed=False, problems=problems)


def _for_preview(config: Config) -> Config:
    """The configuration of a project, with folders of the preview's own, and without a search index for browsers."""
    return replace(config, state=config.state / "preview", output=_output_of(config.state), browser_index=False)


def _output_of(state: Path) -> Path:
    """The folder that is served, below the state folder of the project."""
    return state / "preview" / "site"


def _problems_of(error: Exception) -> tuple[Problem, ...]:
    """The problems to show for an exception that has ended a build."""
    if isinstance(error, ConfigError):
        return error.problems
    what = str(error) if isinstance(error, ArchiverError) else f"{type(error).__name__}: {error}"
    return (Problem(path=CONFIG_NAME, line=0, message=what),)
