"""Telegram's texts, which are parts with types, as Markdown."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from archiver.importers.json_fields import JsonObject, list_in, text_in
from archiver.importers.markdown.escaping import code_block, code_span, escape_text, link
from archiver.importers.markdown.lines import join_text, quote
from archiver.importers.markdown.spans import BOLD, ITALIC, STRIKE, Span, join_spans

_STYLES = {"bold": (BOLD,), "italic": (ITALIC,), "strikethrough": (STRIKE,)}
_BLOCKS = {"pre", "blockquote"}
_LABELLED = {"text_link": "href"}


def text_to_markdown(message: JsonObject) -> str:
    r"""The text of a message as Markdown. Every line stays a line.

    >>> print(text_to_markdown({"text": ["a ", {"type": "bold", "text": "b"}, "\n*c*"]}))
    a **b**\
    \*c\*
    """
    blocks: list[str] = []
    for is_block, parts in groupby(_parts(message), lambda part: part["type"] in _BLOCKS):
        if is_block:
            blocks += map(_block, parts)
        else:
            blocks.append(join_text(join_spans(_span(part) for part in parts)))
    return "\n\n".join(filter(None, blocks))


def _parts(message: JsonObject) -> Iterator[dict[str, Any]]:
    """The parts of a text, each an object with a type; texts of old exports are partly bare."""
    text = message.get("text")
    listed = list_in(message, "text_entities") or (text if isinstance(text, list) else [text])
    for part in listed:
        if isinstance(part, str):
            yield {"type": "plain", "text": part}
        elif isinstance(part, dict):
            yield {**part, "type": text_in(part, "type")}


def _block(part: dict[str, Any]) -> str:
    text = text_in(part, "text")
    if part["type"] == "pre":
        return code_block(text, text_in(part, "language")) if text.strip() else ""
    return quote(join_text(_lines(text))) if text.strip() else ""


def _lines(text: str) -> str:
    return "\n".join(map(escape_text, text.split("\n")))


def _span(part: dict[str, Any]) -> Span:
    kind, text = part["type"], text_in(part, "text")
    if kind == "code":
        return Span("\n".join(code_span(line) if line.strip() else line for line in text.split("\n")))
    if kind == "spoiler" and text.strip() and "|" not in text:
        return Span("\n".join(f"||{escape_text(line)}||" if line.strip() else "" for line in text.split("\n")))
    if kind in _LABELLED and (url := text_in(part, _LABELLED[kind])):
        return Span(link(url, " ".join(escape_text(text).split()) or url))
    if kind == "link" and not any(map(str.isspace, text)):
        return Span(link(text) if "://" in text else link(f"https://{text}", escape_text(text)))
    return Span(_lines(text), _STYLES.get(kind, ()))
