"""Definitions of links (`[1]: https://x.example/`) that no link uses: they are text, in their place.

So is the second one of a name, and one that has no title and whose target is no address, as `[error]: failed` in a
log. CommonMark says that a definition shows nothing; but an archive must not lose the words that look like one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_KEY = "definition"
_TARGET = re.compile(r"\]:\s*(\S*)")
_ADDRESS = re.compile(r"<|[a-z]+:|[/#?]|[^\s/]*/|[\w%~-]+(?:\.[\w%~-]+)*\.[a-z]{2,5}\Z|.*[#?]")
"""What a target begins with that is an address: it has a scheme, a slash, or is a file's or a host's name."""


def use_definitions(md: MarkdownIt) -> None:
    """Keep what is defined and not used."""
    md.options["inline_definitions"] = True
    md.options["store_labels"] = True
    md.block.ruler.at("reference", _definition)
    md.core.ruler.after("inline", "definitions", _show_unused)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A definition as a paragraph without words, until it is known whether a link uses it."""
    if not reference(state, start, end, silent):
        return False
    if silent:
        return True
    found = state.tokens.pop()
    source = state.getLines(start, state.line, state.blkIndent, False).strip()
    references = state.env["references"]
    name = found.meta["id"]
    is_first = references[name]["map"] == found.map
    target = _TARGET.search(source)
    if is_first and not (found.meta["title"] or (target and _ADDRESS.match(target[1]))):
        del references[name]
        is_first = False
    opening = state.push("paragraph_open", "p", 1)
    opening.map, opening.meta = found.map, {_KEY: name, "defines": is_first}
    inline = state.push("inline", "", 0)
    inline.map, inline.children, inline.meta = found.map, [], {_KEY: source}
    state.push("paragraph_close", "p", -1)
    return True


def _show_unused(state: StateCore) -> None:
    """Make paragraphs of what no link uses, each with the lines that follow it."""
    if not any(_KEY in token.meta for token in state.tokens):
        return
    used = set(_used(state.tokens))
    shown: list[Token] = []
    changed: dict[int, list[str]] = {}  # the names that were defined in a paragraph, by its place
    tokens = iter(state.tokens)
    for token in tokens:
        if token.type != "paragraph_open":
            shown.append(token)
            continue
        inline, closing = next(tokens), next(tokens)
        name = token.meta.get(_KEY)
        if token.meta.get("defines") and name in used:
            continue
        last = len(shown) - 3
        if last in changed and _goes_on(shown[last], token):
            shown[last].map = [(shown[last].map or [0])[0], (token.map or [0, 0])[1]]
            shown[last + 1].content += "\n" + inline.meta.get(_KEY, inline.content)
        elif _KEY in token.meta:
            last = len(shown)
            inline.content = inline.meta[_KEY]
            shown += (token, inline, closing)
            changed[last] = []
        else:
            shown += (token, inline, closing)
            continue
        changed[last] += [name] if name else []
    state.tokens = shown
    for place, names in changed.items():
        _read_again(state, shown[place + 1], names, used)


def _used(tokens: Sequence[Token]) -> Iterator[Any]:
    """The names that links are made with."""
    for token in tokens:
        for child in token.children or ():
            if child.nesting == 1 and "label" in child.meta:
                yield child.meta["label"]


def _goes_on(paragraph: Token, following: Token) -> bool:
    """True if a paragraph stands right behind another one, without a blank line."""
    return following.level == paragraph.level and (paragraph.map or [0, 0])[1] == (following.map or [0])[0]


def _read_again(state: StateCore, inline: Token, names: list[str], used: set[Any]) -> None:
    """Read a paragraph in which these names are words: they lead nowhere, or where another definition says."""
    references = state.env["references"]
    elsewhere = {name: references.pop(name) for name in names if name in references}
    inline.children = []
    state.md.inline.parse(inline.content, state.md, state.env, inline.children)
    references.update((name, found) for name, found in elsewhere.items() if name in used)
