"""Draws and indexes the threads of a plan, in batches, in the processes of a pool."""

from bisect import bisect_right
from collections.abc import Generator, Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path

from msgspec.structs import replace

from archiver import urls
from archiver.build.plan import BuildPlan
from archiver.build.previous import PreviousBuild
from archiver.build.tasks import BatchReceipt, Job, Progress, ThreadTask
from archiver.config import FolderOrBucket
from archiver.pool import Pool

_LARGEST_BATCH = 2000  # threads: some 20,000 posts, which fill a segment
_SMALLEST_BATCH = 32  # threads
_OVERHEAD = 2000  # bytes of a source that take as long as what is done for each thread


def draw_threads(
    plan: BuildPlan, previous: PreviousBuild, job: Job, pool: Pool, progress: Progress | None
) -> Generator[BatchReceipt, None, None]:
    """Draw the threads of a plan. Imports what draws only if there are some: half of the time of an idle build.

    Args:
        plan: the threads.
        previous: what the previous build has left of them.
        job: what all tasks share.
        pool: runs the batches; closing the generator waits until no worker is at one.
        progress: called while threads are drawn, and at the end.

    Raises OSError.
    """
    if not plan.tasks:
        return
    from archiver.build.worker import draw_batch

    total, workers = len(plan.tasks), pool.workers(len(plan.tasks))
    complete = partial(_with_records, previous, plan.changed_media)
    batches = (tuple(map(complete, batch)) for batch in _batches(plan.tasks, job.config.content_place, workers))
    on_done = (lambda done: progress("threads", done, total)) if progress else None
    run = pool.run(
        partial(draw_batch, job, plan.files, plan.source_slugs), batches, expected=total, chunk=1, on_done=on_done
    )
    with closing(run) as receipts:
        yield from receipts
    if progress:
        progress("threads", total, total)


def _batches(tasks: tuple[ThreadTask, ...], content: FolderOrBucket, workers: int) -> Iterator[tuple[ThreadTask, ...]]:
    """Few batches, since each makes a segment of the search index: four segments in place of two make a build of 4,000
    threads take 1.08 of the time. They are of about equal work, so that all workers are done at about the same time.
    """
    weights = [_OVERHEAD + sum(_size(content, path) for path in task.source.paths) for task in tasks]
    bounds = _bounds(weights, _count(len(tasks), workers))
    return (tasks[start:stop] for start, stop in pairwise(bounds))


def _with_records(previous: PreviousBuild, changed_media: AbstractSet[str], task: ThreadTask) -> ThreadTask:
    """A task with what the previous build has left of its thread; `changed_media` is that of the plan."""
    if not task.draws:
        return task
    source = task.source.path
    used = previous.manifest.media.files_of(source) if previous.trusts_records else ()
    current = (
        record
        for record in used
        if record.path not in changed_media and all(map(previous.is_intact_file, urls.media_paths(record.medium)))
    )
    return replace(
        task,
        current=previous.intact_digests(source),
        versions=previous.versions_of(source),
        media=tuple(current),
    )


def _count(tasks: int, workers: int) -> int:
    """The number of batches, a multiple of the number of workers where there is enough work.

    >>> _count(20, 2), _count(4000, 2), _count(4000, 1), _count(5000, 2)
    (1, 2, 2, 4)
    """
    return max(1, min(workers * -(-tasks // (_LARGEST_BATCH * workers)), tasks // _SMALLEST_BATCH))


def _bounds(weights: list[int], count: int) -> list[int]:
    """Where consecutive parts of about equal weight begin, and where the last one ends.

    >>> _bounds([1, 1, 1, 1, 4], 2), _bounds([1, 1], 1)
    ([0, 4, 5], [0, 2])
    """
    sums = list(accumulate(weights))
    inner = {bisect_right(sums, sums[-1] * part // count) for part in range(1, count)}
    return sorted({0, *inner, len(weights)})


def _size(content: FolderOrBucket, path: str) -> int:
    """The bytes of a source; 0 if they are not known, as those of sources in a bucket."""
    try:
        return (content / path).stat().st_size if isinstance(content, Path) else 0
    except OSError:
        return 0  # the worker meets the error again, and reports it
