"""Fetches many files at once into a `MediaStore`: a few connections for each host, and a bounded number in all."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterable

from aiohttp.abc import AbstractResolver

from archiver.fetch.addresses import host_of
from archiver.fetch.client import Client
from archiver.fetch.downloads import Download, remove_partial_files
from archiver.fetch.hosts import Host
from archiver.fetch.limits import FetchLimits
from archiver.fetch.outcomes import Failure
from archiver.fetch.reports import FetchReport
from archiver.fetch.requests import MediaRequest
from archiver.media.at_home import FailureKind
from archiver.media.media_store import MediaStore

OnFetched = Callable[[int, int], None]
"""Called with the number of files that are done, and that of all."""


class _Run:
    """The state of a run, which its tasks share."""

    def __init__(self, client: Client, store: MediaStore, limits: FetchLimits, on_done: Callable[[], None]) -> None:
        self._client, self._store, self._limits, self._on_done = client, store, limits, on_done
        self.fetched = self.size = 0
        self.failures: Counter[FailureKind] = Counter()

    async def fetch_all(self, requests: Iterable[MediaRequest]) -> None:
        """Fetch files; each host has a queue, and a few tasks that take from it."""
        queues: dict[str, deque[MediaRequest]] = {}
        for request in requests:
            queues.setdefault(host_of(request.url), deque()).append(request)
        async with asyncio.TaskGroup() as group:
            for queue in queues.values():
                host = Host(self._limits)
                for _ in range(min(self._limits.connections_per_host, len(queue))):
                    group.create_task(self._empty(queue, host))

    async def _empty(self, queue: deque[MediaRequest], host: Host) -> None:
        while queue:
            await self._fetch(queue.popleft(), host)

    async def _fetch(self, request: MediaRequest, host: Host) -> None:
        download = Download(self._store.folder, request.address)
        outcome = await self._client.fetch(request.url, download, host, accepts_any=request.accepts_any)
        if isinstance(outcome, Failure):
            self._store.add_failure(request.address, outcome.kind, outcome.detail)
            self.failures[outcome.kind] += 1
        else:
            self.size += download.store(self._store, request.address).size
            self.fetched += 1
        self._on_done()


def fetch_media(
    requests: tuple[MediaRequest, ...],
    store: MediaStore,
    limits: FetchLimits,
    *,
    wanted: frozenset[str] = frozenset(),
    on_fetched: OnFetched | None = None,
    resolver: AbstractResolver | None = None,
) -> FetchReport:
    """Fetch files into a store. What is done when the command is interrupted is in the store.

    Args:
        requests: the files.
        store: takes each file, or why it did not come, as soon as that is known.
        limits: the bounds.
        wanted: addresses whose partial files stay, though they are not fetched in this run.
        on_fetched: called after each file.
        resolver: finds the addresses of hosts; None for that of the system.

    Raises:
        OutputError: The disk refuses.
    """
    kept = wanted | {request.address for request in requests}
    remove_partial_files(store.folder, kept)
    try:
        report = asyncio.run(_fetch_media(requests, store, limits, on_fetched, resolver))
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None  # all tasks end at the first error
    remove_partial_files(store.folder, kept)
    return report


async def _fetch_media(
    requests: tuple[MediaRequest, ...],
    store: MediaStore,
    limits: FetchLimits,
    on_fetched: OnFetched | None,
    resolver: AbstractResolver | None,
) -> FetchReport:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if on_fetched:
            on_fetched(done, len(requests))

    async with Client(limits, resolver) as client:
        run = _Run(client, store, limits, count)
        await run.fetch_all(requests)
    return FetchReport(fetched=run.fetched, size=run.size, failures=run.failures)
