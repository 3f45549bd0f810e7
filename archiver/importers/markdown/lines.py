"""Joins lines of chat messages as Markdown: a line stays a line, and lists, quotes and code are blocks."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from archiver.importers.markdown.escaping import escape_line_start


class Kind(Enum):
    """What a line of Markdown is."""

    TEXT = 1
    LIST = 2
    QUOTE = 3
    HEADING = 4
    CODE = 5
    BLANK = 6


_KINDS = (
    (Kind.LIST, re.compile(r" {0,20}(?:[-*+]|\d{1,9}[.)])[ \t]+\S")),
    (Kind.QUOTE, re.compile(r">")),
    (Kind.HEADING, re.compile(r"#{1,6} +\S")),
)

_FENCE = "```"
_QUOTE_MARK = re.compile(r"^>", re.MULTILINE)
_INDENTED = re.compile(r"(?: {4}|\t)")
_CONTINUED = re.compile(r"(?: {2}|\t)")


def kind_of(line: str) -> Kind:
    """The kind of a line in which lists, quotes and headings are marked as in Markdown. Code is not looked for."""
    if not line.strip():
        return Kind.BLANK
    return next((kind for kind, pattern in _KINDS if pattern.match(line)), Kind.TEXT)


def kinds_of_lines(markdown: str) -> Iterator[tuple[Kind, str]]:
    """The lines of Markdown without fences, each with its kind; what belongs to a list is of it, tables are code."""
    last = Kind.BLANK
    for line in markdown.split("\n"):
        last = _kind_after(line, last)
        yield last, line


def _kind_after(line: str, before: Kind) -> Kind:
    """The kind of a line, by that of the line before it."""
    kind = kind_of(line)
    if kind is Kind.TEXT and before is Kind.LIST and _CONTINUED.match(line):
        return Kind.LIST
    is_code = _INDENTED.match(line) and before in {Kind.BLANK, Kind.CODE}
    is_table = line.lstrip().startswith("|") and line.rstrip().endswith("|")
    return Kind.CODE if kind is Kind.TEXT and (is_code or is_table) else kind


def join_lines(lines: Iterable[tuple[Kind, str]]) -> str:
    r"""Lines, each with its kind, as Markdown: hard breaks between lines of text, blank lines between blocks.

    >>> print(join_lines([(Kind.TEXT, "a"), (Kind.TEXT, "# b"), (Kind.LIST, "- c"), (Kind.TEXT, "d")]))
    a\
    \# b
    <BLANKLINE>
    - c
    <BLANKLINE>
    d
    """
    written: list[str] = []
    last = Kind.BLANK
    for kind, line in lines:
        if kind is Kind.TEXT and last is Kind.TEXT:
            written[-1] += "\\"
        elif last is not kind and Kind.BLANK not in {kind, last}:
            written.append("")
        written.append(escape_line_start(line.rstrip()) if kind is Kind.TEXT else "" if kind is Kind.BLANK else line)
        last = kind
    return "\n".join(written).strip("\n")


def join_text(markdown: str) -> str:
    """Inline Markdown with line breaks as lines of text."""
    return join_lines((Kind.TEXT if line.strip() else Kind.BLANK, line) for line in markdown.split("\n"))


def without_quotes(markdown: str) -> str:
    """Markdown whose quotes are text, with their marks: the words of a site that a preview shows are nobody's here."""
    return markdown if _FENCE in markdown else _QUOTE_MARK.sub(r"\\>", markdown)


def quote(markdown: str) -> str:
    """Markdown as a quote."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.strip("\n").split("\n"))
