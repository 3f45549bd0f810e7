"""Processes: one function over many tasks, in this process or in several, behind one interface.

Results come in the order of the tasks, and at most a few chunks are under way, so memory stays flat however many
tasks there are.
"""

import gc
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from typing import Protocol, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_CHUNK = 32  # tasks sent at once
_YOUNG = 0  # the generation of what was made since the last collection
_WORTH_A_PROCESS = 120  # tasks; of 100 threads one process is as fast as two, of 200 two take 0.7 of its time


class _Processes(Protocol):
    def run(self, function: Callable[[T], R], chunks: Iterable[list[T]]) -> Generator[R, None, None]: ...

    def run_in_each(self, function: Callable[[], R]) -> list[R]: ...

    def close(self) -> None: ...


class Pool:
    """The processes of a build. They are started when there is work that is worth it, and end with the pool.

    While it is open, Python doesn't look for garbage after every few hundred objects, and among older ones too, which
    takes a tenth of a build: what tasks leave is looked at once, after each chunk of them.
    """

    def __init__(self, jobs: int | None) -> None:
        """`jobs`: how many there are; without it one, or as many as processors for a run that is long."""
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
        """End the processes, so that those of the next run have nothing of this one in their memory."""
        if self._processes:
            self._processes.close()
        self._processes = None

    def run(
        self, function: Callable[[T], R], tasks: Iterable[T], *, expected: int, chunk: int = _CHUNK
    ) -> Generator[R, None, None]:
        """The results of `function` for each task, in order. With more than one job, it must pickle. `chunk`
        tasks are sent at once: few, if they are long.

        An exception of the function ends the run and reaches the caller; so does closing it, when no worker is at it.
        """
        jobs = self._jobs or ((os.cpu_count() or 1) if expected >= _WORTH_A_PROCESS or self._processes else 1)
        if jobs == 1:
            for some in _chunked(tasks, chunk):
                yield from run_chunk(function, some)
            return
        if self._processes is None:
            from archiver.pool.processes import Processes

            self._processes = Processes(jobs)
        yield from self._processes.run(function, _chunked(tasks, chunk))

    def run_in_each(self, function: Callable[[], R]) -> list[R]:
        """The results of `function` in every process that has run tasks: for what they have kept from task to task."""
        return [function(), *(self._processes.run_in_each(function) if self._processes else ())]


def run_chunk(function: Callable[[T], R], tasks: list[T]) -> Iterator[R]:
    """The results for some tasks; then what they have left is cleared away."""
    yield from map(function, tasks)
    gc.collect(_YOUNG)


def _chunked(tasks: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(tasks)
    while chunk := list(islice(left, size)):
        yield chunk
