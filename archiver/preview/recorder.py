"""stub for trying."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from archiver.build import build
from archiver.config import Config
from archiver.errors import Problem
from archiver.model import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome:
    report: Report | None
    problems: tuple[Problem, ...] = ()
    progress: tuple[int, int] | None = None


class Recorder:
    def __init__(self, on_outcome: Callable[[RecordOutcome], None]) -> None:
        self._on = on_outcome
        self._wanted: Config | None = None
        self._event = threading.Event()
        self._end = False
        threading.Thread(target=self._run, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end = True
        self._event.set()

    def request(self, config: Config) -> None:
        self._wanted = config
        self._event.set()

    def _run(self) -> None:
        while True:
            self._event.wait()
            self._event.clear()
            if self._end:
                return
            assert self._wanted
            try:
                self._on(RecordOutcome(report=build(self._wanted)))
            except Exception as e:
                self._on(RecordOutcome(report=None, problems=(Problem(path="x", line=0, message=str(e)),)))
