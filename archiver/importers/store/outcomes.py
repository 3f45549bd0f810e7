"""What became of a thread that was given to the store."""

from enum import StrEnum
from typing import NamedTuple

from archiver.errors import Problem


class Outcome(StrEnum):
    """What was done with a thread."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """A person has edited or removed the source, so it stays as it is."""
    TAKEN_DOWN = "taken down"
    """The thread may not be written."""
    EMPTY = "empty"
    """The thread has no posts."""


class Edited(StrEnum):
    """What is done with a source that a person has edited or removed, if the export has another version of it."""

    REPORT = "report"
    """It is kept, with a warning."""
    OURS = "ours"
    """It is kept."""
    THEIRS = "theirs"
    """The export's version replaces it."""


class Saved(NamedTuple):
    """The result of saving a thread."""

    outcome: Outcome
    path: str
    """The source, relative to the content folder; "" if there is none."""
    posts: int
    """Posts of the source that came with this export."""
    problems: tuple[Problem, ...] = ()
