"""Compiles the regular expressions of `[[source]]` tables. `^` and `$` match at each line."""

import re
from functools import cache


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a valid pattern. Cached."""
    return re.compile(pattern, re.MULTILINE)


@cache
def compile_part(pattern: str) -> re.Pattern[str] | None:
    """Compile a part of a pattern; None if it is not valid alone, as a reference to a missing group. Cached."""
    try:
        return re.compile(pattern, re.MULTILINE)
    except re.error:
        return None
