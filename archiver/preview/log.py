"""What the preview has done lately, for the terminal and for the page about the preview."""

import threading
import time
from collections import deque
from collections.abc import Mapping
from functools import partial
from typing import Any

from msgspec import Struct, field

from archiver.model import Reason

_KEPT = 50  # entries
_NAMED = 3  # files and pages that a line names
_MOST_REASONS = 20  # that the page about the preview shows of one entry


class LogEntry(Struct, frozen=True, kw_only=True):
    """One thing that was done: open pages were drawn after a change, or the recorder has built."""

    what: str
    """What was done: the changed files, or `lists and search`."""
    pages: tuple[str, ...] = ()
    """The open pages that have changed."""
    stages: Mapping[str, float]
    """The seconds that each stage took, by its name."""
    reasons: tuple[Reason, ...] = ()
    """Why the recorder has read each thread."""
    at: str = field(default_factory=partial(time.strftime, "%H:%M:%S"))
    """The time of day."""

    def __str__(self) -> str:
        """The entry as a line: `content/moon.md → /moon/  6 ms (noticed 2, read 1, drawn 3)`."""
        pages = f" → {shortened(self.pages)}" if self.pages else ""
        stages = ", ".join(f"{name} {seconds * 1000:.0f}" for name, seconds in self.stages.items())
        costs = f"  {sum(self.stages.values()) * 1000:.0f} ms ({stages})" if stages else ""
        return f"{self.what}{pages}{costs}"

    def fields(self) -> dict[str, Any]:
        """The JSON fields of the entry. Times are in milliseconds."""
        return {
            "at": self.at,
            "what": self.what,
            "pages": self.pages,
            "stages": {name: round(seconds * 1000, 1) for name, seconds in self.stages.items()},
            "reasons": [[reason.what, reason.why] for reason in self.reasons[:_MOST_REASONS]],
            "more": max(0, len(self.reasons) - _MOST_REASONS),
        }


class Log:
    """The last 50 entries. All methods are thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[LogEntry] = deque(maxlen=_KEPT)

    def add(self, entry: LogEntry) -> None:
        """Add an entry."""
        with self._lock:
            self._entries.append(entry)

    def newest(self) -> list[LogEntry]:
        """All entries, the newest first."""
        with self._lock:
            return list(reversed(self._entries))


def shortened(names: tuple[str, ...]) -> str:
    """The first of some names, and how many more there are.

    >>> shortened(("a", "b", "c", "d", "e"))
    'a, b, c and 2 more'
    """
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
