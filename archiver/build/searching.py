"""The stage that writes the search index, and what browsers read of it: after all threads, for it is one for all."""

from archiver.build.ledger import Ledger
from archiver.build.tasks import Job
from archiver.pool import Pool

SHARE = ".search"
"""The owner of the files that browsers search: as no source is called, for those don't begin so."""
_MANY = 200_000  # posts, from which on the processes have grown by more than it takes to start new ones


def write_index(job: Job, ledger: Ledger, pool: Pool) -> None:
    """Gather what the processes have indexed, make it the next state of the index, and export it. Raises OSError."""
    written = []
    if job.index and ledger.drawn:
        from archiver.search.index.worker import take_segments

        written = [segment for found in pool.run_in_each(take_segments) for segment in found]
        if sum(segment.documents for segment in written) > _MANY:
            pool.renew()
    if ledger.publisher.attic:
        from archiver.search.browser.recover import find_stray

        ledger.publisher.ours.update(find_stray(job.config.output))
    changed = ledger.index.prepare(written)
    if job.index is None or job.config.answers_live:
        ledger.gone_through.add(SHARE)
    elif changed or SHARE in ledger.before.torn_owners or not ledger.before.is_trusted:
        from archiver.build.exporting import export_index

        ledger.gone_through.add(SHARE)
        export_index(SHARE, job, ledger, pool)
