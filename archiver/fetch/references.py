"""Stand-in."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple


class MediaReference(NamedTuple):
    """A reference."""

    address: str
    is_picture: bool


_A = re.compile(
    r'<a href="([^"]*)"[^>]*class="picture"|<span title="(?:[^"]* )?([^" ]*)" class="picture"|<span title="(?:[^"]* )?(upload://[^" ]*)">'
)


def find_references(html: str) -> Iterator[MediaReference]:
    """Find."""
    for m in _A.finditer(html):
        yield MediaReference(unescape(m[1] or m[2] or m[3]), not m[3])
