"""Processes that run chunks of tasks. They ignore interrupts, and end when the process that started them ends."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from typing import TypeVar

from archiver.pool.chunks import run_chunk
from archiver.pool.progress import OnDone, set_report

T = TypeVar("T")
R = TypeVar("R")

_CHUNKS_PER_JOB = 2  # under way, so that no worker waits for this process
_POLL = 0.1  # seconds between two looks at the number of finished parts


class Processes:
    """Implements `Workers` by processes, which are started when the first chunk comes."""

    def __init__(self, count: int) -> None:
        """`count` is the number of processes."""
        self.count = count
        self._context = get_context("spawn")  # a fork would copy locks that threads of this process hold
        self._done = self._context.Value("Q")
        """The number of parts that all tasks have reported as done."""
        self._executor = self._open()

    def _open(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.count, self._context, initializer=_begin, initargs=(self._done,))

    def run(
        self, function: Callable[[T], R], chunks: Iterable[list[T]], on_done: OnDone | None
    ) -> Generator[R, None, None]:
        """See `Workers` for `function`, `chunks` and `on_done`. Closing the generator waits until no process is at a
        task any more.
        """
        waiting: deque[Future[list[R]]] = deque()
        before = self._done.value
        try:
            for chunk in chunks:
                with interrupts_blocked():
                    waiting.append(self._executor.submit(_run_whole_chunk, function, chunk))
                if len(waiting) > self.count * _CHUNKS_PER_JOB:
                    yield from self._result(waiting[0], before, on_done)
                    waiting.popleft()
            while waiting:
                yield from self._result(waiting[0], before, on_done)
                waiting.popleft()
        finally:
            for future in waiting:
                future.cancel()
            wait(waiting)  # also for the one whose result was waited for when an interrupt came

    def _result(self, future: Future[list[R]], before: int, on_done: OnDone | None) -> list[R]:
        """Wait for a result, and report progress meanwhile. `before` parts were done before the run."""
        while on_done and not wait((future,), _POLL).done:
            on_done(self._done.value - before)
        return future.result()

    def renew(self) -> None:
        """End the processes, which frees their memory; the next run starts new ones."""
        self.close()
        self._executor = self._open()

    def close(self) -> None:
        """End the processes, after the tasks that they are at."""
        self._executor.shutdown(cancel_futures=True)


def _run_whole_chunk(function: Callable[[T], R], tasks: list[T]) -> list[R]:
    return list(run_chunk(function, tasks))


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Processes that are started in the `with` block get no interrupt, not even while they import modules."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _begin(done: "Synchronized[int]") -> None:
    """Prepare a new process. Its parent answers interrupts, and needs no results once it has ended; `done` counts the
    parts that all processes report.
    """
    set_report(partial(_add, done))
    gc.disable()  # as in the parent: see `Pool`
    follow_parent()


def follow_parent() -> None:
    """Let this process ignore interrupts, which its parent answers, and end when its parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _add(done: "Synchronized[int]", parts: int) -> None:
    with done.get_lock():
        done.value += parts


def _end_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)
