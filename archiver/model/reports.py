"""The results of the commands `build` and `check`."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from archiver.errors import Problem, Severity
from archiver.model.identifiers import PostId
from archiver.model.threads import Origin, QuoteState


class Reason(NamedTuple):
    """Why something was drawn: a thread, by its source, or a page of a list, by its file."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did. `drawn` counts threads; `written` names files, `kept` and `removed` count them.

    `foreign` is what stands in the output folder and isn't ours. `reasons` says why each was drawn; of neighbours that
    were all drawn for one reason, only the first is named. `messages` are lines on what else the user may want to know.
    """

    threads: int
    posts: int
    drawn: int
    reasons: tuple[Reason, ...]
    written: tuple[str, ...]
    written_bytes: int
    kept: int
    removed: int
    problems: tuple[Problem, ...]
    foreign: tuple[str, ...]
    messages: tuple[str, ...]
    seconds: float

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that must be mended."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that only count under `--strict`."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulQuote:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What `archiver check` found, in one source or in all of them."""

    threads: int = 0
    posts: int = 0
    states: Counter[QuoteState] = field(default_factory=Counter)
    """How many quotes have each state."""
    undetermined: int = 0
    """How many quotes have too few words to be looked for."""
    quotes: tuple[DoubtfulQuote, ...] = ()
    problems: tuple[Problem, ...] = ()
