"""Several processes over chunks of tasks. They hear no interrupt, and end with the one that started them."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from typing import TypeVar

from archiver.pool import run_chunk

T = TypeVar("T")
R = TypeVar("R")

_CHUNKS_PER_JOB = 2  # under way, so that no worker waits for the parent
_PATIENCE = 300  # seconds, for processes that are still at their last tasks or are only starting

_meeting: Barrier | None = None


class Processes:
    """Started when the first chunk comes."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        context = get_context("spawn")  # a fork would take the locks of the parent's threads along
        meeting = context.Barrier(jobs)
        self._executor = ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(meeting,))

    def run(self, function: Callable[[T], R], chunks: Iterable[list[T]]) -> Generator[R, None, None]:
        """The results for each task of each chunk, in order."""
        waiting: deque[Future[list[R]]] = deque()
        try:
            for chunk in chunks:
                with _born_deaf():
                    waiting.append(self._executor.submit(_run_whole_chunk, function, chunk))
                if len(waiting) > self._jobs * _CHUNKS_PER_JOB:
                    yield from waiting[0].result()
                    waiting.popleft()
            while waiting:
                yield from waiting[0].result()
                waiting.popleft()
        finally:
            for future in waiting:
                future.cancel()
            wait(waiting)  # also for the one whose result was waited for when an interrupt came

    def run_in_each(self, function: Callable[[], R]) -> list[R]:
        """The results of a function that each process runs once: all of them wait for one another before they do."""
        with _born_deaf():
            futures = [self._executor.submit(_meet, function) for _ in range(self._jobs)]
        try:
            return [future.result() for future in futures]
        finally:
            wait(futures)

    def close(self) -> None:
        """End them, once what they are at is done."""
        self._executor.shutdown(cancel_futures=True)


def _run_whole_chunk(function: Callable[[T], R], tasks: list[T]) -> list[R]:
    return list(run_chunk(function, tasks))


@contextmanager
def _born_deaf() -> Iterator[None]:
    """Processes that are started now hear no interrupt, also while they import what they need."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _begin(meeting: Barrier) -> None:
    """An interrupt is the parent's to answer; and when it is gone, however it went, nobody waits for the results."""
    global _meeting  # noqa: PLW0603  a process has one, from its beginning to its end
    _meeting = meeting
    gc.disable()  # as in the parent: see `Pool`
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _meet(function: Callable[[], R]) -> R:
    if _meeting is not None:
        _meeting.wait(_PATIENCE)
    return function()


def _end_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)
