"""The type and the size of a file in words: `PDF`, `1.2 MB`. Pure."""

import re

_TYPES = {
    "application/epub+zip": "EPUB",
    "application/gzip": "GZ",
    "application/json": "JSON",
    "application/msword": "DOC",
    "application/pdf": "PDF",
    "application/rtf": "RTF",
    "application/vnd.rar": "RAR",
    "application/x-7z-compressed": "7Z",
    "application/zip": "ZIP",
    "audio/aac": "AAC",
    "audio/flac": "FLAC",
    "audio/midi": "MIDI",
    "audio/mp4": "M4A",
    "audio/mpeg": "MP3",
    "audio/ogg": "Ogg",
    "audio/wav": "WAV",
    "audio/x-wav": "WAV",
    "image/avif": "AVIF",
    "image/bmp": "BMP",
    "image/gif": "GIF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/svg+xml": "SVG",
    "image/tiff": "TIFF",
    "image/webp": "WebP",
    "video/mp4": "MP4",
    "video/ogg": "Ogg",
    "video/quicktime": "MOV",
    "video/webm": "WebM",
}
"""What readers call a file of a type. All other files are called by the extension of their name."""
_CONTAINERS = frozenset({"application/zip", "application/gzip"})
"""Types whose files are known by their extension if they have one: a text document may be a ZIP."""
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})\Z")
_UNITS = ("B", "kB", "MB", "GB", "TB")


def file_type(mime_type: str, name: str) -> str:
    """What readers call the type of a file: `PDF`. The extension of `name` decides if the type says too little; the
    result is empty if that says nothing, either.

    >>> file_type("application/pdf", "plan"), file_type("application/octet-stream", "notes.tar.XZ")
    ('PDF', 'XZ')
    >>> file_type("application/zip", "letter.docx"), file_type("application/octet-stream", "notes")
    ('DOCX', '')
    """
    extension = _EXTENSION.search(name)
    if extension and (mime_type in _CONTAINERS or mime_type not in _TYPES):
        return extension[1].upper()
    return _TYPES.get(mime_type, "")


def file_size(size: int) -> str:
    """A number of bytes in a unit of 1000 bytes and its multiples, with a no-break space.

    >>> file_size(999), file_size(1234), file_size(999_960), file_size(25_000_000)
    ('999\\xa0B', '1.2\\xa0kB', '1.0\\xa0MB', '25\\xa0MB')
    """
    amount = float(size)
    unit = 0
    while amount >= 999.95 and unit < len(_UNITS) - 1:
        amount /= 1000
        unit += 1
    digits = 1 if unit and amount < 9.95 else 0
    return f"{amount:.{digits}f}\N{NO-BREAK SPACE}{_UNITS[unit]}"
