"""Footnotes: `[^1]` in the words, and `[^1]: Ibid.` below them; they are those of their post, or of the quote that they
stand in.

A reference that has no note stays text, and so does a note that nothing refers to, or the second one of a name. The
rule for the blocks of a note is mdit-py-plugins'; its other rules look far ahead for a bracket, know nothing of quotes,
and drop what nothing refers to.
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

from archiver.bodies.markdown.depth import not_too_deep
from archiver.bodies.markdown.escape import escape_html
from archiver.bodies.markdown.inline import NOTE

ANCHOR = "anchor"
"""The key under which the parser's environment has the id of the post, with which its footnotes' ids begin; without
it they have none, and no links."""
_LABEL = r"\[\^([^\s\[\]]{1,100})\]"
_DEFINITION = re.compile(_LABEL + ":")
_REFERENCE = re.compile(_LABEL + r"(?!\()")


@dataclass(slots=True)
class _Note:
    label: str
    items: "list[_Item]" = field(default_factory=list)
    number: int = 0
    """Among the footnotes of the post, from 1; 0 if nothing refers to it."""


@dataclass(slots=True)
class _Scope:
    """The post, or a quote: what is defined and referred to in it, and nowhere else."""

    notes: dict[str, _Note] = field(default_factory=dict)
    references: list[Token] = field(default_factory=list)


_Item = Token | _Note | _Scope
"""What a body becomes on the way: its tokens, notes where they are defined, and scopes where their notes are shown."""


def use_footnotes(md: MarkdownIt) -> None:
    """Read footnotes, and write them."""
    md.block.ruler.before("reference", "footnote", not_too_deep(_definition), {"alt": ["paragraph", "reference"]})
    md.inline.ruler.before("link", "footnote", _reference)
    md.core.ruler.after("inline", "footnotes", _place_notes)
    md.add_render_rule(NOTE, lambda _, tokens, index, *__: _render(tokens[index]))


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    return _DEFINITION.match(state.src, begin, state.eMarks[start]) is not None and footnote_def(
        state, start, end, silent
    )


def _reference(state: StateInline, silent: bool) -> bool:
    """A reference, also one by a number that has no note: it counts for nothing where a quote is compared."""
    found = _REFERENCE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if found is None or state.linkLevel:
        return False
    known = state.env.get("footnotes", {}).get("refs", {})
    if f":{found[1]}" not in known and not found[1].isdecimal():
        return False
    if not silent:
        token = state.push(NOTE, "", 0)
        token.content, token.meta = found[0], {"label": found[1]}
    state.pos = found.end()
    return True


def _place_notes(state: StateCore) -> None:
    """Put each note that is referred to at the end of its scope, and all others into the text."""
    if "footnotes" not in state.env:
        return
    numbers = count(1)
    root: list[_Item] = []
    lists, scopes = [root], [_Scope()]
    for token in state.tokens:
        match token.type:
            case "footnote_reference_open":
                note = _Note(token.meta["label"])
                scopes[-1].notes.setdefault(note.label, note)
                lists[-1].append(note)
                lists.append(note.items)
                continue
            case "footnote_reference_close":
                lists.pop()
                continue
            case "blockquote_open":
                scopes.append(_Scope())
            case "blockquote_close":
                lists[-1].append(_finished(scopes.pop(), numbers))
            case "inline":
                scopes[-1].references += [child for child in token.children or () if child.type == NOTE]
        lists[-1].append(token)
    root.append(_finished(scopes.pop(), numbers))
    state.tokens = list(_tokens(root, str(state.env.get(ANCHOR, ""))))


def _finished(scope: _Scope, numbers: Iterator[int]) -> _Scope:
    """The scope, with the notes in it numbered as they are referred to."""
    for reference in scope.references:
        note = scope.notes.get(reference.meta["label"])
        if note is None:
            continue
        reference.meta["first"] = not note.number
        note.number = note.number or next(numbers)
        reference.meta["number"] = note.number
        reference.content = f"[{note.label}]"
    return scope


def _tokens(items: "list[_Item]", anchor: str) -> Iterator[Token]:
    """The tokens of a body; it goes only as deep as notes in notes may."""
    for item in items:
        if isinstance(item, Token):
            for child in item.children or ():
                if "number" in child.meta:
                    child.meta[ANCHOR] = anchor
            yield item
        elif isinstance(item, _Scope):
            yield from _section(sorted(filter(_number, item.notes.values()), key=_number), anchor)
        elif not item.number:
            yield from _as_text(item, anchor)


def _number(note: _Note) -> int:
    return note.number


def _as_text(note: _Note, anchor: str) -> Iterator[Token]:
    label = Token("text", "", 0, content=f"[^{note.label}]: ")
    for token in _led(list(_tokens(note.items, anchor)), [label]):
        token.level -= 1
        yield token


def _section(notes: list[_Note], anchor: str) -> Iterator[Token]:
    if not notes:
        return
    yield Token("footnotes_open", "section", 1, attrs={"class": "footnotes"}, block=True)
    for note in notes:
        opening = Token("note_open", "div", 1, attrs={"class": "footnote"}, block=True)
        link = [Token("text", "", 0, content=f"[{note.label}]")]
        if anchor:
            opening.attrs["id"] = f"{anchor}:fn{note.number}"
            back = {"href": f"#{anchor}:fnref{note.number}", "role": "doc-backlink"}
            link = [Token("link_open", "a", 1, attrs=dict(back), info="auto"), *link, Token("link_close", "a", -1)]
        yield opening
        yield from _led(list(_tokens(note.items, anchor)), [*link, Token("text", "", 0, content=" ")])
        yield Token("note_close", "div", -1, block=True)
    yield Token("footnotes_close", "section", -1, block=True)


def _led(tokens: list[Token], words: list[Token]) -> list[Token]:
    """Blocks that begin with these words."""
    if tokens and tokens[0].type == "paragraph_open":
        tokens[1].children = [*words, *(tokens[1].children or [])]
        return tokens
    opening, closing = Token("paragraph_open", "p", 1, block=True), Token("paragraph_close", "p", -1, block=True)
    opening.level = closing.level = 1
    return [opening, Token("inline", "", 0, children=words, block=True), closing, *tokens]


def _render(token: Token) -> str:
    words = escape_html(token.content)
    number, anchor = token.meta.get("number"), escape_html(token.meta.get(ANCHOR, ""))
    if number is None or not anchor:
        return words if number is None else f"<sup>{words}</sup>"
    place = f' id="{anchor}:fnref{number}"' if token.meta["first"] else ""
    return f'<sup{place}><a href="#{anchor}:fn{number}" role="doc-noteref">{words}</a></sup>'
