"""Draws and indexes the threads of a plan, in batches, in the processes of a pool."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import partial

from archiver.build.plan import BuildPlan
from archiver.build.tasks import BatchReceipt, Job, Progress, ThreadTask
from archiver.pool import Pool

_LARGEST_BATCH = 2000  # threads: some 20,000 posts, which fill a segment
_SMALLEST_BATCH = 32  # threads
_LAST_PART = 0.2  # of all threads, in smaller batches, so that all workers are done at about the same time


def draw_threads(
    plan: BuildPlan, job: Job, pool: Pool, progress: Progress | None
) -> Generator[BatchReceipt, None, None]:
    """Draw the threads of a plan. Imports what draws only if there are some: half of the time of an idle build.

    Args:
        plan: the threads.
        job: what all tasks share.
        pool: runs the batches; closing the generator waits until no worker is at one.
        progress: called after each thread, or after each batch if there are several processes.

    Raises OSError.
    """
    if not plan.tasks:
        return
    from archiver.build.worker import draw_batch

    counter = _Counter(len(plan.tasks), progress)
    workers = pool.workers(counter.total)
    batches: Iterable[Iterable[ThreadTask]] = _batches(plan.tasks, workers)
    if workers == 1:
        batches = map(counter.counted, batches)
    with closing(pool.run(partial(draw_batch, job), batches, expected=counter.total, chunk=1)) as receipts:
        for receipt in receipts:
            yield receipt
            if workers > 1:
                counter.add(len(receipt.threads))


class _Counter:
    """Counts drawn threads, and reports them."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total = total
        self._done = 0
        self._progress = progress

    def add(self, threads: int) -> None:
        """Count threads that are drawn."""
        self._done += threads
        if self._progress:
            self._progress("threads", self._done, self.total)

    def counted(self, tasks: Iterable[ThreadTask]) -> Iterator[ThreadTask]:
        """The tasks, each of which is counted when the next one is taken."""
        for task in tasks:
            yield task
            self.add(1)


def _batches(tasks: tuple[ThreadTask, ...], workers: int) -> Iterator[tuple[ThreadTask, ...]]:
    """Few batches, since each makes a segment of the search index: with eight segments in place of one, the export for
    browsers takes 1.6 times as long, and more than eight are merged.
    """
    start = 0
    for size in _batch_sizes(len(tasks), workers):
        yield tasks[start : start + size]
        start += size


def _batch_sizes(tasks: int, workers: int) -> Iterator[int]:
    """Sizes of batches: for each worker an equal one of most tasks, then an equal one of the last part.

    >>> list(_batch_sizes(1000, 2)), list(_batch_sizes(100, 1)), list(_batch_sizes(5000, 1))
    ([400, 400, 100, 100], [100], [2000, 2000, 1000])
    """
    last_part = int(tasks * _LAST_PART) if workers > 1 else 0
    for part in (tasks - last_part, last_part):
        size = min(max(-(-part // workers), _SMALLEST_BATCH), _LARGEST_BATCH)
        yield from (min(size, part - start) for start in range(0, part, size))
