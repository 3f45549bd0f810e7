"""A cache whose entries have sizes: those that were not used for the longest time go when there are too many bytes."""

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class BoundedCache(Generic[K, V]):
    """A mapping of at most `limit` bytes, as their callers count them. The newest entry stays, however large it is."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._size = 0

    def get(self, key: K) -> V | None:
        """The value of a key, which is then the last used one; None if there is none."""
        if key not in self._entries:
            return None
        self._entries.move_to_end(key)
        return self._entries[key][0]

    def put(self, key: K, value: V, size: int) -> None:
        """Store a value that takes `size` bytes under a key, in place of the one that it has."""
        self.discard(key)
        self._entries[key] = value, size
        self._size += size
        while self._size > self._limit and len(self._entries) > 1:
            self.discard(next(iter(self._entries)))

    def discard(self, key: K) -> None:
        """Remove a key, if it is there."""
        _, size = self._entries.pop(key, (None, 0))
        self._size -= size

    def values(self) -> Iterator[V]:
        """All values; the one that was not used for the longest time comes first."""
        return (value for value, _ in self._entries.values())
