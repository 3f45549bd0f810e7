"""Footnotes: a reference `[^1]` in the text, and a definition `[^1]: Ibid.` below it.

Both must be in one scope: a quote, or the post without its quotes. A reference without a definition stays text, and so
does a definition without a reference, or the second one of a label. The rule for the blocks of a definition is that of
mdit-py-plugins; its other rules scan far ahead for brackets, ignore quotes, and drop definitions without references.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from archiver.bodies.markdown.escape import escape_html
from archiver.bodies.markdown.inline import FOOTNOTE_REFERENCE
from archiver.bodies.markdown.nesting_limit import limit_nesting

POST_ID = "post_id"
"""Key of the post's id in the parser's environment. Ids of footnotes begin with that id; if it is missing or empty,
there are neither ids nor links."""
_LABEL = r"\[\^([^\s\[\]]{1,100})\]"
_DEFINITION = re.compile(_LABEL + ":")
_REFERENCE = re.compile(_LABEL + r"(?!\()")


@dataclass(slots=True)
class _Footnote:
    """A definition of a footnote, and the parts of the body in it."""

    label: str
    parts: "list[_Part]" = field(default_factory=list)
    number: int = 0
    """Number of the footnote in the post, from 1 by the order of the references; 0 if it has no reference."""


@dataclass(slots=True)
class _Scope:
    """The definitions and references in a quote, or in a post without its quotes."""

    footnotes: dict[str, _Footnote] = field(default_factory=dict)
    references: list[Token] = field(default_factory=list)


_Part = Token | _Footnote | _Scope
"""A part of a body whose footnotes are not placed yet: a token, a definition at its place in the source, or a scope at
the place where its footnotes will be shown."""


def use_footnotes(md: MarkdownIt) -> None:
    """Add the rules for footnotes to a parser."""
    md.block.ruler.before(
        "reference", "footnote", limit_nesting(_footnote_definition), {"alt": ["paragraph", "reference"]}
    )
    md.inline.ruler.before("link", "footnote", _footnote_reference)
    md.core.ruler.after("inline", "footnotes", _place_footnotes)
    md.add_render_rule(FOOTNOTE_REFERENCE, lambda _, tokens, index, *__: _render_reference(tokens[index]))


def _footnote_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a definition of a footnote."""
    begin = state.bMarks[start] + state.tShift[start]
    return _DEFINITION.match(state.src, begin, state.eMarks[start]) is not None and footnote_def(
        state, start, end, silent
    )


def _footnote_reference(state: StateInline, silent: bool) -> bool:
    """Inline rule: a reference to a footnote.

    A number in brackets counts as a reference even without a definition, so that it is ignored when quotes are
    compared.
    """
    match = _REFERENCE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if match is None or state.linkLevel:
        return False
    defined = state.env.get("footnotes", {}).get("refs", {})
    if f":{match[1]}" not in defined and not match[1].isdecimal():
        return False
    if not silent:
        token = state.push(FOOTNOTE_REFERENCE, "", 0)
        token.content, token.meta = match[0], {"label": match[1]}
    state.pos = match.end()
    return True


def _place_footnotes(state: StateCore) -> None:
    """Core rule: move each footnote with a reference to the end of its scope, and make text of all other
    definitions.
    """
    if "footnotes" not in state.env:
        return
    numbers = count(1)
    root: list[_Part] = []
    lists, scopes = [root], [_Scope()]
    for token in state.tokens:
        match token.type:
            case "footnote_reference_open":
                footnote = _Footnote(token.meta["label"])
                scopes[-1].footnotes.setdefault(footnote.label, footnote)
                lists[-1].append(footnote)
                lists.append(footnote.parts)
                continue
            case "footnote_reference_close":
                lists.pop()
                continue
            case "blockquote_open":
                scopes.append(_Scope())
            case "blockquote_close":
                lists[-1].append(_number_footnotes(scopes.pop(), numbers))
            case "inline":
                scopes[-1].references += [child for child in token.children or () if child.type == FOOTNOTE_REFERENCE]
        lists[-1].append(token)
    root.append(_number_footnotes(scopes.pop(), numbers))
    state.tokens = list(_tokens(root, str(state.env.get(POST_ID, ""))))


def _number_footnotes(scope: _Scope, numbers: Iterator[int]) -> _Scope:
    """Number the footnotes of a scope in the order of their first references, and return the scope, which is changed.

    `numbers` yields the numbers of the post's footnotes.
    """
    for reference in scope.references:
        footnote = scope.footnotes.get(reference.meta["label"])
        if footnote is None:
            continue
        reference.meta["first"] = not footnote.number
        footnote.number = footnote.number or next(numbers)
        reference.meta["number"] = footnote.number
        reference.content = f"[{footnote.label}]"
    return scope


def _tokens(parts: "list[_Part]", post_id: str) -> Iterator[Token]:
    """Yield the tokens of parts of a body, with footnotes placed. Recurses as deep as footnotes are nested, which is
    limited.
    """
    for part in parts:
        if isinstance(part, Token):
            for child in part.children or ():
                if "number" in child.meta:
                    child.meta[POST_ID] = post_id
            yield part
        elif isinstance(part, _Scope):
            yield from _section(sorted(filter(_number, part.footnotes.values()), key=_number), post_id)
        elif not part.number:
            yield from _unused_as_text(part, post_id)


def _number(footnote: _Footnote) -> int:
    return footnote.number


def _unused_as_text(footnote: _Footnote, post_id: str) -> Iterator[Token]:
    """Yield the tokens of a definition without a reference, with its label as text."""
    label = Token("text", "", 0, content=f"[^{footnote.label}]: ")
    for token in _start_with(list(_tokens(footnote.parts, post_id)), [label]):
        token.level -= 1
        yield token


def _section(footnotes: list[_Footnote], post_id: str) -> Iterator[Token]:
    """Yield the tokens of the section with a scope's footnotes, in order; none if there are no footnotes."""
    if not footnotes:
        return
    yield Token("footnotes_open", "section", 1, attrs={"class": "footnotes"}, block=True)
    for footnote in footnotes:
        opening = Token("note_open", "div", 1, attrs={"class": "footnote"}, block=True)
        link = [Token("text", "", 0, content=f"[{footnote.label}]")]
        if post_id:
            opening.attrs["id"] = f"{post_id}:fn{footnote.number}"
            back = {"href": f"#{post_id}:fnref{footnote.number}", "role": "doc-backlink"}
            link = [Token("link_open", "a", 1, attrs=dict(back), info="auto"), *link, Token("link_close", "a", -1)]
        yield opening
        yield from _start_with(list(_tokens(footnote.parts, post_id)), [*link, Token("text", "", 0, content=" ")])
        yield Token("note_close", "div", -1, block=True)
    yield Token("footnotes_close", "section", -1, block=True)


def _start_with(tokens: list[Token], inline: list[Token]) -> list[Token]:
    """Insert inline tokens before the first text of some blocks, in a paragraph of their own if need be.

    Args:
        tokens: block tokens.
        inline: the inline tokens to insert.
    """
    if tokens and tokens[0].type == "paragraph_open":
        tokens[1].children = [*inline, *(tokens[1].children or [])]
        return tokens
    opening, closing = Token("paragraph_open", "p", 1, block=True), Token("paragraph_close", "p", -1, block=True)
    opening.level = closing.level = 1
    return [opening, Token("inline", "", 0, children=inline, block=True), closing, *tokens]


def _render_reference(token: Token) -> str:
    """Render a reference to a footnote as a link, or as text if there is no such footnote."""
    text = escape_html(token.content)
    number, post_id = token.meta.get("number"), escape_html(token.meta.get(POST_ID, ""))
    if number is None or not post_id:
        return text if number is None else f"<sup>{text}</sup>"
    id_attribute = f' id="{post_id}:fnref{number}"' if token.meta["first"] else ""
    return f'<sup{id_attribute}><a href="#{post_id}:fn{number}" role="doc-noteref">{text}</a></sup>'
