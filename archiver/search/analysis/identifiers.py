"""The parts of names in code: `SetPosition` is found by `position` too, and `set_position` by `setposition`.

`client/search/identifiers.js` of the default theme finds the same parts.
"""

import re
from functools import lru_cache

SHORTEST_PART = 3  # letters
LONGEST = 64  # characters of a name that has parts
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_CAMEL_CASE = re.compile(r"(?!.*[0-9][a-z])(?=.*[a-z])(?![A-Z]+s\Z).*[a-z0-9][A-Z]|(?!.*[0-9][a-z])[A-Z]{2,}[a-z]{2}")
"""A word like `setPosition` or `HTTPServer`. `0xaF` and other words with a letter after a digit are not."""
_NUMBERED = re.compile(r"(?:[A-Za-z][a-z]{2,}|[A-Z]{3,})[0-9]+\Z")
_ASIDE = r"\0-/:-@\[-`{-\x7f"  # the signs of ASCII
_JOINED = re.compile(rf"(?<![^{_ASIDE}])[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)+(?![^{_ASIDE}]|[+#])")


@lru_cache(maxsize=16_384)
def part_spans(word: str) -> tuple[tuple[int, int], ...]:
    """The spans of the parts of a word in camel case, or of the letters before a number; none for other words.

    >>> [["HTTPServer"[start:end] for start, end in part_spans("HTTPServer")], part_spans("Python3")]
    [['HTTP', 'Server'], ((0, 6),)]
    >>> [part_spans(word) for word in ("Position", "URLs", "0x80004005", "d97aaaa", "iPod's")]
    [(), (), (), (), ()]
    """
    if word.isalpha() and (word.islower() or word.istitle()):  # as most words
        return ()
    if len(word) > LONGEST or not (word.isascii() and word.isalnum()):
        return ()
    if not _CAMEL_CASE.match(word) and not _NUMBERED.match(word):
        return ()
    spans = (match.span() for match in _PART.finditer(word))
    return tuple((start, end) for start, end in spans if end - start >= SHORTEST_PART)


def joined_words(text: str) -> dict[int, tuple[str, int]]:
    """The names of a text that are written with underscores: without these and the index of the end, by the start.

    >>> joined_words("call set_position(x)")
    {5: ('setposition', 17)}
    """
    if "_" not in text:
        return {}
    found = {match.start(): (match[0].replace("_", ""), match.end()) for match in _JOINED.finditer(text)}
    return {start: joined for start, joined in found.items() if len(joined[0]) <= LONGEST}
