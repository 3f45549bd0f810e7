"""The lines in which Markdown says who wrote a quote, kept apart from the words beside them: in HTML a line break is a
space, and who reads that knows no lines.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from archiver.bodies.attribution import find_attribution_at_end
from archiver.bodies.markdown.inline import BREAKS, inline_lines, take_attribution, take_caption_at_start

_HOLDERS = frozenset({"bullet_list", "ordered_list", "spoiler", "table"})
"""What holds quotes that are no quotes of the post's: who is quoted there is said in words."""


def use_attributions(md: MarkdownIt) -> None:
    """Break the line at both ends of an attribution, and say in words who is quoted where no attribute is read."""
    md.core.ruler.push("attributions", _part)
    md.core.ruler.push("attributions_within", _say_within)


def _say_within(state: StateCore) -> None:
    depth = 0
    for token in state.tokens:
        kind = token.type.rpartition("_")[0]
        depth += token.nesting if kind in _HOLDERS else 0
        if depth and token.type == "blockquote_open":
            token.meta["in_words"] = True


def _part(state: StateCore) -> None:
    for before, inline, behind in zip(state.tokens, state.tokens[1:], state.tokens[3:], strict=False):
        children = inline.children or []
        if before.type == "paragraph_open" and behind.type == "blockquote_open":
            taken = take_attribution(children)
            _break(children, len(taken[1]) if taken else _place_of_last(children))
    for before, inline in zip(state.tokens, state.tokens[2:], strict=False):
        if before.type == "blockquote_open" and inline.type == "inline":
            children = inline.children or []
            taken = take_caption_at_start(children)
            _break(children, len(children) - len(taken[1]) - 1 if taken else -1)


def _place_of_last(children: list[Token]) -> int:
    """Where the break is before an attribution that a paragraph with links ends in; below 0 if it ends in none."""
    starts, lines = inline_lines(children)
    found = find_attribution_at_end(lines)
    return starts[found[1]] - 1 if found else -1


def _break(children: list[Token], place: int) -> None:
    if 0 <= place < len(children) and children[place].type in BREAKS:
        children[place].type, children[place].tag = "hardbreak", "br"
