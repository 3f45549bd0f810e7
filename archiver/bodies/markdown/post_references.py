"""References to posts, as imageboards have them: `>>123` is no quote of "123" in a quote."""

import re

HINT = re.compile(r"^>>(?:\d|>/)", re.MULTILINE)
"""A line that may be one."""
_REFERENCE = re.compile(r">>(?:\d{1,12}|>/\w{1,10}/(?:\d{1,12})?)(?P<words>(?:[ \t][^\n]*)?)(?=\n|\Z)")
_ASIDE = re.compile(r"[ \t]*(?:[(\[][\w ]{1,12}[)\]]|→|,)?[ \t]*\Z")  # `(OP)`, `(You)`
_QUOTED = re.compile(r"[ \t]*>>[ \t]?[^\d\s>]")


def is_reference(source: str, begin: int) -> bool:
    """True if a line is a reference from there on, or begins with one; beside lines that have as many marks and no
    number it is a quote in a quote.
    """
    if not source.startswith(">>", begin) or source[begin - 1 : begin] == ">":
        return False
    found = _REFERENCE.match(source, begin)
    if found is None:
        return False
    return _ASIDE.match(found["words"]) is not None or not _is_among_quotes(source, begin, found.end())


def _is_among_quotes(source: str, begin: int, end: int) -> bool:
    above = source.rfind("\n", 0, max(0, source.rfind("\n", 0, begin)))
    return any(_QUOTED.match(source, place + 1) for place in (above, end))
