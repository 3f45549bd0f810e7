"""Posting lists in the browser index: their encoding, and their cutting into blocks.

No loop here runs once per posting in Python: an archive has hundreds of postings for each of its posts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress, pairwise
from operator import mul, not_, sub
from typing import NamedTuple, Self, TypeVar

from archiver.search.browser.layout import FileSize
from archiver.search.index.varints import Cursor, varints

NUMBER_BYTES = 9
"""The length of a number at the end of a key: 6 bytes for the place, 3 for the offset."""
_Border = TypeVar("_Border", int, bytes)


class Number(NamedTuple):
    """The number of a post."""

    place: int
    """The place of the thread."""
    offset: int
    """The offset in the thread, from 0."""

    def encode(self) -> bytes:
        """The number as the end of a key; such bytes sort as numbers do."""
        return self.place.to_bytes(6, "big") + self.offset.to_bytes(3, "big")

    @classmethod
    def of_key(cls, key: bytes) -> Self:
        """The number at the end of a key."""
        end = key[-NUMBER_BYTES:]
        return cls(int.from_bytes(end[:6], "big"), int.from_bytes(end[6:], "big"))


class Posting(NamedTuple):
    """A posting of a term."""

    number: Number
    impact: int
    """0 in a field without impacts."""
    positions: bytes
    """The encoded positions of the term in the post; empty in a field without, and for a stem."""


@dataclass(slots=True, kw_only=True)
class Postings:
    """The postings of a term, or some of them, by number. `impacts` and `positions` may be missing, and are empty."""

    places: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    impacts: bytearray = field(default_factory=bytearray)
    positions: list[bytes] = field(default_factory=list)

    def cut(self, start: int, end: int) -> "Postings":
        """The postings with the indices start <= index < end."""
        return Postings(
            places=self.places[start:end],
            offsets=self.offsets[start:end],
            impacts=self.impacts[start:end],
            positions=self.positions[start:end],
        )

    def extend(self, others: "Postings") -> None:
        """Append postings of higher numbers."""
        self.places += others.places
        self.offsets += others.offsets
        self.impacts += others.impacts
        self.positions += others.positions

    def replace(self, place: int, postings: Sequence[Posting]) -> None:
        """Replace the postings of one thread, whose place is `place`, by `postings`, which may be none."""
        cut = slice(bisect_left(self.places, place), bisect_right(self.places, place))
        self.places[cut] = [place] * len(postings)
        self.offsets[cut] = [one.number.offset for one in postings]
        self.impacts[cut] = bytes(one.impact for one in postings if one.impact)
        self.positions[cut] = [one.positions for one in postings if one.positions]

    def encode(self) -> tuple[bytes, ...]:
        """The postings without their number and positions, in parts: the places, the offsets, the impacts."""
        steps = list(map(sub, self.places, chain((0,), self.places)))
        before = map(mul, chain((0,), self.offsets), map(not_, steps))  # 0 for the first posting of a thread
        return varints(steps), varints(map(sub, self.offsets, before)), bytes(self.impacts)

    def encode_positions(self) -> tuple[bytes, ...]:
        """The positions in parts: the length of each in bytes, and all of them."""
        return varints(map(len, self.positions)), b"".join(self.positions)


def decode_postings(cursor: Cursor, count: int, *, has_impacts: bool) -> Postings:
    """Decode the result of `Postings.encode`. Raises IndexError if it ends too early.

    Args:
        cursor: Is at the postings; reads them.
        count: The number of postings.
        has_impacts: Whether the field has impacts.
    """
    steps, offsets, last = cursor.numbers(count), cursor.numbers(count), 0
    for index, step in enumerate(steps):
        offsets[index] = last = offsets[index] if step else last + offsets[index]
    impacts = bytearray(cursor.take(count if has_impacts else 0))
    return Postings(places=list(accumulate(steps)), offsets=offsets, impacts=impacts)


def decode_positions(cursor: Cursor, count: int) -> list[bytes]:
    """Decode the result of `Postings.encode_positions` for `count` postings. Raises IndexError if it ends too early."""
    return [cursor.take(length) for length in cursor.numbers(count)]


class Borders(dict[int, bool]):
    """Whether a place is a hard border of files of one size, by place, found at the first look-up."""

    def __init__(self, size: FileSize) -> None:
        """`size` says which places are borders."""
        super().__init__()
        self._size = size

    def __missing__(self, place: int) -> bool:
        found = self[place] = self._size.is_border(place)
        return found

    def starts(self, places: Sequence[int]) -> list[int]:
        """Where to cut postings or posts, of which `places` has the place of each: the first index of each file.

        `places` ascend, and begin at a hard border.
        """
        hard = compress(range(len(places)), map(self.__getitem__, places))
        first = [0, *(i for i in hard if i and places[i - 1] != places[i])]
        most = self._size.most
        return [at for start, end in pairwise((*first, len(places))) for at in range(start, end, most)]

    def are_hard(self, numbers: Sequence[Number]) -> list[bool]:
        """For each number with which a file begins, ascending, whether there is a hard border, or no file before."""
        pairs = pairwise(numbers)
        return [True, *(self[now.place] and now.place != last.place for last, now in pairs)] if numbers else []


def stale_runs(starts: Sequence[_Border], changed: Iterable[_Border]) -> list[tuple[int, int]]:
    """Which ranges between hard borders an edit changes, as (index of the first, index of the last + 1) of each run.

    A range is stale if something in it changes, or if what comes or goes may be the border that it ends with. Something
    below the first border is in the first range. `starts` are the borders, places or keys, `changed` what differs.

    >>> stale_runs([b"c", b"g", b"m"], [b"h", b"m"]), stale_runs([b"c", b"g", b"m"], [b"a"])
    ([(1, 3)], [(0, 1)])
    """
    stale: set[int] = set()
    for one in changed:
        stale.add(max(0, bisect_right(starts, one) - 1))
        stale.add(max(0, bisect_left(starts, one) - 1))
    runs: list[tuple[int, int]] = []
    for index in sorted(stale):
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
