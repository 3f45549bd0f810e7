"""What is previewed: the project, as it was last built. Nothing that people write ends it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.build import build
from archiver.config import CONFIG_NAME, STATE_NAME, Config, read_config
from archiver.errors import ArchiverError, ConfigError, Problem

_SAID = 3  # changed files that a line of the terminal names


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a build: whether any file changed, and what is wrong now."""

    changed: bool
    problems: tuple[Problem, ...]


class Session:
    """The project that is previewed. One thread rebuilds, others read `config`."""

    def __init__(self, root: Path, say: Callable[[str], None]) -> None:
        self._root = root
        self._say = say
        self._one_at_a_time = threading.Lock()
        self.config: Config | None = None
        """As last read without a problem; None until then."""

    @property
    def output(self) -> Path:
        """The folder that is served; it never changes."""
        return _output_of(self._root / STATE_NAME)

    @property
    def subpath(self) -> str:
        """The path that the site has on its host."""
        return self.config.subpath if self.config else "/"

    def watched(self) -> dict[Path, bool]:
        """The folders whose changes matter, and whether those below them do."""
        content = self.config.content if self.config else self._root / "content"
        return {self._root: False, content: True, self._root / "themes": True}

    def rebuild(self, paths: tuple[Path, ...]) -> Outcome:
        """Build what the changed paths ask for; problems are an outcome, never an exception."""
        with self._one_at_a_time:
            try:
                config = _for_preview(read_config(self._root))
                self.config = config
                report = build(config)
            except Exception as error:  # noqa: BLE001  the preview outlives whatever people write
                return self._failed(_problems_of(error))
        names = ", ".join(
            path.relative_to(self._root).as_posix() for path in paths[:_SAID] if path.is_relative_to(self._root)
        )
        more = f" and {len(paths) - _SAID} more" if len(paths) > _SAID else ""
        files = f"{len(report.written)} files written" + (f", {report.removed} removed" if report.removed else "")
        if report.written or report.removed or not paths:
            self._say(f"{names or f'{report.threads} threads'}{more} → {files}, {report.seconds * 1000:.0f} ms")
        for message in report.messages:
            self._say(message)
        for problem in report.problems:
            self._say(str(problem))
        return Outcome(changed=bool(report.written or report.removed), problems=report.problems)

    def _failed(self, problems: tuple[Problem, ...]) -> Outcome:
        for problem in problems:
            self._say(str(problem))
        return Outcome(changed=False, problems=problems)


def _for_preview(config: Config) -> Config:
    """The configuration of a project, with folders of the preview's own, and without a search index for browsers."""
    return replace(config, state=config.state / "preview", output=_output_of(config.state), browser_index=False)


def _output_of(state: Path) -> Path:
    """The folder that is served, below the state folder of the project."""
    return state / "preview" / "site"


def _problems_of(error: Exception) -> tuple[Problem, ...]:
    """What to tell of an error that has ended a build."""
    if isinstance(error, ConfigError):
        return error.problems
    what = str(error) if isinstance(error, ArchiverError) else f"{type(error).__name__}: {error}"
    return (Problem(path=CONFIG_NAME, line=0, message=what),)
