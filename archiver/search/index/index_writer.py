"""Writes the next version of an index: adds segments of workers, deletes documents of old ones, merges small ones."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from archiver.files import make_folders
from archiver.search.index.commit_point import CommitPoint, read_checksums
from archiver.search.index.doc_store import StoredThread
from archiver.search.index.merge import choose_segments_to_merge, merge_segments
from archiver.search.index.segment_reader import Segment, open_segments
from archiver.search.index.table_of_contents import file_of, read_table_of_contents, toc_file_name
from archiver.search.index.types import IndexDiff, MergePolicy, SegmentMeta, WriteContents
from archiver.search.index.whoosh_version import installed_fork, whoosh_name_and_version

_SMALL = 1_000  # blocks of the document store that are removed, and threads that are added, together


class IndexWriter:
    """Writes the files of the next version of an index, for a transaction. Searches don't see them until a commit."""

    def __init__(
        self,
        folder: Path,
        name: str,
        previous: CommitPoint | None,
        write_contents: WriteContents,
        merge_policy: MergePolicy | None = None,
    ) -> None:
        """Read the list of segments of the index to change. Raises OSError and DamagedIndex.

        Args:
            folder: The search folder.
            name: The folder of the index in it.
            previous: The index to change; None begins an empty one.
            write_contents: Writes the table of contents.
            merge_policy: Chooses the segments to merge; None is `merge.choose_segments_to_merge`.
        """
        self._root = folder
        self._folder = folder / name
        make_folders(self._folder, folder.parent)
        self._write_contents = write_contents
        self._choose = merge_policy or choose_segments_to_merge
        self._previous = previous
        self._old = list(read_table_of_contents(self._folder, previous.generation)) if previous else []
        self._deleted = [set(segment.deleted) for segment in self._old]
        self._removed: list[StoredThread] = []
        self._added: set[str] = set()

    @cached_property
    def _opened(self) -> tuple[Segment, ...]:
        return open_segments(self._folder, self._old)

    def remove(self, thread: str) -> None:
        """Mark the documents of the thread with the slug `thread` as deleted."""
        for number, segment in enumerate(self._opened):
            found = segment.postings("thread", thread.encode("utf-8", "surrogatepass"))
            if found:
                self._deleted[number].update(found.docs)
                if self._is_small():
                    self._removed += segment.blocks_of(found.docs)

    def write(self, added: Sequence[SegmentMeta], *, forgets: bool = False) -> CommitPoint:
        """Write the files of the next index; returns its commit point, for the transaction to write.

        Raises OSError, and DamagedIndex if a segment that is to be rewritten is damaged.

        Args:
            added: The new segments.
            forgets: True rewrites each segment that has deleted documents.
        """
        if self._previous:
            self._read_added(added)
        old = (
            segment._replace(deleted=frozenset(deleted))
            for segment, deleted in zip(self._old, self._deleted, strict=True)
            if len(deleted) < segment.documents
        )
        segments = self._merged([*old, *added])
        if forgets:
            segments = [self._rewritten([segment]) if segment.deleted else segment for segment in segments]
        generation = self._previous.generation + 1 if self._previous else 1
        self._write_contents(self._folder, segments, generation)
        known = self._previous.files if self._previous else {}
        files = read_checksums(self._folder, known, self._files_of(segments, generation))
        return CommitPoint(
            name=self._folder.name,
            generation=generation,
            library=whoosh_name_and_version(),
            fork=installed_fork(),
            files=files,
        )

    def _files_of(self, segments: Sequence[SegmentMeta], generation: int) -> list[str]:
        """The names of all files of the index, sorted."""
        prefixes = tuple(file_of(segment.name, ".") for segment in segments)
        found = (file.name for file in self._folder.iterdir() if file.name.startswith(prefixes))
        return sorted([toc_file_name(generation), *found])

    def _read_added(self, added: Sequence[SegmentMeta]) -> None:
        for segment in open_segments(self._folder, added):
            self._added.update(segment.urls)

    def _is_small(self) -> bool:
        """True if so few posts have changed that it pays to remember what they were."""
        return len(self._removed) + len(self._added) < _SMALL

    def _merged(self, segments: list[SegmentMeta]) -> list[SegmentMeta]:
        """Merge the segments that the policy chooses."""
        chosen = self._choose(segments)
        if not chosen:
            return segments
        others = [segment for segment in segments if segment not in chosen]
        merged = self._rewritten(chosen)
        return [*others, merged] if merged.documents else others

    def _rewritten(self, segments: Sequence[SegmentMeta]) -> SegmentMeta:
        """One segment with what is not deleted, made after a comparison with the checksums of `segments`: it gets new
        ones, so that damage that it took over would never be noticed. New segments have no checksums yet.
        """
        for segment in segments:
            if self._previous:
                self._previous.verify_files(self._root, file_of(segment.name, "."))
        return merge_segments(self._folder, open_segments(self._folder, segments))

    def diff(self) -> IndexDiff | None:
        """The difference from the previous index; None if there is no previous index, or if very much differs."""
        if self._previous is None or not self._is_small():
            return None
        return IndexDiff(removed=tuple(self._removed), added=frozenset(self._added))
