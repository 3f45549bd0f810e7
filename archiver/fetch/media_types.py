"""Whether what has arrived may be stored: a picture, a sound or a video, and for a link any file but a page of HTML."""

import re

from archiver.media.file_types import file_type_of
from archiver.media.type_table import FileType
from archiver.model import MediaKind

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body|script)", re.IGNORECASE
)
_MEDIA = ("image/", "audio/", "video/", "application/ogg")


def accepted_type(head: bytes, name: str, *, accepts_any: bool) -> FileType | None:
    """The type of a file that may be stored; None for any other.

    Args:
        head: the first `HEAD_SIZE` bytes (see `media.file_types`), or all of them.
        name: the name of the file, which chooses between types with the same first bytes.
        accepts_any: True to accept files that a page only links to, but no HTML, as servers answer with for a file that
            is gone.
    """
    if not head.strip() or _HTML.match(head):
        return None
    file_type = file_type_of(head, name)
    is_media = file_type.kind is not MediaKind.FILE or file_type.mime_type.startswith(_MEDIA)
    return file_type if is_media or accepts_any else None
