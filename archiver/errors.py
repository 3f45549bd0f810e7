"""What can go wrong.

A `Problem` is a value: something wrong with what the user wrote. Stages collect problems and go on.
An error is an exception: the command cannot go on. Each knows its exit code.

    ArchiverError            2
    ├── ConfigError          2   archiver.toml or a theme cannot be used
    ├── OutputError          2   the output folder is not ours to write
    ├── StateError           2   what is kept between builds cannot be written
    ├── TemplateError        1   a template cannot draw a page (that page only: the build goes on)
    ├── QueryError           2   there is no index to search
    ├── ExplainError         2   there is no such source
    ├── LockedError          4   another build is running
    └── PortInUseError       4   the port that was asked for is taken

Arguments are positional and all forwarded, so that errors cross a process border (they pickle).
"""

from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How bad a problem is: an error makes the exit code 1, a warning only does under `--strict`."""

    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something wrong with a file that the user wrote.

    `path` is relative to the project, with `/`; `line` counts from 1, and is 0 where the whole file is meant.
    `message` says what is wrong, then, after a semicolon, how to mend it.
    """

    path: str
    line: int
    message: str
    severity: Severity = Severity.ERROR
    example: str = field(default="", compare=False)
    """Where it showed, for a problem that shows in many places: those are one problem."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        kind = "warning: " if self.severity is Severity.WARNING else ""
        return f"{place}: {kind}{self.message}{self.example and f' ({self.example})'}"


class ArchiverError(Exception):
    """The command cannot go on; the message is for the user."""

    exit_code = 2


class ConfigError(ArchiverError):
    """The configuration or a theme cannot be used; carries every problem that was found in it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class OutputError(ArchiverError):
    """The output folder is not ours to write: foreign, or outside the project."""


class StateError(ArchiverError):
    """What is kept between builds cannot be written, most often because the disk is full."""


class TemplateError(ArchiverError):
    """A template cannot draw a page; carries the problem, with the template's line."""

    exit_code = 1

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class QueryError(ArchiverError):
    """There is nothing to search: no index, or one that cannot be read."""


class ExplainError(ArchiverError):
    """A file that was asked for is no source of a thread."""


class DamagedIndex(ArchiverError):  # noqa: N818  a state, that most callers mend
    """The search index is not as it was written; the message says in what way."""


class LockedError(ArchiverError):
    """Another build of the same project is running."""

    exit_code = 4


class PortInUseError(ArchiverError):
    """The port that was asked for by number is taken."""

    exit_code = 4
