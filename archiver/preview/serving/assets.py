"""Assets of a theme that are being written: a request for one waits for a moment until it is whole.

A page that got half of a file, or none, would keep it if the same bytes were written again: its version is the same.
"""

import time
from pathlib import Path

from archiver.model import digest_of
from archiver.preview.session import Session

_LONGEST = 0.15  # seconds that a request waits: the watcher has told of a change by then
_PAUSE = 0.01


def find_static_file(session: Session, path: str) -> Path | None:
    """An asset, or a file that posts show or link to, by its path in the output folder; None if there is none.

    `session` is the project. An asset that is not in its known version is waited for, for a moment.
    """
    end = time.monotonic() + _LONGEST
    while True:
        found, version = session.site.static_file(path), session.asset_versions.get(path)
        if version is None or time.monotonic() > end or (found and _has_version(found, version)):
            return found
        time.sleep(_PAUSE)


def _has_version(file: Path, version: str) -> bool:
    """True if the content of a file has a digest; False if it is gone."""
    try:
        return digest_of(file.read_bytes()) == version
    except OSError:
        return False
