"""The HTTP headers of the files of a site, for buckets that serve them as they are stored."""

from typing import NamedTuple

from archiver import urls
from archiver.model import Digest

_FOR_EVER = "public, max-age=31536000, immutable"
MAX_AGE = 60
"""Seconds for which browsers and proxies may show a file that can change without asking again."""
_CHANGES = f"public, max-age={MAX_AGE}"
SEARCH_DATA = "search/data/"
"""The folder of what browsers search in."""
SEARCH_DIRECTORIES = frozenset({f"{SEARCH_DATA}meta.bin", f"{SEARCH_DATA}meta.bin.js"})
"""The files that name all others of the folder. A site has one of them."""
_TYPES = {
    ".md": "text/markdown",
    ".webmanifest": "application/manifest+json",
    ".js": "text/javascript",
    ".xml": "application/xml",
    ".bin": "application/octet-stream",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""Media types by extension, where Python's table depends on the system or has none."""
_FEED = "feed.xml"
_TEXT = ("text/", "application/xml", "application/atom+xml")
"""Beginnings of the types of text whose encoding has to be told."""
_COMPRESSED = (*_TEXT, "application/json", "application/manifest+json", "image/svg+xml")


class Headers(NamedTuple):
    """The headers of a file."""

    content_type: str
    cache_control: str
    content_encoding: str = ""
    """`gzip` if the bytes are stored compressed; "" if they are stored as they are."""


def is_named_by_content(path: str, digest: Digest) -> bool:
    """True for a file that a build has written, if its name has a digest of its bytes, which is `digest`: pictures,
    styles and scripts, and what browsers search in.

    >>> digest = Digest("3f5a0c9d27e14b68a1b2c3d4e5f60718")
    >>> [is_named_by_content(path, digest) for path in ("search/data/d/0a1b.bin", "assets/a.3f5a0c9d.css", "a.css")]
    [True, True, False]
    """
    is_search_data = path.startswith(SEARCH_DATA) and path not in SEARCH_DIRECTORIES
    return is_search_data or urls.media_digest(path) is not None or urls.is_named_by_digest(path, digest)


def headers_of(path: str, *, immutable: bool, compress: bool) -> Headers:
    """The headers of a file.

    Args:
        path: relative to the root of the site.
        immutable: True if its name changes with its bytes.
        compress: True to store text compressed.

    >>> headers_of("space/lunar/index.html", immutable=False, compress=True)
    Headers(content_type='text/html; charset=utf-8', cache_control='public, max-age=60', content_encoding='gzip')
    """
    media_type = _media_type(path)
    return Headers(
        content_type=f"{media_type}; charset=utf-8" if media_type.startswith(_TEXT) else media_type,
        cache_control=_FOR_EVER if immutable else _CHANGES,
        content_encoding="gzip" if compress and media_type.startswith(_COMPRESSED) else "",
    )


def encode(content: bytes, headers: Headers) -> bytes:
    """The bytes to store for a file of this `content`. Equal content gives equal bytes with one version of zlib."""
    import gzip

    return gzip.compress(content, compresslevel=6, mtime=0) if headers.content_encoding else content


def _media_type(path: str) -> str:
    from mimetypes import guess_type

    name = path.rpartition("/")[2]
    if name == _FEED:
        return "application/atom+xml"
    extension = name[name.rfind(".") :].lower() if "." in name else ""
    return _TYPES.get(extension) or guess_type(name)[0] or "application/octet-stream"
