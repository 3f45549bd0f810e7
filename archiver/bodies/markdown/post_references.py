"""References to posts on imageboards: `>>123` refers to post 123, and is not a quote of "123" in a quote."""

import re

HINT = re.compile(r"^>>(?:\d|>/)", re.MULTILINE)
"""Matches at each line that may refer to a post. A cheap check before `is_post_reference`."""
_REFERENCE = re.compile(r">>(?:\d{1,12}|>/\w{1,10}/(?:\d{1,12})?)(?P<words>(?:[ \t][^\n]*)?)(?=\n|\Z)")
_ASIDE = re.compile(r"[ \t]*(?:[(\[][\w ]{1,12}[)\]]|→|,)?[ \t]*\Z")  # `(OP)`, `(You)`
_QUOTED = re.compile(r"[ \t]*>>[ \t]?[^\d\s>]")


def is_post_reference(source: str, begin: int) -> bool:
    """True if a line is a reference to a post, or starts with one.

    A reference with words after it, next to lines with two quote marks and no number, is a quote in a quote instead.

    Args:
        source: the source of a body.
        begin: index in `source` of the first quote mark of the line.
    """
    if not source.startswith(">>", begin) or source[begin - 1 : begin] == ">":
        return False
    match = _REFERENCE.match(source, begin)
    if match is None:
        return False
    return _ASIDE.match(match["words"]) is not None or not _is_among_quotes(source, begin, match.end())


def _is_among_quotes(source: str, begin: int, end: int) -> bool:
    """True if the line above index `begin` or the line below index `end` is a quote in a quote."""
    above = source.rfind("\n", 0, max(0, source.rfind("\n", 0, begin)))
    return any(_QUOTED.match(source, line_end + 1) for line_end in (above, end))
