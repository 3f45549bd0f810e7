"""Whether the manifest is as we left it: then nobody needs to look through all of it before it is used.

The seal is what the file system says of the file, and the head of the file, in which SQLite counts all changes.
"""

from pathlib import Path

from archiver.files import replace_bytes

_HEAD = 100  # bytes: https://www.sqlite.org/fileformat2.html#the_database_header


def seal_of(path: Path) -> str:
    """The seal that a manifest would have now; "" if there is none, or a build that died has left changes beside it."""
    beside = path.with_name(f"{path.name}-wal")
    try:
        if beside.exists() and beside.stat().st_size:
            return ""
        stat = path.stat()
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_ino}:{head.hex()}"


def read_seal(path: Path) -> str | None:
    """The seal that was left; None if there is none."""
    try:
        return _place(path).read_text(encoding="ascii") or None
    except (OSError, ValueError):
        return None


def write_seal(path: Path) -> None:
    """Seal the manifest as it is."""
    seal = seal_of(path)
    if seal != read_seal(path):
        replace_bytes(_place(path), seal.encode("ascii"))


def _place(path: Path) -> Path:
    return path.with_name("seal")
