"""Bodies by markdown-it-py, with our rules in it."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from archiver.bodies.links import BareLinks
from archiver.bodies.markdown.brackets import LinkParts
from archiver.bodies.markdown.escape import render_code
from archiver.bodies.markdown.inline import inline_text, take_attribution
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.syntax import DEEPEST, TASK, is_safe_link, render_task, use_archive_syntax
from archiver.model import Attribution, Block, Prose, Quote

_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]


def parse_markdown(body: str, options: MarkdownOptions) -> tuple[Block, ...]:
    """The blocks of a Markdown body by the parser, also where there is a shorter way."""
    md = parser_for(options)
    env: dict[str, Any] = {}
    return tuple(_blocks(md, md.parse(body, env), env, count(1)))


def parser_for(options: MarkdownOptions) -> MarkdownIt:
    """A parser, once in a process: compiling its rules takes longer than reading a post."""
    return _parser(options.breaks, options.lazy_quotes)


@cache
def _parser(breaks: bool, lazy_quotes: bool) -> MarkdownIt:  # noqa: FBT001  flags are found faster than options are
    md = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": breaks, "maxNesting": DEEPEST + 8})
    md.enable(["table", "strikethrough", "linkify"])
    use_archive_syntax(md, lazy_quotes=lazy_quotes)
    md.validateLink = is_safe_link  # type: ignore[method-assign]  # the documented way to set it
    md.helpers = LinkParts()  # type: ignore[assignment]  # it only asks for its functions
    md.linkify = BareLinks()  # markdown-it calls four methods of it, and it has them
    md.add_render_rule("fence", _render_code)
    md.add_render_rule("code_block", _render_code)
    md.add_render_rule(TASK, lambda _, tokens, index, *__: render_task(tokens[index]))
    md.add_render_rule("table_open", lambda *_: '<div class="table" tabindex="0">\n<table>\n')
    md.add_render_rule("table_close", lambda *_: "</table>\n</div>\n")
    return md


def _render_code(
    _renderer: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    token = tokens[index]
    return render_code(token.content, next(iter(unescapeAll(token.info).split()), ""))


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
    number = next(numbers)
    return Quote(number=number, blocks=tuple(_blocks(md, inner, env, numbers)), attribution=attribution)


def _prose(md: MarkdownIt, tokens: list[Token], env: dict[str, Any]) -> Iterator[Prose]:
    if tokens:
        html = md.renderer.render(tokens, md.options, env)
        yield Prose(html=html, text="\n".join(filter(None, map(_plain_text, tokens))))


def _plain_text(token: Token) -> str:
    if token.type == "inline":
        return inline_text(token.children or [])
    return token.content.rstrip("\n") if token.type in {"fence", "code_block"} else ""


def _take_attribution(prose: list[Token]) -> Attribution | None:
    """The attribution that the prose before a quote ends in: its last paragraph, or the last one or two lines of it."""
    if [token.type for token in prose[-3:]] != _PARAGRAPH or prose[-1].level != prose[0].level:
        return None
    taken = take_attribution(prose[-2].children or [])
    if taken is None:
        return None
    attribution, prose[-2].children = taken
    if not taken[1]:
        del prose[-3:]
    return attribution
