"""Puts the files of a plan, phase by phase, and keeps the record of the target up to date meanwhile."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path

from archiver.buckets import Upload, Version
from archiver.deploy.plan import Put
from archiver.deploy.record import DeployedFile
from archiver.deploy.record_store import RecordStore
from archiver.deploy.target import DeployTarget
from archiver.deploy.uploads import is_content_of, size_of, upload_of

OnPut = Callable[[int, int], None]
"""Called with the number of files that are done, and of all that are to be put."""

_WINDOW = 4096  # files between two writes of the record: those that an interrupted deployment may put again
_BATCH_BYTES = 64 << 20  # files that are sent to the target at once: what is in memory


def ignore_progress(done: int, total: int) -> None:
    """An `OnPut` that tells nobody."""


class Putting:
    """Files on their way to a target."""

    def __init__(self, output: Path, target: DeployTarget, records: RecordStore, *, overwrite: bool) -> None:
        """Files of the folder `output` go to the target, whose record is in the records.

        Args:
            output: the output folder.
            target: where the files go.
            records: the record of the target.
            overwrite: True to replace files that archiver did not put to the target, too.
        """
        self._output = output
        self._target = target
        self._records = records
        self._overwrite = overwrite
        self._done = 0

    def put_all(self, puts: Sequence[Put], on_put: OnPut) -> frozenset[str]:
        """Put files in their order. Those of a phase are put when all files of the phases before are there.

        Returns:
            The paths of the files that the target has from somebody else, and that stay as they are.

        Raises DeployError or OvertakenError.
        """
        refused: set[str] = set()
        for window in _windows(puts):
            self._records.intend(window)
            for _, phase in groupby(window, key=lambda put: put.phase):
                for batch in self._batches(phase):
                    versions = self._put(batch)
                    refused.update(put.path for put in batch if put.path not in versions)
                    self._records.note(_deployed(batch, versions), batch)
                    self._done += len(batch)
                    on_put(self._done, len(puts))
        return frozenset(refused)

    def _put(self, batch: Sequence[Put]) -> Mapping[str, Version]:
        """Put some files. Returns their new versions, without those of files that the target has from somebody else."""
        versions = dict(self._target.put([upload_of(self._output, put, put.expected) for put in batch]))
        again = [upload for put in batch if put.path not in versions and (upload := self._second_upload(put))]
        return {**versions, **self._target.put(again)} if again else versions

    def _second_upload(self, put: Put) -> Upload | None:
        """How to put a file that the target has in another version than it was left in; None if it has to stay.

        It may be replaced if it is gone, or has bytes that archiver has put, or was about to put.
        """
        stored = self._target.read(put.path)
        if stored is None:
            return upload_of(self._output, put, None)
        if self._overwrite or is_content_of(stored.content, self._records.acceptable(put)):
            return upload_of(self._output, put, stored.version)
        return None

    def _batches(self, puts: Iterator[Put]) -> Iterator[list[Put]]:
        """The files in lists of about `_BATCH_BYTES`."""
        batch: list[Put] = []
        size = 0
        for put in puts:
            size += size_of(self._output, put)
            batch.append(put)
            if size >= _BATCH_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch


def _windows(puts: Sequence[Put]) -> Iterator[list[Put]]:
    left = iter(puts)
    while window := list(islice(left, _WINDOW)):
        yield window


def _deployed(puts: Sequence[Put], versions: Mapping[str, Version]) -> dict[str, DeployedFile]:
    """What a record has of the files that were put."""
    return {
        put.path: DeployedFile(put.file.digest, put.headers_digest, versions[put.path])
        for put in puts
        if put.path in versions
    }
