"""Writes the files of the site: records the intent, moves the staged file, keeps its record for the manifest."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from archiver import urls
from archiver.build.site_place import SitePublisher
from archiver.build.site_records import SiteRecords
from archiver.manifest import NO_DIGEST, Manifest, OutputRecord, ThreadMedia
from archiver.media.variant_store import remove_unused
from archiver.model import Output, PublishOutcome, StagedFile
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


class SiteWriter(Struct, kw_only=True):
    """The files of one build. `manifest` gets the intents; `records` has all that is to be committed to it."""

    manifest: Manifest
    publisher: SitePublisher
    records: SiteRecords

    @property
    def takes_over(self) -> bool:
        """True if the output folder is ours, but all records of it are lost."""
        return self.publisher.takes_over

    def take_over_orphans(self) -> None:
        """If the build takes the folder over, let the media and the browser index of a lost build be ours."""
        if self.takes_over:
            self.records.ours.update(self.publisher.orphans(find_orphans))

    def intend(self, files: Iterable[StagedFile]) -> None:
        """Record the paths of files as ours before they are moved there. Raises OSError."""
        if paths := self.publisher.intents(files):
            self.manifest.intents.add(paths)

    def move(self, file: StagedFile, record: OutputRecord) -> None:
        """Move a staged file to its place, if it is not there yet, and keep its record. Raises OSError."""
        if record.owner in {MEDIA, SITE} and self.records.changes.digest(file.path) == file.digest:
            return  # a medium of several threads, or an asset that was published before them
        outcome = self.publisher.publish(file)
        if outcome is PublishOutcome.REFUSED:
            self._record_refusal(record.owner, file.path)
            return
        is_written = outcome is PublishOutcome.WRITTEN
        drawn = replace(record, stat_signature=file.put.signature) if file.put else record
        self.records.changes.draw(drawn, is_written=is_written)
        self.records.written_bytes += file.size if is_written else 0

    def publish(self, owner: str, outputs: Iterable[Output]) -> None:
        """Stager and move files of an owner. Raises OSError."""
        previous = self.records.previous
        with self.publisher.open_stager() as stager:
            files = stager.settle(stager.stage(outputs, previous.intact_digests(owner), previous.versions_of(owner)))
        self.intend(files)
        for file in files:
            self.move(file, OutputRecord(path=file.path, owner=owner, digest=file.digest))

    def adopt(self, source: Source) -> None:
        """Record existing files, and the media that they show, as those of a thread which has no record and cannot be
        drawn. Raises OSError.
        """
        media: set[str] = set()
        for path, digest in self.publisher.files_of_thread(source.slug):
            self.records.changes.draw(OutputRecord(path=path, owner=source.path, digest=digest))
            media |= urls.find_media_paths(self.publisher.read(path) or b"")
        existing = [path for path in sorted(media) if self.publisher.is_medium(path)]
        for path in existing:
            medium = OutputRecord(path=path, owner=MEDIA, digest=urls.media_digest(path) or NO_DIGEST)
            self.records.changes.draw(medium)
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
        obsolete = sorted(self.records.obsolete(), key=_is_medium_and_path)
        outcomes = self.publisher.remove_all(obsolete)
        for path in obsolete:
            if outcomes[path] is PublishOutcome.REFUSED:
                self._record_refusal(SITE, path)
        return sum(outcome is PublishOutcome.REMOVED for outcome in outcomes.values())

    def _record_refusal(self, owner: str, path: str) -> None:
        """Record a path that is not ours with a digest that no file has: each build compares it again."""
        self.records.changes.draw(OutputRecord(path=path, owner=owner, digest=NO_DIGEST))


def _is_medium_and_path(path: str) -> tuple[bool, str]:
    return urls.media_digest(path) is not None, path
