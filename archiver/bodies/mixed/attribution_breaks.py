"""Rules for markdown-it-py that keep an attribution on a line of its own when Markdown is rendered to HTML.

A single line break in Markdown is a space in HTML. The parser of HTML bodies, which finds the attributions of mixed
bodies, would see an attribution and the words before or after it as one line.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from archiver.bodies.attribution import find_attribution_at_end
from archiver.bodies.markdown.inline import (
    ATTRIBUTION_AS_TEXT,
    BREAKS,
    inline_lines,
    split_attribution,
    split_caption_at_start,
)

_PROSE_CONTAINERS = frozenset({"bullet_list", "ordered_list", "spoiler", "table"})
"""Containers whose quotes are rendered as a part of the prose: an attribute with the author of the quote would be
lost."""


def use_attribution_breaks(md: MarkdownIt) -> None:
    """Add the rules to a parser whose HTML is parsed again as an HTML body."""
    md.core.ruler.push("attribution_breaks", _break_lines)
    md.core.ruler.push("attributions_as_text", _mark_quotes_in_prose)


def _mark_quotes_in_prose(state: StateCore) -> None:
    depth = 0
    for token in state.tokens:
        kind = token.type.rpartition("_")[0]
        depth += token.nesting if kind in _PROSE_CONTAINERS else 0
        if depth and token.type == "blockquote_open":
            token.meta[ATTRIBUTION_AS_TEXT] = True


def _break_lines(state: StateCore) -> None:
    """Make hard breaks of the line breaks before an attribution above a quote, and after a caption in a quote."""
    for before, inline, after in zip(state.tokens, state.tokens[1:], state.tokens[3:], strict=False):
        children = inline.children or []
        if before.type == "paragraph_open" and after.type == "blockquote_open":
            split = split_attribution(children)
            _harden(children, len(split[1]) if split else _break_before_attribution(children))
    for before, inline in zip(state.tokens, state.tokens[2:], strict=False):
        if before.type == "blockquote_open" and inline.type == "inline":
            children = inline.children or []
            split = split_caption_at_start(children)
            _harden(children, len(children) - len(split[1]) - 1 if split else -1)


def _break_before_attribution(children: list[Token]) -> int:
    """Find the line break before the attribution at the end of a paragraph with links.

    Returns the index of its token in `children`; negative if there is no attribution, or no line before it.
    """
    starts, lines = inline_lines(children)
    found = find_attribution_at_end(lines)
    return starts[found[1]] - 1 if found else -1


def _harden(children: list[Token], index: int) -> None:
    if 0 <= index < len(children) and children[index].type in BREAKS:
        children[index].type, children[index].tag = "hardbreak", "br"
