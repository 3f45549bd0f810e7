"""Patterns of `[[source]]` tables, each compiled once: `^` and `$` in them mean lines."""

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that is known to compile."""
    return re.compile(pattern, re.MULTILINE)
