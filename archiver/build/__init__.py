"""The story of a build: its stages in order.

A thread whose source, and all else that it was drawn from, is as it was, and whose files stand as they were written,
is not drawn again. Lists are planned from what the manifest keeps of all threads, where a thread of theirs has changed.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial

from archiver.build.before import knows_output
from archiver.build.ledger import Ledger, open_ledger
from archiver.build.lists import draw_lists
from archiver.build.searching import write_index
from archiver.build.stale import find_stale
from archiver.build.tasks import Job, Progress, ThreadTask
from archiver.config import Config
from archiver.manifest import Manifest, open_manifest
from archiver.model import Origins, Report
from archiver.pool import Pool
from archiver.publish import check_output_folder, open_staging
from archiver.source import SourceScan, scan_sources
from archiver.theme import load_theme

__all__ = ["Progress", "Report", "build"]


def build(
    config: Config,
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
    clean: bool = False,
    clock: Callable[[], int] = time.time_ns,
) -> Report:
    """Bring the site and the search index in step with the content.

    Args:
        config: the project.
        jobs: how many processes to use; None: as many as there are processors, where that is worth it.
        progress: called as threads and list pages are drawn.
        clean: draw and index everything, whatever earlier builds have left.
        clock: gives the time in nanoseconds of the epoch; files changed within two seconds before are compared by
            content.

    Raises ConfigError, OutputError, LockedError, and OSError where the disk fails; what was there before still serves.
    """
    start = time.perf_counter()
    theme = load_theme(config)
    with Pool(jobs) as pool, open_manifest(config.state, config.zone) as manifest:
        takes_over = check_output_folder(config.output, is_known=knows_output(config, manifest))
        with (
            open_staging(config.output) as staging,
            open_ledger(config, theme, manifest, staging, clock=clock, takes_over=takes_over, clean=clean) as ledger,
        ):
            job = Job(config=config, theme=theme, staging=staging, index=ledger.index.target())
            scan = scan_sources(config.content, config.root, config.exclude, now_ns=clock())
            cross_thread_origins = _find_cross_thread_origins(scan, config, manifest, pool)
            _draw_threads(list(find_stale(scan, cross_thread_origins, job, ledger)), job, ledger, pool, progress)
            ledger.drop(_gone(scan, ledger))
            draw_lists(job, ledger, pool, progress)
            write_index(job, ledger, pool)
            ledger.remove_unplanned()
            return ledger.commit(start)


def _find_cross_thread_origins(
    scan: SourceScan, config: Config, manifest: Manifest, pool: Pool
) -> Mapping[str, Origins]:
    """For each source, the origins of its quotes in other threads, if they are asked for."""
    if not config.across_threads:
        return {}
    from archiver.build.cross_thread import find_cross_thread_origins

    return find_cross_thread_origins(scan.sources, config, manifest, pool)


def _gone(scan: SourceScan, ledger: Ledger) -> list[str]:
    """The threads whose sources are no more; of a folder that can't be read, nobody knows."""
    paths = {source.path for source in scan.sources}
    unseen = scan.unreadable_folders
    return [path for path in ledger.before.threads if path not in paths and not path.startswith(unseen)]


def _draw_threads(tasks: list[ThreadTask], job: Job, ledger: Ledger, pool: Pool, progress: Progress | None) -> None:
    if not tasks:
        return
    from archiver.build.worker import draw_thread

    receipts = pool.run(partial(draw_thread, job), tasks, expected=len(tasks))
    with closing(receipts):  # however this ends, no worker writes after it
        for done, _ in enumerate(ledger.enter(receipts), 1):
            if progress:
                progress("threads", done, len(tasks))
