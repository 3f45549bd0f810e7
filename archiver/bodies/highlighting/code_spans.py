"""Spans of code: passages of one class, and HTML with a `<span>` element around each."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from archiver.bodies.markdown.escape import escape_html

_PIECE = re.compile(r"""<(?>(?:[^<>"]|"[^"]*")+)>|[^<]+|<""")


class CodeSpan(NamedTuple):
    """A passage of code that has a class."""

    start: int
    """Offset of the first character in the code."""
    end: int
    """Offset after the last character."""
    name: str
    """The class, one of the short names of Pygments: `k` for a keyword."""


def text_of(html: str) -> str:
    """The text that HTML of code shows: without tags, entities decoded."""
    if "<" not in html:
        return unescape(html)
    return "".join(unescape(piece) for piece in _PIECE.findall(html) if not _is_tag(piece))


def with_spans(html: str, spans: Iterable[CodeSpan]) -> str:
    """HTML of code with a `<span>` element around each span; its tags, as those of links, stay where they are.

    A span with a tag in it becomes two elements. `spans` are in the order of the code, and do not overlap.
    """
    remaining = iter(spans)
    span = next(remaining, None)
    parts: list[str] = []
    at = 0
    for piece in _PIECE.findall(html):
        if _is_tag(piece):
            parts.append(piece)
            continue
        text = unescape(piece)
        end, done = at + len(text), 0
        while span and span.start < end:
            start, stop = max(span.start - at, 0), min(span.end, end) - at
            parts += _elements(text, done, start, stop, span.name)
            done = stop
            if span.end > end:
                break
            span = next(remaining, None)
        parts.append(escape_html(text[done:]))
        at = end
    return "".join(parts)


def _elements(text: str, done: int, start: int, stop: int, name: str) -> Iterator[str]:
    """Yield the HTML of a text from `done` to `stop`, with an element of the class `name` from `start`."""
    yield escape_html(text[done:start])
    if start < stop:
        yield f'<span class="{name}">{escape_html(text[start:stop])}</span>'


def _is_tag(piece: str) -> bool:
    return piece.startswith("<") and len(piece) > 1
