"""One paragraph of a body that is else read by the short way: its markup is the parser's."""

from markdown_it.rules_core import StateCore, linkify, text_join
from markdown_it.token import Token

from archiver.bodies.markdown.fast_inline import Shown
from archiver.bodies.markdown.inline import inline_text, take_attribution, take_caption_at_end, take_caption_at_start
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.pandoc import without_stray_break
from archiver.bodies.markdown.parser import parser_for
from archiver.bodies.markdown.rules import mark_foreign
from archiver.model import Attribution

_TAKERS = {"end": take_attribution, "title": take_caption_at_start, "last line": take_caption_at_end}


def take_parsed(tokens: list[Token], place: str) -> tuple[Attribution, list[Token]] | None:
    """The attribution at one end of a paragraph, and what is left of it."""
    return _TAKERS[place](tokens)


def show_paragraph(tokens: list[Token]) -> Shown:
    """What a parsed paragraph shows."""
    return f'<p dir="auto">{_render(tokens)}</p>\n', *inline_text(tokens)


def parse_words(source: str) -> Shown:
    """What some words show."""
    tokens = parse_paragraph(source)
    return _render(tokens), *inline_text(tokens)


def parse_paragraph(source: str) -> list[Token]:
    """The tokens of a paragraph."""
    md = parser_for(MarkdownOptions())
    source = without_stray_break(source)
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
