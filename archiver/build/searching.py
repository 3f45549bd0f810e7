"""The stage that writes the search index, and what browsers read of it: after all threads, for it is one for all."""

from functools import partial

from archiver.build.ledger import Ledger
from archiver.build.segments import take_segments
from archiver.build.tasks import Job
from archiver.pool import Pool
from archiver.search import find_orphans

SHARE = ".search"
"""The owner of the files that browsers search: as no source is called, for those don't begin so."""
_MANY = 200_000  # posts, from which on the processes have grown by more than it takes to start new ones


def write_index(job: Job, ledger: Ledger, pool: Pool) -> None:
    """Gather what the processes have indexed, make it the next state of the index, and export it. Raises OSError."""
    written = [segment for taken in pool.run_in_each(take_segments) for segment in taken] if ledger.drawn else []
    for segment in written:
        ledger.index.add(segment)
    if sum(segment.documents for segment in written) > _MANY:
        pool.renew()
    if ledger.publisher.attic:
        ledger.publisher.ours.update(find_orphans(job.config.output))
    changed = ledger.index.prepare()
    if job.index is None or not job.config.browser_index:
        ledger.gone_through.add(SHARE)
    elif changed or SHARE in ledger.before.torn_owners or not ledger.before.is_trusted:
        ledger.gone_through.add(SHARE)
        _export(SHARE, job, ledger, pool)


def _export(owner: str, job: Job, ledger: Ledger, pool: Pool) -> None:
    """Publish what has changed of the browser index, as files of `owner`, and keep the rest. Raises OSError."""
    export = ledger.index.export(
        job.config.timezone,
        partial(_read, ledger),
        lambda function, tasks: pool.run(function, tasks, expected=len(tasks), chunk=1),
        incremental=ledger.before.is_whole(owner),
    )
    ledger.publish(owner, export)
    ledger.kept.update(export.unchanged())


def _read(ledger: Ledger, path: str) -> bytes | None:
    """A file of the site, if it stands as we wrote it."""
    return (ledger.config.output / path).read_bytes() if ledger.before.is_intact(path) else None
