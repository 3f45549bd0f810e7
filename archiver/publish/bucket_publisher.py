"""Keeps account of the files that workers put into the bucket of the site, and removes obsolete ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from msgspec import Struct, field

from archiver.buckets import Bucket
from archiver.errors import Problem, Severity
from archiver.model import Digest, PublishOutcome, Slug, StagedFile
from archiver.publish.bucket_intents import INTENTS
from archiver.publish.bucket_scan import BucketScan
from archiver.publish.bucket_stager import REPLACED
from archiver.publish.lease import BuildLease
from archiver.publish.stagers import SiteBucket, Stager, open_stager


class BucketPublisher(Struct, kw_only=True):
    """The files of a site in a bucket, with the interface of a `Publisher`."""

    site: SiteBucket
    bucket: Bucket
    lease: BuildLease
    found: BucketScan
    """What the bucket had when the build began."""
    problems: list[Problem] = field(default_factory=list)
    _begun: bool = False

    @property
    def takes_over(self) -> bool:
        """True if all records of the site are lost."""
        return self.site.takes_over

    def begin(self) -> None:
        """Called before anything is written. Raises LockedError, OvertakenError, BucketError."""
        self.lease.acquire()
        self._begun = True

    def open_stager(self) -> AbstractContextManager[Stager]:
        """A stager of files that this process draws."""
        return open_stager(self.site, self.begin)

    def intents(self, _: Iterable[StagedFile]) -> list[str]:
        """Nothing: whoever puts a file has put its intent."""
        return []

    def orphans(self, _: Callable[[Path], Iterable[str]]) -> Iterator[str]:
        """None: what killed builds have left is known, and what was there before the records were lost stays."""
        return iter(())

    def publish(self, file: StagedFile) -> PublishOutcome:
        """What became of a file that a worker has put."""
        self.lease.check()
        if file.put is None:
            return PublishOutcome.UNCHANGED
        if file.put.outcome is PublishOutcome.REPLACED:
            message = f"files were replaced of which all records are lost; they were moved to {REPLACED}"
            self._add_problem("", message, example=f"as {file.path}")
            return PublishOutcome.WRITTEN
        if file.put.outcome is PublishOutcome.REFUSED:
            what = "not as archiver put it there, so it stays; remove it to have it built again"
            self._add_problem(file.path, what)
        return file.put.outcome

    def forget_folders(self) -> None:
        """Nothing: nothing is known of folders."""

    def remove_all(self, paths: Iterable[str]) -> Mapping[str, PublishOutcome]:
        """Remove obsolete files, unless they are foreign. Returns the outcome of each, by path. Raises BucketError."""
        versions = self.found.versions
        wanted = list(paths)
        known = {path: versions[path] for path in wanted if path in versions}
        stays = self.found.scan.edited.intersection(wanted)
        if known:
            self.begin()
            self.lease.renew()
            stays |= self.bucket.remove(known)
        for path in sorted(stays):
            what = "no longer part of the site, but not as archiver put it there, so it stays; remove it"
            self._add_problem(path, what)
        removed = PublishOutcome.REMOVED
        outcomes = {path: removed if path in known else PublishOutcome.UNCHANGED for path in wanted}
        return outcomes | dict.fromkeys(stays, PublishOutcome.REFUSED)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the site; None if it is not there. Raises BucketError."""
        stored = self.bucket.read(path)
        return stored.content if stored else None

    def files_of_thread(self, _: Slug) -> Iterator[tuple[str, Digest]]:
        """None: files whose records are lost stay, and belong to nobody."""
        return iter(())

    def is_medium(self, _: str) -> bool:
        """False: see `files_of_thread`."""
        return False

    def finish(self) -> None:
        """Remove the intents, when the manifest has the records of all files. Raises BucketError."""
        if self._begun or self.found.intents:
            self.begin()
            self.lease.renew()
            folder = INTENTS.rstrip("/")
            self.bucket.remove({file.path: file.version for file in self.bucket.list_files(folder)})

    def _add_problem(self, path: str, message: str, example: str = "") -> None:
        shown = f"{self.site.url}/{path}"
        problem = Problem(path=shown, line=0, message=message, severity=Severity.WARNING, example=example)
        self.problems.append(problem)
