"""Which shards an update has to encode anew: the ranges of terms between two content-defined boundaries."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRange:
    """The terms of a field from `start` up to, not including, `stop`; None: up to the end of the field."""

    letter: str
    """The letter of the field."""
    start: bytes = b""
    stop: bytes | None = None

    @property
    def first_key(self) -> bytes:
        """The key of `start`."""
        return self.letter.encode() + self.start

    @property
    def end_key(self) -> bytes:
        """The key before which the range ends; all keys of other fields are outside."""
        return chr(ord(self.letter) + 1).encode() if self.stop is None else self.letter.encode() + self.stop


class ShardRanges:
    """The ranges between the boundaries of one field, before and after an update.

    Shards are cut anew at each boundary. So the shards of a range change only if a record in the range does, or if the
    boundary at either end appears or vanishes.
    """

    def __init__(self, letter: str, before: Collection[bytes], after: Collection[bytes]) -> None:
        """`letter` is the field's; `before` and `after` are the terms that are boundaries before and after the update.

        The beginning of the field counts as a boundary, whether or not its first term is in them.
        """
        self._letter = letter
        self._starts = sorted({b"", *after})
        self._appeared = {term for term in after if term and term not in before}

    def find_stale(self, changed: Iterable[bytes]) -> Iterator[TermRange]:
        """The ranges to encode anew, ascending, ranges next to each other as one.

        These are the ranges with terms that are `changed`, which includes all that appear or vanish; and the range left
        of each boundary that appears, for that range ends earlier than before. Where a boundary vanishes, the ranges on
        both sides are one, which has the boundary's term.
        """
        stale = {bisect_right(self._starts, term) - 1 for term in changed}
        stale |= {bisect_right(self._starts, term) - 2 for term in self._appeared}
        for first, last in consecutive_runs(sorted(stale)):
            stop = self._starts[last + 1] if last + 1 < len(self._starts) else None
            yield TermRange(letter=self._letter, start=self._starts[first], stop=stop)


def consecutive_runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last number of each run of ascending numbers that follow each other.

    >>> list(consecutive_runs([1, 2, 3, 5, 7, 8]))
    [(1, 3), (5, 5), (7, 8)]
    """
    for _, group in groupby(enumerate(numbers), key=lambda placed: placed[1] - placed[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]
