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
        self._remote: Workers | None = None
        self._collects = True

    def __enter__(self) -> Self:
        self._collects = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, *_: object) -> None:
        if self._collects:
            gc.enable()
        for workers in filter(None, (self._workers, self._remote)):
            workers.close()

    def use(self, workers: Workers) -> None:
        """Let these workers run all tasks from now on, perhaps on other machines, and close them with the pool."""
        self._remote = workers

    def renew(self) -> None:
        """Free the memory that earlier runs have left with workers."""
        for workers in filter(None, (self._workers, self._remote)):
            workers.renew()

    def workers(self, expected: int) -> int:
        """The number of workers that a run of so many tasks has."""
        return self._remote.count if self._remote else self._count_here(expected)

    def _count_here(self, expected: int) -> int:
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
        here: bool = False,
    ) -> Generator[R, None, None]:
        """The results of `function` for each task, in order. An exception of the function is raised and ends the run;
        so does closing the generator, which waits until no process is at a task any more.

        Args:
            function: called with each task; with more than one worker, function, tasks and results must pickle.
            tasks: taken as workers get idle.
            expected: about how many small tasks it is; decides whether to start processes.
            chunk: how many tasks are sent at once: few, if each takes long.
            on_done: called while tasks run that call `report_done`.
            here: True for tasks that need files of this machine: workers of others do not get them.
        """
        workers = self._remote if self._remote and not here else self._open(self._count_here(expected))
        yield from workers.run(function, chunked(tasks, chunk), on_done)

    def _open(self, jobs: int) -> Workers:
        if self._workers is None and jobs > 1:
            from archiver.pool.processes import Processes

            self._workers = Processes(jobs)
        return self._workers or Serial()
