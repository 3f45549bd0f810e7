"""The preview's scripts for browsers, and the tag that adds them to a page when it is served."""

import json
from functools import cache
from html import escape
from importlib.resources import files

from archiver.model import Digest, digest_of
from archiver.preview.project_state import ProjectState
from archiver.preview.site_file import SiteFile

FOLDER = "/_archiver/"
"""The folder of all that the server has besides the site, from the root of its host."""


@cache
def scripts() -> dict[str, bytes]:
    """The scripts by their file names."""
    folder = files("archiver.preview")
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.endswith(".js")}


@cache
def program_version() -> Digest:
    """The digest of all scripts: a page that has others has to be loaded again."""
    return digest_of(b"".join(content for _, content in sorted(scripts().items())))


def asset_versions(state: ProjectState | None) -> dict[str, str]:
    """The version of each of the theme's assets, by its path on the host."""
    if state is None:
        return {}
    folder = f"{state.config.subpath}assets/"
    return {f"{folder}{name}": state.asset_version(path) for name, path in state.assets.items()}


def with_client(file: SiteFile, page: str, state: ProjectState | None) -> bytes:
    """A page with the tag of the preview's script.

    Args:
        file: the page.
        page: its path on the site.
        state: the project that it was drawn from.
    """
    values = {
        "page": page,
        "version": file.version,
        "program": program_version(),
        "assets": json.dumps(asset_versions(state)),
        "worker": f"{FOLDER}worker.js",
        "events": f"{FOLDER}events",
    }
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in values.items())
    script = f'<script src="{FOLDER}live.js" {attributes} defer></script>'.encode()
    head, end, tail = file.content.rpartition(b"</body>")
    return head + script + end + tail if end else file.content + script
