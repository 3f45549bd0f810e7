"""Parts of an archive: which paths are in one, and what is known of the paths of all, where only one is in memory."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")

PathRanges = tuple[tuple[str, str], ...]
"""Ranges of content paths in their order: the first path that each may have, and the first one beyond it."""
BEYOND_PATHS = "\U0010ffff"
"""Is after each content path."""
ALL_PATHS: PathRanges = (("", BEYOND_PATHS),)


class PartedMapping(Mapping[str, T]):
    """What is known of content paths: those of one part of the archive are in memory, others are found on demand.

    Who iterates over it gets only those in memory.

    Args:
        own: what is in memory.
        find_part: gives what is known of the paths of the part that a path belongs to, whether or not it exists; None
            if it belongs to those in memory. It pickles.
    """

    def __init__(self, own: Mapping[str, T], find_part: Callable[[str], Mapping[str, T] | None]) -> None:
        self._own, self._find_part = own, find_part

    def part(self, path: str) -> Mapping[str, T]:
        """What is known of the paths of the part that a path belongs to."""
        found = self._find_part(path)
        return self._own if found is None else found

    def __contains__(self, path: object) -> bool:
        return path in self._own or (isinstance(path, str) and path in self.part(path))

    def __getitem__(self, path: str) -> T:
        return self._own[path] if path in self._own else self.part(path)[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)
