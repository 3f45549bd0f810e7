"""Writes rich text, which is spans of text with styles, as Markdown."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

BOLD, ITALIC, STRIKE = "**", "*", "~~"
_EDGES = re.compile(r"(\s*)(.*?)(\s*)\Z", re.DOTALL)


class Span(NamedTuple):
    """Words with equal styles."""

    markdown: str
    """Inline Markdown, which may have line breaks."""
    styles: tuple[str, ...] = ()
    """Marks around it, the outermost first: `BOLD`, `ITALIC`, `STRIKE`."""


def join_spans(spans: Iterable[Span]) -> str:
    """Spans as inline Markdown. A style whose marks would not be read as such, between letters, is left out.

    >>> join_spans([Span("Read "), Span("this ", (BOLD,)), Span("now", (BOLD,)), Span("!")])
    'Read **this now**!'
    >>> join_spans([Span("a"), Span("(b)", (BOLD,)), Span("c")])
    'a(b)c'
    """
    pieces = list(_pieces(spans))
    texts: list[str] = []
    for number, (text, styles) in enumerate(pieces):
        before = texts[-1][-1:] if texts else ""
        after = pieces[number + 1][0][:1] if number + 1 < len(pieces) else ""
        texts.append(_styled(text, styles, before, after))
    return "".join(texts)


def _pieces(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, with equal neighbours joined, parted at line breaks, and white space at their ends without style."""
    for styles, group in groupby((span for span in spans if span.markdown), lambda span: span.styles):
        text = "".join(span.markdown for span in group)
        for line in text.splitlines(keepends=True) if styles else [text]:
            before, inner, after = _EDGES.fullmatch(line).groups()  # type: ignore[union-attr]  # it matches any text
            yield from (Span(part, own) for part, own in ((before, ()), (inner, styles), (after, ())) if part)


def _styled(text: str, styles: tuple[str, ...], before: str, after: str) -> str:
    """The text between its marks, if CommonMark's rule of flanking lets them be such."""
    if not styles or (_is_word(before) and not _is_word(text[0])) or (_is_word(after) and not _is_word(text[-1])):
        return text
    return f"{''.join(styles)}{text}{''.join(reversed(styles))}"


def _is_word(char: str) -> bool:
    return char.isalnum()
