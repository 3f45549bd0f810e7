"""The records of what imports have written: `content/.imported.jsonl`, a JSON line for each thread.

A line is appended before its source is written, so that a killed import leaves no source without a record; closing the
file sorts it, with one line for each thread. Damaged lines are left out: then a source counts as edited by a person.
"""

import json
from pathlib import Path
from typing import IO, Any, NamedTuple

from archiver.files import replace_bytes
from archiver.model import Digest

RECORDS_NAME = ".imported.jsonl"


class ImportRecord(NamedTuple):
    """What is known of a thread that was imported."""

    path: str
    """The source, relative to the content folder."""
    export: Digest
    """The digest of the thread as the last export had it."""
    written: Digest
    """The digest of the source as it was written."""
    before: str = ""
    """The digest of the source as it was before that; an import that is killed leaves one or the other. "" if none."""


class Records:
    """The records of a content folder, open for additions."""

    def __init__(self, content: Path) -> None:
        self._path = content / RECORDS_NAME
        lines = _read_lines(self._path)
        self._is_whole = lines[-1] == b""  # else a killed import has left a part of a line
        self._records = dict(filter(None, map(_parse_line, lines)))
        self._log: IO[bytes] | None = None
        self.taken = {record.path: key for key, record in self._records.items()}
        """The keys of threads, by the paths of their sources."""

    def find(self, key: str) -> ImportRecord | None:
        """The record of a thread; None if it was never imported."""
        return self._records.get(key)

    def add(self, key: str, record: ImportRecord) -> None:
        """Add a record, or replace one. It is on the disk when this returns. Raises OSError."""
        self._records[key] = record
        self.taken[record.path] = key
        if self._log is None:
            self._log = self._path.open("ab", buffering=0)
            if not self._is_whole:
                self._log.write(b"\n")
        self._log.write(_to_line(key, record))

    def close(self) -> None:
        """Sort the file, unless nothing was added. Raises OSError."""
        if self._log is None:
            return
        self._log.close()
        self._log = None
        lines = (_to_line(key, record._replace(before="")) for key, record in sorted(self._records.items()))
        replace_bytes(self._path, b"".join(lines))


def _read_lines(path: Path) -> list[bytes]:
    """The lines of the file, the last one empty unless it was not written to its end."""
    try:
        return path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return [b""]


def _parse_line(line: bytes) -> tuple[str, ImportRecord] | None:
    try:
        fields: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match fields:
        case [str(key), str(path), str(export), str(written), *before] if not path.startswith("/") and ".." not in path:
            return key, ImportRecord(path, Digest(export), Digest(written), str(before[0]) if before else "")
    return None


def _to_line(key: str, record: ImportRecord) -> bytes:
    fields = [key, record.path, record.export, record.written, *filter(None, [record.before])]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
