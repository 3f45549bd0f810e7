"""One paragraph of a body that is else read by the short way: its markup is the parser's."""

from markdown_it.rules_core import StateCore, linkify, text_join
from markdown_it.token import Token

from archiver.bodies.markdown.inline import inline_text, take_attribution
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.parser import parser_for
from archiver.bodies.markdown.syntax import mark_foreign
from archiver.model import Attribution

Shown = tuple[str, str]
"""HTML and text."""


def parse_paragraph(source: str, *, before_quote: bool) -> tuple[Shown | None, Attribution | None]:
    """Its HTML and its text without the attribution that it ends in if a quote follows; None if that was all of it."""
    tokens = _parse(source)
    attribution, tokens = (before_quote and take_attribution(tokens)) or (None, tokens)
    html = f'<p dir="auto">{_render(tokens)}</p>\n'
    return ((html, inline_text(tokens)) if tokens else None), attribution


def parse_words(source: str) -> Shown:
    """The HTML and the text of some words."""
    tokens = _parse(source)
    return _render(tokens), inline_text(tokens)


def _parse(source: str) -> list[Token]:
    md = parser_for(MarkdownOptions())
    inline = Token("inline", "", 0, content=source, children=[])
    md.inline.parse(source, md, {}, inline.children)  # type: ignore[arg-type]  # it has just been given
    state = StateCore(source, md, {}, [inline])
    linkify(state)  # what is glued to a word
    text_join(state)  # escapes and entities
    return inline.children or []


def _render(tokens: list[Token]) -> str:
    for token in tokens:
        mark_foreign(token)
    md = parser_for(MarkdownOptions())
    return str(md.renderer.render([Token("inline", "", 0, children=tokens)], md.options, {}))
