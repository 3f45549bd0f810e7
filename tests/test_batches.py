"""A batch of threads makes one segment of the index, or several where one is full; none where no index is kept."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from archiver.build.segments import Segments
from archiver.model import IndexedThread, Slug, Url
from archiver.search import SegmentMeta, SegmentTarget

THREAD = IndexedThread(url=Url("/a/"), slug=Slug("a"), board=Slug(""), title="A", lang="en", tags=(), posts=())


@dataclass
class Writer:
    """A segment that is full with two threads."""

    threads: int = 0
    is_closed: bool = False

    @property
    def is_full(self) -> bool:
        return self.threads == 2

    def add(self, _: IndexedThread) -> None:
        self.threads += 1

    def finish(self) -> SegmentMeta | None:
        self.is_closed = True
        return SegmentMeta(name="", documents=self.threads)

    def close(self) -> None:
        self.is_closed = True


@dataclass
class Target:
    writers: list[Writer] = field(default_factory=list)

    def open(self) -> Writer:
        self.writers.append(Writer())
        return self.writers[-1]

    def hand_over(self, segment: SegmentMeta) -> SegmentMeta:
        return segment


def open_segments(target: Target) -> Segments:
    return Segments(cast("SegmentTarget", target))


@pytest.mark.parametrize(("threads", "sizes"), [(0, []), (1, [1]), (2, [2]), (5, [2, 2, 1])])
def test_a_full_segment_is_followed_by_another_one(threads: int, sizes: list[int]) -> None:
    target = Target()
    with open_segments(target) as segments:
        for _ in range(threads):
            segments.add(THREAD)
        assert [segment.documents for segment in segments.finish()] == sizes
    assert all(writer.is_closed for writer in target.writers)


def test_what_is_not_finished_is_closed() -> None:
    target = Target()
    with open_segments(target) as segments:
        segments.add(THREAD)
    assert [writer.is_closed for writer in target.writers] == [True]


def test_without_an_index_there_are_no_segments() -> None:
    with Segments(None) as segments:
        segments.add(THREAD)
        assert segments.finish() == ()
