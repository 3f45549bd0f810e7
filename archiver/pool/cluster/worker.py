"""What a worker of a cluster runs: it gets the function of a run once, and then chunks of tasks for it.

Functions, tasks and results travel as bytes, so that nothing of them is unpickled before the worker is known to have
the program that they are of, and the function is unpickled once a process.
"""

import gc
import pickle
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from distributed import Worker, get_worker

from archiver.pool.chunks import run_chunk
from archiver.pool.progress import set_report

_MOST_RUNS = 2  # large ones, as of builds that share a worker; a function that was forgotten is sent again
_REPORT_EVERY = 0.5  # seconds between two messages about progress

_functions: OrderedDict[str, Callable[[Any], Any]] = OrderedDict()
"""The functions of runs by their ids, the one that was used last at the end."""


class _UnwantedError(Exception):
    """Nobody waits for the result of this task any more."""


class Answer(NamedTuple):
    """What became of a chunk."""

    outcome: bytes | None
    """The list of results, or the exception that the function has raised, pickled. None: the worker does not have the
    function of the run, or thinks that nobody waits for the results."""
    parts: int
    """The number of parts that the tasks have reported as done."""
    worker: str
    """The address of the worker."""


def call(function: bytes) -> Any:
    """Call a pickled function without arguments, and return what it returns."""
    return pickle.loads(function)()  # noqa: S301  it comes from whoever may run anything here


def receive(run: str, function: bytes) -> None:
    """Keep the function of a run, which is pickled, for its chunks. `run` is the id of the run."""
    _functions[run] = pickle.loads(function)  # noqa: S301  as above
    while len(_functions) > _MOST_RUNS:
        _functions.popitem(last=False)


def run_tasks(run: str, tasks: bytes) -> Answer:
    """Run a chunk of tasks, a pickled list, with the function of a run, whose id is `run`."""
    worker = get_worker()
    if run not in _functions:
        return Answer(None, 0, worker.address)
    _functions.move_to_end(run)
    report = _Report(run=run, worker=worker, key=worker.get_current_task())
    outcome = _run_tasks(_functions[run], tasks, report)
    return Answer(outcome, report.parts, worker.address)


def _run_tasks(function: Callable[[Any], Any], tasks: bytes, report: "_Report") -> bytes | None:
    """See `Answer.outcome`."""
    with _as_in_a_pool(report.add):
        try:
            outcome: object = list(run_chunk(function, pickle.loads(tasks)))  # noqa: S301  as above
        except _UnwantedError:
            return None
        except Exception as error:  # noqa: BLE001  it is raised where the results are waited for
            error.add_note(traceback.format_exc())
            outcome = error
        return pickle.dumps(outcome, protocol=5)


@dataclass(slots=True, kw_only=True)
class _Report:
    """Tells whoever has sent a task how far it is, from time to time."""

    run: str
    worker: Worker
    key: Any
    """Of the task, as the scheduler calls it."""
    parts: int = 0
    _last: float = field(default_factory=time.monotonic)

    def add(self, parts: int) -> None:
        """Add parts that are done. Raises _UnwantedError, which ends the task if its result is not wanted any more."""
        self.parts += parts
        state = self.worker.state.tasks.get(self.key)
        if state is None or state.state == "cancelled":
            raise _UnwantedError
        if time.monotonic() - self._last > _REPORT_EVERY:
            self._last = time.monotonic()
            self.worker.log_event(self.run, {"key": str(self.key), "parts": self.parts})


@contextmanager
def _as_in_a_pool(report: Callable[[int], None]) -> Iterator[None]:
    """Collect no garbage automatically in the `with` block (see `Pool`), and call `report` at each `report_done`."""
    collects = gc.isenabled()
    gc.disable()
    set_report(report)
    try:
        yield
    finally:
        set_report(None)
        if collects:
            gc.enable()
