"""Media: pictures, sound, films and other files that posts show or link to, as the site publishes them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from archiver.model.identifiers import Url


class MediaKind(StrEnum):
    """How a page presents a file."""

    PICTURE = "picture"
    """Shown in the line, with its width and height."""
    SOUND = "sound"
    """Played with controls."""
    VIDEO = "video"
    """Played with controls."""
    FILE = "file"
    """A link, with the type and the size of the file."""


class Variant(Struct, frozen=True, kw_only=True):
    """A smaller version of a picture, for `srcset`."""

    width: int
    """Pixels."""
    url: Url


class Medium(Struct, frozen=True, kw_only=True):
    """A published file that posts show or link to."""

    kind: MediaKind
    url: Url
    """Named by the digest of the published bytes, so that equal files are published once."""
    mime_type: str
    """`image/jpeg`; for a file that a browser might run, `text/plain` or `application/octet-stream`."""
    size: int
    """Bytes of the published file."""
    width: int = 0
    """Pixels of a picture as it is shown, that is after the rotation in its EXIF data; 0 if unknown."""
    height: int = 0
    """Pixels, as `width`."""
    variants: tuple[Variant, ...] = ()
    """Smaller versions, narrowest first."""


class ShowMedia(Protocol):
    """Puts published media into the HTML of a passage, in place of the links to them that the bodies of posts have."""

    def __call__(self, html: str, page: Url) -> str:
        """The HTML of a passage with media, whose links are relative to the URL `page` of the page that shows it."""
        ...


class ShowPassages(Struct, frozen=True, kw_only=True):
    """How the HTML of passages is shown: both put media into it; and the pictures beside them."""

    on_pages: ShowMedia
    """For the pages of threads, whose code is highlighted."""
    in_feeds: ShowMedia
    """For feeds and JSON."""
    avatars: Mapping[str, Url]
    """The pictures of authors, by the keys of their names."""
