"""What a build says when it is done."""

from dataclasses import dataclass

from archiver.errors import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did. `drawn` counts threads; `written` names files, `kept` and `removed` count them.

    `foreign` is what stands in the output folder and isn't ours.
    """

    threads: int
    posts: int
    drawn: int
    written: tuple[str, ...]
    kept: int
    removed: int
    problems: tuple[Problem, ...]
    foreign: tuple[str, ...]
    seconds: float

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that must be mended."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that only count under `--strict`."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)
