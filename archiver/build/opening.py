"""Opens a build: locks the project, reads the previous build, and begins the transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from archiver.build.dependencies import DependencyTracker
from archiver.build.previous import (
    Fact,
    PreviousBuild,
    has_records_of_output,
    read_previous_build,
)
from archiver.build.renaming import find_renames, theme_before
from archiver.build.site_place import SitePlace, open_site_place
from archiver.build.site_records import SiteRecords
from archiver.build.site_writer import SITE, SiteWriter
from archiver.build.stage_times import StageTimes
from archiver.build.stale import StaleCheck
from archiver.build.tasks import Job, Scope, media_store
from archiver.build.transaction import BuildTransaction
from archiver.config import Config
from archiver.files import remove_folder
from archiver.manifest import NO_DIGEST, Manifest, open_manifest
from archiver.model import Digest
from archiver.pool import Pool, Workers
from archiver.search import IndexTransaction, open_project_index
from archiver.source import Source, digest_of_source, read_source, temporary_copies
from archiver.theme import Theme, load_theme


class OpenBuild(NamedTuple):
    """What the stages of a build share."""

    job: Job
    pool: Pool
    check: StaleCheck
    transaction: BuildTransaction


@contextmanager
def open_build(
    config: Config, jobs: int | None, cluster: str | None, scope: Scope, *, clean: bool, clock: Callable[[], int]
) -> Iterator[OpenBuild]:
    """Begin a build; what it has not committed at the end of the `with` block is rolled back. `scope` is what it brings
    up to date; the other arguments are those of `build`: `config`, `jobs`, `cluster`, `clean` and `clock`.
    """
    times, theme = StageTimes(), load_theme(config)
    with Pool(jobs) as pool, _open_all(config, clean=clean, now_ns=clock()) as (manifest, place, index):
        previous = read_previous_build(config, manifest, place.found, scope, clean=clean)
        if clean:
            remove_folder(media_store(config))
            manifest.old_addresses.clear()
        check = _stale_check(config, theme, previous)
        transaction = BuildTransaction(
            config=config,
            scope=scope,
            manifest=manifest,
            index=index,
            site=_site_writer(config, previous, place),
            previous=previous,
            tracker=check.tracker,
            clock=clock,
            times=times,
        )
        is_alone = bool(cluster) and config.is_in_buckets
        target = index.target(is_shared=not is_alone)
        job = Job(config=config, theme=theme, staging=place.staging, index=target, scope=scope, is_alone=is_alone)
        if cluster:
            pool.use(_connect(cluster, job))
        yield OpenBuild(job, pool, check, transaction)


def _connect(cluster: str, job: Job) -> Workers:
    from archiver.build.cluster_workers import connect_cluster

    return connect_cluster(cluster, job)


@contextmanager
def _open_all(config: Config, *, clean: bool, now_ns: int) -> Iterator[tuple[Manifest, SitePlace, IndexTransaction]]:
    """All that a build writes to. `clean` and `now_ns` are as for `open_build` and `open_site_place`."""
    with (
        open_manifest(config.state, config.zone, config.root) as manifest,
        temporary_copies(config.state),
        open_site_place(config, manifest, now_ns) as place,
        _open_index(config, manifest, clean=clean) as index,
    ):
        yield manifest, place, index


def _stale_check(config: Config, theme: Theme, previous: PreviousBuild) -> StaleCheck:
    lists = previous.manifest.dependency_lists()
    is_folder = isinstance(config.output_place, Path)  # a bucket would have to be read
    renames = find_renames(theme, previous.records_of(SITE).values()) if is_folder else {}
    return StaleCheck(
        previous=previous,
        tracker=DependencyTracker(config, theme, lists),
        content_digest=partial(_content_digest, config),
        renames=renames,
        before_renames=DependencyTracker(config, theme_before(theme, renames), lists),
    )


@contextmanager
def _open_index(config: Config, manifest: Manifest, *, clean: bool) -> Iterator[IndexTransaction]:
    """A transaction of the search index, which begins an empty one if the index is not that of the last build.

    What fails over a damaged index raises DamagedIndex, after which the next build makes it anew.
    """
    state = manifest.fact(Fact.INDEX) if has_records_of_output(config, manifest) else None
    transaction = open_project_index(config).begin(state, zone=config.timezone, afresh=clean)
    try:
        yield transaction
    except Exception:
        transaction.verify_previous()
        raise
    finally:
        transaction.rollback()


def _site_writer(config: Config, previous: PreviousBuild, place: SitePlace) -> SiteWriter:
    records = SiteRecords(
        root=str(config.output_place) if isinstance(config.output_place, Path) else None,
        previous=previous,
        changes=previous.manifest.output_changes,
        ours=previous.mendable(),
    )
    return SiteWriter(manifest=previous.manifest, publisher=place.open_publisher(records), records=records)


def _content_digest(config: Config, source: Source) -> Digest:
    """The digest of a source; NO_DIGEST if it cannot be read."""
    try:
        return digest_of_source(read_source(config, source))
    except OSError:
        return NO_DIGEST
