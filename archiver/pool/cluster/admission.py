"""Which workers of a cluster are given tasks: those whose results are the bytes that would be made here."""

import pickle
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from distributed import Client
from distributed.client import ClosedClientError
from msgspec import Struct

from archiver.errors import ClusterError
from archiver.pool.cluster.worker import call, receive

PATIENCE = 60.0
"""Seconds to wait for a first worker, and for another one when the last is gone."""
_POLL = 0.5  # seconds


class Admission(Struct, frozen=True, kw_only=True):
    """What a worker is asked before it gets a task."""

    traits: Callable[[], Mapping[str, str]]
    """Returns what has to be equal here and there, by name. Goes there as the name of a function in a module, so that
    another version of the program can answer."""
    find_faults: Callable[[], Sequence[str]]
    """Returns what a worker lacks whose traits are equal, in words that go on after its name. Pickles."""
    dumps: Callable[[object], bytes] = pickle.dumps
    """Pickles the functions that workers get."""


class AdmittedWorkers:
    """The workers of a scheduler, and which of them are admitted."""

    def __init__(self, address: str, client: Client, admission: Admission) -> None:
        """`client` is connected to the scheduler at `address`."""
        self._address, self._client, self._admission = address, client, admission
        self._admitted: set[str] = set()  # ids: another worker may come to an address

    def dumps(self, function: Callable[[Any], Any]) -> bytes:
        """Pickle a function for the workers."""
        return self._admission.dumps(function)

    def find(self) -> Mapping[str, str]:
        """The ids of all workers by address. Raises ClusterError if the scheduler is gone."""
        try:
            return {address: one["id"] for address, one in self._client.scheduler_info()["workers"].items()}
        except (OSError, ClosedClientError) as error:
            raise self.lost() from error

    def wait_for_some(self) -> Mapping[str, str]:
        """The ids of all workers by address, of which there is at least one. Raises ClusterError after `PATIENCE`."""
        until = time.monotonic() + PATIENCE
        while not (found := self.find()):
            if time.monotonic() > until:
                raise ClusterError(
                    f"{self._address} has had no worker for {PATIENCE:.0f} seconds; "
                    f"start some with dask worker {self._address} --nthreads 1"
                )
            time.sleep(_POLL)
        return found

    def lost(self) -> ClusterError:
        """The error to raise when the scheduler is gone."""
        return ClusterError(f"the scheduler at {self._address} does not answer any more; start it, and build again")

    def admit_all(self) -> None:
        """Admit all workers, of which there must be some. Raises ClusterError with what is wrong with each of them."""
        self._admit(self.wait_for_some())

    def admit(self, address: str) -> None:
        """Admit a worker, if it is not gone. Raises ClusterError if something is wrong with it."""
        self._admit({found: identity for found, identity in self.find().items() if found == address})

    def teach_all(self, run: str, function: bytes) -> int:
        """Give all admitted workers the pickled function of the run with the id `run`; returns their number.

        Raises ClusterError if one cannot take it.
        """
        admitted = [address for address, identity in self.find().items() if identity in self._admitted]
        self.teach(run, function, admitted)
        return len(admitted)

    def teach(self, run: str, function: bytes, addresses: list[str]) -> None:
        """Give the workers at some `addresses` a function: see `teach_all` for `run` and `function`."""
        for address, answer in self._ask(addresses, receive, run, function).items():
            if isinstance(answer, Exception):
                raise ClusterError(f"worker {address} cannot take its work ({answer!r})")

    def _ask(self, addresses: list[str], function: Callable[..., Any], *arguments: object) -> dict[str, Any]:
        """What a function returns in workers, or the exception that it raises, by address. Those are left out that are
        gone.
        """
        if not addresses:
            return {}
        found = self._client.run(function, *arguments, workers=addresses, on_error="return")
        return {address: answer for address, answer in found.items() if not isinstance(answer, OSError)}

    def _admit(self, workers: Mapping[str, str]) -> None:
        faults = self._compare_traits(list(workers))
        alike = [address for address, found in faults.items() if not found]
        answers = self._ask(alike, call, self._admission.dumps(self._admission.find_faults))
        faults |= {address: _faults_of(answer) for address, answer in answers.items()}
        wrong = [f"worker {address} {'; '.join(found)}" for address, found in sorted(faults.items()) if found]
        if wrong:
            raise ClusterError("\n".join(wrong))
        self._admitted |= {workers[address] for address in answers}

    def _compare_traits(self, addresses: list[str]) -> dict[str, Sequence[str]]:
        """What makes each worker unfit, by address."""
        own, threads = self._admission.traits(), self._client.nthreads()
        found = self._ask(addresses, self._admission.traits)
        return {address: _faults_of_traits(own, traits, threads.get(address, 1)) for address, traits in found.items()}


def _faults_of_traits(own: Mapping[str, str], traits: Mapping[str, str] | Exception, threads: int) -> Sequence[str]:
    """What is wrong with a worker.

    Args:
        own: the traits of this process.
        traits: those of the worker, or why there are none.
        threads: how many tasks it runs at once.
    """
    several = "runs several tasks in one process; start it with --nthreads 1, and more --nworkers"
    found = [several] if threads > 1 else []
    if isinstance(traits, Exception):
        return [*found, f"has no archiver of this version ({traits}); install it there"]
    different = [name for name in sorted({*own, *traits}) if own.get(name) != traits.get(name)]
    return [
        *found,
        *(f"has {name} {traits.get(name, 'none')}, here it is {own.get(name, 'none')}" for name in different),
    ]


def _faults_of(answer: Sequence[str] | Exception) -> Sequence[str]:
    return [f"cannot be asked ({answer!r})"] if isinstance(answer, Exception) else answer
