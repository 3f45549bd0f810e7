"""Captions: attributions inside the quote that they belong to, as forum software writes them.

A caption is the first lines of a quote (`anna hat geschrieben:`) or its last line (`— Ann Lee, 2 May 2021`). The
caption is removed from the words of the quote. An attribution right before a quote in the quote belongs to that inner
quote.
"""

import re
from collections.abc import Sequence

from archiver.bodies.attribution import may_be_attribution, parse_attribution
from archiver.model import Attribution

_DASHED = re.compile(
    r"(?:—|–|―|--) ?(?P<who>(?:@|[^\W\d_])[\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,3})(?:, [^,]*\d[^,]*)?\Z"
)
_FINAL_COLONS = (":", "：", "…", "...")  # a last line with one introduces something that was cut off: it is no caption
_MOST_LINES = 3
_LONGEST_LINE = 250  # characters
_MARKUP, _SPACE = "*_`~)]", " \t"
_WITHOUT_MARKUP = str.maketrans("", "", _MARKUP)
_SIGNS = re.compile(r"[↑—–―&<\\\[]")


def may_have_caption(lines: Sequence[str]) -> bool:
    """False if a paragraph certainly neither starts nor ends with a caption, whatever its markup means.

    A cheap check before the markup is parsed. `lines` are the lines of the paragraph in Markdown.
    """
    return any(map(_may_be_caption, {*lines[:_MOST_LINES], lines[-1]}))


def _may_be_caption(line: str) -> bool:
    if len(line) > _LONGEST_LINE and "](" not in line and "&" not in line and "\\" not in line:
        return False  # other markup is short: the plain text is too long as well
    if _SIGNS.search(line) or "--" in line or line.rstrip(_MARKUP + _SPACE).endswith(_FINAL_COLONS):
        return True
    return may_be_attribution(line.translate(_WITHOUT_MARKUP))


def find_caption_at_start(lines: Sequence[str]) -> tuple[Attribution, int] | None:
    """Find the caption at the start of a quote, and the number of its lines; None if there is none.

    `lines` are the lines of the quote's first paragraph in plain text.
    """
    for count, line in enumerate(lines[:_MOST_LINES], 1):
        if len(line) > _LONGEST_LINE:
            break
        is_end = may_be_attribution(line) if count == 1 else line.rstrip().endswith(_FINAL_COLONS)
        if is_end and (attribution := parse_attribution("\n".join(lines[:count]), wrapped=count > 1)):
            return attribution, count
    return None


def find_caption_at_end(line: str) -> Attribution | None:
    """Parse the last line of a quote, in plain text, as a caption; None if it is no caption.

    >>> find_caption_at_end("— Ann Lee, 2 May 2021").author
    'Ann Lee'
    """
    if len(line) > _LONGEST_LINE:
        return None
    if may_be_attribution(line) and not line.rstrip().endswith(_FINAL_COLONS):
        return parse_attribution(line)
    match = _DASHED.match(line.strip())
    if match is None or not all(map(_may_be_part_of_name, match["who"].split())):
        return None
    return Attribution(text=line.strip(), author=match["who"].lstrip("@"))


def _may_be_part_of_name(word: str) -> bool:
    """True unless a word starts with a small letter. Most scripts have neither small nor capital letters."""
    return not word[:1].islower()
