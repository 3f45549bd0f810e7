"""Decodes bytes of mails: by the charset that they declare, then as UTF-8, then by detection."""

import codecs
import re
from functools import cache
from typing import NamedTuple

_SAMPLE = 1 << 15  # bytes that are looked at to guess a charset
_C1 = re.compile(rb"[\x80-\x9f]")
_LATIN_1 = frozenset({"iso8859-1", "latin-1", "ascii"})
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"})
"""Codecs that no mail means, or that take more than linear time."""
_ALIASES = {
    "gb2312": "gb18030",
    "x-gbk": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "iso-8859-8-i": "iso8859-8",
    "x-mac-roman": "mac-roman",
    "windows-874": "cp874",
    "utf8": "utf-8",
    "tis-620": "cp874",
}
"""Names that mails use, and supersets of charsets that programs declare for them (WHATWG Encoding)."""
_GUESSED = (
    "cp1252",
    "koi8_r",
    "cp1251",
    "cp1250",
    "iso8859_7",
    "cp932",
    "euc_jp",
    "iso2022_jp",
    "gb18030",
    "big5",
    "cp949",
)


class DecodedText(NamedTuple):
    """A text, and how it was decoded."""

    text: str
    is_guess: bool = False
    """True if the declared charset is missing, unknown or wrong, and another one was guessed."""


@cache
def find_codec(charset: str) -> str | None:
    """The name of Python's codec for a charset of a mail; None if it is not known, or not a charset of texts."""
    name = charset.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_ALIASES.get(name, name))
        b"words".decode(found.name)
    except UnicodeError:
        return found.name  # not in one byte each, as UTF-16
    except (LookupError, ValueError):
        return None
    return None if found.name in _NO_CHARSETS else found.name


def decode_text(text: bytes, charset: str | None) -> DecodedText:
    """Decode a text. `charset` is what the mail declares; None if it declares nothing."""
    if text.isascii() and not (charset and b"\x1b" in text):
        codec = find_codec(charset) if charset else None
        if codec is None or codec.startswith(("ascii", "utf-8", "iso8859", "cp12", "koi8", "latin")):
            return DecodedText(text.decode("ascii"))
    codec = find_codec(charset[:60]) if charset else None
    if codec in _LATIN_1:
        codec = None if codec == "ascii" else "cp1252" if _C1.search(text) else codec
    if codec:
        try:
            return DecodedText(text.decode(codec))
        except (UnicodeError, ValueError):
            pass
    return _guess(text)


def _guess(text: bytes) -> DecodedText:
    try:
        return DecodedText(text.decode("utf-8"), is_guess=True)
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

    best = from_bytes(text[:_SAMPLE], cp_isolation=list(_GUESSED), threshold=0.3).best()
    codec = best.encoding if best else "cp1252"
    return DecodedText(text.decode(codec, "replace"), is_guess=True)
