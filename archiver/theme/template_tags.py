"""What a template says of other things, found by patterns: Jinja need not be imported, nor the template be right.

Comments and `raw` sections count for nothing. A name that is not written as a text, as a variable, is not found.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field

_UNREAD = re.compile(r"\{#.*?(?:#\}|\Z)|\{%[-+]?\s*raw\b.*?(?:\bendraw\s*[-+]?%\}|\Z)", re.DOTALL)
_TAG = re.compile(r"\{%[-+]?\s*(\w+)(.*?)%\}|\{\{(.*?)\}\}", re.DOTALL)
_TEXT = re.compile(r"""\s*(["'])(.*?)\1""")
_NAME = re.compile(r"\s*(\w+)")
_SUPER = re.compile(r"\bsuper\s*\(")
_SELF = re.compile(r"\bself\.(\w+)\s*\(")
_ASSET = re.compile(r"""(["'])((?:(?!\1).)*)\1\s*\|\s*asset\b""")
_OPTION_AS_ASSET = re.compile(r"\bsite\.options\.(\w+)\s*\|\s*asset\b")
_PAGE = re.compile(r"(?<![\w.])page\.(\w++)")
_OPTION = re.compile(
    r"""\b(?:site\.)?options(?:\.(\w++)(?!\s*\()|\[\s*(["'])([^"']*)\2\s*\])(?!\s+is\s+(?:not\s+)?defined)"""
)


class Named(NamedTuple):
    """A name in a template."""

    name: str
    line: int
    """Counts from 1."""


class Block(Struct, kw_only=True):
    """A block of a template."""

    name: str
    line: int
    is_outermost: bool
    """True if it is in no other block."""
    calls_super: bool = False


class TemplateTags(Struct, frozen=True, kw_only=True):
    """What a template names."""

    extends: Named | None
    """The template that it extends; None if there is none, or its name is not written as a text."""
    blocks: Mapping[str, Block]
    called: frozenset[str]
    """The blocks that it calls by `self`."""
    assets: tuple[Named, ...]
    options: tuple[Named, ...]
    """The options of the theme that it reads, but for those that it asks if they are defined."""
    page_fields: tuple[Named, ...]
    """What it asks of the page."""
    options_as_assets: frozenset[str]
    """The options whose values are names of assets."""


class _Scan(Struct, kw_only=True):
    """What has been found of the blocks."""

    extends: Named | None = None
    blocks: dict[str, Block] = field(default_factory=dict)
    open: list[Block] = field(default_factory=list)


@lru_cache(1000)
def scan_template(text: str) -> TemplateTags:
    """Find what a template names.

    >>> scan_template('{% extends "base.html" %}{% block title %}{% endblock %}').extends
    Named(name='base.html', line=1)
    """
    shown = _UNREAD.sub(lambda match: "\n" * match[0].count("\n"), text)
    scan, tags = _Scan(), list[tuple[str, int]]()
    for tag, line in _tags(shown):
        inner = tag[2] if tag[1] else tag[3]
        tags.append((inner, line))
        _read_tag(tag[1] or "", inner, line, scan)
    return TemplateTags(
        extends=scan.extends,
        blocks=scan.blocks,
        called=frozenset(name for inner, _ in tags for name in _SELF.findall(inner)),
        assets=tuple(Named(match[2], line) for inner, line in tags for match in _ASSET.finditer(inner)),
        options=tuple(Named(m[1] or m[3], line) for inner, line in tags for m in _OPTION.finditer(inner)),
        page_fields=tuple(Named(name, line) for inner, line in tags for name in _PAGE.findall(inner)),
        options_as_assets=frozenset(name for inner, _ in tags for name in _OPTION_AS_ASSET.findall(inner)),
    )


def _tags(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The tags of a template, each with its line."""
    line, at = 1, 0
    for match in _TAG.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield match, line


def _read_tag(kind: str, inner: str, line: int, scan: _Scan) -> None:
    """Add what a tag says of blocks.

    Args:
        kind: the name of the tag; "" for an expression.
        inner: the rest of the tag.
        line: its line.
        scan: gets what is found.
    """
    if scan.open and _SUPER.search(inner):
        scan.open[-1].calls_super = True
    if kind == "extends" and (text := _TEXT.match(inner)):
        scan.extends = Named(text[2], line)
    elif kind == "block" and (name := _NAME.match(inner)):
        block = Block(name=name[1], line=line, is_outermost=not scan.open)
        scan.blocks.setdefault(block.name, block)
        scan.open.append(block)
    elif kind == "endblock" and scan.open:
        scan.open.pop()
