"""Groups the records of an export by thread, wherever in the export they are, in bounded memory."""

import json
from array import array
from collections.abc import Iterator
from typing import IO, Any

from archiver.importers.containers import UnreadableError


class GroupedRecords:
    """JSON values, grouped by keys. They are in a file; memory holds 20 bytes for each, and each key once.

    Args:
        file: an empty temporary file, open for reading and writing.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._groups: dict[str, int] = {}
        self._group_of = array("I")
        self._offsets, self._sizes = array("Q"), array("Q")
        self._end = 0

    def add(self, key: str, record: Any) -> None:
        """Add a record to a group. Raises UnreadableError if it is nested too deeply, OSError if the disk refuses."""
        try:
            text = json.dumps(record, separators=(",", ":")).encode("ascii")
        except RecursionError as error:
            raise UnreadableError("it is nested too deeply") from error
        self._file.write(text)
        self._group_of.append(self._groups.setdefault(key, len(self._groups)))
        self._offsets.append(self._end)
        self._sizes.append(len(text))
        self._end += len(text)

    def __len__(self) -> int:
        """The number of groups."""
        return len(self._groups)

    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The keys in the order in which they came first, each with its records in the order in which they came."""
        order = array("Q", sorted(range(len(self._group_of)), key=self._group_of.__getitem__))
        position = 0
        for group, key in enumerate(self._groups):
            records = []
            while position < len(order) and self._group_of[order[position]] == group:
                records.append(self._read(order[position]))
                position += 1
            yield key, records

    def _read(self, index: int) -> Any:
        self._file.seek(self._offsets[index])
        return json.loads(self._file.read(self._sizes[index]))
