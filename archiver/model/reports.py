"""What a command has done, for the one who asked for it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from archiver.errors import Problem, Severity
from archiver.model.names import PostId
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
    """A quote that somebody may want to look at. `line` is that of its post; `attributed_to` is its attribution."""

    path: str
    line: int
    post: PostId
    origin: Origin
    attributed_to: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found. `states` counts quotes; `undetermined` counts those with too few words to be looked for."""

    threads: int = 0
    posts: int = 0
    states: Counter[QuoteState] = field(default_factory=Counter)
    undetermined: int = 0
    quotes: tuple[DoubtfulQuote, ...] = ()
    problems: tuple[Problem, ...] = ()
