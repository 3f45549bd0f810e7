"""Keeps what lists and the search are made from up to date, behind the pages that are looked at."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from archiver.build import build
from archiver.config import Config
from archiver.errors import LockedError, Problem
from archiver.model import Report

_LOCKED_PAUSE = 0.1  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome:
    """The outcome of a build without pages."""

    report: Report | None
    """None if the build has failed."""
    problems: tuple[Problem, ...] = ()
    """Why the build has failed."""
    progress: tuple[int, int] | None = None
    """How many threads are read, of how many; None if all are."""


class Recorder:
    """Builds without pages, one build at a time; requests that come during a build are answered by one more.

    `on_outcome` is called with each outcome, in a thread of the recorder's own.
    """

    def __init__(self, on_outcome: Callable[[RecordOutcome], None]) -> None:
        self._on_outcome = on_outcome
        self._wanted: Config | None = None
        self._wakened = threading.Event()
        self._ends = False
        self._thread = threading.Thread(target=self._run, name="preview-recorder", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends = True
        self._wakened.set()
        self._thread.join()

    def request(self, config: Config) -> None:
        """Ask for a build with these settings."""
        self._wanted = config
        self._wakened.set()

    def _run(self) -> None:
        while self._wakened.wait() and not self._ends:
            self._wakened.clear()
            if (config := self._wanted) and config.root.is_dir():  # a build would make the folder anew
                self._on_outcome(_build(config))


def _build(config: Config) -> RecordOutcome:
    try:
        while True:
            try:
                return RecordOutcome(report=build(config, pages=False))
            except LockedError:  # of another preview of the project
                time.sleep(_LOCKED_PAUSE)
    except Exception as error:  # noqa: BLE001  it is shown
        return RecordOutcome(report=None, problems=(Problem(path=".", line=0, message=str(error)),))
