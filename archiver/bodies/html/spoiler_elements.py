"""Spoilers: what an engine or its plugins hide until a reader asks for it stays shut.

In comes an element, out comes what it is of a spoiler. There are many plugins, and all of them have `spoiler` in their
classes; what the parts of one are called differs.
"""

import re
from enum import Enum

from selectolax.lexbor import LexborNode

from archiver.bodies.html.element_writer import Leave
from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.quote_elements import Attributes

TITLE = "Spoiler"
"""Of a spoiler whose engine wrote none."""
OPENING = '<span class="spoiler" tabindex="0">'
"""Of a spoiler in a line."""
_MARK = re.compile("spoil", re.IGNORECASE)
_TITLE = re.compile(
    r"spoil\w*[-_]*(?:title|head|header|button|btn|control|toggle|label|trigger|warning|link|summary)"
    r"|(?:head|title|button|toggle)\w*[-_]*spoil",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"spoil\w*[-_]*(?:body|content|contents|text|target|inner|main|wrapper|hidden)\b|SpoilerTarget|spoilerText|Block--spoiler",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?:spoil|show|hid|reveal|click|verborgen|versteckt|anzeigen|afficher|masquer|mostrar|ocultar|скрыт|спойлер|показать"
    r"|隐藏|隱藏|剧透|劇透)[^:：]{0,60}[:：]?(?: [^:：]{1,60})?",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_IN_LINE = frozenset(str.split("span a em i b mark font s label strong"))
_BOXES = frozenset(str.split("div p section article aside blockquote fieldset table dl ul"))
_DEEPEST_TITLE = 6  # elements that are looked at
_LONGEST_TITLE = 200  # characters


class Part(Enum):
    """What an element is of a spoiler."""

    WHOLE = "whole"
    IN_LINE = "in line"


class Spoilers:
    """Writes spoilers, and knows whether one is open."""

    def __init__(self) -> None:
        self._open = 0

    def part_of(self, tag: str, attributes: Attributes) -> Part | None:
        """What an element is of a spoiler, if its classes or its style say that it is one or begins one."""
        named = attributes.get("class")
        if named and "poil" in named and _MARK.search(named):
            if _TITLE.search(named):
                return None
            if tag in _IN_LINE:
                return Part.IN_LINE
            return Part.WHOLE if tag in _BOXES and not (self._open and _INNER.search(named)) else None
        style = attributes.get("style")
        if not style or self._open or tag not in {"div", "p", "span"} or not _HIDDEN.search(style):
            return None
        return Part.IN_LINE if tag == "span" else Part.WHOLE

    def begin(self, piece: HtmlWriter, title: str) -> Leave:
        """Begin a spoiler with its title; what its engine wrote there stands for it, and is no word of anybody's."""
        if not piece.start_block("details", '<details class="spoiler">\n'):
            piece.add_text(title)
            return HtmlWriter.block_boundary
        is_deepest = not piece.start_block("summary")
        (piece.add_image_label if not title or says_spoiler(title) else piece.add_text)(title or TITLE)
        if is_deepest:
            piece.block_boundary()
        else:
            piece.end_block()
        self._open += 1
        return self._end

    def _end(self, piece: HtmlWriter) -> None:
        self._open -= 1
        piece.end_block()


def find_title(node: LexborNode) -> LexborNode | None:
    """The element in a spoiler that has its title."""
    waiting = [node.first_child]
    for _ in range(2 * _DEEPEST_TITLE):
        inner = waiting.pop() if waiting else None
        if inner is None:
            if not waiting:
                return None
            continue
        waiting.append(inner.next)
        tag = inner.tag or "-"
        if tag == "-text" and (inner.text_content or "").strip():
            return None
        if tag[0] in "-!":
            continue
        if _TITLE.search(inner.attributes.get("class") or "") or tag == "button":
            return inner
        waiting.append(inner.first_child)
    return None


def title_words(node: LexborNode | None) -> str:
    """The words of a spoiler's title; empty if there are none, or too many for one."""
    words = " ".join(node.text(separator=" ").split()) if node else ""
    return words.rstrip(": ") if len(words) <= _LONGEST_TITLE else ""


def says_spoiler(words: str) -> bool:
    """True if the words over a box say that what is in it is hidden."""
    return len(words) <= _LONGEST_TITLE and _SAYS.fullmatch(words) is not None
