"""The attributes of an SVG element that are kept, with their values cleaned."""

import re
from binascii import Error as BinasciiError
from binascii import a2b_base64, b2a_base64
from io import BytesIO

from archiver.media.file_types import HEAD_SIZE, file_type_of
from archiver.media.formats import read_picture
from archiver.media.pieces import read_pieces
from archiver.media.svg.css import clean_declarations, clean_value
from archiver.media.svg.names import (
    ATTRIBUTES,
    PICTURE_ELEMENTS,
    REFERRING_ELEMENTS,
    TEXT_ATTRIBUTES,
    XLINK_NAMESPACE,
    XML_NAMESPACE,
)

_FRAGMENT = re.compile(r"#[^\s\"'()\\<>]{1,1000}")
_RASTER = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)


_XLINK_HREF = f"{XLINK_NAMESPACE}\nhref"
_WRITTEN_NAMES = {
    _XLINK_HREF: "href",
    f"{XML_NAMESPACE}\nspace": "xml:space",
    f"{XML_NAMESPACE}\nlang": "xml:lang",
}
"""Names of attributes of other namespaces, as they are written."""


def clean_attributes(element: str, attributes: dict[str, str]) -> dict[str, str]:
    """The attributes of an element that are kept.

    Args:
        element: Its name without namespace.
        attributes: By name; namespace and local name have a line feed between them.
    """
    kept: dict[str, str] = {}
    for name, value in sorted(attributes.items(), key=_is_href):
        cleaned = _clean_attribute(element, name, value)
        if cleaned is not None:
            kept[_WRITTEN_NAMES.get(name, name)] = cleaned
    return kept


def _is_href(attribute: tuple[str, str]) -> bool:
    """Sorts `href` last, so that it overrides the older `xlink:href` (SVG 2, section 16.1.5)."""
    return attribute[0] == "href"


def _clean_attribute(element: str, name: str, value: str) -> str | None:
    if name in {"href", _XLINK_HREF}:
        return _clean_href(element, value.strip())
    if name == "style":
        return clean_declarations(value) or None
    if name in TEXT_ATTRIBUTES or name in _WRITTEN_NAMES:
        return value
    return clean_value(value) if name in ATTRIBUTES else None


def _clean_href(element: str, address: str) -> str | None:
    """A reference to an element of the same file, or a raster picture that is in the address."""
    if element in REFERRING_ELEMENTS and _FRAGMENT.fullmatch(address):
        return address
    scheme = _RASTER.match(address) if element in PICTURE_ELEMENTS else None
    return _clean_raster(address[scheme.end() :]) if scheme else None


def _clean_raster(encoded: str) -> str | None:
    """The address of a picture in base64, without its metadata; None if it is not a picture."""
    try:
        content = a2b_base64(encoded)
    except (BinasciiError, ValueError):
        return None
    file, file_type = BytesIO(content), file_type_of(content[:HEAD_SIZE], "")
    picture = read_picture(file, file_type, keeps_metadata=False)
    if picture is None:
        return None
    cleaned = b2a_base64(b"".join(read_pieces(file, picture.pieces)), newline=False).decode()
    return f"data:{file_type.mime_type};base64,{cleaned}"
