"""What a published file says, in each of the ways in which its bytes may be meant: all encodings in which a site is
written, packed and in one another.
"""

import binascii
import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from urllib.parse import unquote

_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrtbf\"\\/]))")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{40,}+={0,2}")
_PACKED = (b"\x1f\x8b", b"\x78\x01", b"\x78\x9c", b"\x78\xda")
_DEEPEST = 3  # encodings in one another


def readings_of(content: bytes) -> Iterator[str]:
    """All that a file says, each reading once."""
    seen = set[str]()
    for one in _unpacked(content):
        for text in _readings(one):
            if text not in seen:
                seen.add(text)
                yield text


def _unpacked(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """A file, and all that is packed in it, or in base64, at most `_DEEPEST` times; `depth` counts them."""
    yield content
    if depth == _DEEPEST:
        return
    if content.startswith(_PACKED):
        with suppress(zlib.error):  # of a file that only begins like a packed one
            yield from _unpacked(zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(content), depth + 1)
    for match in _BASE64.finditer(content):
        with suppress(binascii.Error):  # of a long word
            yield from _unpacked(b64decode(match[0] + b"=" * (-len(match[0]) % 4)), depth + 1)


def _readings(content: bytes) -> Iterator[str]:
    """A file as it is; with escapes of JSON, entities of HTML and percent-encoding decoded; with and without tags."""
    text = content.decode("utf-8", "replace").replace("\\_", "_")
    for base in (text, _ESCAPE.sub(_unescaped, text)) if "\\" in text else (text,):
        once = unescape(base)
        yield from (base, once)
        if "<" in base:
            yield unescape(_TAG.sub(" ", base))
            yield unescape(_TAG.sub("", base))
        yield unescape(unescape(_TAG.sub(" ", once)))
        if "%" in base:
            yield unquote(once.replace("+", " "))


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else {"n": "\n", "r": "\n", "t": "\t"}.get(match[2], match[2])
