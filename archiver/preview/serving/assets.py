"""Assets of a theme that are being written: a request for one waits for a moment until it is whole.

A page that got half of a file, or none, would keep it if the same bytes were written again: its version is the same.
"""

import time
from pathlib import Path

from archiver import urls
from archiver.model import digest_of
from archiver.preview.session import Session

_LONGEST = 0.15  # seconds that a request waits: the watcher has told of a change by then
_PAUSE = 0.01


def find_static_file(session: Session, path: str) -> Path | bytes | None:
    """An asset, or a file that posts show or link to: see `LiveSite.static_file`.

    `session` is the project. An asset that is not in its known version is waited for, for a moment.
    """
    end = time.monotonic() + _LONGEST
    while True:
        state, versions = session.site.state, session.asset_versions
        asset = state.asset(path) if state else None
        version = versions.get(path) or versions.get(urls.without_digest(path))
        if asset is None or version is None or time.monotonic() > end or _has_version(asset.path, version):
            return session.site.static_file(path)
        time.sleep(_PAUSE)


def _has_version(file: Path, version: str) -> bool:
    """True if the content of a file has a digest; False if it is gone."""
    try:
        return digest_of(file.read_bytes()) == version
    except OSError:
        return False
