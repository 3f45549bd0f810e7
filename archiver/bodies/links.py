"""Bare links: where an `http://` or `https://` address stands in text, and where it ends.

Takes the place of linkify-it in markdown-it: of all that it finds we want only these, in time linear in the text.
"""

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://[^\s<>\"“”„«»\x00-\x1f\x7f]+", re.IGNORECASE)
_TRAILING = ".,:;!?'*_~…。，、：；！？」』）】》"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class BareLink:
    """An address in a text; the names are those that markdown-it reads."""

    index: int
    last_index: int
    url: str
    text: str
    schema: str


class BareLinks:
    """Finds bare links, by the methods that markdown-it calls."""

    def pretest(self, text: str) -> bool:
        """True if a closer look is worth it."""
        return "://" in text

    def test(self, text: str) -> bool:
        """True if there is a link."""
        return _ADDRESS.search(text) is not None

    def match(self, text: str) -> list[BareLink] | None:
        """All links of a text, in order."""
        return [self._link(found) for found in _ADDRESS.finditer(text)] or None

    def match_at(self, text: str, start: int) -> BareLink | None:
        """The link that stands at this place of a text."""
        found = _ADDRESS.match(text, start)
        return self._link(found) if found else None

    @staticmethod
    def _link(found: re.Match[str]) -> BareLink:
        address = _without_trailing(found[0])
        schema = f"{address.partition(':')[0].lower()}:"
        return BareLink(found.start(), found.start() + len(address), address, address, schema)


def _without_trailing(address: str) -> str:
    """The address without the sentence's punctuation, and without a bracket that was opened before it.

    >>> _without_trailing("http://x.example/a_(b)).")
    'http://x.example/a_(b)'
    """
    excess = {close: address.count(close) - address.count(mark) for close, mark in _BRACKETS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if last in _TRAILING:
            end -= 1
        elif excess.get(last, 0) > 0:
            excess[last] -= 1
            end -= 1
        else:
            break
    return address[:end]
