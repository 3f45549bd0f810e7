"""Writes the files of the site: records the intent, moves the staged file, keeps its record for the manifest."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archiver import urls
from archiver.build.site_records import SiteRecords
from archiver.manifest import NO_DIGEST, Manifest, OutputRecord, ThreadMedia
from archiver.media.variant_store import remove_unused
from archiver.model import Output, StagedFile
from archiver.publish import Publisher, PublishOutcome, stage
from archiver.search import find_orphans
from archiver.source import Source

SITE = ""
"""The owner of the files that belong to no thread and no group."""
STATISTICS = "/statistics"
"""The owner of the page with the statistics: what it shows changes with each post, what the whole site has does not."""
OWN_PAGES = "/pages"
"""The owner of the pages that are no threads and no lists (see `own_pages`)."""
MEDIA = "media"
"""The owner of all media; the manifest has the threads that use them (`MediaRecords`)."""


@dataclass(slots=True, kw_only=True)
class SiteWriter:
    """The files of one build. `manifest` gets the intents; `records` has all that is to be committed to it."""

    manifest: Manifest
    publisher: Publisher
    records: SiteRecords

    @property
    def takes_over(self) -> bool:
        """True if the output folder is ours, but all records of it are lost."""
        return self.publisher.quarantine is not None

    def take_over_orphans(self) -> None:
        """If the build takes the folder over, let the media and the browser index of a lost build be ours."""
        if self.takes_over:
            self.publisher.ours.update(find_orphans(self.publisher.folder), self.publisher.media())

    def intend(self, files: Iterable[StagedFile]) -> None:
        """Record the paths of files as ours before they are moved there; none where something foreign is.

        A build that takes the folder over records none, since nothing is foreign for certain. If it dies, there is
        still no record, and the next build takes the folder over in the same way. Raises OSError.
        """
        if self.takes_over:
            return
        if paths := [file.path for file in files if file.staged and self.publisher.may_write(file.path)]:
            self.manifest.intents.add(paths)

    def move(self, file: StagedFile, record: OutputRecord) -> None:
        """Move a staged file to its place, and keep its record. Raises OSError."""
        if (drawn := self.records.drawn.get(file.path)) and drawn.digest == file.digest:
            return  # a medium of several threads
        outcome = self.publisher.publish(file)
        if outcome is PublishOutcome.REFUSED:
            self._record_refusal(record.owner, file.path)
            return
        self.records.drawn[file.path] = record
        if outcome is PublishOutcome.WRITTEN:
            self.records.written.append(file.path)
            self.records.written_bytes += file.size

    def publish(self, owner: str, outputs: Iterable[Output]) -> None:
        """Stage and move files of an owner. Raises OSError."""
        files = stage(outputs, self.records.previous.intact_digests(owner), self.publisher.staging)
        self.intend(files)
        for file in files:
            self.move(file, OutputRecord(path=file.path, owner=owner, digest=file.digest))

    def adopt(self, source: Source) -> None:
        """Record existing files, and the media that they show, as those of a thread which has no record and cannot be
        drawn. Raises OSError.
        """
        media: set[str] = set()
        for path, digest in self.publisher.files_of_thread(source.slug):
            self.records.drawn[path] = OutputRecord(path=path, owner=source.path, digest=digest)
            media |= urls.find_media_paths((self.publisher.folder / path).read_bytes())
        existing = [path for path in sorted(media) if self.publisher.is_medium(path)]
        for path in existing:
            self.records.drawn[path] = OutputRecord(path=path, owner=MEDIA, digest=urls.media_digest(path) or NO_DIGEST)
        self.manifest.media.write(source.path, ThreadMedia(outputs=tuple(existing)))

    def release_media(self, store: Path) -> None:
        """Let the media that no thread uses any more be obsolete, and remove their smaller versions from the folder
        `store`. Raises OSError.
        """
        if released := self.manifest.media.remove_unused():
            self.records.released |= released
            remove_unused(store, self.manifest.media.content_digests())

    def remove_obsolete(self) -> int:
        """Remove files of ours that this build neither draws nor keeps; returns how many. Media come last, so that no
        page stays without its pictures if the build dies. Raises OSError.
        """
        removed = 0
        for path in sorted(self.records.obsolete(self.publisher.ours), key=_is_medium_and_path):
            outcome = self.publisher.remove(path)
            removed += outcome is PublishOutcome.REMOVED
            if outcome is PublishOutcome.REFUSED:
                self._record_refusal(SITE, path)
        return removed

    def _record_refusal(self, owner: str, path: str) -> None:
        """Record a path that is not ours with a digest that no file has: each build compares it again."""
        self.records.drawn[path] = OutputRecord(path=path, owner=owner, digest=NO_DIGEST)


def _is_medium_and_path(path: str) -> tuple[bool, str]:
    return urls.media_digest(path) is not None, path
