"""Finds the ranges of terms whose shards an update has to make again. They end at content-defined boundaries."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRange:
    """The terms start <= term < stop of a field, in UTF-8. A `stop` of None is the end of the field."""

    letter: str
    """The letter of the field."""
    start: bytes = b""
    stop: bytes | None = None

    @property
    def first_key(self) -> bytes:
        """The key (letter and term) of `start`."""
        return self.letter.encode() + self.start

    @property
    def end_key(self) -> bytes:
        """A key that is above all keys of the range, and not above any later key."""
        return chr(ord(self.letter) + 1).encode() if self.stop is None else self.letter.encode() + self.stop


class ShardRanges:
    """Finds stale ranges of one field, from its boundaries before and after an update.

    Every boundary begins a shard. So the shards between two boundaries change only if one of their records does, or if
    the boundary at either end appears or vanishes.
    """

    def __init__(self, letter: str, before: Collection[bytes], after: Collection[bytes]) -> None:
        """Compare the boundaries. The beginning of a field always is one.

        Args:
            letter: The letter of the field.
            before: The terms that are boundaries in the previous export.
            after: The terms that are boundaries now.
        """
        self._letter = letter
        self._starts = sorted({b"", *after})
        self._appeared = {term for term in after if term and term not in before}

    def find_stale(self, changed: Iterable[bytes]) -> Iterator[TermRange]:
        """The ranges whose shards have to be made again, ascending; adjacent ranges are joined.

        A range is stale if it has a term in `changed`, which must include all terms that appear or vanish; or if it
        ends with a boundary that appears, since it was longer before. A boundary that vanishes is such a term itself.
        """
        stale = {bisect_right(self._starts, term) - 1 for term in changed}
        stale |= {bisect_right(self._starts, term) - 2 for term in self._appeared}
        for first, last in consecutive_runs(sorted(stale)):
            stop = self._starts[last + 1] if last + 1 < len(self._starts) else None
            yield TermRange(letter=self._letter, start=self._starts[first], stop=stop)


def consecutive_runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last number of each run of consecutive integers in ascending `numbers`.

    >>> list(consecutive_runs([1, 2, 3, 5, 7, 8]))
    [(1, 3), (5, 5), (7, 8)]
    """
    for _, group in groupby(enumerate(numbers), key=lambda placed: placed[1] - placed[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]
