"""Writes a mark in place of passages of a raw text. Lines, quote marks and tags stay: all else parses as before.

The mark is one of omission, as people write it where they leave out words of a quote.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archiver.withhold.tokens import BBCODE_TAG, HTML_TAG, LINK_TARGET

_PREFIX = re.compile(r"[ \t]*(?:(?:>|&gt;|\||[*+-](?=[ \t])|`{3,}|~{3,})[ \t]*)*")
_TAG = re.compile(f"(?:{HTML_TAG.pattern})|(?:{BBCODE_TAG.pattern})", re.IGNORECASE | re.DOTALL)
_WITH_ADDRESS = frozenset({"a", "img", "source", "video", "audio", "iframe", "url", "media", "attachment", "youtube"})
_SENTENCE_END = re.compile(r"[.!?…。！？]*")
_LINK_BEFORE = re.compile(r"(?:<a\s[^<>]*>|\[url(?:=[^\[\]\n]*)?\]|<)\Z", re.IGNORECASE)
_LINK_BEHIND = re.compile(r"</a\s*>|\[/url\]|>", re.IGNORECASE)


class Redaction(NamedTuple):
    """A passage of a text, and what is written in its place."""

    start: int
    end: int
    text: str


def redact(text: str, start: int, end: int, mark: str) -> Redaction:
    """Write `mark` in place of a passage of a text, from the offset `start` up to `end`, with the link that it is."""
    start, end = _with_link(text, start, end)
    end = _SENTENCE_END.match(text, end).end()  # type: ignore[union-attr]  # it matches ""
    first, *others = text[start:end].split("\n")
    lines = [f"{mark}{_tags(first)}", *(f"{_PREFIX.match(line)[0]}{_tags(line)}" for line in others)]  # type: ignore[index]  # it matches ""
    return Redaction(start, end, "\n".join(lines))


def apply(text: str, redactions: Iterable[Redaction]) -> str:
    """The text with all redactions. Of those that overlap, the first one is extended."""
    parts, at = [], 0
    for start, end, replacement in merged(redactions):
        parts += [text[at:start], replacement]
        at = end
    return "".join([*parts, text[at:]])


def merged(redactions: Iterable[Redaction]) -> Iterator[Redaction]:
    """The redactions in order, without those inside others; of two that overlap, the second one loses its beginning."""
    at = 0
    for start, end, replacement in sorted(redactions, key=lambda one: (one.start, -one.end)):
        if end > at:
            yield Redaction(max(start, at), end, replacement if start >= at else "")
            at = end


def _with_link(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage with the rest of a link whose words it has."""
    if target := LINK_TARGET.match(text, end):
        end = target.end()
        if text[start - 1 : start] == "[":
            start -= 2 if text[start - 2 : start] == "![" else 1
    while (before := _LINK_BEFORE.search(text, max(0, start - 2000), start)) and _LINK_BEHIND.match(text, end):
        start, end = before.start(), _LINK_BEHIND.match(text, end).end()  # type: ignore[union-attr]  # it has matched
    return start, end


def _tags(line: str) -> str:
    """The names of the tags in a line, without their attributes; links and media have none."""
    names = (match[1] or match[2] for match in _TAG.finditer(line))
    kept = [name for name in names if name and name.strip("/").lower() not in _WITH_ADDRESS]
    brackets = [f"<{name}>" if f"<{name}" in line else f"[{name}]" for name in kept]
    return "".join(brackets)
