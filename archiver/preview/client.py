"""The preview's scripts for browsers, and the tag that adds them to a page when it is served."""

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from archiver.model import Digest, digest_of
from archiver.preview.addresses import CLIENT_FOLDER, relative_address
from archiver.preview.project_state import ProjectState
from archiver.preview.site_file import SiteFile


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAddress:
    """Where a browser has a page."""

    path: str
    """The path on the site, decoded."""
    address: str
    """The path of the URL, percent-encoded, with the subpath."""
    subpath: str
    """The path of the site on its host, with a slash at its end."""

    def relative(self, name: str) -> str:
        """The address of one of the preview's scripts or answers, as the page names it."""
        return relative_address(f"{CLIENT_FOLDER}/{name}", self.address, self.subpath)


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
    """The version of each of the theme's assets, by its path relative to the site."""
    if state is None:
        return {}
    return {f"assets/{name}": state.asset_version(path) for name, path in state.assets.items()}


def with_client(file: SiteFile, page: PageAddress, assets: dict[str, str]) -> bytes:
    """A page with the tag of the preview's script.

    Args:
        file: the page.
        page: where the browser has it.
        assets: the versions of the assets that the page was served with (see `asset_versions`).
    """
    values = {
        "page": page.path,
        "version": file.version,
        "program": program_version(),
        "assets": json.dumps(assets),
        "worker": page.relative("worker.js"),
        "events": page.relative("events"),
    }
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in values.items())
    script = f'<script src="{escape(page.relative("live.js"))}" {attributes} defer></script>'.encode()
    head, end, tail = file.content.rpartition(b"</body>")
    return head + script + end + tail if end else file.content + script
