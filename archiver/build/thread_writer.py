"""Writes threads as workers return them: their files to the site, their posts to the index, their records."""

from collections.abc import Iterable

from msgspec import Struct, field

from archiver import urls
from archiver.build.dependencies import DependencyTracker
from archiver.build.site_writer import MEDIA, SiteWriter
from archiver.build.tasks import BatchReceipt, IndexReceipt, RenamedReceipt, ThreadReceipt
from archiver.errors import Problem
from archiver.manifest import NO_DIGEST, Manifest, OutputRecord, ThreadRecord
from archiver.model import GroupKey, ThreadSummary
from archiver.search import IndexTransaction
from archiver.source import Source


class ThreadWriter(Struct, kw_only=True):
    """The threads of one build. All changes are in the transactions of the manifest and of the index."""

    manifest: Manifest
    index: IndexTransaction
    site: SiteWriter
    tracker: DependencyTracker
    changed: set[GroupKey] = field(default_factory=set)
    """The groups of which a thread has changed, come or gone."""
    problems: list[Problem] = field(default_factory=list)
    """Those of threads that were drawn, or could not be drawn."""
    faulty: set[str] = field(default_factory=set)
    """The sources of these threads."""
    drawn: int = 0
    """Threads that were drawn, or could not be drawn."""
    indexed_posts: int = 0
    """Posts in the new segments."""
    has_all_media: bool = True
    """False if a thread could not be drawn with its files as they are now."""

    def apply(self, receipt: BatchReceipt) -> None:
        """Publish, index and record the threads of a batch. Raises OSError."""
        for segment in receipt.segments:
            self.index.add(segment)
            self.indexed_posts += segment.documents
        drawn = [thread for thread in receipt.threads if not isinstance(thread, IndexReceipt)]
        self.site.intend(file for thread in drawn for file in thread.files)
        for thread in receipt.threads:
            if isinstance(thread, IndexReceipt):
                self._extend_dependencies(thread.source, thread.dependencies)
            elif isinstance(thread, RenamedReceipt):
                self._write_renamed(thread)
            else:
                self._apply_thread(thread)
        self.site.publisher.forget_folders()

    def postpone(self, sources: Iterable[str]) -> None:
        """Let the next build draw recorded threads, whatever has changed since this one."""
        for source in sources:
            if self.manifest.dependencies_of(source) != NO_DIGEST:
                self.manifest.update_thread(source, dependencies=NO_DIGEST)

    def delete(self, source: str) -> None:
        """Delete a recorded thread whose source is gone, and its posts; its files become obsolete."""
        self._remove_posts(self.manifest.summary(source))
        self.changed |= self.manifest.delete_thread(source)
        self.manifest.media.delete(source)
        self.manifest.figures.delete(source)
        self.site.records.changes.visit([source])

    def _extend_dependencies(self, source: Source, dependencies: str) -> None:
        """Record what has been read besides of a thread whose pages are current: by the index, which mostly reads what
        they have read too.
        """
        stored = self.manifest.dependencies_of(source.path)
        extended = self.tracker.extended(stored, dependencies)
        if extended != stored:
            self.manifest.update_thread(source.path, dependencies=extended)

    def _write_renamed(self, receipt: RenamedReceipt) -> None:
        """Publish the pages of a thread with other names of assets; all else that is recorded of it stays."""
        for file in receipt.files:
            self.site.move(file, OutputRecord(path=file.path, owner=receipt.source.path, digest=file.digest))
        self._extend_dependencies(receipt.source, "")
        self.drawn += 1

    def _apply_thread(self, receipt: ThreadReceipt) -> None:
        from archiver.pages import memberships  # takes a tenth of a build that has nothing to do

        source, summary = receipt.source, receipt.summary
        self.site.records.changes.visit([source.path])
        previous = self.manifest.summary(source.path)
        self.has_all_media &= receipt.has_all_media
        if summary:
            self._write(receipt, summary, previous)
        elif not receipt.is_left_out and (previous is None or previous.slug == source.slug):
            summary = previous
            self.site.records.retain_existing(source.path)
            if self.site.takes_over:
                self.site.adopt(source)
        else:
            self._remove_posts(previous)
            self.manifest.media.delete(source.path)
            self.manifest.figures.delete(source.path)
        self.problems += receipt.problems
        if receipt.problems:
            self.faulty.add(source.path)
        self.drawn += 1
        self.changed |= self.manifest.write_thread(
            self._record(receipt, summary),
            memberships(summary) if summary else (),
            receipt.authored if receipt.summary else None,
        )

    def _write(self, receipt: ThreadReceipt, summary: ThreadSummary, previous: ThreadSummary | None) -> None:
        """Publish the files of a thread that was drawn, and let the index have its posts as they are now."""
        for file in receipt.files:
            owner = MEDIA if urls.media_digest(file.path) else receipt.source.path
            self.site.move(file, OutputRecord(path=file.path, owner=owner, digest=file.digest))
        self.manifest.media.write(receipt.source.path, receipt.media)
        self.manifest.figures.write(receipt.source.path, receipt.figures)
        self.index.remove(summary.slug)  # the worker's segment has its new posts
        self._remove_posts(previous)  # it may have had another slug

    def _record(self, receipt: ThreadReceipt, summary: ThreadSummary | None) -> ThreadRecord:
        return ThreadRecord(
            source=receipt.source.path,
            content=receipt.content,
            inputs=receipt.inputs,
            dependencies=self.tracker.dependency_digest(receipt.dependencies) if receipt.content else NO_DIGEST,
            stat_signature=receipt.source.signature,
            summary=summary,
            problems=receipt.problems,
            cross_thread=receipt.cross_thread,
        )

    def _remove_posts(self, previous: ThreadSummary | None) -> None:
        """Remove the posts of a thread, as the previous build had it, from the index."""
        if previous:
            self.index.remove(previous.slug)
