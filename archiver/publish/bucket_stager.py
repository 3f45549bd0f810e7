"""Puts files of the site into its bucket, behind whoever draws them. Nothing of anybody else's is replaced.

A new path is put if it is still free, a known one if it still has the version that a build has put. Files are put in
groups: first their intents, then all of them at once, while the next ones are drawn.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from archiver.buckets import Bucket, StoredFile, Upload, Version, headers_of, is_named_by_content
from archiver.model import Digest, Output, PublishOutcome, PutFile, StagedFile, StreamedOutput, digest_of
from archiver.pool.behind import Behind
from archiver.publish.bucket_intents import OWN, Leftover, put_intents

REPLACED = f"{OWN}replaced/"
"""The folder of the files that were in the way of a build which has lost its records."""
_MOST_FILES = 256  # put at once
_MOST_BYTES = 16 << 20  # put at once, which are in memory


class _WaitingFile(NamedTuple):
    """A file that is to be put."""

    path: str
    content: bytes
    digest: Digest
    expected: Version | None

    @property
    def is_shown(self) -> bool:
        """True for what pages show: its name has its digest."""
        return is_named_by_content(self.path, self.digest)

    def upload(self, expected: Version | None) -> Upload:
        headers = headers_of(self.path, immutable=self.is_shown, compress=False)
        return Upload(path=self.path, read=lambda: self.content, headers=headers, expected=expected)


class BucketStager:
    """Puts files into a bucket: see `Stager`."""

    def __init__(
        self, bucket: Bucket, leftovers: Mapping[str, Leftover], begin: Callable[[], None], *, takes_over: bool
    ) -> None:
        """A stager with no files.

        Args:
            bucket: where the files go.
            leftovers: see `SiteBucket`.
            begin: called before files are put.
            takes_over: see `SiteBucket`.
        """
        self._bucket, self._leftovers, self._begin, self._takes_over = bucket, leftovers, begin, takes_over
        self._behind = Behind()
        self._waiting: list[_WaitingFile] = []
        self._bytes = 0
        self._taken: set[str] = set()
        self._put: dict[str, PutFile] = {}

    def stage(
        self,
        outputs: Iterable[Output | StreamedOutput],
        current: Mapping[str, Digest],
        versions: Mapping[str, Version] | None = None,
    ) -> tuple[StagedFile, ...]:
        """Take files: see `Stager` for `outputs`, `current` and `versions`."""
        files: list[StagedFile] = []
        for output in outputs:
            if output.digest != current.get(output.path) and output.path not in self._taken:
                self._take(output, (versions or {}).get(output.path))
            files.append(StagedFile(path=output.path, digest=output.digest, size=output.size, staged=None))
        return tuple(files)

    def settle(self, files: Iterable[StagedFile]) -> tuple[StagedFile, ...]:
        """Put what waits, and tell of each file what became of it."""
        self._flush()
        self._behind.wait()
        return tuple(
            StagedFile(path=f.path, digest=f.digest, size=f.size, staged=None, put=self._put.get(f.path)) for f in files
        )

    def close(self) -> None:
        """End; what has not been settled may be put or not."""
        self._behind.close()

    def _take(self, output: Output | StreamedOutput, expected: Version | None) -> None:
        self._taken.add(output.path)
        leftover = self._leftovers.get(output.path)
        if leftover and leftover.digest == output.digest:
            self._note({output.path: leftover.version}, PublishOutcome.UNCHANGED)
            return
        expected = leftover.version if leftover else expected
        content = output.content if isinstance(output, Output) else b"".join(output.read())
        if digest_of(content) != output.digest:
            raise OSError(f"the file for {output.path} changed while it was read; build again")
        self._waiting.append(_WaitingFile(output.path, content, output.digest, expected))
        self._bytes += len(content)
        if len(self._waiting) >= _MOST_FILES or self._bytes >= _MOST_BYTES:
            self._flush()

    def _flush(self) -> None:
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        if waiting:
            self._begin()
            self._behind.start(partial(self._put_all, waiting))

    def _put_all(self, files: list[_WaitingFile]) -> None:
        """Put files, those that meet something else again if it may be replaced after all."""
        put_intents(self._bucket, ((file.path, file.digest) for file in files))
        for is_shown in (True, False):  # what pages show comes before them
            part = [
                file.upload(file.expected) for file in files if is_named_by_content(file.path, file.digest) == is_shown
            ]
            self._note(self._bucket.put(part), PublishOutcome.WRITTEN)
        met = {file.path: file for file in files if file.path not in self._put}
        again = [self._second_upload(met[path], stored) for path, stored in self._bucket.read_all(met)]
        second = self._bucket.put([upload for upload in again if upload])
        self._note(second, PublishOutcome.REPLACED if self._takes_over else PublishOutcome.WRITTEN)
        refused = met.keys() - self._put.keys()
        self._put.update(dict.fromkeys(refused, PutFile(PublishOutcome.REFUSED, 0)))

    def _second_upload(self, file: _WaitingFile, stored: StoredFile | None) -> Upload | None:
        """How to put a file at whose path the bucket has something else, which is `stored`; None if nothing is put."""
        if stored is None:  # somebody has removed it
            return file.upload(None)
        if digest_of(stored.content) == file.digest:
            self._note({file.path: stored.version}, PublishOutcome.UNCHANGED)
            return None
        if not self._takes_over:
            return None
        path = f"{REPLACED}{file.path}.{digest_of(stored.content)}"
        headers = headers_of(file.path, immutable=False, compress=False)
        self._bucket.put([Upload(path=path, read=lambda: stored.content, headers=headers, expected=None)])
        return file.upload(stored.version)

    def _note(self, versions: Mapping[str, Version], outcome: PublishOutcome) -> None:
        self._put.update({path: PutFile(outcome, version.signature) for path, version in versions.items()})
