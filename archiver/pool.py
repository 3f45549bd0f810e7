"""Processes: one function over many tasks, in this process or in several, behind one interface.

Results come in the order of the tasks, and at most a few chunks are under way, so memory stays flat however many
tasks there are.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_CHUNK = 32  # tasks sent at once
_CHUNKS_PER_JOB = 2  # under way, so that no worker waits for the parent
_WORTH_A_PROCESS = 200  # tasks; starting a worker takes as long as about a hundred threads


def choose_jobs(wanted: int | None, tasks: int) -> int:
    """How many processes to use: as many as asked for, else one, or all processors for a large build."""
    if wanted is not None:
        return wanted
    return (os.cpu_count() or 1) if tasks >= _WORTH_A_PROCESS else 1


def run(function: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Generator[R, None, None]:
    """The results of `function` for each task, in order. With more than one job, it must pickle.

    An exception of the function ends the run and reaches the caller.
    """
    if jobs == 1:
        yield from map(function, tasks)
        return
    context = get_context("spawn")  # a fork would take the locks of the parent's threads along
    with ProcessPoolExecutor(jobs, context, initializer=_follow_the_parent) as executor:
        waiting: deque[Future[list[R]]] = deque()
        try:
            for start in range(0, len(tasks), _CHUNK):
                waiting.append(executor.submit(_run_chunk, function, tasks[start : start + _CHUNK]))
                if len(waiting) > jobs * _CHUNKS_PER_JOB:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            executor.shutdown(cancel_futures=True)


def _run_chunk(function: Callable[[T], R], tasks: Sequence[T]) -> list[R]:
    return [function(task) for task in tasks]


def _follow_the_parent() -> None:
    """An interrupt is the parent's to answer; and when it is gone, however it went, nobody waits for the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)
