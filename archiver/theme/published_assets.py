"""The assets of a theme as files of the site, where each has a second name with the digest of its bytes.

A stylesheet or script that names other assets has their second names in it, so that its digest covers theirs, and pages
need not know them. A stylesheet names others by `url()` and `@import`, a script by a text that ends with `assets/` and
the path. Assets that name each other in a circle do it by their own names, which are files of the site, too.
"""

import posixpath
import re
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct

from archiver import urls
from archiver.model import Digest, digest_of

_IN_STYLES = re.compile(r"""(?P<before>url\(\s*["']?|@import\s*["'])(?P<address>[^"'()\s]+)""")
_IN_SCRIPTS = re.compile(r"""(?P<before>["'`](?:[^"'`\s\\]*/)?assets/)(?P<address>[\w./-]+)(?=["'`])""")
_PATTERNS = {".css": _IN_STYLES, ".js": _IN_SCRIPTS, ".mjs": _IN_SCRIPTS}


class PublishedAsset(Struct, frozen=True, kw_only=True):
    """An asset of a theme, as a file of the site."""

    path: Path
    """The file of the theme."""
    name: str
    """The path in the folder `assets` that has the digest; that of the theme, if the asset has one name only."""
    links: Mapping[str, str]
    """The names of the assets that it names, by their paths in the folder `assets` of the theme."""

    def read(self) -> bytes:
        """The bytes of the file `name`. Raises OSError."""
        content = self.path.read_bytes()
        return _with_names(content, self.name, self.links) if self.links else content


def name_assets(found: Mapping[str, Path], digests: Mapping[str, Digest]) -> dict[str, PublishedAsset]:
    """The assets that are files of the site, by their paths in the folder `assets`. Raises OSError.

    Args:
        found: the files of the theme, by these paths.
        digests: the digests of files, by absolute path.
    """
    readable = {name: path for name, path in found.items() if posixpath.splitext(name)[1] in _PATTERNS}
    named = {name: _named_by(name, path.read_bytes(), found) for name, path in readable.items()}
    below = {name: {other for other in others if name not in _reached(other, named)} for name, others in named.items()}
    made: dict[str, PublishedAsset] = {}
    for name in TopologicalSorter({name: below.get(name, set()) for name in found}).static_order():
        path, links = found[name], {other: made[other].name for other in sorted(below.get(name, ()))}
        digest = digest_of(_with_names(path.read_bytes(), name, links)) if links else digests[str(path)]
        made[name] = PublishedAsset(path=path, name=urls.digested_name(name, digest), links=links)
    return {name: made[name] for name in found}


def _named_by(name: str, content: bytes, found: Mapping[str, Path]) -> frozenset[str]:
    """The assets with two names that a stylesheet or script names."""
    pattern = _PATTERNS[posixpath.splitext(name)[1]]
    others = {_target(name, match["address"]) for match in pattern.finditer(_text(content))}
    return frozenset(other for other in others & found.keys() if urls.digested_name(other, Digest("")) != other)


def _reached(start: str, named: Mapping[str, frozenset[str]]) -> set[str]:
    """An asset and all that it leads to."""
    reached, waiting = {start}, [start]
    while waiting:
        new = named.get(waiting.pop(), frozenset()) - reached
        reached |= new
        waiting += new
    return reached


def _with_names(content: bytes, name: str, links: Mapping[str, str]) -> bytes:
    """The content of an asset, with the names of others replaced."""

    def renamed(match: re.Match[str]) -> str:
        target = links.get(_target(name, match["address"]))
        if target is None:
            return match[0]
        folder, slash, rest = match["address"].rpartition("/")
        end = re.search(r"[?#].*|\Z", rest, re.DOTALL)
        return f"{match['before']}{folder}{slash}{quote(posixpath.basename(target))}{end[0] if end else ''}"

    pattern = _PATTERNS[posixpath.splitext(name)[1]]
    return pattern.sub(renamed, _text(content)).encode("utf-8", "surrogateescape")


def _target(name: str, address: str) -> str:
    """The path in the folder `assets` that an address in an asset names; anything else names no asset.

    >>> _target("css/style.css", "../fonts/a%20b.woff2?v=2"), _target("site.js", "search/box.js")
    ('fonts/a b.woff2', 'search/box.js')
    """
    path = unquote(re.split("[?#]", address, maxsplit=1)[0])
    folder = posixpath.dirname(name) if name.endswith(".css") else ""
    return posixpath.normpath(posixpath.join(folder, path))


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")
