"""Writes the search index, and exports it for browsers. One index has all threads."""

from functools import partial

from archiver.build.previous import BROWSER_INDEX, PreviousBuild
from archiver.build.site_place import SitePublisher
from archiver.build.tasks import Job, Scope
from archiver.build.transaction import BuildTransaction
from archiver.pool import Pool
from archiver.search import FileForm, make_server_meta

_MANY_POSTS = 200_000  # the memory that processes keep after indexing these costs more than starting new ones


def write_index(job: Job, transaction: BuildTransaction, pool: Pool, *, settings_changed: bool) -> bool:
    """Write the next index, and export what has changed of it for browsers. Returns False if the index is unchanged.

    Args:
        job: the configuration; without an index, without pages, or with a theme that has no scripts, the files for
            browsers are removed.
        transaction: has the segments and removals of this build.
        pool: runs the tasks of the export.
        settings_changed: True if the settings are others than in the last build, perhaps the synonyms.

    Raises OSError, StateError.
    """
    if transaction.threads.indexed_posts > _MANY_POSTS:
        pool.renew()
    has_changed, previous = transaction.prepare_index(), transaction.previous
    address = job.config.search_address
    is_exported = job.index is not None and job.config.browser_index and job.theme.has_scripts
    if not is_exported or job.scope is Scope.RECORDS:
        transaction.replace_files(BROWSER_INDEX, ())
    elif address:
        transaction.replace_files(BROWSER_INDEX, [make_server_meta(address)])
    elif has_changed or settings_changed or not previous.is_intact(BROWSER_INDEX):
        _export(job, transaction, pool)
    return has_changed


def _export(job: Job, transaction: BuildTransaction, pool: Pool) -> None:
    """Write the files for browsers that differ from those of the last export. Raises OSError, StateError."""
    previous = transaction.previous
    export = transaction.index.export(
        job.config.timezone,
        partial(_read_intact, previous, transaction.site.publisher),
        lambda function, tasks: pool.run(function, tasks, expected=len(tasks), chunk=1, here=job.is_alone),
        FileForm.SCRIPT if job.config.offline else FileForm.GZIP,
        incremental=previous.is_intact(BROWSER_INDEX),
    )
    transaction.replace_files(BROWSER_INDEX, export, export.unchanged)


def _read_intact(previous: PreviousBuild, publisher: SitePublisher, path: str) -> bytes | None:
    """A file of the site, if it is as it was written."""
    return publisher.read(path) if previous.is_intact_file(path) else None
