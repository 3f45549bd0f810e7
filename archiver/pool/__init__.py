"""A pool runs one function over many tasks, in this process or in several.

Results come in the order of the tasks, and only a few chunks of tasks are under way at a time, so memory does not grow
with the number of tasks.
"""

import gc
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from typing import Protocol, Self, TypeVar

from archiver.pool.progress import OnDone, counted, report_done

__all__ = ["OnDone", "Pool", "chunked", "report_done", "run_chunk"]

T = TypeVar("T")
R = TypeVar("R")

_CHUNK = 32  # tasks sent at once, and tasks after which garbage is collected
_YOUNGEST = 0  # the generation of objects made since the last collection
_WORTH_A_PROCESS = 120  # tasks; 100 threads take one process as long as two, 200 take two 0.7 of the time


class _Processes(Protocol):
    def run(
        self, function: Callable[[T], R], chunks: Iterable[list[T]], on_done: OnDone | None
    ) -> Generator[R, None, None]: ...

    def close(self) -> None: ...


class Pool:
    """The processes of a build. They are started when there is enough work, and end with the pool.

    While a pool is open, Python's automatic garbage collection, which takes a tenth of a build, is off. Instead, the
    youngest objects are collected after each chunk of tasks.
    """

    def __init__(self, jobs: int | None) -> None:
        """`jobs`: the number of processes; None: as many as there are processors, if there is enough work, else one."""
        self._jobs = jobs
        self._processes: _Processes | None = None
        self._collects = True

    def __enter__(self) -> Self:
        self._collects = gc.isenabled()
        gc.disable()
        return self

    def __exit__(self, *_: object) -> None:
        if self._collects:
            gc.enable()
        self.renew()

    def renew(self) -> None:
        """End the processes, which frees their memory; the next run starts new ones."""
        if self._processes:
            self._processes.close()
        self._processes = None

    def workers(self, expected: int) -> int:
        """The number of processes that a run of so many tasks has."""
        return self._jobs or ((os.cpu_count() or 1) if expected >= _WORTH_A_PROCESS or self._processes else 1)

    def run(
        self,
        function: Callable[[T], R],
        tasks: Iterable[T],
        *,
        expected: int,
        chunk: int = _CHUNK,
        on_done: OnDone | None = None,
    ) -> Generator[R, None, None]:
        """The results of `function` for each task, in order. An exception of the function is raised and ends the run;
        so does closing the generator, which waits until no worker is at a task any more.

        Args:
            function: called with each task; with more than one process, function, tasks and results must pickle.
            tasks: taken as workers get idle.
            expected: about how many small tasks it is; decides whether to start processes.
            chunk: how many tasks are sent at once: few, if each takes long.
            on_done: called while tasks run that call `report_done`.
        """
        jobs = self.workers(expected)
        if jobs == 1:
            with counted(on_done):
                for some in chunked(tasks, chunk):
                    yield from run_chunk(function, some)
            return
        if self._processes is None:
            from archiver.pool.processes import Processes

            self._processes = Processes(jobs)
        yield from self._processes.run(function, chunked(tasks, chunk), on_done)


def run_chunk(function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
    """The results of `function` for each task, with garbage collected after some of them and at the end."""
    for some in chunked(tasks, _CHUNK):
        yield from map(function, some)
        gc.collect(_YOUNGEST)


def chunked(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last of which may be shorter. Items are taken as lists are asked for."""
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk
