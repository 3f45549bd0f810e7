"""Problems and errors.

A `Problem` is a value: something wrong with a file that the user wrote. Stages collect problems and go on.
An error is an exception: the command cannot go on. Each class has the exit code of the command:

    ArchiverError            2
    ├── ConfigError          2   archiver.toml or a theme cannot be used
    ├── OutputError          2   a build may not write into the output folder
    ├── StateError           2   the manifest or the search index cannot be written
    ├── TemplateError        1   a template cannot render a page (only that page fails: the build goes on)
    ├── QueryError           2   there is no search index, or it is damaged
    ├── UnknownNameError     2   no thread or board has the name
    ├── ExportError          2   an export has nothing to write, or may not write its file
    ├── GuessError           2   no table can be proposed for a folder, or it cannot be written
    ├── DeployError          2   a site cannot be put to a target
    ├── BucketError          2   a bucket refuses or cannot be reached
    ├── ClusterError         2   a cluster cannot be used, or is lost
    ├── DamagedIndex         2   the search index is damaged (callers rebuild it, or raise another error from it)
    ├── LockedError          4   another build is running
    ├── OvertakenError       4   another deployment to the target has begun
    └── PortInUseError       4   the requested port is taken

All constructor arguments are positional and passed on to `Exception`, so that errors can be pickled and sent between
processes.
"""

from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How bad a problem is: an error makes the exit code 1, a warning only with `--strict`."""

    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something wrong with a file that the user wrote.

    Problems are ordered by path and line; two that differ only in `example`, `column`, `hint` or `chain` are equal.
    """

    path: str
    """Relative to the project, with `/`."""
    line: int
    """Counts from 1; 0 is the whole file."""
    message: str
    """What is wrong, then, after a semicolon, how to mend it."""
    severity: Severity = Severity.ERROR
    example: str = field(default="", compare=False)
    """One example of where a problem with many occurrences appears, as a page with a template error."""
    column: int = field(default=0, compare=False)
    """Counts characters from 1; 0 if it is not known."""
    hint: str = field(default="", compare=False)
    """A sentence on how to mend it, if `message` has none: "did you mean `post.author`?"."""
    chain: tuple[str, ...] = field(default=(), compare=False)
    """Of a fault in a template that another one includes, extends, imports or calls: the places that led there, as
    "thread.html:12", from the template of the page to the fault itself."""

    def __str__(self) -> str:
        places = (self.line, self.column) if self.column else (self.line,)
        location = ":".join([self.path, *map(str, places)]) if self.line else self.path
        kind = "warning: " if self.severity is Severity.WARNING else ""
        return f"{location}: {kind}{self.message}{self.example and f' ({self.example})'}"

    @property
    def details(self) -> tuple[str, ...]:
        """What else a terminal shows of the problem, a line each: the hint and the chain, if there are any."""
        return tuple(filter(None, (self.hint, " → ".join(self.chain))))


class ArchiverError(Exception):
    """The command cannot go on; the message is for the user."""

    exit_code = 2


class ConfigError(ArchiverError):
    """The configuration or a theme cannot be used. `problems` has every problem that was found in it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class OutputError(ArchiverError):
    """A build may not write into the output folder: it has files that no build wrote, or is outside the project."""


class StateError(ArchiverError):
    """The manifest or the search index cannot be written, most often because the disk is full."""


class TemplateError(ArchiverError):
    """A template cannot render a page. `problem` names the line of the template."""

    exit_code = 1

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class QueryError(ArchiverError):
    """A search is impossible: there is no index, it cannot be read, or it has no such hit."""


class UnknownNameError(ArchiverError):
    """No thread of the project has the name, nor a board where one may be named. The message has the nearest names."""


class ExportError(ArchiverError):
    """An export has nothing to write, or may not write its file."""


class GuessError(ArchiverError):
    """No `[[source]]` table can be proposed for a folder, or it cannot be written."""


class DeployError(ArchiverError):
    """A site cannot be put to a target: it is not built, or the target refuses or cannot be reached."""


class BucketError(ArchiverError):
    """A bucket refuses or cannot be reached, or an address is none of a bucket."""


class ClusterError(ArchiverError):
    """A cluster cannot be reached or has no workers any more, or one of them would not give what is built here."""


class SearchServerError(ArchiverError):
    """The index on a search server cannot be written: the server cannot be reached, or refuses, or its library is
    missing. The message has no password.
    """


class DamagedIndex(ArchiverError):  # noqa: N818  most callers rebuild the index
    """A file of the search index differs from what was written. The message names the difference."""


class LockedError(ArchiverError):
    """Another build of the same project is running."""

    exit_code = 4


class OvertakenError(ArchiverError):
    """Another deployment to the same target has begun, and goes on in place of this one."""

    exit_code = 4


class PortInUseError(ArchiverError):
    """The port that the user asked for by number is taken."""

    exit_code = 4
