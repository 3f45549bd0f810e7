"""The tag by which a page loads the preview's script; it is added when the page is served."""

import json
from collections.abc import Mapping
from html import escape

from msgspec import Struct

from archiver.preview.client import program_version
from archiver.preview.serving.addresses import CLIENT_FOLDER, relative_address
from archiver.preview.site.site_file import SiteFile


class PageAddress(Struct, frozen=True, kw_only=True):
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


def with_client(file: SiteFile, page: PageAddress, assets: Mapping[str, str]) -> bytes:
    """A page with the tag of the preview's script.

    Args:
        file: the page.
        page: where the browser has it.
        assets: the versions of the assets that the page was served with (see `ProjectState.asset_versions`).
    """
    values = {
        "page": page.path,
        "version": file.version,
        "program": program_version(),
        "assets": json.dumps(dict(assets)),
        "worker": page.relative("worker.js"),
        "events": page.relative("events"),
    }
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in values.items())
    script = f'<script src="{escape(page.relative("live.js"))}" {attributes} defer></script>'.encode()
    head, end, tail = file.content.rpartition(b"</body>")
    return head + script + end + tail if end else file.content + script
