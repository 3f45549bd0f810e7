"""One run of a function on a cluster: its chunks are sent, and their results taken in order."""

import pickle
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import uuid4

from distributed import Client, Future, KilledWorker
from distributed.client import ClosedClientError, FutureCancelledError
from distributed.comm.core import CommClosedError

from archiver.errors import ClusterError
from archiver.pool.cluster.admission import AdmittedWorkers
from archiver.pool.cluster.worker import Answer, run_tasks
from archiver.pool.progress import OnDone

_Pending: TypeAlias = "Future[Answer]"

_CHUNKS_PER_WORKER = 3  # under way, so that no worker waits for this process
_POLL = 0.5  # seconds between two looks at progress
_LOOK = 5.0  # seconds between two looks at which workers there are


@dataclass(slots=True)
class SentChunk:
    """A chunk of tasks that is under way."""

    tasks: bytes
    """Pickled, to send them again."""
    pending: _Pending


class ClusterRun:
    """One run on a cluster."""

    def __init__(
        self, client: Client, workers: AdmittedWorkers, function: Callable[[Any], Any], on_done: OnDone | None
    ) -> None:
        """`function` and `on_done` are as in `Workers.run`; `client` sends tasks to the `workers`."""
        self._client, self._workers, self._on_done = client, workers, on_done
        self._function = workers.dumps(function)
        self._id = uuid4().hex
        self._done = 0
        self._under_way: dict[str, int] = {}
        """The number of parts that are done of chunks whose results have not come, by the keys of their tasks."""
        self.window = 0
        """The number of chunks that may be under way; 0 before the first is sent."""

    def send(self, chunk: list[Any]) -> SentChunk:
        """Send a chunk of tasks, and before the first one the function."""
        if not self.window:
            self.window = _CHUNKS_PER_WORKER * max(1, self._workers.teach_all(self._id, self._function))
            if self._on_done:
                self._client.subscribe_topic(self._id, self._hear)
        tasks = pickle.dumps(chunk, protocol=5)
        return SentChunk(tasks, self._submit(tasks))

    def take(self, chunk: SentChunk) -> list[Any]:
        """Wait for the results of a chunk. Raises what the function has raised, and ClusterError."""
        while (answer := self._wait(chunk.pending)).outcome is None:  # the worker came late, or has seemed lost
            self._workers.admit(answer.worker)
            self._workers.teach(self._id, self._function, [answer.worker])
            chunk.pending = self._submit(chunk.tasks)
        self._done += answer.parts
        self._under_way.pop(str(chunk.pending.key), None)
        self._tell()
        outcome: list[Any] | Exception = pickle.loads(answer.outcome)  # noqa: S301  of a worker that is admitted
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def end(self, waiting: Iterable[SentChunk]) -> None:
        """End the run: cancel the chunks that are under way."""
        pending = [chunk.pending for chunk in waiting]
        with suppress(OSError, ClosedClientError):  # the scheduler may be gone
            if pending:
                self._client.cancel(pending, force=True)
            if self._on_done and self.window:
                self._client.unsubscribe_topic(self._id)

    def _submit(self, tasks: bytes) -> _Pending:
        return self._client.submit(run_tasks, self._id, tasks, key=f"archiver-{uuid4().hex}")

    def _wait(self, pending: _Pending) -> Answer:
        """Wait for the answer of a worker, and tell of progress meanwhile. Raises ClusterError."""
        looked = time.monotonic()
        while True:
            try:
                return pending.result(timeout=_POLL)
            except TimeoutError:
                pass
            except KilledWorker as error:
                message = "several workers have ended at the same threads; perhaps they need more memory"
                raise ClusterError(message) from error
            except (FutureCancelledError, CommClosedError, ClosedClientError) as error:
                raise self._workers.lost() from error
            self._tell()
            if time.monotonic() - looked > _LOOK:
                self._workers.wait_for_some()
                looked = time.monotonic()

    def _hear(self, event: tuple[float, Any]) -> None:
        _, message = event
        key, parts = message["key"], message["parts"]
        self._under_way[key] = max(parts, self._under_way.get(key, 0))

    def _tell(self) -> None:
        if self._on_done:
            self._on_done(self._done + sum(self._under_way.copy().values()))
