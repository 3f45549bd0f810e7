"""The results of the commands `build` and `check`."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct, field

from archiver.errors import Problem, Severity
from archiver.model.identifiers import PostId
from archiver.model.threads import Origin, QuoteState


class Reason(NamedTuple):
    """Why a thread or a page of a list was rendered again: a line of `archiver build --explain`."""

    what: str
    """The source of the thread, relative to the project, or the file of the page, relative to the output folder."""
    why: str


class Report(Struct, frozen=True, kw_only=True):
    """The result of a build. Paths of files are relative to the output folder."""

    threads: int
    """Threads of the site after the build."""
    posts: int
    """Posts of the site after the build."""
    drawn: int
    """The number of threads that were read and rendered, or could not be rendered."""
    reasons: tuple[Reason, ...]
    """Why each thread and page of a list was rendered. In a full rebuild, successive equal reasons are there once."""
    written: tuple[str, ...]
    """Files with new bytes."""
    written_bytes: int
    unchanged: int
    """How many other files of the site were not written, since they have the right bytes."""
    removed: int
    """How many files were removed."""
    problems: tuple[Problem, ...]
    foreign: tuple[str, ...]
    """Files and folders in the output folder that no build has written."""
    messages: tuple[str, ...]
    """Lines for the user about events that are no problems, as a search index that was made anew."""
    seconds: float
    """How long the build took."""
    stages: Mapping[str, float] = field(default_factory=dict)
    """The seconds of its stages, by their names, in their order: `scan` of sources and records, `plan`, `threads`,
    `lists`, `index` of the search, `records` in the manifest."""
    left: int = 0
    """How many threads are to be drawn or indexed by later builds; 0 unless there was a limit (`most_threads`)."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems with which the exit code is 1."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that change the exit code only with `--strict`."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)


class DoubtfulQuote(Struct, frozen=True, kw_only=True):
    """A quote whose words were not found verbatim."""

    path: str
    """The source, relative to the project."""
    line: int
    """The line of the source at which the quoting post begins, from 1."""
    post: PostId
    """The quoting post."""
    origin: Origin
    attributed_to: str | None
    """The text of the quote's attribution, as `ada wrote:`."""
    words: str
    """The text of the quote without the quotes in it, with single spaces."""


class CheckReport(Struct, frozen=True, kw_only=True):
    """What `archiver check` found, in one source or in all of them."""

    threads: int = 0
    posts: int = 0
    states: Counter[QuoteState] = field(default_factory=Counter)
    """How many quotes have each state."""
    undetermined: int = 0
    """How many quotes have too few words to decide where they are from."""
    quotes: tuple[DoubtfulQuote, ...] = ()
    problems: tuple[Problem, ...] = ()
