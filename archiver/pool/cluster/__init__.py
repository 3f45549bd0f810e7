"""A cluster of Dask that runs chunks of tasks, at least once each. No other room imports distributed.

Each worker is admitted before it gets a task (`admission`): results are the same bytes wherever a task runs. A worker
that is lost takes nothing along: the scheduler gives its tasks to others. The function of a run goes to each worker
once; one that comes later says that it does not have it, and is then admitted, too (`runs`).
"""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

from distributed import Client

from archiver.errors import ClusterError
from archiver.pool.cluster.admission import Admission, AdmittedWorkers
from archiver.pool.cluster.runs import ClusterRun, SentChunk
from archiver.pool.progress import OnDone

__all__ = ["Admission", "Cluster"]

T = TypeVar("T")
R = TypeVar("R")

_LOGGERS = ("distributed", "distributed.client")
_CONNECT = 20.0  # seconds to wait for the scheduler


class Cluster:
    """Implements `Workers` by the workers of a scheduler."""

    def __init__(self, address: str, admission: Admission) -> None:
        """Connect to the scheduler at `address`, as `tcp://host:8786`, and admit its workers.

        Raises ClusterError if it cannot be reached, has no worker, or has one that differs from this process.
        """
        for name in _LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what has gone wrong is in the errors that are raised
        try:
            self._client = Client(address, timeout=_CONNECT, set_as_default=False, direct_to_workers=True)
        except (OSError, ValueError) as error:
            message = f"no scheduler answers at {address}; start one with dask scheduler, or correct the address"
            raise ClusterError(message) from error
        self._workers = AdmittedWorkers(address, self._client, admission)
        try:
            self._workers.admit_all()
        except BaseException:
            self.close()
            raise

    @property
    def count(self) -> int:
        """The number of workers that are there now, at least 1."""
        return max(1, len(self._workers.find()))

    def run(
        self, function: Callable[[T], R], chunks: Iterable[list[T]], on_done: OnDone | None
    ) -> Generator[R, None, None]:
        """See `Workers` for `function`, `chunks` and `on_done`. Raises ClusterError if no worker is left, or the
        scheduler is gone. Closing the generator cancels what is not done; a worker that is at a task of the run ends it
        with its next `report_done`.
        """
        run = ClusterRun(self._client, self._workers, function, on_done)
        waiting: deque[SentChunk] = deque()
        try:
            for chunk in chunks:
                waiting.append(run.send(chunk))
                if len(waiting) > run.window:
                    yield from run.take(waiting[0])
                    waiting.popleft()
            while waiting:
                yield from run.take(waiting[0])
                waiting.popleft()
        finally:
            run.end(waiting)

    def renew(self) -> None:
        """Do nothing: workers keep what the next build may need."""

    def close(self) -> None:
        """Leave the cluster, which goes on without this process."""
        self._client.close()
