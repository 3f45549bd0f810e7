"""What happens after a change: open pages are drawn and told first, then the recorder does the rest behind them."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from archiver.errors import Problem
from archiver.model import Report
from archiver.preview.heap import return_free_memory
from archiver.preview.log import LogEntry, shortened
from archiver.preview.recording.recorder import Recorder, RecordOutcome
from archiver.preview.serving.events import Hub
from archiver.preview.session import Session
from archiver.preview.watching.scan import read_signature

_RETRY = 1.0  # seconds after which a project that could not be read is read again
_MOST_PROBLEMS = 20  # that are printed at once
_RECENT = 2.5  # seconds: files that have older time stamps were not saved just now


class Updates:
    """Connects the watcher, the recorder and the open pages.

    Args:
        root: the folder of the project, to which paths on the terminal are relative.
        session: the project.
        hub: the open pages.
        say: prints a line.
    """

    def __init__(self, root: Path, session: Session, hub: Hub, say: Callable[[str], None]) -> None:
        self._root, self._session, self._hub, self._say = root, session, hub, say
        self._printed: frozenset[Problem] = frozenset()
        self._printing = threading.Lock()  # the watcher and the recorder may tell of one problem at once
        self._began = time.perf_counter()
        self._is_complete = False
        self.recorder: Recorder | None = None
        """Brings lists and search up to date after each change."""

    def follow(self, paths: tuple[Path, ...] = ()) -> float | None:
        """Draw the open pages anew, and tell them; then ask the recorder for a build.

        `paths` are the files that have changed; without any, all may have. Returns the seconds after which to call
        again even if nothing changes, or None.
        """
        noticed, began = _age_of(paths), time.perf_counter()
        can_be_read = self._session.change(paths)
        read = time.perf_counter()
        changed = self._draw_open()
        drawn = time.perf_counter()
        if self._session.scan():
            changed = tuple(dict.fromkeys((*changed, *self._draw_open())))
        if can_be_read and self.recorder and (config := self._session.config):
            self.recorder.request(config)
        stages = {"noticed": noticed, "read": read - began, "drawn": drawn - read}
        if names := self._names(paths):
            self._log(LogEntry(what=shortened(names), pages=changed, stages=stages))
        self._say_problems()
        return None if can_be_read else _RETRY

    def record(self, outcome: RecordOutcome) -> None:
        """Show what a build of the recorder has found: lists, search, problems."""
        self._session.record(outcome)
        changed = self._draw_open()
        if report := outcome.report:
            self._log_report(report, changed)
        if not (report and report.left):  # else each slice would have lines of its own
            self._say_problems()
            return_free_memory()

    def _log_report(self, report: Report, changed: tuple[str, ...]) -> None:
        if self._is_complete:
            what, stages = "lists and search", report.stages
        elif report.left:
            what, stages = f"still to be read for lists and search: {_count_of(report.left, 'thread')}", {}
        else:
            what = f"{_count_of(report.threads, 'thread')}, {_count_of(report.posts, 'post')}"
            stages = {"read": time.perf_counter() - self._began}
        if report.drawn or report.removed or changed or not self._is_complete:
            self._log(LogEntry(what=what, pages=changed, stages=stages, reasons=report.reasons))
        self._is_complete = self._is_complete or not report.left
        for message in report.messages:
            self._say(message)

    def _draw_open(self) -> tuple[str, ...]:
        """Draw the open pages, tell them, and return those that have changed."""
        changed = self._session.draw_open(self._hub.open_pages())
        self._hub.announce()
        return changed

    def _log(self, entry: LogEntry) -> None:
        self._session.log.add(entry)
        self._say(str(entry))

    def _say_problems(self) -> None:
        """Print the problems that were not there before, errors first; of very many, the number."""
        with self._printing:
            problems = self._session.problems()
            added = sorted(set(problems) - self._printed, key=lambda problem: (-problem.severity, problem))
            self._printed = frozenset(problems)
        for problem in added[:_MOST_PROBLEMS]:
            for line in (str(problem), *(f"    {detail}" for detail in problem.details)):
                self._say(line)
        if len(added) > _MOST_PROBLEMS:
            self._say(f"{_count_of(len(added) - _MOST_PROBLEMS, 'more problem')}; archiver check prints all")

    def _names(self, paths: tuple[Path, ...]) -> tuple[str, ...]:
        return tuple(path.relative_to(self._root).as_posix() for path in paths if path.is_relative_to(self._root))


def _count_of(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _age_of(paths: tuple[Path, ...]) -> float:
    """Seconds since the newest of some files was saved or renamed; 0 if that is long ago, or none exists."""
    saved = [max(signature[:2]) for path in paths if (signature := read_signature(path))]
    age = (time.time_ns() - max(saved, default=0)) / 1e9
    return age if 0 <= age < _RECENT else 0.0
