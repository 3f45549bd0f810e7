"""The URLs of published media: files that posts show or link to, named after the digests of their bytes."""

import re

from archiver.model import Digest, Medium, Url
from archiver.urls.paths import asset_path, output_path

MEDIA_FOLDER = asset_path("media")
"""The folder of all media, relative to the output folder."""
_MEDIA_PATH = re.compile(rf"{MEDIA_FOLDER}/([0-9a-f]{{2}})/(\1[0-9a-f]{{30}})\.[0-9a-z]+")
_MEDIA_IN_PAGE = re.compile(_MEDIA_PATH.pattern.encode())


def media_url(digest: Digest, extension: str) -> Url:
    """The URL of a medium, or of a smaller version of a picture, by the digest of its published bytes.

    Its folder is the first two digits of the digest, so that no folder has many thousands of files. `extension` is of
    lower-case letters and digits, without a dot.

    >>> media_url(Digest("3f5a0c9d27e14b68a1b2c3d4e5f60718"), "jpg")
    '/assets/media/3f/3f5a0c9d27e14b68a1b2c3d4e5f60718.jpg'
    """
    return Url(f"/{MEDIA_FOLDER}/{digest[:2]}/{digest}.{extension}")


def media_paths(medium: Medium) -> tuple[str, ...]:
    """The files of a medium relative to the output folder: the published file, and its smaller versions."""
    return tuple(output_path(url) for url in (medium.url, *(variant.url for variant in medium.variants)))


def media_digest(path: str) -> Digest | None:
    """The digest in the output path of a medium; None for all other paths.

    A file whose name has the digest of its bytes was surely written by a build.

    >>> media_digest("assets/media/3f/3f5a0c9d27e14b68a1b2c3d4e5f60718.jpg")
    '3f5a0c9d27e14b68a1b2c3d4e5f60718'
    >>> media_digest("assets/media/00/3f5a0c9d27e14b68a1b2c3d4e5f60718.jpg"), media_digest("assets/media/cat.jpg")
    (None, None)
    """
    match = _MEDIA_PATH.fullmatch(path)
    return Digest(match[2]) if match else None


def find_media_paths(page: bytes) -> set[str]:
    """The output paths of the media that the HTML of a page shows or links to.

    >>> find_media_paths(b'<img src="../assets/media/3f/3f5a0c9d27e14b68a1b2c3d4e5f60718.jpg">')
    {'assets/media/3f/3f5a0c9d27e14b68a1b2c3d4e5f60718.jpg'}
    """
    return {match[0].decode() for match in _MEDIA_IN_PAGE.finditer(page)}
