"""Inline tokens of a paragraph: their plain text, and the attribution at the start or the end of the paragraph."""

import re
from typing import NamedTuple

from markdown_it.token import Token

from archiver.bodies.attribution import find_attribution_at_end
from archiver.bodies.markdown.captions import find_caption_at_end, find_caption_at_start
from archiver.model import Attribution, Span

TASK_BOX = "task_box"
"""Type of the token for the check box of a task list item."""
FOOTNOTE_REFERENCE = "footnote_ref"
"""Type of the token for a reference to a footnote."""
BREAKS = frozenset({"softbreak", "hardbreak"})
"""Types of the tokens for line breaks."""
PICTURE = "picture"
"""Class of the HTML elements that replace pictures."""
MEDIA = "media"
"""Class of the HTML elements that replace embedded sound and video."""
ATTRIBUTION_AS_TEXT = "attribution_as_text"
"""Key in `Token.meta` of a `blockquote_open`, set if the attribution has to be rendered as text before the quote."""
_ZULIP_MENTION = re.compile(r"@_?\*?\*?(?P<who>[^|\n]{1,80}?)(?:\|\d{1,12})? (?P<verb>\S{1,20}):\Z")
"""The line that Zulip writes before a quote, in all languages of its interface: `@_**Ann|8** said:`."""


class InlineText(NamedTuple):
    """Plain text of inline tokens, or of blocks."""

    text: str
    pictures: tuple[Span, ...]
    """Spans of `text`, in characters, that replace a picture or a reference to a footnote."""


def inline_text(children: list[Token]) -> InlineText:
    """Return the plain text of inline tokens, in which a line break is `\\n`."""
    parts: list[str] = []
    spans: list[Span] = []
    length = start = depth = 0  # `start` and `depth`: of the open picture
    for child in children:
        if child.type in BREAKS:
            parts.append("\n")
            length += 1
            continue
        if depth:
            depth += child.nesting
            if not depth:
                spans.append((start, length))
        elif child.nesting == 1 and child.attrs and child.attrs.get("class") == PICTURE:
            depth, start = 1, length
        elif child.type == FOOTNOTE_REFERENCE:
            spans.append((length, length + len(child.content)))
        if child.content and child.type != TASK_BOX:
            parts.append(child.content)
            length += len(child.content)
    return InlineText("".join(parts), tuple(span for span in spans if span[0] < span[1]))


def join_lines(parts: list[InlineText]) -> InlineText:
    """Join texts with line breaks between them, and shift their spans of pictures accordingly."""
    spans: list[Span] = []
    length = 0
    for text, pictures in parts:
        spans += [(length + start, length + end) for start, end in pictures]
        length += len(text) + 1
    return InlineText("\n".join([text for text, _ in parts]), tuple(spans))


def split_attribution(children: list[Token]) -> tuple[Attribution, list[Token]] | None:
    """Split the attribution at the end of the paragraph before a quote from the tokens before it; None if there is
    none.
    """
    starts, lines = inline_lines(children)
    if has_named_link(children):
        mention = _parse_zulip_mention(lines[-1]) if _ends_in_link(children[starts[-1] :]) else None
        return (mention, children[: max(0, starts[-1] - 1)]) if mention else None
    at_end = find_attribution_at_end(lines)
    return (at_end[0], children[: max(0, starts[at_end[1]] - 1)]) if at_end else None


def _ends_in_link(line: list[Token]) -> bool:
    """True if the only link of a line is its last word, as Zulip's `[said](…):`."""
    is_last = len(line) > 1 and line[-2].type == "link_close" and line[-1].content == ":"
    return is_last and sum(token.type == "link_open" for token in line) == 1


def split_caption_at_start(children: list[Token]) -> tuple[Attribution, list[Token]] | None:
    """Split the caption at the start of a quote's first paragraph from the tokens after it; None if there is none."""
    starts, lines = inline_lines(children)
    caption = find_caption_at_start(lines)
    if caption is None:
        return None
    end = starts[caption[1]] if caption[1] < len(starts) else len(children)
    return None if has_named_link(children[:end]) else (caption[0], children[end:])


def split_caption_at_end(children: list[Token]) -> tuple[Attribution, list[Token]] | None:
    """Split the caption in the last line of a quote's last paragraph from the tokens before it; None if there is
    none.
    """
    starts, lines = inline_lines(children)
    caption = None if has_named_link(children[starts[-1] :]) else find_caption_at_end(lines[-1])
    return (caption, children[: max(0, starts[-1] - 1)]) if caption else None


def inline_lines(children: list[Token]) -> tuple[list[int], list[str]]:
    """Split a paragraph into lines: the index of the first token of each line, and the plain text of each line."""
    starts = [0, *(i + 1 for i, child in enumerate(children) if child.type in BREAKS and child.level == 0)]
    ends = [*(start - 1 for start in starts[1:]), len(children)]
    return starts, [inline_text(children[start:end]).text for start, end in zip(starts, ends, strict=True)]


def has_named_link(children: list[Token]) -> bool:
    """True if a link has a text other than its URL. A line with such a link is no attribution: it says more than a
    name.
    """
    return any(child.type == "link_open" and child.info != "auto" for child in children)


def _parse_zulip_mention(line: str) -> Attribution | None:
    match = _ZULIP_MENTION.match(line)
    return Attribution(text=f"{match['who']} {match['verb']}", author=match["who"]) if match else None
