"""Processes that run chunks of tasks. They ignore interrupts, and end when the process that started them ends."""

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
from typing import TypeVar

from archiver.pool import run_chunk

T = TypeVar("T")
R = TypeVar("R")

_CHUNKS_PER_JOB = 2  # under way, so that no worker waits for this process


class Processes:
    """`jobs` processes, which are started when the first chunk comes."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        context = get_context("spawn")  # a fork would copy locks that threads of this process hold
        self._executor = ProcessPoolExecutor(jobs, context, initializer=_begin)

    def run(self, function: Callable[[T], R], chunks: Iterable[list[T]]) -> Generator[R, None, None]:
        """The results of `function` for each task of each chunk, in order; see `Pool.run`."""
        waiting: deque[Future[list[R]]] = deque()
        try:
            for chunk in chunks:
                with _interrupts_blocked():
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

    def close(self) -> None:
        """End the processes, after the tasks that they are at."""
        self._executor.shutdown(cancel_futures=True)


def _run_whole_chunk(function: Callable[[T], R], tasks: list[T]) -> list[R]:
    return list(run_chunk(function, tasks))


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Processes that are started in the `with` block get no interrupt, not even while they import modules."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _begin() -> None:
    """Prepare a new process: this process's parent answers interrupts, and nobody needs results when it has ended."""
    gc.disable()  # as in the parent: see `Pool`
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)
