"""Runs chunks of tasks in this process, one after the other."""

from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

from archiver.pool.chunks import run_chunk
from archiver.pool.progress import OnDone, counted

T = TypeVar("T")
R = TypeVar("R")


class Serial:
    """Implements `Workers` without any other process."""

    count = 1

    def run(
        self, function: Callable[[T], R], chunks: Iterable[list[T]], on_done: OnDone | None
    ) -> Generator[R, None, None]:
        """See `Workers` for `function`, `chunks` and `on_done`."""
        with counted(on_done):
            for chunk in chunks:
                yield from run_chunk(function, chunk)

    def renew(self) -> None:
        """Nothing is kept for later tasks."""

    def close(self) -> None:
        """Nothing has been started."""
