"""The table of the files that have been brought home: for each address the file in `content/_media/`, or why not.

In come the bytes of `content/_media/addresses.jsonl`, out comes an `AtHome`. A row is a line of JSON, the rows are
sorted by address, and the keys have a fixed order, so that a version control system shows what has changed:

    {"address":"https://x.example/cat.png","file":"3f/3f….png","type":"image/png","size":5120,"time":"2024-05-01T14:03:00Z"}
    {"address":"https://x.example/dog.png","failure":"not found","detail":"404","time":"2024-05-01T14:03:01Z"}

While files are fetched, rows are appended; the last row of an address counts. The table may come from a stranger, with
a cloned project: only names that `MediaStore` gives are accepted as files. `media_store` writes the table.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from archiver.errors import Problem, Severity
from archiver.media.address_keys import address_key
from archiver.media.content_files import open_regular

MEDIA_FOLDER = "_media"
"""The folder of the files, in the content folder. A scan for sources passes over it."""
TABLE_NAME = "addresses.jsonl"
_FILE = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{30}\.[a-z0-9]{1,5}")
_USUAL_LINE = re.compile(
    rb'\{"address":"([ !#-\[\]-~]*)","file":"(([0-9a-f]{2})/\3[0-9a-f]{30}\.[a-z0-9]{1,5})"'
    rb',"type":"([!#-\[\]-~]*)","size":([0-9]{1,15}),"time":"([0-9TZ:-]*)"\}'
)
_DAMAGED = "not a row of the table; fetch the media again, or remove the line"
_LINK = "a symbolic link is not followed; put the folder itself here"
_LONGEST_LINE = 65_536
"""Bytes of a line, with its newline; a longer one is no row."""
_MAX_PROBLEMS = 20  # of one table; a file that is no table at all has no more


class FailureKind(StrEnum):
    """Why there is no file for an address. The values are in the table."""

    NOT_FOUND = "not found"
    """The server does not have it (any more): 404, 410, or it is missing in the folder that was imported."""
    FORBIDDEN = "forbidden"
    """The server wants a login, or does not answer us: 401, 403 and other statuses below 500."""
    TOO_LARGE = "too large"
    """Larger than the limit."""
    NOT_MEDIA = "not a picture, sound or video"
    """Something else came, as a page of HTML."""
    REFUSED = "refused address"
    """An address of this machine or network, a port that is not for the web, or no URL."""
    REDIRECTS = "too many redirects"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server error"
    """5xx, or an answer that is not HTTP, or breaks off."""
    TOO_MANY_REQUESTS = "too many requests"
    """429: the server wants us to wait longer than we do."""
    UNREACHABLE = "unreachable"
    """The host has no address, or refuses the connection."""

    @property
    def is_final(self) -> bool:
        """True if another attempt would most likely fail in the same way."""
        return self in _FINAL


_FINAL = {
    FailureKind.NOT_FOUND,
    FailureKind.FORBIDDEN,
    FailureKind.TOO_LARGE,
    FailureKind.NOT_MEDIA,
    FailureKind.REFUSED,
    FailureKind.REDIRECTS,
}
_KINDS = frozenset(FailureKind)


class AddressRow(NamedTuple):
    """A row of the table: the file of an address, or why there is none."""

    address: str
    file: str | None = None
    """Relative to `content/_media`: `3f/3f0a….png`; None if there is none."""
    mime_type: str = ""
    size: int = 0
    """Bytes of the file."""
    failure: FailureKind | None = None
    """Why there is no file; None if there is one."""
    detail: str = ""
    """What the server answered, in a few words; "" if the kind says all."""
    time: str = ""
    """When the file came, or did not: `2024-05-01T14:03:00Z`, in UTC."""


@dataclass(frozen=True, slots=True)
class AtHome:
    """The table of the files that have been brought home."""

    rows: Mapping[str, AddressRow] = field(default_factory=dict)
    """By address."""
    problems: tuple[Problem, ...] = ()
    """Lines that are no rows."""
    damaged_lines: tuple[bytes, ...] = ()
    """The whole lines that are no rows, as they are in the file."""
    _by_key: dict[str, AddressRow] = field(default_factory=dict, compare=False, repr=False)

    def find_row(self, address: str) -> AddressRow | None:
        """Find the row of an address; None if there is none.

        That is its own row, if it has a file; else the row of another address with the same `address_key`, if it has
        one; else one of these that says why there is none.
        """
        own = self.rows.get(address)
        if own and own.file:
            return own
        if self.rows and not self._by_key:  # most addresses have a row of their own
            ordered = sorted(self.rows.values(), key=lambda row: row.file is not None)
            self._by_key.update((address_key(row.address), row) for row in ordered)
        other = self._by_key.get(address_key(address))
        return other if other and (other.file or not own) else own

    def find(self, address: str) -> str | None:
        """Find the file of an address: its content path, as `_media/3f/3f0a….png`; None if there is none."""
        row = self.find_row(address)
        return f"{MEDIA_FOLDER}/{row.file}" if row and row.file else None


def read_table(content: Path, prefix: str = "content") -> AtHome:
    """Read the table below the folder `content`; without a file, an empty one. A table that cannot be read is a
    problem. `prefix` is the content folder relative to the project's folder, as problems name it.
    """
    path = f"{prefix}/{MEDIA_FOLDER}/{TABLE_NAME}"
    if (content / MEDIA_FOLDER).is_symlink():
        return AtHome(problems=(_warning(f"{prefix}/{MEDIA_FOLDER}", 0, _LINK),))
    try:
        with open_regular(content / MEDIA_FOLDER / TABLE_NAME) as file:
            return _parse(_read_lines(file), path)
    except FileNotFoundError:
        return AtHome()
    except OSError as error:
        return AtHome(problems=(_warning(path, 0, f"cannot be read: {error.strerror or error}"),))


def parse_table(table: bytes, path: str = "") -> AtHome:
    """Parse the bytes of a table. `path` is that of the file, as problems name it."""
    return _parse(BytesIO(table), path)


def _read_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, each cut off where it is too long for a row, so that memory never has a line of megabytes.

    Raises OSError.
    """
    is_begun = False
    while part := file.readline(_LONGEST_LINE):
        if not is_begun:
            yield part
        is_begun = not part.endswith(b"\n")


def _parse(lines: Iterable[bytes], path: str) -> AtHome:
    """Parse the lines of a table, each with its newline; the last one has none if it was not written to its end."""
    rows: dict[str, AddressRow] = {}
    damaged: list[tuple[int, bytes]] = []
    for number, line in enumerate(lines, start=1):
        text = line.removesuffix(b"\n")
        row = _parse_usual_line(text) or (_parse_line(text) if len(line) < _LONGEST_LINE else None)
        if row:
            rows[row.address] = row
        elif text.strip():
            damaged.append((number, line))
    problems = tuple(_warning(path, number, _DAMAGED) for number, _ in damaged[:_MAX_PROBLEMS])
    whole = (line.removesuffix(b"\n") for _, line in damaged if line.endswith(b"\n"))
    return AtHome(rows, problems, tuple(whole))


def has_file(content: Path, row: AddressRow) -> bool:
    """True if a row has a file, and it is there, below the folder `content`, with its size."""
    return row.file is not None and is_stored(content / MEDIA_FOLDER / row.file, row.size)


def is_stored(path: Path, size: int) -> bool:
    """True if there is a file of this size at `path`, and no symbolic link."""
    try:
        return path.stat().st_size == size and not path.is_symlink()
    except OSError:
        return False


def row_to_line(row: AddressRow) -> bytes:
    """A row as a line of the table, with the newline. The address is readable, unless characters of it are not."""
    fields: dict[str, Any] = {"address": row.address}
    if row.file:
        fields |= {"file": row.file, "type": row.mime_type, "size": row.size}
    elif row.failure:
        fields |= {"failure": row.failure.value} | ({"detail": row.detail} if row.detail else {})
    fields["time"] = row.time
    is_readable = row.address.isprintable() and row.detail.isprintable()
    return json.dumps(fields, ensure_ascii=not is_readable, separators=(",", ":")).encode() + b"\n"


def table_to_bytes(rows: Iterable[AddressRow], damaged_lines: Iterable[bytes] = ()) -> bytes:
    """The bytes of a table. `rows` may have any order; `damaged_lines` come first, so that nothing of them is lost."""
    lines = [row_to_line(row) for row in sorted(rows, key=lambda row: row.address)]
    return b"".join([*(line + b"\n" for line in damaged_lines), *lines])


def _parse_usual_line(line: bytes) -> AddressRow | None:
    """Parse a line as `row_to_line` writes that of a file, in half the time of JSON; None for any other line."""
    match = _USUAL_LINE.fullmatch(line)
    if match is None:
        return None
    address, file, _, mime_type, size, time = match.groups()
    return AddressRow(address.decode(), file.decode(), mime_type.decode(), int(size), time=time.decode())


def _parse_line(line: bytes) -> AddressRow | None:
    try:
        return _row(json.loads(line))
    except (ValueError, RecursionError):
        return None


def _row(fields: Any) -> AddressRow | None:
    """The row with the fields of a line; None if they are not those of a row."""
    match fields:
        case {"address": str(address), "file": str(file), "type": str(mime_type), "size": int(size), "time": str(time)}:
            return AddressRow(address, file, mime_type, size, time=time) if _FILE.fullmatch(file) else None
        case {"address": str(address), "failure": str(kind), "time": str(time)} if kind in _KINDS:
            detail = fields.get("detail", "")
            return AddressRow(address, failure=FailureKind(kind), detail=str(detail), time=time)
    return None


def _warning(path: str, line: int, message: str) -> Problem:
    return Problem(path=path, line=line, message=message, severity=Severity.WARNING)
