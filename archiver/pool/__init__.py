"""A pool runs one function over many tasks: in this process, in several, or on a cluster.

Results come in the order of the tasks, and only a few chunks of tasks are under way at a time, so memory does not grow
with the number of tasks.
"""

import gc
import os
from collections.abc import Callable, Generator, Iterable
from typing import Self, TypeVar

from archiver.pool.chunks import CHUNK, chunked, run_chunk
from archiver.pool.progress import OnDone, report_done
from archiver.pool.serial import Serial
from archiver.pool.workers import Workers

__all__ = ["OnDone", "Pool", "Workers", "chunked", "report_done", "run_chunk"]

T = TypeVar("T")
R = TypeVar("R")

_WORTH_A_PROCESS = 120  # tasks; 100 threads take one process as long as two, 200 take two 0.7 of the time


class Pool:
    """The workers of a build. Processes are started when there is enough work; all workers end with the pool.

    While a pool is open, Python's automatic garbage collection, which takes a tenth of a build, is off. Instead, the
    youngest objects are collected after each chunk of tasks.
    """

    def __init__(self, jobs: int | None) -> None:
        """`jobs`: the number of processes; None: as many as there are processors, if there is enough work, else one."""
        self._jobs = jobs
        self._workers: Workers | None = None
        self._collects = True

    def __enter__(self) -> Self:
        self._collects = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, *_: object) -> None:
        if self._collects:
            gc.enable()
        if self._workers:
            self._workers.close()

    def use(self, workers: Workers) -> None:
        """Let these workers run all tasks from now on, in place of processes, and close them with the pool."""
        self._workers = workers

    def renew(self) -> None:
        """Free the memory that earlier runs have left with workers."""
        if self._workers:
            self._workers.renew()

    def workers(self, expected: int) -> int:
        """The number of workers that a run of so many tasks has."""
        if self._workers:
            return self._workers.count
        return self._jobs or ((os.cpu_count() or 1) if expected >= _WORTH_A_PROCESS else 1)

    def run(
        self,
        function: Callable[[T], R],
        tasks: Iterable[T],
        *,
        expected: int,
        chunk: int = CHUNK,
        on_done: OnDone | None = None,
    ) -> Generator[R, None, None]:
        """The results of `function` for each task, in order. An exception of the function is raised and ends the run;
        so does closing the generator, which waits until no process is at a task any more.

        Args:
            function: called with each task; with more than one worker, function, tasks and results must pickle.
            tasks: taken as workers get idle.
            expected: about how many small tasks it is; decides whether to start processes.
            chunk: how many tasks are sent at once: few, if each takes long.
            on_done: called while tasks run that call `report_done`.
        """
        yield from self._open(self.workers(expected)).run(function, chunked(tasks, chunk), on_done)

    def _open(self, jobs: int) -> Workers:
        if self._workers is None and jobs > 1:
            from archiver.pool.processes import Processes

            self._workers = Processes(jobs)
        return self._workers or Serial()
