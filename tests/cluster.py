"""A scheduler and workers of Dask for tests, each a process of its own, on loopback."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client

from tests.cluster_orders import OBEYED, ORDER
from tests.ports import HOST, own_port

REPOSITORY = Path(__file__).parents[1]
_PATIENCE = 120.0  # seconds: a machine may have much else to do


@dataclass(kw_only=True)
class RunningCluster:
    """A scheduler, and the workers that tests have started."""

    address: str
    client: Client
    """Of the tests themselves, to look at the scheduler."""
    folder: Path
    """For what workers write of their own, and what they say."""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(
        self, code: Path = REPOSITORY, *, threads: int = 1, far_from: Path | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a worker, and wait until the scheduler has it.

        Args:
            code: the folder with its program.
            threads: the number of tasks that it runs at once.
            far_from: a folder of which it cannot use any file.
        """
        name = f"w{len(self.workers)}"
        command = ["worker", self.address, "--no-nanny", "--host", HOST, "--dashboard-address", f"{HOST}:0"]
        place = ["--name", name, "--local-directory", str(self.folder)]
        options = ["--nthreads", str(threads), "--preload", "tests.cluster_preload"]
        worker = _start(self.folder, code, *command, *place, *options, far_from=far_from)
        self.workers.append(worker)
        wait_until(lambda: name in self._addresses() or worker.poll() is not None)
        assert worker.poll() is None, "the worker has ended"
        return worker

    def have_workers(self, count: int) -> None:
        """Start workers until there are so many that live, and end those that are more."""
        wait_until(lambda: self.count() == len(self.living()))
        for _ in range(count - len(self.living())):
            self.start_worker()
        for worker in self.living()[count:]:
            worker.kill()
            worker.wait()
        wait_until(lambda: self.count() == count)

    def order(self, number: signal.Signals) -> None:
        """Let a worker end or stop itself in the middle of a batch."""
        (self.folder / OBEYED).unlink(missing_ok=True)
        (self.folder / ORDER).write_text(str(int(number)))

    def has_obeyed(self) -> bool:
        """True if a worker has done what was ordered last."""
        return (self.folder / OBEYED).exists()

    def obeying(self) -> int:
        """The id of the process that has got the last order."""
        return int((self.folder / OBEYED).read_text())

    def living(self) -> list[subprocess.Popen[bytes]]:
        """The processes of workers that have not ended."""
        return [worker for worker in self.workers if worker.poll() is None]

    def count(self) -> int:
        """The number of workers that the scheduler has."""
        return len(self._addresses())

    def _addresses(self) -> dict[str, str]:
        """The addresses of the workers that the scheduler has, by name."""
        return {one["name"]: address for address, one in self.client.scheduler_info()["workers"].items()}

    def tasks(self) -> int:
        """The number of tasks that the scheduler has."""
        return int(self.client.run_on_scheduler(_count_tasks))

    def take_for_dead(self, pid: int) -> None:
        """Let the scheduler do what it does when a worker, which has this process id, is silent for too long."""
        (name,) = [f"w{number}" for number, worker in enumerate(self.workers) if worker.pid == pid]
        address = self._addresses()[name]
        self.client.run_on_scheduler(_remove_worker, address=address)


def _count_tasks(dask_scheduler: object) -> int:
    return len(dask_scheduler.tasks)  # type: ignore[attr-defined]


async def _remove_worker(dask_scheduler: object, address: str) -> None:
    await dask_scheduler.remove_worker(address, stimulus_id="of a test")  # type: ignore[attr-defined]


@contextmanager
def open_cluster(folder: Path) -> Iterator[RunningCluster]:
    """A scheduler without workers; all of it ends with the block. `folder` is for what its processes write."""
    with own_port() as port:
        address = f"tcp://{HOST}:{port}"
        options = ["--host", HOST, "--port", str(port), "--dashboard-address", f"{HOST}:0"]
        scheduler = _start(folder, REPOSITORY, "scheduler", *options)
        workers: list[subprocess.Popen[bytes]] = []
        try:
            with Client(address, timeout=_PATIENCE, set_as_default=False) as client:
                yield RunningCluster(address=address, client=client, folder=folder, workers=workers)
        finally:
            for process in (*workers, scheduler):
                process.kill()
                process.wait()


def _start(folder: Path, code: Path, *arguments: str, far_from: Path | None = None) -> subprocess.Popen[bytes]:
    """Start a command of Dask in `folder`, which imports `archiver` from the folder `code`, and uses no file below
    `far_from`.
    """
    paths = [str(code), str(REPOSITORY)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONWARNINGS": "ignore"}
    env |= {"ARCHIVER_TEST_ORDERS": str(folder), "ARCHIVER_TEST_FAR_FROM": str(far_from or "")}
    with (folder / f"{arguments[0]}.log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "dask", *arguments], env=env, cwd=folder, stdout=log, stderr=log)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for a condition. Fails if it does not hold in two minutes."""
    until = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < until, "it does not come"
        time.sleep(0.05)
