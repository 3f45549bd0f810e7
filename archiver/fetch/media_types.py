"""What arrived: a picture, a sound, a video or something else, by its first bytes."""

import re
from typing import NamedTuple


class MediaType(NamedTuple):
    """The type of a file."""

    mime_type: str
    extension: str
    """Without a dot."""
    is_shown: bool
    """True for pictures, sound and video."""


_SIGNATURES = (
    (rb"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (rb"\xff\xd8\xff", "image/jpeg", "jpg"),
    (rb"GIF8[79]a", "image/gif", "gif"),
    (rb"RIFF....WEBP", "image/webp", "webp"),
    (rb"....ftypavi[fs]", "image/avif", "avif"),
    (rb"\xef?\xbb?\xbf?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg", "image/svg+xml", "svg"),
    (rb"OggS", "audio/ogg", "ogg"),
    (rb"ID3|\xff[\xf2\xf3\xfa\xfb]", "audio/mpeg", "mp3"),
    (rb"fLaC", "audio/flac", "flac"),
    (rb"RIFF....WAVE", "audio/wav", "wav"),
    (rb"....ftyp", "video/mp4", "mp4"),
    (rb"\x1aE\xdf\xa3", "video/webm", "webm"),
)
_PATTERNS = [(re.compile(pattern, re.DOTALL), mime_type, extension) for pattern, mime_type, extension in _SIGNATURES]
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|!--|\?xml|script)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.([a-z0-9]{1,5})\Z")


def media_type_of(head: bytes, name: str) -> MediaType | None:
    """Find the type of a file by its first bytes; None for HTML and for nothing at all.

    Args:
        head: the first 1024 bytes, or all of them.
        name: the name of the file; its extension is taken for a file that is neither picture nor sound nor video.
    """
    for pattern, mime_type, extension in _PATTERNS:
        if pattern.match(head):
            return MediaType(mime_type, extension, is_shown=True)
    if not head.strip() or _MARKUP.match(head):
        return None
    extension_match = _EXTENSION.search(name.lower())
    return MediaType("application/octet-stream", extension_match[1] if extension_match else "bin", is_shown=False)
