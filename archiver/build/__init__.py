"""A build: its stages in order.

Stages decide and draw, values in, values out: what to do with threads (`plan`), which list pages are stale (`lists`).
The transaction carries it out: it alone changes the site, the search index and the manifest, which it commits last. A
thread or page is drawn again only if its source, its dependencies or its files have changed.
"""

import time
from collections.abc import Callable, Mapping
from functools import partial

from msgspec.structs import replace

from archiver.build.avatars import find_missing_avatars
from archiver.build.former_pages import update_former_pages
from archiver.build.index_stage import write_index
from archiver.build.lasting_addresses import LastingAddresses
from archiver.build.lists import draw_lists, plan_lists, read_assets, read_new_assets
from archiver.build.neighbours import find_neighbours
from archiver.build.old_addresses import update_old_addresses
from archiver.build.opening import OpenBuild, open_build
from archiver.build.openings import update_openings
from archiver.build.own_page_addresses import find_own_slugs
from archiver.build.own_page_links import with_led_links
from archiver.build.own_pages import OwnPages, find_own_pages
from archiver.build.plan import BuildPlan, plan_build
from archiver.build.previous import Fact
from archiver.build.quoting import find_quoting
from archiver.build.related import update_related
from archiver.build.saved_searches import plan_feeds
from archiver.build.scanning import ScanMemory, find_published, scan_originals
from archiver.build.site_writer import SITE
from archiver.build.source_links import update_source_links
from archiver.build.tasks import Job, Progress, Scope
from archiver.build.threads import draw_threads
from archiver.build.transaction import BuildTransaction
from archiver.build.withholding import describe_withheld
from archiver.config import Config
from archiver.errors import DamagedIndex
from archiver.manifest import Manifest
from archiver.model import CrossThread, Report, SourceLinks
from archiver.pool import Pool
from archiver.source import SourceScan

__all__ = ["Progress", "Report", "build"]

_NO_LINKS: SourceLinks = {}  # one for all threads


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

    Raises ConfigError, OutputError, LockedError, StateError, ClusterError, and OSError if the disk refuses; the site
    still serves.

    Args:
        config: the project.
        jobs: the number of processes; None: as many as there are processors, if there is work for them.
        cluster: the address of a Dask scheduler whose workers run all tasks, in place of processes here.
        progress: called as threads and list pages are drawn.
        clean: draw and index everything, whatever earlier builds have left.
        clock: gives the time in nanoseconds of the epoch, for stat signatures.
        pages: False: only manifest, media and search index are brought up to date; there are no pages and assets.
        most_threads: at most so many threads are drawn or indexed; later builds draw the others (`Report.left`). No
            limit for None, nor if pages are drawn into a folder of which all records are lost.
    """
    scope = Scope.SITE if pages else Scope.RECORDS
    once = partial(_build_once, config, jobs, cluster, scope, progress, most_threads, clean=clean, clock=clock)
    return _again_if_damaged(once)


def _build_once(
    config: Config,
    jobs: int | None,
    cluster: str | None,
    scope: Scope,
    progress: Progress | None,
    most_threads: int | None,
    *,
    clean: bool,
    clock: Callable[[], int],
) -> Report:
    with open_build(config, jobs, cluster, scope, clean=clean, clock=clock) as opened:
        limit = None if scope is Scope.SITE and opened.transaction.site.takes_over else most_threads
        scan, messages = _scan(config, opened.transaction.manifest, clock(), opened.pool)
        report = _run_stages(scan, opened, progress, limit)
        return replace(report, messages=(*messages, *report.messages))


def _scan(config: Config, manifest: Manifest, now_ns: int, pool: Pool) -> tuple[SourceScan, tuple[str, ...]]:
    """Find the sources, without what is taken down, and say how much that is.

    Args:
        config: the project.
        manifest: remembers which threads files are parts of.
        now_ns: the current time in nanoseconds since the epoch.
        pool: reads sources for what is to be withheld from them.
    """
    before = manifest.thread_names.read()
    scan, names = scan_originals(config, before, now_ns=now_ns)
    manifest.thread_names.replace(before, names)
    withheld, people = manifest.withheld.read(), manifest.known_people.read()
    memory = ScanMemory(withheld=withheld, people=people)
    scan = find_published(scan, config, memory, pool)
    manifest.withheld.replace(withheld, memory.withheld)
    manifest.known_people.replace(people, memory.people)
    return scan, describe_withheld(memory.withheld, config)


def _again_if_damaged(once: Callable[[], Report]) -> Report:
    """Build, and build again if the search index has turned out to be damaged: then this is known, and it is made anew.

    The files of an index are not read at the start of each build, which would take a second for a million posts.
    """
    try:
        return once()
    except DamagedIndex:
        return once()


def _run_stages(scan: SourceScan, opened: OpenBuild, progress: Progress | None, most_threads: int | None) -> Report:
    job, pool, check, transaction = opened
    end_stage = transaction.times.end
    end_stage("scan")
    transaction.add_problems((*job.theme.problems, *find_missing_avatars(job.config, scan.files)))
    own_pages, lasting = _run_threads(scan, opened, progress, most_threads)
    end_stage("threads")
    changed = transaction.changed_groups()
    lists = plan_lists(changed, own_pages, lasting, transaction.manifest, job, check, progress)
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


def _run_threads(
    scan: SourceScan, opened: OpenBuild, progress: Progress | None, most_threads: int | None
) -> tuple[OwnPages, LastingAddresses]:
    """Plan and draw the threads. When this returns, the plan is forgotten: one of a large archive is large."""
    job, pool, _, transaction = opened
    plan, lasting = _plan_threads(scan, opened, most_threads)
    transaction.apply_lasting_addresses(lasting)
    transaction.times.end("plan")
    own_pages = _find_own_pages(scan, job, transaction)
    transaction.apply_own_pages(own_pages)
    transaction.publish(SITE, read_new_assets(job, transaction.previous.records_of(SITE)))
    transaction.apply_threads(plan, draw_threads(plan, transaction.previous, job, pool, progress))
    return own_pages, lasting


def _plan_threads(scan: SourceScan, opened: OpenBuild, most_threads: int | None) -> tuple[BuildPlan, LastingAddresses]:
    """What is to be done with threads, and what leads on from addresses at which something was before."""
    job, pool, check, transaction = opened
    cross_thread, lasting = _find_cross_thread(scan, job, transaction.manifest, pool)
    plan = plan_build(
        scan, cross_thread, check, job.config, index_is_new=transaction.index.is_new, most_threads=most_threads
    )
    return plan, lasting


def _find_own_pages(scan: SourceScan, job: Job, transaction: BuildTransaction) -> OwnPages:
    """The pages that are no threads and no lists; those are read whose files or media are not as they were."""
    previous = transaction.previous
    before = previous.manifest.own_pages.read() if previous.trusts_records else {}
    broken = previous.manifest.media.users_of_outputs(previous.scan.broken) if before else set()
    intact = {path: record for path, record in before.items() if path not in broken}
    with transaction.site.publisher.open_stager() as stager:
        own_pages = find_own_pages(scan, job.theme, job.config, stager, intact)
    return with_led_links(own_pages, transaction.manifest, job.config)


def _find_cross_thread(
    scan: SourceScan, job: Job, manifest: Manifest, pool: Pool
) -> tuple[Mapping[str, CrossThread], LastingAddresses]:
    """What threads show of others and of missing posts, by source; and what leads on from addresses at which something
    was before.
    """
    sources, config, shows_related = scan.sources, job.config, job.theme.options.get("related") is True
    records = update_openings(sources, config, manifest, pool, with_terms=shows_related)
    former_pages = update_former_pages(scan, records, config, manifest, pool)
    own_slugs = find_own_slugs(scan, job.theme, config)
    old_addresses = update_old_addresses(scan, records, former_pages.pages, own_slugs, config, manifest, pool)
    tombstones = {thread.source: thread.tombstones for thread in former_pages.pages.threads}
    neighbours = find_neighbours(sources, records, config)
    source_links = update_source_links(scan, records, config, manifest, pool)
    quoting = find_quoting(sources, records, config, manifest, pool)
    related = update_related(sources, records, quoting, manifest) if shows_related else {}
    cross_thread = {
        source: replace(
            quoting.get(source, CrossThread()),
            source_links=source_links.get(source, _NO_LINKS),
            before=before,
            after=after,
            related=related.get(source, ()),
            tombstones=tombstones.get(source, ()),
        )
        for source in {*neighbours, *quoting, *related, *source_links, *tombstones}
        for before, after in (neighbours.get(source, (None, None)),)
    }
    return cross_thread, LastingAddresses(former_pages, old_addresses)
