"""Decodes the bytes of a page: by its byte order mark, the charset that it declares, then by detection. Pure."""

import codecs
import re

from archiver.importers.mail.charsets import DecodedText, decode_text, find_codec

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(
    rb"<(?:meta\b|\?xml\b)[^>]{0,300}?\b(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})", re.I
)
_HEAD = 1 << 14  # bytes in which a page declares its charset
_FEW = 200  # one damaged character in so many is no reason to guess another charset
_WEB_NAMES = {"iso-8859-1": "windows-1252", "us-ascii": "windows-1252", "iso-8859-9": "windows-1254"}
"""Names of charsets that browsers read as others (WHATWG Encoding)."""


def decode_page(page: bytes, charset: str | None = None) -> DecodedText:
    """Decode a page. `charset` is what a header of HTTP or MIME declares, None if there is none.

    >>> decode_page('<meta charset="koi8-r">Привет'.encode("koi8-r")).text
    '<meta charset="koi8-r">Привет'
    """
    for mark, codec in _BOMS:
        if page.startswith(mark):
            return DecodedText(page.decode(codec, "replace"))
    declared = charset or _declared(page)
    if declared:
        declared = _WEB_NAMES.get(declared.lower(), declared)
    codec_name = find_codec(declared) if declared else None
    if codec_name and codec_name.startswith("utf-16"):
        declared = codec_name = "utf-8"  # a page that says so in ASCII is in no such charset
    if declared and codec_name:
        text = page.decode(codec_name, "replace")
        if text.count("\ufffd") * _FEW <= len(text):
            return DecodedText(text)
    return decode_text(page, None)


def _declared(page: bytes) -> str | None:
    match = _META.search(page[:_HEAD])
    return match[1].decode("ascii") if match else None
