"""Jinja's messages about the syntax of a template, in plain words (messages of Jinja 3.1)."""

import re
from collections.abc import Callable, Mapping

from archiver.values import find_nearest

_CLOSED_BY = {
    name: f"end{name}"
    for name in ("autoescape", "block", "call", "filter", "for", "if", "macro", "raw", "set", "trans", "with")
}
_TAGS = frozenset(
    {*_CLOSED_BY, *_CLOSED_BY.values(), "elif", "else", "extends", "from", "import", "include", "pluralize", "print"}
)
_KINDS = frozenset({"float", "integer", "name", "string"})  # of tokens; others are named by their text
_OF_OTHER_LANGUAGES: Mapping[str, str] = {"elseif": "elif", "elsif": "elif", "end": "endif", "foreach": "for"}


def _unknown_tag(match: re.Match[str]) -> str:
    name = match[1]
    if name in _TAGS and match[2]:
        return f"first close `{{% {match[2]} %}}` with `{{% end{match[2]} %}}`"
    if name in _TAGS:
        return f"no open tag is waiting for `{{% {name} %}}` here"
    nearest = _OF_OTHER_LANGUAGES.get(name) or find_nearest(name, _TAGS)
    return f"did you mean `{{% {nearest} %}}`?" if nearest else f"tags are: {', '.join(sorted(_TAGS))}"


def _unclosed_tag(match: re.Match[str]) -> str:
    return f"close `{{% {match[1]} %}}` with `{{% end{match[1]} %}}`"


def _missing_token(match: re.Match[str]) -> str:
    expected, got = match[1], match[2]
    if find_nearest(got, {expected}):
        return f"did you mean `{expected}`?"
    return f"{f'a {expected}' if expected in _KINDS else f'`{expected}`'} is missing before `{got}`"


def _words(text: str) -> Callable[[re.Match[str]], str]:
    return lambda _: text


_QUOTES = _words("a text begins with this quotation mark and does not end")
_HINTS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"Encountered unknown tag '(\w+)'(?:.*needs to be closed is '(\w+)')?", _unknown_tag),
    (r"Unexpected end of template\..*needs to be closed is '(\w+)'", _unclosed_tag),
    (r"unexpected end of template", _words("a tag is not closed: `{{` needs `}}`, and `{%` needs `%}`")),
    (r"expected token '[^']*', got '='", _words("to compare, write `==`; to give a name a value, `{% set x = … %}`")),
    (
        r"expected token 'end of (?:print statement|statement block)', got '(.*)'",
        lambda match: f"an operator, a comma or the end of the tag is missing before `{match[1]}`",
    ),
    (r"expected token '(.*)', got '(.*)'", _missing_token),
    (r"unexpected '[})\]]'", _words("brackets close in the order in which they opened; `{{` ends with `}}`")),
    (r"unexpected char '&'", _words("write `and`, and `&amp;` outside of tags")),
    (r"unexpected char '!'", _words("write `not`, and `!=` for unequal values")),
    (r"unexpected char (?:\"'\"|'\"')", _QUOTES),
    (r"Missing end of comment", _words("close the comment with `#}`")),
    (r"Missing end of (raw)", _unclosed_tag),
    (r"Expected an expression, got|unexpected 'end of", _words("an expression is missing")),
    (r"unexpected '(.*)'", lambda match: f"something is missing or not closed before `{match[1]}`"),
    (r"tag name expected", _words("write what the tag does, as `{% if … %}`; a comment is `{# … #}`")),
    (r"block '.*' defined twice", _words("give one of the two blocks another name")),
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), hint) for pattern, hint in _HINTS)


_WORD = re.compile(r".*?(?:got|unknown tag) '(\w+)'", re.DOTALL)


def syntax_hint(message: str) -> tuple[str, str]:
    """What to do about a message of Jinja, and the word that it complains of; "" for what is not known.

    >>> syntax_hint("Encountered unknown tag 'endfr'.")
    ('did you mean `{% endfor %}`?', 'endfr')
    """
    matches = ((pattern.match(message), hint) for pattern, hint in _PATTERNS)
    word = _WORD.match(message)
    return next((hint(match) for match, hint in matches if match), ""), word[1] if word else ""
