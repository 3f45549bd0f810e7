"""The lines of a source, and the problems found in them."""

from dataclasses import dataclass, field

from archiver.errors import Problem, Severity


@dataclass(slots=True, kw_only=True)
class SourceLines:
    """The lines of one source, and the problems found in them so far: the only mutable value of a parse."""

    path: str
    """The source, relative to the project's folder."""
    text: str
    lines: list[str]
    """`text` split at `\\n`."""
    problems: list[Problem] = field(default_factory=list)

    def text_from(self, start: int) -> str:
        """The text from the line with the index `start` on."""
        return self.text[sum(map(len, self.lines[:start])) + start :]

    def problem(self, line: int, message: str, severity: Severity = Severity.ERROR, column: int = 0) -> None:
        """Add a problem.

        Args:
            line: the line number, from 1; 0 for the whole file.
            message: what is wrong, then, after a semicolon, how to mend it.
            severity: an error makes the exit code of the build 1, a warning only with `--strict`.
            column: the place in the line, in characters from 1; 0 if it is not known.
        """
        problem = Problem(path=self.path, line=line, message=message, severity=severity, column=column)
        self.problems.append(problem)
