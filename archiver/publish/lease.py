"""One build at a time writes into a bucket: a record there says who builds, and changes as long as the build lives.

The record is written by compare-and-swap. Whoever finds one of another builder waits whether it changes: if it does
not, the builder was killed, and the record is taken over. No clock of another machine is read.
"""

import json
import threading
import time
from contextlib import suppress
from typing import Any, Self

from archiver.buckets import Bucket, Headers, Upload, Version
from archiver.errors import ArchiverError, LockedError, OvertakenError

RECORD_PATH = ".archiver/build.json"
_HEADERS = Headers(content_type="application/json", cache_control="no-store")
_PULSE = 5.0  # seconds between two changes of the record
_PATIENCE = 4  # pulses without a change, after which a builder is dead


class BuildLease:
    """The right of a build to write into a bucket, which is asked for when there is something to write."""

    def __init__(self, bucket: Bucket, name: str, builder: str, listed: Version | None) -> None:
        """Nothing is asked for yet.

        Args:
            bucket: where the site goes.
            name: the name of the bucket in messages.
            builder: what no other project's builds have; two builds with it never run at once.
            listed: the version of the record when the bucket was listed; None if it had none.
        """
        self._bucket, self._name, self._builder, self._listed = bucket, name, builder, listed
        self._version: Version | None = None
        self._count = 0
        self._is_lost = False
        self._ended, self._writing = threading.Event(), threading.Lock()
        self._pulse = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._release()

    def acquire(self) -> None:
        """Write the record, unless this build has it. From then on it changes until the end of the `with` block.

        Raises LockedError if another build writes into the bucket, or has done so since it was listed; OvertakenError
        if another one has taken the record meanwhile.
        """
        self.check()
        if self._version:
            return
        self._wait_for_others()
        self._version = self._listed
        if not self._write(is_building=True):
            self._version = None
            raise self._locked()
        self._pulse.start()

    def check(self) -> None:
        """Raise OvertakenError if another build has taken the record."""
        if self._is_lost:
            raise OvertakenError(f"another build writes into {self._name}, and goes on in place of this one")

    def renew(self) -> None:
        """Change the record now. Raises OvertakenError if another build has taken it."""
        self._is_lost = not self._write(is_building=True)
        self.check()

    def _release(self) -> None:
        """Write down that the build has ended, if it has begun. If the bucket refuses, the next one finds it dead."""
        if self._version:
            self._ended.set()
            self._pulse.join(_PULSE)
            if not self._is_lost and not self._pulse.is_alive():
                with suppress(ArchiverError):
                    self._write(is_building=False)

    def _wait_for_others(self) -> None:
        """Wait until the record is nobody else's. Raises LockedError if it changes meanwhile."""
        if self._listed is None:
            return
        for attempt in range(_PATIENCE + 1):
            stored = self._bucket.read(RECORD_PATH)
            if stored is None or stored.version.signature != self._listed.signature:
                raise self._locked()
            record = _fields(stored.content)
            if record.get("builder") == self._builder or not record.get("is_building"):
                return
            if attempt < _PATIENCE:
                time.sleep(_PULSE)

    def _locked(self) -> LockedError:
        return LockedError(f"another build writes into {self._name}; wait for it, and build again")

    def _beat(self) -> None:
        while not self._ended.wait(_PULSE):
            try:
                self._is_lost = not self._write(is_building=True)
            except ArchiverError:
                continue  # whoever builds meets the error, too
            if self._is_lost:
                return

    def _write(self, *, is_building: bool) -> bool:
        """Write the record in place of the last known version; False if there is another one."""
        with self._writing:
            return self._write_next(is_building=is_building)

    def _write_next(self, *, is_building: bool) -> bool:
        self._count += 1
        record = {"format": 1, "builder": self._builder, "is_building": is_building, "count": self._count}
        content = json.dumps(record).encode()
        put = self._bucket.put(
            [Upload(path=RECORD_PATH, read=lambda: content, headers=_HEADERS, expected=self._version)]
        )
        if RECORD_PATH in put:
            self._version = put[RECORD_PATH]
            return True
        stored = self._bucket.read(RECORD_PATH)
        if stored is None or stored.content != content:
            return False
        self._version = stored.version  # the first answer was lost, and the library has sent the record again
        return True


def last_builder(bucket: Bucket, listed: Version | None) -> str:
    """Who has built into a bucket last; "" if nobody has, or it is not known. `listed` is the version of the record."""
    stored = bucket.read(RECORD_PATH) if listed else None
    return str(_fields(stored.content).get("builder", "")) if stored else ""


def _fields(content: bytes) -> dict[str, Any]:
    """The fields of a record: `builder`, and `is_building`; none if it is damaged."""
    try:
        fields = json.loads(content)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
