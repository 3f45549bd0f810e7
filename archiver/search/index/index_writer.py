"""Puts an index together: new segments from the workers, deletions in old ones, small ones merged; then one commit."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from archiver.errors import DamagedIndex, StateError
from archiver.search.index.changed_terms import touched_terms
from archiver.search.index.commit_point import INDEX_NAME, REBUILD_HINT, CommitPoint, checksums
from archiver.search.index.doc_store import KeptThread
from archiver.search.index.merge import choose, merge_segments
from archiver.search.index.postings_codec import BLOCK
from archiver.search.index.schema import make_schema
from archiver.search.index.segment_reader import Index, IndexHandle, Segment, handle_of, read_segments
from archiver.search.index.values import SegmentMeta, TermDiff
from archiver.search.index.whoosh_version import library

_SMALL = 2_000  # blocks of posts, as they were and are
MergePolicy = Callable[[Sequence[W3Segment]], Sequence[W3Segment]]
"""Chooses, of all segments of an index, those to merge into one; none leaves them as they are."""


class IndexWriter:
    """Changes an index, and puts it in the place of the current one."""

    def __init__(
        self, folder: Path, name: str, commit_point: CommitPoint | None, merge_policy: MergePolicy | None = None
    ) -> None:
        """Open the index to change.

        Args:
            folder: The search folder.
            name: The folder of the index in it.
            commit_point: The index to change; None begins an empty one.
            merge_policy: Chooses the segments to merge; None is `merge.choose`.
        """
        self._folder = folder
        self._place = folder / name
        self._place.mkdir(parents=True, exist_ok=True)
        self._choose = merge_policy or choose
        self._before = commit_point
        self._after: CommitPoint | None = None
        self._known = read_segments(folder, commit_point) if commit_point else []
        self._removed: list[KeptThread] = []
        self._added: list[KeptThread] = []

    @cached_property
    def _segments(self) -> tuple[Segment, ...]:
        return Index(self._place, self._known).segments

    def remove(self, thread: str) -> None:
        """Forget the posts of a thread, by its slug."""
        for segment, known in zip(self._segments, self._known, strict=True):
            found = segment.postings("thread", thread.encode("utf-8", "surrogatepass"))
            for document in found.docs if found else ():
                known.delete_document(document)
            if found and self._is_small():
                self._removed += segment.blocks_of(found.docs)

    def write(self, written: Sequence[SegmentMeta]) -> None:
        """Write what is to be the index from the commit on. Raises OSError, and StateError if it was damaged."""
        if self._before:  # else all is new
            for segment in Index(self._place, list(map(_segment, written))).segments:
                for number in range(len(segment.starts)):
                    if self._is_small():
                        self._added.append(segment.block(number))
        segments = [segment for segment in self._known if segment.doc_count() > 0]
        segments = self._merged([*segments, *map(_segment, written)])
        generation = self._before.generation + 1 if self._before else 1
        storage = FileStorage(str(self._place))
        TOC(make_schema(), segments, generation).write(storage, INDEX_NAME)
        names = [TOC._filename(INDEX_NAME, generation)]  # noqa: SLF001  Whoosh has no other name for it
        names += (name for segment in segments for name in segment.list_files(storage))
        known = self._before.files if self._before else {}
        files = checksums(self._place, known, sorted(names))
        self._after = CommitPoint(name=self._place.name, generation=generation, library=library(), files=files)

    def _is_small(self) -> bool:
        """True for a change that is worth telling from a new index."""
        return len(self._removed) + len(self._added) < _SMALL

    def _merged(self, segments: list[W3Segment]) -> list[W3Segment]:
        chosen = self._choose(segments)
        if not chosen:
            return segments
        for segment in chosen:
            self._check(segment)
        kept = [segment for segment in segments if segment not in chosen]
        merged = merge_segments(self._place, Index(self._place, chosen))
        return [*kept, _segment(merged)] if merged.documents else kept

    def _check(self, segment: W3Segment) -> None:
        """What a disk has lost must not get a checksum of its own. A new segment has none yet."""
        try:
            if self._before:
                self._before.check(self._folder, segment.make_filename("."))
        except DamagedIndex as error:
            raise StateError(f"the search index is damaged: {error}; {REBUILD_HINT}") from error

    def handle(self) -> IndexHandle:
        """What is to be the index, for whoever exports it."""
        assert self._after is not None, "nothing is written yet"  # noqa: S101
        return handle_of(self._folder, self._after)

    def diff(self) -> TermDiff | None:
        """What is another than before; None if the index is new, or too much is."""
        if self._before is None or not self._is_small():
            return None
        threads = frozenset(thread.url for thread in (*self._removed, *self._added))
        return TermDiff(terms=frozenset(touched_terms(self._removed, self._added)), threads=threads)

    def commit(self) -> CommitPoint:
        """Make the written index current, atomically. Raises OSError."""
        assert self._after is not None, "nothing is written yet"  # noqa: S101
        self._after.write(self._folder)
        return self._after


def _segment(written: SegmentMeta) -> W3Segment:
    codec = W3Codec(blocklimit=BLOCK, compression=0)
    return W3Segment(codec, INDEX_NAME, doccount=written.documents, segid=written.name)
