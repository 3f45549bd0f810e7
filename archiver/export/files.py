"""Files of threads by their URLs: which are media, their types, and their bytes in a link."""

from base64 import b64encode

from archiver import urls
from archiver.media.type_table import BRANDS, BY_EXTENSION, SIGNATURES, SVG, TEXT
from archiver.model import Url

_FONTS = {"woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf", "css": "text/css"}
_TYPES = {
    **{file_type.extension: file_type.mime_type for _, file_type in (*SIGNATURES, *BRANDS)},
    **{file_type.extension: file_type.mime_type for file_type in (SVG, TEXT, *BY_EXTENSION.values())},
    **_FONTS,
}


def is_medium(target: str) -> bool:
    """True for the URL of a file that threads show or link to, on the site."""
    return target.startswith("/") and urls.media_digest(urls.output_path(Url(target))) is not None


def mime_type(name: str) -> str:
    """The type of a published file, by the end of its name or URL, which its bytes have chosen."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def data_uri(content: bytes, kind: str) -> str:
    """A link that has the bytes of a file in it (RFC 2397). `kind` is the type of the file."""
    return f"data:{kind};base64,{b64encode(content).decode()}"
