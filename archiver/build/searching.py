"""The stage that writes the search index, and what browsers read of it: after all threads, for it is one for all."""

from archiver.build.ledger import Ledger
from archiver.build.tasks import Job
from archiver.pool import Pool


def write_index(job: Job, ledger: Ledger, pool: Pool) -> None:
    """Gather what the processes have indexed, and make it the next state of the index. Raises OSError."""
    written = []
    if job.index and ledger.drawn:
        from archiver.search.segments import take_segments

        written = [segment for found in pool.run_in_each(take_segments) for segment in found]
    ledger.index.prepare(written)
