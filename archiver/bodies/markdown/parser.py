"""Bodies by markdown-it-py, with our rules in it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.renderer import RendererHTML, RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from archiver.bodies.limits import MAX_NESTING
from archiver.bodies.links import BareLinks, is_safe_url
from archiver.bodies.markdown.escape import escape_html, render_code
from archiver.bodies.markdown.footnotes import ANCHOR
from archiver.bodies.markdown.formulas import render_formula
from archiver.bodies.markdown.inline import (
    TASK,
    InlineText,
    inline_text,
    joined,
    take_attribution,
    take_caption_at_end,
    take_caption_at_start,
)
from archiver.bodies.markdown.link_brackets import LinkParts
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.rules import render_task, use_archive_syntax
from archiver.model import Attribution, Block, PostId, Prose, Quote

_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]
_CLASSES = re.compile(r"\{\s*\.(?P<language>[\w+#-]+)\s*(?P<rest>[^{}]*)\}\Z")
_VERBATIM = frozenset({"fence", "code_block", "formula_block"})


def parse_with_markdown_it(body: str, options: MarkdownOptions, anchor: PostId | None = None) -> tuple[Block, ...]:
    """The blocks of a Markdown body by the parser, also where there is a shorter way. `anchor`: the id of its post."""
    md = parser_for(options)
    env: dict[str, Any] = {ANCHOR: anchor or ""}
    return tuple(_blocks(md, md.parse(body, env), env, count(1)))


@cache
def parser_for(options: MarkdownOptions, *, html: bool = False) -> MarkdownIt:
    """A parser, once in a process: compiling its rules takes longer than reading a post. `html`: tags are HTML."""
    md = MarkdownIt(
        "commonmark", {"html": html, "linkify": True, "breaks": options.breaks, "maxNesting": MAX_NESTING + 8}
    )
    md.enable(["table", "strikethrough", "linkify"])
    use_archive_syntax(md, options, html=html)
    md.validateLink = is_safe_url  # type: ignore[method-assign]  # the documented way to set it
    md.helpers = LinkParts()  # type: ignore[assignment]  # it only asks for its functions
    md.linkify = BareLinks()  # markdown-it calls four methods of it, and it has them
    md.add_render_rule("fence", _render_code)
    md.add_render_rule("code_block", _render_code)
    md.add_render_rule(TASK, lambda _, tokens, index, *__: render_task(tokens[index]))
    md.add_render_rule("blockquote_open", _render_quote)
    md.add_render_rule("table_open", lambda *_: '<div class="table" tabindex="0">\n<table>\n')
    md.add_render_rule("table_close", lambda *_: "</table>\n</div>\n")
    return md


def _render_code(
    _renderer: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    token = tokens[index]
    language, _, title = unescapeAll(token.info).strip().partition(" ")
    if language == "math":
        return render_formula(token.content.rstrip("\n"))
    if classes := _CLASSES.match(unescapeAll(token.info).strip()):
        language, title = classes["language"], classes["rest"]
    return render_code(token.content, language, title.strip())


def _render_quote(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A quote in a list or a table, with who is said to have written it."""
    said = _said(tokens[index])
    if said and options.html and "in_words" not in tokens[index].meta:
        tokens[index].attrSet("data-author", tokens[index].meta["attribution"].text)
        said = ""
    begin = renderer.renderToken(tokens, index, options, env)
    return begin.replace("<", f'<p dir="auto">{escape_html(said)}</p>\n<', 1) if said else begin


def _said(token: Token) -> str:
    attribution: Attribution | None = token.meta.get("attribution")
    return f"{attribution.text.rstrip(':')}:" if attribution else ""


def _blocks(md: MarkdownIt, tokens: list[Token], env: dict[str, Any], numbers: Iterator[int]) -> Iterator[Block]:
    prose: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].type != "blockquote_open" or tokens[index].level != tokens[0].level:
            prose.append(tokens[index])
            index += 1
            continue
        end = _closing(tokens, index)
        attribution = tokens[index].meta.get("attribution") or _take_attribution(prose)
        yield from _prose(md, prose, env)
        prose = []
        yield _quote(md, tokens[index + 1 : end], env, numbers, attribution)
        index = end + 1
    yield from _prose(md, prose, env)


def _closing(tokens: list[Token], index: int) -> int:
    level = tokens[index].level
    end = index + 1
    while tokens[end].type != "blockquote_close" or tokens[end].level != level:
        end += 1
    return end


def _quote(
    md: MarkdownIt, inner: list[Token], env: dict[str, Any], numbers: Iterator[int], attribution: Attribution | None
) -> Quote:
    wrapped = inner and inner[0].type == "blockquote_open" and _closing(inner, 0) == len(inner) - 1
    if attribution and wrapped and not inner[0].meta.get("attribution"):
        inner = inner[1:-1]  # marks inside of a [quote] tag: one quote, said twice
    attribution = attribution or _take_inside(inner)
    number = next(numbers)
    return Quote(number=number, blocks=tuple(_blocks(md, inner, env, numbers)), attribution=attribution)


def _prose(md: MarkdownIt, tokens: list[Token], env: dict[str, Any]) -> Iterator[Prose]:
    if tokens:
        html = md.renderer.render(tokens, md.options, env)
        shown = joined([shown for shown in map(_plain_text, tokens) if shown.text])
        yield Prose(html=html, text=shown.text, pictures=shown.pictures)


def _plain_text(token: Token) -> InlineText:
    if token.type == "inline":
        return inline_text(token.children or [])
    if token.type == "blockquote_open":
        return InlineText(_said(token), ())
    return InlineText(token.content.rstrip("\n") if token.type in _VERBATIM else "", ())


def _take_attribution(prose: list[Token]) -> Attribution | None:
    """The attribution that the prose before a quote ends in: its last paragraph, or the last one or two lines of it."""
    if [token.type for token in prose[-3:]] != _PARAGRAPH or prose[-1].level != prose[0].level:
        return None
    taken = take_attribution(prose[-2].children or [])
    return _without(prose, len(prose) - 3, taken) if taken else None


def _take_inside(inner: list[Token]) -> Attribution | None:
    """The attribution that an engine has written into a quote, as its first line or as its last."""
    if [token.type for token in inner[:3]] == _PARAGRAPH:
        taken = take_caption_at_start(inner[1].children or [])
        if taken and (taken[1] or (len(inner) > 3 and inner[3].type != "blockquote_open")):
            return _without(inner, 0, taken)
    if [token.type for token in inner[-3:]] == _PARAGRAPH and inner[-1].level == inner[0].level:
        taken = take_caption_at_end(inner[-2].children or [])
        if taken and (taken[1] or len(inner) > 3):
            return _without(inner, len(inner) - 3, taken)
    return None


def _without(tokens: list[Token], place: int, taken: tuple[Attribution, list[Token]]) -> Attribution:
    """Leave of a paragraph what is not its attribution; if that is nothing, it goes."""
    attribution, tokens[place + 1].children = taken
    if not taken[1]:
        del tokens[place : place + 3]
    return attribution
