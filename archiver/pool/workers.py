"""The interface of all that runs tasks: this process, several processes, a cluster."""

from collections.abc import Callable, Generator, Iterable
from typing import Protocol, TypeVar

from archiver.pool.progress import OnDone

T = TypeVar("T")
R = TypeVar("R")


class Workers(Protocol):
    """Run chunks of tasks. A task may run more than once, at the same time too, if a worker is lost or seems so; the
    result of one run counts.
    """

    @property
    def count(self) -> int:
        """The number of tasks that run at once."""
        ...

    def run(
        self, function: Callable[[T], R], chunks: Iterable[list[T]], on_done: OnDone | None
    ) -> Generator[R, None, None]:
        """The results of `function` for each task of each chunk, in order. An exception of the function is raised and
        ends the run; so does closing the generator.

        Args:
            function: called with each task.
            chunks: lists of tasks, taken as workers get idle: a few for each are under way at a time.
            on_done: called with the number of parts that tasks have reported as done; None: nobody asks.
        """
        ...

    def renew(self) -> None:
        """Free the memory that earlier runs have left."""
        ...

    def close(self) -> None:
        """End. Nothing is run afterwards."""
        ...
