"""Pages of threads in which nothing has changed but the names of assets: a build replaces these in the files.

Every page names the stylesheet, whose name has its digest. A page that is only renamed need not be read, parsed,
resolved, rendered and indexed anew. It is drawn, after all, if a name stands anywhere but in the links of its head.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from archiver import urls
from archiver.manifest import OutputRecord
from archiver.model import Digest, Output, digest_of
from archiver.theme import Theme

AssetNames = Mapping[str, str]
"""Names of assets with digests, by the names that pages have in their places."""


def find_renames(theme: Theme, recorded: Iterable[OutputRecord]) -> AssetNames:
    """The new names of the assets that have others now, as paths relative to the output folder.

    `recorded` are the files of the site itself, as the previous build left them.
    """
    named = {urls.without_digest(r.path): r.path for r in recorded if urls.is_named_by_digest(r.path, r.digest)}
    now = {urls.asset_path(name): urls.asset_path(asset.name) for name, asset in theme.published.items()}
    return {named[path]: name for path, name in now.items() if path in named and name not in {path, named[path]}}


def theme_before(theme: Theme, renames: AssetNames) -> Theme:
    """A theme whose assets have their old names."""
    old = {new: name.removeprefix(urls.asset_path("")) for name, new in renames.items()}
    named = {
        name: replace(asset, name=old.get(urls.asset_path(asset.name), asset.name))
        for name, asset in theme.published.items()
    }
    return replace(theme, published=named)


def rename_in_files(output: Path, files: Mapping[str, Digest], renames: AssetNames) -> tuple[Output, ...] | None:
    """The pages of a thread with the new names of assets; None if they have to be drawn.

    Args:
        output: the output folder.
        files: the digests of all files of the thread, by path.
        renames: the new names.

    Raises OSError.
    """
    made: list[Output] = []
    for path, digest in files.items():
        content = (output / path).read_bytes()
        renamed = rename_in_page(content, renames) if path.endswith(".html") else content
        if digest_of(content) != digest or renamed is None or _has_any(renamed, renames):
            return None
        made.append(Output(path=path, content=renamed))
    return tuple(made)


def rename_in_page(content: bytes, renames: AssetNames) -> bytes | None:
    """A page with the new names of assets in the links of its head; None if it is not certain which names are links.

    >>> rename_in_page(b'<link href="../assets/a.1.css"></head>', {"assets/a.1.css": "assets/a.2.css"})
    b'<link href="../assets/a.2.css"></head>'
    """
    head, end, body = content.partition(b"</head>")
    if _has_any(content, renames.values()) or _has_any(body, renames):
        return None
    old = b"|".join(re.escape(name.encode()) for name in sorted(renames))
    link = re.compile(rb'((?:href|src)="(?:[^"<>\s]*/)?)(%b)"' % old)
    return link.sub(lambda match: b'%b%b"' % (match[1], renames[match[2].decode()].encode()), head) + end + body


def _has_any(content: bytes, names: Iterable[str]) -> bool:
    return any(name.encode() in content for name in names)
