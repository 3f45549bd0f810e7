"""Keeps the pictures of WARCs in a temporary file, by their addresses, until the posts that show them are written."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from archiver.importers.containers import UnreadableError
from archiver.urls import address_key

_LARGEST = 1 << 32  # bytes of all pictures that are kept


class WarcPictures:
    """Pictures of WARCs. The file is removed when the context ends."""

    def __init__(self, temporary: Path) -> None:
        """Keep the pictures in a file in the folder `temporary`, once there is one."""
        self._file = tempfile.TemporaryFile(dir=temporary)  # noqa: SIM115  closed by __exit__
        self._places: dict[str, tuple[int, int]] = {}
        """The offset and the length of each picture, by the key of its address."""
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, url: str, content: bytes) -> None:
        """Keep a picture. Of several with one address the first is kept. Raises UnreadableError if there is no room."""
        if self._end + len(content) > _LARGEST:
            raise UnreadableError(f"the pictures before it have {self._end:,} bytes")
        key = _key_of(url)
        if key and key not in self._places and content:
            self._file.seek(self._end)
            self._file.write(content)
            self._places[key] = (self._end, len(content))
            self._end += len(content)

    def reader(self, url: str) -> Callable[[], bytes] | None:
        """What reads the picture with an address; None if there is none."""
        place = self._places.get(_key_of(url))
        return partial(self._read, *place) if place else None

    def _read(self, offset: int, length: int) -> bytes:
        self._file.seek(offset)
        return self._file.read(length)


def _key_of(url: str) -> str:
    return (address_key(url) or "").partition("#")[0]
