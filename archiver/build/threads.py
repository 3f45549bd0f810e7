"""Draws and indexes the threads of a plan, in batches, in the processes of a pool."""

from collections.abc import Generator
from contextlib import closing
from functools import partial

from archiver.build.plan import BuildPlan
from archiver.build.tasks import BatchReceipt, Job, Progress
from archiver.pool import Pool

_BATCHES_PER_WORKER = 8
_SMALLEST_BATCH, _LARGEST_BATCH = 32, 1000  # threads


def draw_threads(
    plan: BuildPlan, job: Job, pool: Pool, progress: Progress | None
) -> Generator[BatchReceipt, None, None]:
    """Draw the threads of a plan. Imports what draws only if there are some: half of the time of an idle build.

    Args:
        plan: the threads.
        job: what all tasks share.
        pool: runs the batches; closing the generator waits until no worker is at one.
        progress: called after each batch.

    Raises OSError.
    """
    tasks = plan.tasks
    if not tasks:
        return
    from archiver.build.worker import draw_batch

    size = _batch_size(len(tasks), pool.workers(len(tasks)))
    batches = (tasks[start : start + size] for start in range(0, len(tasks), size))
    done = 0
    with closing(pool.run(partial(draw_batch, job), batches, expected=len(tasks), chunk=1)) as receipts:
        for receipt in receipts:
            yield receipt
            done += len(receipt.threads)
            if progress:
                progress("threads", done, len(tasks))


def _batch_size(tasks: int, workers: int) -> int:
    """Threads per batch. Each batch makes a segment of the search index, and merging many small ones takes time; a
    large one keeps this process idle while it is drawn, and a worker idle at the end.
    """
    return min(max(tasks // (workers * _BATCHES_PER_WORKER), _SMALLEST_BATCH), _LARGEST_BATCH)
