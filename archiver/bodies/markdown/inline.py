"""What stands in a paragraph, as the parser's inline tokens: its plain text, and an attribution that it ends in."""

import re
from typing import NamedTuple

from markdown_it.token import Token

from archiver.bodies.attribution import find_attribution_at_end
from archiver.bodies.markdown.captions import find_caption_at_end, find_caption_at_start
from archiver.model import Attribution, Span

TASK = "task_box"
"""The type of token that a task's box is."""
NOTE = "footnote_ref"
"""The type of token that a reference to a footnote is."""
BREAKS = frozenset({"softbreak", "hardbreak"})
PICTURE = "picture"
"""The class of an element that stands for a picture."""
_MENTION = re.compile(r"@_?\*?\*?(?P<who>[^|\n]{1,80}?)(?:\|\d{1,12})? (?P<said>\S{1,20}):\Z")
"""As Zulip introduces a quote, in every language that it speaks."""


class InlineText(NamedTuple):
    """Words without their markup, and where some of them only stand for a picture or a note."""

    text: str
    pictures: tuple[Span, ...]


def inline_text(children: list[Token]) -> InlineText:
    """The words, without their markup; a break is a line break."""
    parts: list[str] = []
    spans: list[Span] = []
    length = begun = depth = 0
    for child in children:
        if child.type in BREAKS:
            parts.append("\n")
            length += 1
            continue
        if depth:
            depth += child.nesting
            if not depth:
                spans.append((begun, length))
        elif child.nesting == 1 and child.attrs and child.attrs.get("class") == PICTURE:
            depth, begun = 1, length
        elif child.type == NOTE:
            spans.append((length, length + len(child.content)))
        if child.content and child.type != TASK:
            parts.append(child.content)
            length += len(child.content)
    return InlineText("".join(parts), tuple(span for span in spans if span[0] < span[1]))


def joined(parts: list[InlineText]) -> InlineText:
    """The lines of several texts as one."""
    spans: list[Span] = []
    length = 0
    for text, pictures in parts:
        spans += [(length + start, length + end) for start, end in pictures]
        length += len(text) + 1
    return InlineText("\n".join([text for text, _ in parts]), tuple(spans))


def take_attribution(children: list[Token]) -> tuple[Attribution, list[Token]] | None:
    """The attribution that a paragraph ends in, and what is left of the paragraph."""
    starts, lines = inline_lines(children)
    if has_named_link(children):
        found = _mention(lines[-1]), len(lines) - 1
        return (found[0], children[: max(0, starts[-1] - 1)]) if found[0] else None
    at_end = find_attribution_at_end(lines)
    return (at_end[0], children[: max(0, starts[at_end[1]] - 1)]) if at_end else None


def take_caption_at_start(children: list[Token]) -> tuple[Attribution, list[Token]] | None:
    """The attribution that a quote's first paragraph begins with, and what is left of the paragraph."""
    starts, lines = inline_lines(children)
    found = find_caption_at_start(lines)
    if found is None:
        return None
    behind = starts[found[1]] if found[1] < len(starts) else len(children)
    return None if has_named_link(children[:behind]) else (found[0], children[behind:])


def take_caption_at_end(children: list[Token]) -> tuple[Attribution, list[Token]] | None:
    """The attribution that a quote's last line is, and what is left of its paragraph."""
    starts, lines = inline_lines(children)
    found = None if has_named_link(children[starts[-1] :]) else find_caption_at_end(lines[-1])
    return (found, children[: max(0, starts[-1] - 1)]) if found else None


def inline_lines(children: list[Token]) -> tuple[list[int], list[str]]:
    """The lines of a paragraph: the place of each one's first token, and its words."""
    starts = [0, *(i + 1 for i, child in enumerate(children) if child.type in BREAKS and child.level == 0)]
    ends = [*(start - 1 for start in starts[1:]), len(children)]
    return starts, [inline_text(children[start:end]).text for start, end in zip(starts, ends, strict=True)]


def has_named_link(children: list[Token]) -> bool:
    """True if there is a link with words of its own: it says more than who wrote something."""
    return any(child.type == "link_open" and child.info != "auto" for child in children)


def _mention(line: str) -> Attribution | None:
    """Zulip's `@_**ann|8** [said](…):`, as it is shown."""
    found = _MENTION.match(line)
    return Attribution(text=f"{found['who']} {found['said']}", author=found["who"]) if found else None
