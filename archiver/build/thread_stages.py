"""What a build does with threads: it finds what each shows of others, plans which are to be drawn, and draws them.

This is for archives without volumes, whose sources are all in memory at once; those with volumes have `volumes`.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from archiver.build.avatars import find_missing_avatars
from archiver.build.changed_media import find_changed_media
from archiver.build.former_pages import update_former_pages
from archiver.build.lasting_addresses import LastingAddresses
from archiver.build.lists import read_new_assets
from archiver.build.neighbours import find_neighbours
from archiver.build.old_address_inputs import OldAddressInputs
from archiver.build.old_addresses import update_old_addresses
from archiver.build.opening import OpenBuild
from archiver.build.openings import OpeningRecords, update_openings
from archiver.build.own_page_addresses import find_own_slugs
from archiver.build.own_page_links import with_led_links
from archiver.build.own_pages import OwnPages, find_own_pages
from archiver.build.plan import BuildPlan, plan_build
from archiver.build.quoting import find_quoting
from archiver.build.related import update_related
from archiver.build.scanning import ScanMemory, find_published, scan_originals
from archiver.build.site_writer import SITE
from archiver.build.source_links import update_source_links
from archiver.build.tasks import Job, Progress, Scope
from archiver.build.threads import draw_threads
from archiver.build.transaction import BuildTransaction
from archiver.build.withholding import describe_withheld
from archiver.model import ALL_PATHS, CrossThread, PathRanges, RelatedThread, SourceLinks
from archiver.source import SourceScan

_NO_LINKS: SourceLinks = {}  # one for all threads


class DrawnThreads(NamedTuple):
    """What lists are planned from when threads are drawn, besides the manifest."""

    own_pages: OwnPages
    lasting: LastingAddresses


DrawThreads = Callable[[OpenBuild, int, Progress | None], DrawnThreads]
"""Draws the threads of an open build, whose time is given in nanoseconds since the epoch."""


def draw_all_threads(
    most_threads: int | None, opened: OpenBuild, now_ns: int, progress: Progress | None
) -> DrawnThreads:
    """Plan and draw all threads at once. When this returns, the plan is forgotten: one of a large archive is large.

    Args:
        most_threads: at most so many are drawn; None: no limit.
        opened: the build.
        now_ns: its time in nanoseconds since the epoch.
        progress: called as threads are drawn.
    """
    job, pool, _, transaction = opened
    limit = None if job.scope is Scope.SITE and transaction.site.takes_over else most_threads
    scan = scan_all(opened, now_ns)
    transaction.times.end("scan")
    transaction.add_problems(find_missing_avatars(job.config, scan.files))
    plan, lasting = _plan_threads(scan, opened, limit)
    transaction.apply_lasting_addresses(lasting)
    transaction.times.end("plan")
    own_pages = draw_own_pages(scan, job, transaction)
    transaction.publish(SITE, read_new_assets(job, transaction.previous.records_of(SITE)))
    transaction.apply_threads(plan, draw_threads(plan, transaction.previous, job, pool, progress))
    return DrawnThreads(own_pages, lasting)


def scan_all(opened: OpenBuild, now_ns: int) -> SourceScan:
    """Find all sources, without what is taken down, and tell how much that is. `now_ns` is the time of the build."""
    config, manifest = opened.job.config, opened.transaction.manifest
    before = manifest.thread_names.read()
    scan, names = scan_originals(config, before, now_ns=now_ns)
    manifest.thread_names.replace(before, names)
    withheld, people = manifest.withheld.read(), manifest.known_people.read()
    memory = ScanMemory(withheld=withheld, people=people)
    scan = find_published(scan, config, memory, opened.pool)
    manifest.withheld.replace(withheld, memory.withheld)
    manifest.known_people.replace(people, memory.people)
    opened.transaction.add_messages(describe_withheld(memory.withheld, config))
    return scan


def draw_own_pages(scan: SourceScan, job: Job, transaction: BuildTransaction) -> OwnPages:
    """Find the pages that are no threads and no lists, and publish what they show. Those are read whose files or media
    are not as they were.

    Args:
        scan: all sources.
        job: the project.
        transaction: publishes.
    """
    previous = transaction.previous
    before = previous.manifest.own_pages.read() if previous.trusts_records else {}
    broken = previous.manifest.media.users_of_outputs(previous.scan.broken) if before else set()
    intact = {path: record for path, record in before.items() if path not in broken}
    with transaction.site.publisher.open_stager() as stager:
        found = find_own_pages(scan, job.theme, job.config, stager, intact)
    own_pages = with_led_links(found, transaction.manifest, job.config)
    transaction.apply_own_pages(own_pages)
    return own_pages


def _plan_threads(scan: SourceScan, opened: OpenBuild, most_threads: int | None) -> tuple[BuildPlan, LastingAddresses]:
    """What is to be done with threads, and what leads on from addresses at which something was before."""
    job, pool, check, transaction = opened
    config, manifest, shows_related = job.config, transaction.manifest, shows_related_threads(job)
    records = update_openings(scan.sources, config, manifest, pool, ALL_PATHS, with_terms=shows_related)
    former_pages = update_former_pages(scan, records, config, manifest, pool)
    inputs = OldAddressInputs(
        scan=scan,
        records=records,
        former_pages=former_pages.pages,
        own_pages=find_own_slugs(scan, job.theme, config),
        config=config,
        manifest=manifest,
        pool=pool,
    )
    old_addresses = update_old_addresses(inputs)
    lasting = LastingAddresses(former_pages, old_addresses)
    quoting = find_quoting(scan.sources, records, config, manifest, pool)
    related = update_related(scan.sources, records, quoting, manifest) if shows_related else {}
    cross_thread = find_cross_thread(scan, records, FoundInAll(lasting, quoting, related), opened)
    media, is_new = find_changed_media(scan, transaction.previous, config), transaction.index.is_new
    plan = plan_build(scan, cross_thread, check, config, index_is_new=is_new, most_threads=most_threads, media=media)
    return plan, lasting


def shows_related_threads(job: Job) -> bool:
    """True if threads end with those that seem to be about the same."""
    return job.theme.options.get("related") is True


class FoundInAll(NamedTuple):
    """What threads show of others that may be anywhere in the archive."""

    lasting: LastingAddresses
    quoting: Mapping[str, CrossThread]
    """What they quote, and which links lead from one to another, by source."""
    related: Mapping[str, tuple[RelatedThread, ...]]
    """Threads that seem to be about the same, by source."""


def find_cross_thread(
    scan: SourceScan, records: OpeningRecords, found: FoundInAll, opened: OpenBuild, ranges: PathRanges = ALL_PATHS
) -> Mapping[str, CrossThread]:
    """What threads show of others and of missing posts, by source.

    Args:
        scan: all sources of the archive, or those of a volume.
        records: what is known of them.
        found: what was found in all of the archive.
        opened: the build.
        ranges: the paths that the volume has.
    """
    job, pool, _, transaction = opened
    neighbours = find_neighbours(scan.sources, records, job.config)
    source_links = update_source_links(scan, records, job.config, transaction.manifest, pool, ranges)
    tombstones = {thread.source: thread.tombstones for thread in found.lasting.former_pages.pages.threads}
    return {
        source: replace(
            found.quoting.get(source, CrossThread()),
            source_links=source_links.get(source, _NO_LINKS),
            before=before,
            after=after,
            related=found.related.get(source, ()),
            tombstones=tombstones.get(source, ()),
        )
        for source in {*neighbours, *found.quoting, *found.related, *source_links, *tombstones}
        for before, after in (neighbours.get(source, (None, None)),)
    }
