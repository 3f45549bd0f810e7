"""Entries of ZIP archives that are equal for equal contents: without the time, and with the rights of usual files."""

from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o100644
_PACKED = frozenset({"jpg", "png", "gif", "webp", "avif", "mp3", "mp4", "m4a", "ogg", "webm", "zip", "gz", "woff2"})
"""Ends of names of files that get no smaller."""


def zip_entry(path: str, *, is_stored: bool = False) -> ZipInfo:
    """The entry for a file.

    Args:
        path: its path in the archive.
        is_stored: True for a file that must not be compressed; those that are already are not in any case.
    """
    entry = ZipInfo(path, _EARLIEST)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE << 16
    is_packed = path.rpartition(".")[2].lower() in _PACKED
    entry.compress_type = ZIP_STORED if is_stored or is_packed else ZIP_DEFLATED
    return entry
