"""A build: its stages in order.

Stages decide and draw, values in, values out: what to do with threads (`plan`), which list pages are stale (`lists`).
The transaction carries it out: it alone changes the site, the search index and the manifest, which it commits last. A
thread or page is drawn again only if its source, its dependencies or its files have changed.
"""

import time
from collections.abc import Callable, Collection
from functools import partial

from archiver.build.index_stage import write_index
from archiver.build.lists import draw_lists, plan_lists, read_assets
from archiver.build.opening import OpenBuild, open_build
from archiver.build.previous import Fact
from archiver.build.saved_searches import plan_feeds
from archiver.build.site_writer import SITE
from archiver.build.tasks import Progress, Scope
from archiver.build.thread_stages import DrawnThreads, DrawThreads, draw_all_threads
from archiver.config import Config
from archiver.errors import DamagedIndex
from archiver.model import Report

__all__ = ["Progress", "Report", "build", "build_volumes"]


def build(
    config: Config,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
    clean: bool = False,
    clock: Callable[[], int] = time.time_ns,
    pages: bool = True,
    most_threads: int | None = None,
) -> Report:
    """Bring the site and the search index up to date with the sources.

    Raises ConfigError, OutputError, LockedError, StateError, ClusterError, OSError; the site still serves then.

    Args:
        config: the project.
        jobs: the number of processes; None: as many as there are processors, if there is work for them.
        cluster: the address of a Dask scheduler whose workers run all tasks, in place of processes here.
        progress: called as threads and list pages are drawn.
        clean: draw and index everything, whatever earlier builds have left.
        clock: gives the time in nanoseconds of the epoch, for stat signatures.
        pages: False: only manifest, media and search index are brought up to date; there are no pages and assets.
        most_threads: at most so many threads are drawn or indexed, and the others later (`Report.left`). No limit for
            None, nor if pages are drawn into a folder of which all records are lost.
    """
    scope, has_volumes = Scope.SITE if pages else Scope.RECORDS, config.volumes and pages and most_threads is None
    draw = _draw_volumes(()) if has_volumes else partial(draw_all_threads, most_threads)
    once = partial(_build_once, config, jobs, cluster, scope, draw, progress, clean=clean, clock=clock)
    return _again_if_damaged(once)


def build_volumes(
    config: Config,
    names: Collection[str],
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
    clean: bool = False,
    clock: Callable[[], int] = time.time_ns,
) -> Report:
    """Bring volumes up to date, one after the other, and all pages that are of none. The site is that of `build`, but
    for what has changed in other volumes.

    Raises what `build` raises, ConfigError also if the project has no volume of a name.

    Args:
        config: the project.
        names: the volumes; none: all. All are built, too, if settings, the theme or what is taken down has changed.
        jobs: as for `build`, like all others.
        cluster: the scheduler.
        progress: called as threads and list pages are drawn.
        clean: draw and index everything.
        clock: gives the time.
    """
    draw = _draw_volumes(names)
    once = partial(_build_once, config, jobs, cluster, Scope.SITE, draw, progress, clean=clean, clock=clock)
    return _again_if_damaged(once)


def _draw_volumes(names: Collection[str]) -> DrawThreads:
    from archiver.build.volumes import draw_volumes  # few archives have some

    return partial(draw_volumes, names)


def _build_once(
    config: Config,
    jobs: int | None,
    cluster: str | None,
    scope: Scope,
    draw: DrawThreads,
    progress: Progress | None,
    *,
    clean: bool,
    clock: Callable[[], int],
) -> Report:
    with open_build(config, jobs, cluster, scope, clean=clean, clock=clock) as opened:
        return _run_stages(draw(opened, clock(), progress), opened, progress)


def _again_if_damaged(once: Callable[[], Report]) -> Report:
    """Build, and build again if the search index has turned out to be damaged: then this is known, and it is made anew.

    The files of an index are not read at the start of each build, which would take a second for a million posts.
    """
    try:
        return once()
    except DamagedIndex:
        return once()


def _run_stages(drawn: DrawnThreads, opened: OpenBuild, progress: Progress | None) -> Report:
    job, pool, check, transaction = opened
    end_stage = transaction.times.end
    end_stage("threads")
    transaction.add_problems(job.theme.problems)
    changed = transaction.changed_groups()
    lists = plan_lists(changed, *drawn, transaction.manifest, job, check, progress)
    transaction.apply_lists(lists, draw_lists(lists, job, pool, transaction.site.publisher.begin))
    transaction.publish(SITE, read_assets(job) if SITE in lists.owners else ())
    end_stage("lists")
    settings_changed = transaction.previous.facts[Fact.LISTS] != check.tracker.everything
    has_changed = write_index(job, transaction, pool, settings_changed=settings_changed)
    feeds = plan_feeds(job, transaction, check, index_has_changed=has_changed)
    transaction.apply_lists(feeds, draw_lists(feeds, job, pool, transaction.site.publisher.begin))
    end_stage("index")
    transaction.remove_obsolete()
    return transaction.commit()
