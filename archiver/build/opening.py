"""Opens a build: locks the project, reads the previous build, and begins the transaction."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from archiver.build.dependencies import DependencyTracker
from archiver.build.previous import Fact, PreviousBuild, has_records_of_output, read_previous_build
from archiver.build.site_records import SiteRecords
from archiver.build.site_writer import SiteWriter
from archiver.build.stage_times import StageTimes
from archiver.build.stale import StaleCheck
from archiver.build.tasks import Job, Scope, media_store
from archiver.build.transaction import BuildTransaction
from archiver.config import Config
from archiver.manifest import NO_DIGEST, Manifest, open_manifest
from archiver.model import Digest
from archiver.pool import Pool
from archiver.publish import Publisher, check_output_folder, open_staging
from archiver.search import IndexTransaction, open_index
from archiver.source import Source, digest_of_source, read_source
from archiver.theme import load_theme


class OpenBuild(NamedTuple):
    """What the stages of a build share."""

    job: Job
    pool: Pool
    check: StaleCheck
    transaction: BuildTransaction


@contextmanager
def open_build(
    config: Config, jobs: int | None, scope: Scope, *, clean: bool, clock: Callable[[], int]
) -> Iterator[OpenBuild]:
    """Begin a build; what it has not committed at the end of the `with` block is rolled back. `scope` is what it brings
    up to date; the other arguments are those of `build`: `config`, `jobs`, `clean` and `clock`.
    """
    times, theme = StageTimes(), load_theme(config)
    with Pool(jobs) as pool, open_manifest(config.state, config.zone, config.root) as manifest:
        takes_over = check_output_folder(config.output, is_known=has_records_of_output(config, manifest))
        with open_staging(config.output, config.root) as staging, _open_index(config, manifest, clean=clean) as index:
            previous = read_previous_build(config, manifest, scope, clean=clean, now_ns=clock())
            if clean and media_store(config).exists():
                shutil.rmtree(media_store(config))
            tracker = DependencyTracker(config, theme, manifest.dependency_lists())
            yield OpenBuild(
                job=Job(config=config, theme=theme, staging=staging, index=index.target(), scope=scope),
                pool=pool,
                check=StaleCheck(previous=previous, tracker=tracker, content_digest=partial(_content_digest, config)),
                transaction=BuildTransaction(
                    config=config,
                    scope=scope,
                    manifest=manifest,
                    index=index,
                    site=_site_writer(config, previous, staging, takes_over=takes_over),
                    previous=previous,
                    tracker=tracker,
                    clock=clock,
                    times=times,
                ),
            )


@contextmanager
def _open_index(config: Config, manifest: Manifest, *, clean: bool) -> Iterator[IndexTransaction]:
    """A transaction of the search index, which begins an empty one if the index is not that of the last build.

    What fails over a damaged index raises DamagedIndex, after which the next build makes it anew.
    """
    state = manifest.fact(Fact.INDEX) if has_records_of_output(config, manifest) else None
    index = open_index(config.state / "search", enabled=config.search, synonyms=config.synonyms)
    transaction = index.begin(state, zone=config.timezone, afresh=clean)
    try:
        yield transaction
    except Exception:
        transaction.verify_previous()
        raise
    finally:
        transaction.rollback()


def _site_writer(config: Config, previous: PreviousBuild, staging: Path, *, takes_over: bool) -> SiteWriter:
    """`takes_over`: all records of the output folder are lost."""
    quarantine = config.state / "replaced" if takes_over else None
    return SiteWriter(
        manifest=previous.manifest,
        publisher=Publisher(config.output, staging, previous.replaceable(), quarantine),
        records=SiteRecords(root=str(config.output), previous=previous),
    )


def _content_digest(config: Config, source: Source) -> Digest:
    """The digest of a source; NO_DIGEST if it cannot be read."""
    try:
        return digest_of_source(read_source(config.content, source))
    except OSError:
        return NO_DIGEST
