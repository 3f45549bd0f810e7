"""The interface of importers, and what they are given to report to.

A format is a class with the attributes and methods of `Importer`. It is found by its name in `formats.OWN_FORMATS`, or,
in another package, by an entry point of the group `archiver.importers`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from itertools import islice
from typing import Protocol

from archiver.errors import Problem, Severity
from archiver.importers.containers import Member, Source
from archiver.importers.threads import ImportedThread

Progress = Callable[[str, int, int], None]
"""Takes the name of a stage, how much of it is done, and all of it."""
CERTAIN, LIKELY, POSSIBLE, UNLIKELY, NO = 1.0, 0.7, 0.3, 0.1, 0.0
"""Values of `Importer.confidence`. The importer with the highest one reads the source. UNLIKELY is for what can be read
in want of a better importer."""
NO_SETTINGS: Mapping[str, str] = {}
"""`settings` of an importer that has none."""
_MOST_LOOKED_AT = 2000  # files that may be an export's media


@dataclass(slots=True, kw_only=True)
class ImportContext:
    """What an importer is given besides its source, and where it reports. One run has one."""

    zone: tzinfo = UTC
    """The time zone of dates that name none."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """The values of `--set NAME=VALUE`, for importers with choices of their own (see `Importer`)."""
    progress: Progress | None = None
    problems: list[Problem] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """How many records were left out, by why."""
    notes: Counter[str] = field(default_factory=Counter)
    """How often something was done that the user may want to know, by what: guesses, repairs, duplicates."""
    read: int = 0
    """Records that were read, with those that were left out."""

    def problem(self, member: str, record: int, message: str) -> None:
        """Report a record that cannot be read as it should; the next one is read.

        Args:
            member: the name of the file in the export.
            record: the number of the record in the file, from 1; 0 for the whole file.
            message: what is wrong, with the offset in bytes if it helps.
        """
        shown = member.encode(errors="backslashreplace").decode()
        self.problems.append(Problem(path=shown, line=record, message=message, severity=Severity.WARNING))

    def skip(self, why: str, count: int = 1) -> None:
        """Count records that are left out on purpose, as joins and leaves."""
        self.skipped[why] += count

    def note(self, what: str, count: int = 1) -> None:
        """Count something that the user may want to know."""
        self.notes[what] += count

    def advance(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage is: `done` of `total`, in bytes or records; `total` is 0 if it is not known."""
        if self.progress is not None:
            self.progress(stage, done, total)


class Importer(Protocol):
    """Reads the exports of one system.

    One that has settings may tell them by a further attribute `settings: Mapping[str, str]`: their names, each with a
    line on it. `--list` shows them, and `--set` then takes no other name.
    """

    name: str
    """The word for `--as`, in lower case."""
    description: str
    """One line on what is read."""
    example: str
    """A command that imports such an export."""

    def confidence(self, source: Source) -> float:
        """How surely the source is such an export, from 0 to 1, by the names and first bytes of its members.

        It is called for each source that is imported without `--as`, so it reads little.
        """
        ...

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads of the export, each complete, in an order that depends on the export alone.

        It reads streams, and keeps no more than ids and offsets of the whole. No input raises an exception: a damaged
        record is reported to `context`, and the next one is read.
        """
        ...


def confidence_by(
    source: Source, is_known: Callable[[Member], bool], value: float = CERTAIN, most: int = _MOST_LOOKED_AT
) -> float:
    """How surely an importer knows a source by one of its first files: `value`, or NO if it knows none of them.

    Args:
        source: the source.
        is_known: True for a file that the importer knows.
        value: how surely such a file shows the format.
        most: how many files are looked at.
    """
    return value if any(map(is_known, islice(source.members(), most))) else NO
