"""The type and the size of a file in words: `PDF`, `1.2 MB`. Pure."""

import re
from collections.abc import Callable

from archiver.model import InterfaceText, Url

Translate = Callable[[InterfaceText], str]
"""Returns a text in the language of the site, not escaped."""

_WORDS = {"jpg": "JPEG", "ogg": "Ogg", "ogv": "Ogg", "ogx": "Ogg", "tif": "TIFF", "webm": "WebM", "webp": "WebP"}
"""What readers call a type, by the extension of its published files. All others are called by the extension."""
_VAGUE = frozenset({"bin", "txt"})
"""Extensions of published files that say less than the name of the original."""
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})\Z")
_UNITS = (
    InterfaceText("%(number)s\N{NO-BREAK SPACE}B"),
    InterfaceText("%(number)s\N{NO-BREAK SPACE}kB"),
    InterfaceText("%(number)s\N{NO-BREAK SPACE}MB"),
    InterfaceText("%(number)s\N{NO-BREAK SPACE}GB"),
    InterfaceText("%(number)s\N{NO-BREAK SPACE}TB"),
)
_DECIMAL_SIGN = InterfaceText(".")


def type_in_words(url: Url, name: str) -> str:
    """What readers call the type of the file that is published at `url`: `PDF`.

    The extension of `name`, the name of the original, decides if the URL says too little; the result is empty if both
    do.

    >>> type_in_words(Url("/a/3f.pdf"), "plan"), type_in_words(Url("/a/3f.jpg"), "a.png")
    ('PDF', 'JPEG')
    >>> type_in_words(Url("/a/3f.txt"), "weather.csv"), type_in_words(Url("/a/3f.bin"), "plan")
    ('CSV', '')
    """
    extension = url.rpartition(".")[2]
    if extension in _VAGUE:
        match = _EXTENSION.search(name)
        extension = match[1] if match else "" if extension == "bin" else extension
    return _WORDS.get(extension.lower(), extension.upper())


def size_in_words(size: int, translate: Translate) -> str:
    """A number of bytes in a unit of 1000 bytes and its multiples, as the language of the site writes them.

    >>> [size_in_words(size, str) for size in (999, 1234, 999_960, 25_000_000)]
    ['999\\xa0B', '1.2\\xa0kB', '1.0\\xa0MB', '25\\xa0MB']
    """
    amount = float(size)
    unit = 0
    while amount >= 999.95 and unit < len(_UNITS) - 1:
        amount /= 1000
        unit += 1
    digits = 1 if unit and amount < 9.95 else 0
    number = f"{amount:.{digits}f}".replace(".", translate(_DECIMAL_SIGN))
    return translate(InterfaceText(_UNITS[unit].msgid, number=number))
