"""Keeps what lists and the search are made from up to date, behind the pages that are looked at.

After each request there is a build without pages, in a process of its own. A large one is made in slices, each of
which is committed, so that lists fill while an archive is read for the first time. Between slices the newest request
is looked at.
"""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from msgspec import Struct

from archiver.build import Report
from archiver.config import Config
from archiver.errors import Problem
from archiver.preview.recording.record_process import BuildFailure, Order, RecordProcess, Retry

FIRST_SLICE, LARGEST_SLICE = 200, 2000  # threads: with these, 10,000 threads take 1.05 of the time of one build
_LOCKED_PAUSE = 0.1  # seconds after which a build is tried again that another process has held up
_SILENT_ATTEMPTS = 50  # of those: a preview of the same project is done by then
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  # the same after a failure; doubled each time


class RecordOutcome(Struct, frozen=True, kw_only=True):
    """The outcome of a build, or of one slice of it."""

    report: Report | None
    """None if the build has failed."""
    problems: tuple[Problem, ...] = ()
    """Why the build has failed."""
    progress: tuple[int, int] | None = None
    """How many threads are read, of how many, since the first slice; None if all are, and after a failure."""


class Recorder:
    """Builds without pages, one build at a time; requests that come during a build are answered by one more.

    A build that another process holds up, or that fails for a reason that may go away by itself, is tried again.

    Args:
        on_outcome: called with each outcome, in a thread of the recorder's own; it must not raise.
        process: runs the builds.
    """

    def __init__(self, on_outcome: Callable[[RecordOutcome], None], process: RecordProcess | None = None) -> None:
        self._on_outcome = on_outcome
        self._process = process or RecordProcess()
        self._changed = threading.Condition()  # of the next three
        self._config: Config | None = None
        self._is_requested = False
        self._is_ended = False
        self._thread = threading.Thread(target=self._follow_requests, name="preview-recorder", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._is_ended = True
            self._changed.notify()
        self._process.end()
        self._thread.join()

    def request(self, config: Config) -> None:
        """Ask for a build with these settings. Any thread may call this; it does not wait."""
        with self._changed:
            self._config, self._is_requested = config, True
            self._changed.notify()

    def _follow_requests(self) -> None:
        slices, pauses, pause = Slices(), Pauses(), None
        while config := self._next(pause):
            result = self._process.run(Order(config=config, most_threads=slices.most_threads))
            if result is None:
                return
            if isinstance(result, BuildFailure):
                pause = pauses.after(result)
                if pauses.is_reported:
                    self._on_outcome(RecordOutcome(report=None, problems=result.problems))
            else:
                progress, pauses = slices.follow(result), Pauses()
                pause = 0.0 if result.left else None
                self._on_outcome(RecordOutcome(report=result, progress=progress))

    def _next(self, pause: float | None) -> Config | None:
        """Wait for a request, at most `pause` seconds, and return the newest settings; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_requested or self._is_ended, timeout=pause)
            self._is_requested = False
            return None if self._is_ended else self._config


class Slices:
    """The sizes of the slices of a build: small ones first, so that the first lists come soon."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.most_threads = FIRST_SLICE
        """The largest number of threads in the next slice."""
        self._left = self._total = 0

    def follow(self, report: Report) -> tuple[int, int] | None:
        """The progress after a slice: how many threads are read, of how many; None if all are."""
        if not report.left:
            self._begin()
            return None
        is_stuck = 0 < self._left <= report.left  # threads that cannot be read are stale each time
        largest = 2 * self.most_threads if is_stuck else max(LARGEST_SLICE, self.most_threads)
        self.most_threads = min(2 * self.most_threads, largest)
        self._left, self._total = report.left, max(self._total, report.drawn + report.left)
        return self._total - report.left, self._total


class Pauses:
    """The pauses after builds that have failed, since the last one that has not."""

    def __init__(self) -> None:
        self._attempts: dict[Retry, int] = dict.fromkeys(Retry, 0)
        self.is_reported = False
        """True if the last failure is an outcome."""

    def after(self, failure: BuildFailure) -> float | None:
        """Seconds until the build is tried again; None: with the next request."""
        self._attempts[failure.retry] += 1
        attempts = self._attempts[failure.retry]
        self.is_reported = failure.retry is not Retry.SOON or attempts > _SILENT_ATTEMPTS
        match failure.retry:
            case Retry.SOON:
                return _LOCKED_PAUSE
            case Retry.LATER:
                return min(_LONGEST_PAUSE, _SHORTEST_PAUSE * (1 << min(attempts - 1, 10)))
            case Retry.NEVER:
                return None
