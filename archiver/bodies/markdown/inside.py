"""The attribution that an engine has written into a quote: `anna hat geschrieben:` as its first line, or its name
behind a dash as the last. It is no part of the quote's words.

One that stands right before a quote in the quote is that one's, and stays for it.
"""

import re
from collections.abc import Sequence

from archiver.bodies.attribution import read_attribution
from archiver.model import Attribution

_DASHED = re.compile(
    r"(?:—|–|―|--) ?(?P<who>(?:@|[^\W\d_])[\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,3})(?:, [^,]*\d[^,]*)?\Z"
)
_LONGEST = 300  # characters of lines that may be one


def attribution_at_start(lines: Sequence[str]) -> tuple[Attribution, int] | None:
    """The attribution that the words of a quote begin with, and how many of their lines it is."""
    for count in (1, 2):
        said = "\n".join(lines[:count])
        if len(lines) < count or len(said) > _LONGEST:
            break
        if found := read_attribution(said, wrapped=count > 1):
            return found, count
    return None


def attribution_behind(line: str) -> Attribution | None:
    """The attribution that a quote's last line is: `— Ann Lee, 2 May 2021`.

    >>> attribution_behind("— Ann Lee, 2 May 2021").author
    'Ann Lee'
    """
    found = _DASHED.match(line.strip()) if len(line) < _LONGEST else None
    if found is None or not all(
        word[:1].isupper() or word[:1] == "@" or not word[:1].islower() for word in found["who"].split()
    ):
        return None
    return Attribution(text=line.strip(), author=found["who"].lstrip("@"))
