"""Markdown bodies parsed by markdown-it-py, with the rules of this package.

In comes the text of a body that `fast_path` cannot parse, out come its blocks. `bodies.mixed` uses the parser as well.
"""

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
from archiver.bodies.markdown.footnotes import POST_ID
from archiver.bodies.markdown.formulas import render_formula
from archiver.bodies.markdown.inline import (
    ATTRIBUTION_AS_TEXT,
    TASK_BOX,
    InlineText,
    inline_text,
    join_lines,
    split_attribution,
    split_caption_at_end,
    split_caption_at_start,
)
from archiver.bodies.markdown.link_brackets import LinkScanner
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.rules import render_task_box, use_archive_rules
from archiver.model import Attribution, Block, PostId, Prose, Quote

_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]
_PANDOC_INFO = re.compile(r"\{\s*\.(?P<language>[\w+#-]+)\s*(?P<rest>[^{}]*)\}\Z")
_VERBATIM = frozenset({"fence", "code_block", "formula_block"})


def parse_with_markdown_it(body: str, options: MarkdownOptions, post_id: PostId | None = None) -> tuple[Block, ...]:
    """Parse a Markdown body to its blocks in order: prose and top-level quotes.

    Args:
        body: the text of the body.
        options: the project's choices for Markdown.
        post_id: the id of the post, with which the ids of its footnotes begin; None for footnotes without links.
    """
    md = parser_for(options)
    env: dict[str, Any] = {POST_ID: post_id or ""}
    return tuple(_blocks(md, md.parse(body, env), env, count(1)))


@cache
def parser_for(options: MarkdownOptions, *, html: bool = False) -> MarkdownIt:
    """Return the parser for the project's options, made once per process: compiling its rules takes longer than parsing
    a post.

    `html` is True for a parser that keeps HTML tags, and whose output is parsed again as an HTML body.
    """
    preset = {"html": html, "linkify": True, "breaks": options.breaks, "maxNesting": MAX_NESTING + 8}
    md = MarkdownIt("commonmark", preset)
    md.enable(["table", "strikethrough", "linkify"])
    use_archive_rules(md, options, html=html)
    md.validateLink = is_safe_url  # type: ignore[method-assign]  # the documented way to set it
    md.helpers = LinkScanner()  # type: ignore[assignment]  # a module there; only its functions are used
    md.linkify = BareLinks()  # has the four methods that markdown-it-py calls
    md.add_render_rule("fence", _render_code)
    md.add_render_rule("code_block", _render_code)
    md.add_render_rule(TASK_BOX, lambda _, tokens, index, *__: render_task_box(tokens[index]))
    md.add_render_rule("blockquote_open", _render_quote_in_prose)
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
    if info := _PANDOC_INFO.match(unescapeAll(token.info).strip()):
        language, title = info["language"], info["rest"]
    return render_code(token.content, language, title.strip())


def _render_quote_in_prose(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Render the start of a quote within prose (in a list or a table), after its attribution, if it has one."""
    attribution = _attribution_text(tokens[index])
    if attribution and options.html and ATTRIBUTION_AS_TEXT not in tokens[index].meta:
        _set_reference(tokens[index], tokens[index].meta["attribution"])
        attribution = ""
    start = renderer.renderToken(tokens, index, options, env)
    return start.replace("<", f'<p dir="auto">{escape_html(attribution)}</p>\n<', 1) if attribution else start


def _set_reference(token: Token, attribution: Attribution) -> None:
    """Set the attributes by which the parser of HTML bodies knows who and which post is quoted."""
    token.attrSet("data-author", attribution.text)
    if attribution.post is not None:
        token.attrSet("data-post", str(attribution.post))
    elif attribution.post_id is not None:
        token.attrSet("data-postid", attribution.post_id)


def _attribution_text(token: Token) -> str:
    """Return the attribution in a quote tag such as `[quote="bob"]` as a line of text: `bob:`; empty if it has none.

    `token` is the `blockquote_open` of the quote.
    """
    attribution: Attribution | None = token.meta.get("attribution")
    return f"{attribution.text.rstrip(':')}:" if attribution else ""


def _blocks(md: MarkdownIt, tokens: list[Token], env: dict[str, Any], numbers: Iterator[int]) -> Iterator[Block]:
    """Make the blocks of a body or of a quote, in order.

    Args:
        md: the parser that made the tokens; it renders them.
        tokens: block tokens.
        env: the parser's environment of the body.
        numbers: yields the numbers of the body's quotes.
    """
    prose: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].type != "blockquote_open" or tokens[index].level != tokens[0].level:
            prose.append(tokens[index])
            index += 1
            continue
        end = _end_of_quote(tokens, index)
        attribution = tokens[index].meta.get("attribution") or _pop_attribution(prose)
        yield from _prose(md, prose, env)
        prose = []
        yield _quote(md, tokens[index + 1 : end], env, numbers, attribution)
        index = end + 1
    yield from _prose(md, prose, env)


def _end_of_quote(tokens: list[Token], index: int) -> int:
    """Find the token that closes the quote opened by the token at `index`, and return its index."""
    level = tokens[index].level
    end = index + 1
    while tokens[end].type != "blockquote_close" or tokens[end].level != level:
        end += 1
    return end


def _quote(
    md: MarkdownIt, inner: list[Token], env: dict[str, Any], numbers: Iterator[int], attribution: Attribution | None
) -> Quote:
    """Make a quote of the tokens in it.

    Args:
        md: the parser that made the tokens; it renders them.
        inner: the tokens in the quote; its caption is removed if `attribution` is None.
        env: the parser's environment of the body.
        numbers: yields the numbers of the body's quotes.
        attribution: the attribution in the tag of the quote, or before the quote.
    """
    is_wrapped = inner and inner[0].type == "blockquote_open" and _end_of_quote(inner, 0) == len(inner) - 1
    if attribution and is_wrapped and not inner[0].meta.get("attribution"):
        inner = inner[1:-1]  # quote marks inside a `[quote]` tag: one quote, marked twice
    attribution = attribution or _pop_caption(inner)
    number = next(numbers)
    return Quote(number=number, blocks=tuple(_blocks(md, inner, env, numbers)), attribution=attribution)


def _prose(md: MarkdownIt, tokens: list[Token], env: dict[str, Any]) -> Iterator[Prose]:
    """Render tokens as one `Prose`; yields nothing if there are no tokens."""
    if tokens:
        html = md.renderer.render(tokens, md.options, env)
        text = join_lines([part for part in map(_plain_text, tokens) if part.text])
        yield Prose(html=html, text=text.text, pictures=text.pictures)


def _plain_text(token: Token) -> InlineText:
    if token.type == "inline":
        return inline_text(token.children or [])
    if token.type == "blockquote_open":
        return InlineText(_attribution_text(token), ())
    return InlineText(token.content.rstrip("\n") if token.type in _VERBATIM else "", ())


def _pop_attribution(prose: list[Token]) -> Attribution | None:
    """Remove the attribution at the end of the prose before a quote, and return the attribution; None if there is
    none.
    """
    if [token.type for token in prose[-3:]] != _PARAGRAPH or prose[-1].level != prose[0].level:
        return None
    split = split_attribution(prose[-2].children or [])
    return _replace_paragraph(prose, len(prose) - 3, split) if split else None


def _pop_caption(inner: list[Token]) -> Attribution | None:
    """Remove the caption from the tokens in a quote, and return the caption; None if there is none."""
    if [token.type for token in inner[:3]] == _PARAGRAPH:
        split = split_caption_at_start(inner[1].children or [])
        if split and (split[1] or (len(inner) > 3 and inner[3].type != "blockquote_open")):
            return _replace_paragraph(inner, 0, split)
    if [token.type for token in inner[-3:]] == _PARAGRAPH and inner[-1].level == inner[0].level:
        split = split_caption_at_end(inner[-2].children or [])
        if split and (split[1] or len(inner) > 3):
            return _replace_paragraph(inner, len(inner) - 3, split)
    return None


def _replace_paragraph(tokens: list[Token], index: int, split: tuple[Attribution, list[Token]]) -> Attribution:
    """Leave only the rest of a paragraph without its attribution, and return the attribution.

    Args:
        tokens: block tokens, which are changed; a paragraph without a rest is removed.
        index: index of the token that opens the paragraph.
        split: the attribution, and the inline tokens of the rest.
    """
    attribution, tokens[index + 1].children = split
    if not split[1]:
        del tokens[index : index + 3]
    return attribution
