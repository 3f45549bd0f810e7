"""Paragraphs of a body on the fast path whose inline markup is parsed by markdown-it-py.

Only `fast_path` imports this module, and only when a body has such a paragraph: importing markdown-it-py takes time.
"""

from markdown_it.rules_core import StateCore, linkify, text_join
from markdown_it.token import Token

from archiver.bodies.markdown.fast_inline import RenderedText
from archiver.bodies.markdown.inline import (
    inline_text,
    split_attribution,
    split_caption_at_end,
    split_caption_at_start,
)
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.pandoc import without_trailing_backslash
from archiver.bodies.markdown.parser import parser_for
from archiver.bodies.markdown.rules import set_link_rel
from archiver.model import Attribution

SPLITTERS = {
    "attribution at end": split_attribution,
    "caption at start": split_caption_at_start,
    "caption at end": split_caption_at_end,
}
"""Functions that split an attribution from the tokens of a paragraph, by the position of the attribution."""


def split_parsed(tokens: list[Token], position: str) -> tuple[Attribution, list[Token]] | None:
    """Split the attribution at one end of a paragraph from the paragraph's other tokens; None if there is none.

    `tokens` are the inline tokens of the paragraph; `position` is a key of `SPLITTERS`: where to look.
    """
    return SPLITTERS[position](tokens)


def render_parsed(tokens: list[Token], *, breaks: bool) -> RenderedText:
    """Render a paragraph from its inline tokens. `breaks` is True if line breaks count."""
    return RenderedText(f'<p dir="auto">{_render(tokens, breaks=breaks)}</p>\n', *inline_text(tokens))


def render_inline(source: str, *, breaks: bool) -> RenderedText:
    """Render inline content in Markdown, as of a list item, without an element around it."""
    tokens = parse_inline(source)
    return RenderedText(_render(tokens, breaks=breaks), *inline_text(tokens))


def parse_inline(source: str) -> list[Token]:
    """Parse the Markdown of a paragraph to its inline tokens."""
    md = parser_for(MarkdownOptions())
    source = without_trailing_backslash(source)
    inline = Token("inline", "", 0, content=source, children=[])
    md.inline.parse(source, md, {}, inline.children)  # type: ignore[arg-type]  # set one line above
    state = StateCore(source, md, {}, [inline])
    linkify(state)  # URLs without a space before them
    text_join(state)  # escaped characters and entities become text
    return inline.children or []


def _render(tokens: list[Token], *, breaks: bool) -> str:
    for token in tokens:
        set_link_rel(token)
    md = parser_for(MarkdownOptions(breaks=breaks))
    return str(md.renderer.render([Token("inline", "", 0, children=tokens)], md.options, {}))
