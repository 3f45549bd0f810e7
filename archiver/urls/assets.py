"""The files of a theme's assets: each has its own name, and many have a second one with the digest of their bytes.

Pages name the second, so caches can keep it for ever. What must be found by a fixed name, as an icon, has none.
"""

import re

from archiver.model import Digest, Url
from archiver.urls.paths import asset_path

_LENGTH = 8  # hexadecimal digits: two versions of a file have equal ones once in four thousand million times
_LOADED = ("css", "js", "mjs", "woff2", "woff", "ttf", "otf", "svg", "png", "jpg", "jpeg", "webp", "avif", "gif")
_ICON = r"(?:.*/)?(?:favicon|icon|apple-touch-icon)[^/]*"  # crawlers and installed sites keep their addresses
_NAMED_BY_PAGES = re.compile(rf"(?!{_ICON}\Z).*\.(?:{'|'.join(_LOADED)})", re.DOTALL)
_DIGEST_IN_NAME = re.compile(rf"\.([0-9a-f]{{{_LENGTH}}})(?=\.\w+\Z)")


def asset_url(name: str) -> Url:
    """The URL of a theme's asset, by its path in the theme's folder `assets`."""
    return Url(f"/{asset_path(name)}")


def digested_name(name: str, digest: Digest) -> str:
    """The path of an asset in the folder `assets` with the digest of its bytes; its own path for what keeps that.

    >>> digested_name("search/box.js", Digest("3f5a0c9d27e14b68a1b2c3d4e5f60718"))
    'search/box.3f5a0c9d.js'
    >>> digested_name("icon.svg", Digest("3f5a0c9d27e14b68a1b2c3d4e5f60718"))
    'icon.svg'
    """
    if not _NAMED_BY_PAGES.fullmatch(name):
        return name
    stem, _, extension = name.rpartition(".")
    return f"{stem}.{digest[:_LENGTH]}.{extension}"


def without_digest(path: str) -> str:
    """The path of a file without the digest in its name; the path itself if there is none.

    >>> without_digest("assets/search/box.3f5a0c9d.js"), without_digest("assets/style.css")
    ('assets/search/box.js', 'assets/style.css')
    """
    return _DIGEST_IN_NAME.sub("", path)


def is_named_by_digest(path: str, digest: Digest) -> bool:
    """True if the path of an asset, relative to the output folder, has the digest of its bytes in it.

    >>> is_named_by_digest("assets/style.3f5a0c9d.css", Digest("3f5a0c9d27e14b68a1b2c3d4e5f60718"))
    True
    >>> is_named_by_digest("assets/map.20240131.png", Digest("3f5a0c9d27e14b68a1b2c3d4e5f60718"))
    False
    """
    found = _DIGEST_IN_NAME.search(path)
    return found is not None and path.startswith(asset_path("")) and digest.startswith(found[1])
