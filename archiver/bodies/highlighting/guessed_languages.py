"""The language of code that names none, where the code itself says it: by its first line, or because it is JSON.

What could be two languages is neither: code is not compared with the syntax of languages.
"""

import json
import re

_FIRST_LINES = (
    (re.compile(r"<\?php\s"), "php"),
    (re.compile(r"<\?xml\s"), "xml"),
    (re.compile(r"<!doctype html\b", re.IGNORECASE), "html"),
    (re.compile(r">>> "), "pycon"),
    (re.compile(r"Traceback \(most recent call last\):"), "pytb"),
)
_SHEBANG = re.compile(r"#!\s*/\S+/(?:env\s+(?:-S\s+)?)?(?P<program>[a-z]+)[\d.]*(?=\s)")
_PROGRAMS = {
    **dict.fromkeys(("sh", "bash", "dash", "ksh", "zsh"), "bash"),
    **{name: name for name in ("perl", "php", "python", "ruby", "lua", "awk")},
    "gawk": "awk",
    "node": "javascript",
    "nodejs": "javascript",
    "pypy": "python",
    "tclsh": "tcl",
}
_MOST_JSON = 20_000  # characters


def guess_language(code: str) -> str | None:
    """The language that code is certainly in; None if nothing says it.

    >>> guess_language("#!/usr/bin/env python3\\nprint()"), guess_language('{"a": 1}'), guess_language("if (x) {")
    ('python', 'json', None)
    """
    text = code.lstrip()
    if shebang := _SHEBANG.match(text):
        return _PROGRAMS.get(shebang["program"])
    named = next((language for pattern, language in _FIRST_LINES if pattern.match(text)), None)
    return named or ("json" if _is_json(text) else None)


def _is_json(text: str) -> bool:
    """True if a text is an object or an array of objects in JSON, with something in it."""
    if len(text) > _MOST_JSON or not text.startswith("{" if text.rstrip().endswith("}") else "["):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return bool(value) and (isinstance(value, dict) or all(isinstance(part, dict) for part in value))
