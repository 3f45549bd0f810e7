"""Processes: one function over many tasks, in this process or in several, behind one interface.

Results come in the order of the tasks, and at most a few chunks are under way, so memory stays flat however many
tasks there are.
"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_CHUNK = 32  # tasks sent at once
_CHUNKS_PER_JOB = 2  # under way, so that no worker waits for the parent
_YOUNG = 0  # the generation of what was made since the last collection
_WORTH_A_PROCESS = 200  # tasks; starting a worker takes as long as about a hundred threads


class Pool:
    """The processes of a build. They are started when there is work that is worth it, and end with the pool."""

    def __init__(self, jobs: int | None) -> None:
        """`jobs`: how many there are; without it one, or as many as processors for a run that is long."""
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)

    def run(self, function: Callable[[T], R], tasks: Iterable[T], *, expected: int) -> Generator[R, None, None]:
        """The results of `function` for each task, in order. With more than one job, it must pickle.

        An exception of the function ends the run and reaches the caller; so does closing it, when no worker is at it.
        """
        jobs = self._jobs or ((os.cpu_count() or 1) if expected >= _WORTH_A_PROCESS or self._executor else 1)
        if jobs == 1:
            with _collecting_seldom():
                for chunk in _chunked(tasks):
                    yield from map(function, chunk)
                    gc.collect(_YOUNG)
            return
        context = get_context("spawn")  # a fork would take the locks of the parent's threads along
        if self._executor is None:
            self._executor = ProcessPoolExecutor(jobs, context, initializer=_follow_the_parent)
        waiting: deque[Future[list[R]]] = deque()
        try:
            for chunk in _chunked(tasks):
                with _born_deaf():
                    waiting.append(self._executor.submit(_run_chunk, function, chunk))
                if len(waiting) > jobs * _CHUNKS_PER_JOB:
                    yield from waiting[0].result()
                    waiting.popleft()
            while waiting:
                yield from waiting[0].result()
                waiting.popleft()
        finally:
            for future in waiting:
                future.cancel()
            wait(waiting)  # also for the one whose result was waited for when an interrupt came


def _chunked(tasks: Iterable[T]) -> Iterator[list[T]]:
    left = iter(tasks)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _run_chunk(function: Callable[[T], R], tasks: Sequence[T]) -> list[R]:
    gc.disable()
    results = [function(task) for task in tasks]
    gc.collect(_YOUNG)
    return results


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Python looks for garbage when a few hundred objects were made, and each time among older ones too: a tenth of a
    build. What a thread leaves is looked at once, after its chunk.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _born_deaf() -> Iterator[None]:
    """Processes that are started now hear no interrupt, also while they import what they need."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _follow_the_parent() -> None:
    """An interrupt is the parent's to answer; and when it is gone, however it went, nobody waits for the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)
