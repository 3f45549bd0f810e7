"""Link reference definitions (`[1]: https://x.example/`; CommonMark, section 4.7): one that no link uses is shown as
text, at its place in the body.

The second definition of a label is shown as text too, and also one that has neither a title nor an address as its
destination, such as the line `[error]: failed` of a log. CommonMark shows no definition; an archive must not lose text
that only looks like one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_LABEL = "definition_label"
"""Key in `Token.meta` of the `paragraph_open` of a definition."""
_SOURCE = "definition_source"
"""Key in `Token.meta` of the `inline` token of a definition: its Markdown."""
_DESTINATION = re.compile(r"\]:\s*(\S*)")
_ADDRESS = re.compile(r"<|[a-z]+:|[/#?]|[^\s/]*/|[\w%~-]+(?:\.[\w%~-]+)*\.[a-z]{2,5}\Z|.*[#?]")
"""The start of a destination that is an address: it has a scheme or a slash, or is the name of a file or host."""


def use_definitions(md: MarkdownIt) -> None:
    """Add the rules for link reference definitions to a parser."""
    md.options["inline_definitions"] = True
    md.options["store_labels"] = True
    md.block.ruler.at("reference", _definition)
    md.core.ruler.after("inline", "definitions", _show_unused)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a definition, which becomes a paragraph without text until all links of the body are known."""
    if not reference(state, start, end, silent):
        return False
    if silent:
        return True
    definition = state.tokens.pop()
    source = state.getLines(start, state.line, state.blkIndent, False).strip()
    references = state.env["references"]
    label = definition.meta["id"]
    is_first = references[label]["map"] == definition.map
    destination = _DESTINATION.search(source)
    if is_first and not (definition.meta["title"] or (destination and _ADDRESS.match(destination[1]))):
        del references[label]
        is_first = False
    opening = state.push("paragraph_open", "p", 1)
    opening.map, opening.meta = definition.map, {_LABEL: label, "defines": is_first}
    inline = state.push("inline", "", 0)
    inline.map, inline.children, inline.meta = definition.map, [], {_SOURCE: source}
    state.push("paragraph_close", "p", -1)
    return True


def _show_unused(state: StateCore) -> None:
    """Core rule: make paragraphs of the definitions that no link uses, joined with paragraphs on adjacent lines."""
    if not any(_LABEL in token.meta for token in state.tokens):
        return
    used = set(_used_labels(state.tokens))
    state.tokens, labels = _without_used(state.tokens, used)
    for index, names in labels.items():
        _parse_again(state, state.tokens[index + 1], names, used)


def _without_used(tokens: Sequence[Token], used: set[Any]) -> tuple[list[Token], dict[int, list[str]]]:
    """Remove the definitions that links use from the block tokens of a body, and make paragraphs of all other
    definitions.

    In `tokens` each definition is a paragraph without text; `used` has the labels of the definitions that links use.
    Returns the tokens, and the labels of the unused definitions by the index of the paragraph that contains them.
    """
    shown: list[Token] = []
    labels: dict[int, list[str]] = {}
    remaining = iter(tokens)
    for token in remaining:
        if token.type != "paragraph_open":
            shown.append(token)
            continue
        inline, closing = next(remaining), next(remaining)
        label = token.meta.get(_LABEL)
        if token.meta.get("defines") and label in used:
            continue
        last = len(shown) - 3
        if last in labels and _is_adjacent(shown[last], token) and not _has_link(inline, labels[last]):
            _append_paragraph(shown[last], shown[last + 1], token, inline)
        else:
            last = len(shown)
            shown += (token, inline, closing)
            if _LABEL not in token.meta:
                continue
            inline.content = inline.meta[_SOURCE]
            labels[last] = []
        labels[last] += [label] if label else []
    return shown, labels


def _append_paragraph(paragraph: Token, inline: Token, following: Token, following_inline: Token) -> None:
    """Append the source of a paragraph to the paragraph before it.

    Args:
        paragraph: the token that opens the first paragraph.
        inline: the inline token of the first paragraph, which is changed.
        following: the token that opens the second paragraph.
        following_inline: the inline token of the second paragraph.
    """
    paragraph.map = [(paragraph.map or [0])[0], (following.map or [0, 0])[1]]
    inline.content += "\n" + following_inline.meta.get(_SOURCE, following_inline.content)


def _used_labels(tokens: Sequence[Token]) -> Iterator[Any]:
    """Yield the labels of the definitions that links use."""
    for token in tokens:
        for child in token.children or ():
            if child.nesting == 1 and "label" in child.meta:
                yield child.meta["label"]


def _has_link(inline: Token, labels: list[str]) -> bool:
    """True if a link of a paragraph uses one of some definitions: it would be none beside a second one of the label."""
    return not set(labels).isdisjoint(_used_labels((inline,)))


def _is_adjacent(paragraph: Token, following: Token) -> bool:
    """True if there is no blank line between two paragraphs at one level of nesting."""
    return following.level == paragraph.level and (paragraph.map or [0, 0])[1] == (following.map or [0])[0]


def _parse_again(state: StateCore, inline: Token, labels: list[str], used: set[Any]) -> None:
    """Parse the source of a paragraph with unused definitions, now as text.

    Args:
        state: the state of the parser.
        inline: the inline token of the paragraph, which gets the result.
        labels: labels of the definitions in the paragraph. They are no links there, unless another definition has them.
        used: labels of the definitions that links use.
    """
    references = state.env["references"]
    removed = {label: references.pop(label) for label in labels if label in references}
    inline.children = []
    state.md.inline.parse(inline.content, state.md, state.env, inline.children)
    references.update((label, definition) for label, definition in removed.items() if label in used)
