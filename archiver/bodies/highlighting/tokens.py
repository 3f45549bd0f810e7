"""Spans of code in a programming language, by the lexers of Pygments.

What a lexer returns is not shown: it only tells where tokens are, and of which type.
"""

import re
from functools import cache
from typing import Any

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, Operator, String, Token

from archiver.bodies.highlighting.code_spans import CodeSpan

_CLASSES = {
    Comment: "c",
    Comment.Preproc: "k",
    Comment.PreprocFile: "s",
    Generic.Error: "gr",
    Generic.Heading: "gh",
    Generic.Output: "go",
    Generic.Subheading: "gh",
    Generic.Traceback: "gh",
    Keyword: "k",
    Literal: "m",
    Name.Attribute: "nf",
    Name.Class: "nf",
    Name.Decorator: "nf",
    Name.Exception: "nf",
    Name.Function: "nf",
    Name.Tag: "k",
    Operator.Word: "k",
    String: "s",
}
"""The class of a type of tokens, and of those below it that are not named themselves."""


_MOST_EMPTY = 100  # tokens in a row: a lexer that gives more stays at a place without an end
_TRACEBACKS = frozenset({"pycon", "pytb"})
_BROKEN_FRAME = re.compile(r'^  File "[^"]+", line \d+(?!\d)(?!(?:, in .+)?\n)', re.MULTILINE)
"""A line of a traceback that a mail program has broken, or that goes on otherwise than Python writes it. The lexer of
tracebacks in Pygments 2.21 comes back to it without an end, inside the one of consoles before it gives any token."""


def find_token_spans(code: str, language: str) -> tuple[CodeSpan, ...]:
    """The spans of code in a language that Pygments knows by this name, in order; none if the lexer contradicts the
    code, or has no way through it.

    Successive tokens of one class are one span, with the spaces between them.
    """
    if language in _TRACEBACKS and _BROKEN_FRAME.search(f"{code}\n"):
        return ()
    lexer = _lexer("php-inline" if language == "php" and "<?" not in code else language)
    spans: list[CodeSpan] = []
    at = empty = 0
    for start, kind, value in lexer.get_tokens_unprocessed(f"{code}\n"):
        empty = 0 if value else empty + 1
        if start < at or empty > _MOST_EMPTY or not code.startswith(value.rstrip("\n"), start):
            return ()
        at, end = start + len(value), start + len(value.rstrip())
        name = _class_of(kind)
        if not name or end == start:
            continue
        before = spans[-1] if spans else None
        if before and before.name == name and not code[before.end : start].strip():
            spans[-1] = before._replace(end=end)
        else:
            spans.append(CodeSpan(start, end, name))
    return tuple(spans)


@cache
def _lexer(name: str) -> Lexer:
    if name == "php-inline":
        return get_lexer_by_name("php", startinline=True)
    return get_lexer_by_name(name)


@cache
def _class_of(kind: Any) -> str:
    while kind is not Token:
        if kind in _CLASSES:
            return _CLASSES[kind]
        kind = kind.parent
    return ""
