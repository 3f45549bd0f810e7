"""The attribution that an engine has written into a quote: `anna hat geschrieben:` as its first line, or its name
behind a dash as the last. It is no part of the quote's words.

One that stands right before a quote in the quote is that one's, and stays for it.
"""

import re
from collections.abc import Sequence

from archiver.bodies.attribution import may_be_attribution, parse_attribution
from archiver.model import Attribution

_DASHED = re.compile(
    r"(?:—|–|―|--) ?(?P<who>(?:@|[^\W\d_])[\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,3})(?:, [^,]*\d[^,]*)?\Z"
)
_INTRODUCES = (":", "：", "…", "...")  # what such a line leads to was cut, so it is no caption of what stands above it
_MOST_LINES = 3
_LONGEST = 250  # characters of a line that may be one
_MARKS, _SPACE = "*_`~)]", " \t"
_WITHOUT_MARKS = str.maketrans("", "", _MARKS)
_TELLING = re.compile(r"[↑—–―&<\\\[]")


def may_have_caption(lines: Sequence[str]) -> bool:
    """False if no attribution stands at an end of these lines of Markdown, whatever their markup is."""
    ends = {*lines[:_MOST_LINES], lines[-1]}
    return any(map(_may_be_one, ends))


def _may_be_one(line: str) -> bool:
    if len(line) > _LONGEST and "](" not in line and "&" not in line and "\\" not in line:
        return False  # other markup is short
    if _TELLING.search(line) or "--" in line or line.rstrip(_MARKS + _SPACE).endswith(_INTRODUCES):
        return True
    return may_be_attribution(line.translate(_WITHOUT_MARKS))


def find_caption_at_start(lines: Sequence[str]) -> tuple[Attribution, int] | None:
    """The attribution that the words of a quote begin with, and how many of their lines it is."""
    for count, line in enumerate(lines[:_MOST_LINES], 1):
        if len(line) > _LONGEST:
            break
        is_end = may_be_attribution(line) if count == 1 else line.rstrip().endswith(_INTRODUCES)
        if is_end and (found := parse_attribution("\n".join(lines[:count]), wrapped=count > 1)):
            return found, count
    return None


def find_caption_at_end(line: str) -> Attribution | None:
    """The attribution that a quote's last line is: `— Ann Lee, 2 May 2021`.

    >>> find_caption_at_end("— Ann Lee, 2 May 2021").author
    'Ann Lee'
    """
    if len(line) > _LONGEST:
        return None
    if may_be_attribution(line) and not line.rstrip().endswith(_INTRODUCES):
        return parse_attribution(line)
    found = _DASHED.match(line.strip())
    if found is None or not all(
        word[:1].isupper() or word[:1] == "@" or not word[:1].islower() for word in found["who"].split()
    ):
        return None
    return Attribution(text=line.strip(), author=found["who"].lstrip("@"))
