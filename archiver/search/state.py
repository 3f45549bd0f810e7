"""The folder that the index lives in: which index in it is the current one. Nothing here opens it, or knows Whoosh."""

import re
import secrets
import shutil
from pathlib import Path

SCHEMA_VERSION = 2
SEPARATOR = "\x1f"
"""Between the values of a field that has several."""
_CURRENT = "current"


def new_name() -> str:
    """A name for an index: never that of one that the manifest may remember."""
    return f"index-{secrets.token_hex(4)}"


def make_current(folder: Path, name: str) -> None:
    """Put a new index in the place of the old one, at once; then remove what is left of others."""
    (folder / "new").write_text(name, encoding="ascii")
    (folder / "new").replace(folder / _CURRENT)
    for other in folder.iterdir():
        if other.is_dir() and other.name != name:
            shutil.rmtree(other)


def remove_index(folder: Path, name: str) -> None:
    """Remove an index that has not become the current one."""
    shutil.rmtree(folder / name)


def current_name(folder: Path) -> str:
    """The name of the current index; "" if there is none."""
    try:
        name = (folder / _CURRENT).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
    return name if re.fullmatch(r"index-[0-9a-f]{8}", name) else ""


def index_state(folder: Path) -> str:
    """What the manifest remembers an index by; "" if there is none. It changes with every commit, and with any file."""
    name = current_name(folder)
    files = sorted((path.name, path.stat()) for path in (folder / name).glob("*")) if name else []
    shown = " ".join(f"{file}:{stat.st_size}:{stat.st_mtime_ns}" for file, stat in files if not file.endswith("LOCK"))
    return f"{SCHEMA_VERSION}:{name} {shown}" if shown else ""
