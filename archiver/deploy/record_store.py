"""Keeps the record of a target while a deployment goes on, so that it can be interrupted at any moment and resumed."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from archiver.buckets import Headers, Upload
from archiver.deploy.plan import Put
from archiver.deploy.record import (
    RECORD_PATH,
    DepartedFile,
    DeployedFile,
    TargetRecord,
    record_from_bytes,
    record_to_bytes,
)
from archiver.deploy.target import DeployTarget
from archiver.errors import OvertakenError
from archiver.model import Digest

V = TypeVar("V")


class RecordStore:
    """The record of a target. Each change is written at once, and only if nobody else has written the record.

    A method that writes raises OvertakenError if another deployment has written the record since it was read.
    """

    def __init__(self, target: DeployTarget) -> None:
        """Read the record of a target. Raises DeployError."""
        self._target = target
        stored = target.read(RECORD_PATH)
        self.record = record_from_bytes(stored.content) if stored else TargetRecord()
        self._written = stored.content if stored else b""
        self._version = stored.version if stored else None

    def intend(self, puts: Iterable[Put]) -> None:
        """Write down what is about to be put, with what is there already."""
        intents = {put.path: (*self.record.intents.get(put.path, ()), put.file.digest) for put in puts}
        self._write(replace(self.record, intents={**self.record.intents, **intents}))

    def note(self, deployed: Mapping[str, DeployedFile], puts: Iterable[Put]) -> None:
        """Remember that the target has decided on `puts`: it has those of `deployed`, and refuses the others.

        It is written down with the next change.
        """
        self.record = TargetRecord(
            files={**self.record.files, **deployed},
            departed=_without(self.record.departed, deployed),
            intents=_without(self.record.intents, [put.path for put in puts]),
        )

    def finish(self, departed: Mapping[str, DepartedFile]) -> None:
        """Write down that the target has the whole site. `departed` has the files that are not part of it."""
        self._write(TargetRecord(files=_without(self.record.files, departed), departed=departed))

    def acceptable(self, put: Put) -> frozenset[Digest]:
        """The digests of the bytes that archiver may have put to the path of a file, or is about to put."""
        return frozenset({put.file.digest, *self.record.intents.get(put.path, ())})

    def _write(self, record: TargetRecord) -> None:
        """Write the record, unless the target has this one. Raises OvertakenError."""
        content = record_to_bytes(record)
        if content != self._written:
            headers = Headers(content_type="application/gzip", cache_control="no-store")
            upload = Upload(
                path=RECORD_PATH,
                read=lambda: content,
                headers=headers,
                expected=self._version,
            )
            versions = self._target.put((upload,))
            if RECORD_PATH not in versions:
                raise OvertakenError("another deployment to this target has begun; it goes on in place of this one")
            self._written, self._version = content, versions[RECORD_PATH]
        self.record = record


def _without(mapping: Mapping[str, V], keys: Iterable[str]) -> dict[str, V]:
    gone = frozenset(keys)
    return {key: value for key, value in mapping.items() if key not in gone}
