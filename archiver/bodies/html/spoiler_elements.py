"""Spoilers: text that an engine or its plugins hide until a reader asks for it stays hidden.

In comes an element, out comes the kind of spoiler that it is, and its start is written. There are many plugins. All of
them have `spoiler` in a class of the outermost element; the classes of the elements inside differ.
"""

import re
from collections.abc import Iterator
from enum import Enum

from selectolax.lexbor import LexborNode

from archiver.bodies.html.dom import Element, is_blank
from archiver.bodies.html.html_writer import EndAction, HtmlWriter

_DEFAULT_TITLE = "Spoiler"
"""The title of a spoiler for which the engine wrote none."""
_INLINE_START_TAG = '<span class="spoiler" tabindex="0">'
"""The start tag of a spoiler within a line."""
_SPOILER = re.compile("spoil", re.IGNORECASE)
_TITLE_CLASS = re.compile(
    r"spoil\w*[-_]*(?:title|head|header|button|btn|control|toggle|label|trigger|warning|link|summary)"
    r"|(?:head|title|button|toggle)\w*[-_]*spoil",
    re.IGNORECASE,
)
_INNER_CLASS = re.compile(
    r"spoil\w*[-_]*(?:body|content|contents|text|target|inner|main|wrapper|hidden)\b|SpoilerTarget|spoilerText|Block--spoiler",
    re.IGNORECASE,
)
_HIDDEN_WORDS = re.compile(
    r"(?:spoil|show|hid|reveal|click|verborgen|versteckt|anzeigen|afficher|masquer|mostrar|ocultar|скрыт|спойлер|показать"
    r"|隐藏|隱藏|剧透|劇透)[^:：]{0,60}[:：]?(?: [^:：]{1,60})?",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INLINE_ELEMENTS = frozenset(str.split("span a em i b mark font s label strong"))
_BLOCK_ELEMENTS = frozenset(str.split("div p section article aside blockquote fieldset table dl ul"))
_MAX_STEPS = 12  # from node to node, in search of a title
_MAX_TITLE = 200  # characters


class SpoilerKind(Enum):
    """Whether a spoiler is a block with a title, or text within a line."""

    BLOCK = "block"
    INLINE = "inline"


class SpoilerWriter:
    """Writes spoilers, and counts those that are open.

    The `mem_id` of a node that is written as a title is added to `read_titles`, so that its turn in the walk is
    skipped.
    """

    def __init__(self, read_titles: set[int]) -> None:
        self._read_titles = read_titles
        self._open = 0

    def find_kind(self, element: Element) -> SpoilerKind | None:
        """Recognise an element as a spoiler, by its class or its style; None if it is no spoiler."""
        name = element.attributes.get("class")
        if name and "poil" in name and _SPOILER.search(name):
            return self._kind_by_class(element.tag, name)
        style = element.attributes.get("style")
        if not style or self._open or element.tag not in {"div", "p", "span"} or not _HIDDEN_STYLE.search(style):
            return None
        return SpoilerKind.INLINE if element.tag == "span" else SpoilerKind.BLOCK

    def _kind_by_class(self, tag: str, name: str) -> SpoilerKind | None:
        if _TITLE_CLASS.search(name):
            return None
        if tag in _INLINE_ELEMENTS:
            return SpoilerKind.INLINE
        is_inner = self._open > 0 and _INNER_CLASS.search(name) is not None
        return SpoilerKind.BLOCK if tag in _BLOCK_ELEMENTS and not is_inner else None

    def start(self, writer: HtmlWriter, element: Element, kind: SpoilerKind) -> EndAction | None:
        """Write the start of a spoiler, and its title.

        Args:
            writer: where to write.
            element: the element of the spoiler.
            kind: the result of `find_kind` for `element`.

        Returns:
            The action to call where the spoiler ends; None if there is nothing to do.
        """
        if kind is SpoilerKind.INLINE:
            return HtmlWriter.end_inline if writer.start_inline("span", _INLINE_START_TAG) else None
        title = _find_title(element.node)
        text = spoiler_title_text(title)
        if title is not None and text:
            self._read_titles.add(title.mem_id)
        return self.start_block(writer, text)

    def start_block(self, writer: HtmlWriter, title: str) -> EndAction:
        """Write the start of a spoiler that is a block, and its title. Returns the action to call where the spoiler
        ends.

        A title that an engine wrote becomes a placeholder, because the post's author didn't write it. If `title` is
        empty, `Spoiler` is written.
        """
        if not writer.start_block("details", '<details class="spoiler">\n'):
            writer.add_text(title)
            return HtmlWriter.break_block
        has_summary = writer.start_block("summary")
        if not title or says_hidden(title):
            writer.add_placeholder(title or _DEFAULT_TITLE)
        else:
            writer.add_text(title)
        if has_summary:
            writer.end_block()
        else:
            writer.break_block()
        self._open += 1
        return self._end

    def _end(self, writer: HtmlWriter) -> None:
        self._open -= 1
        writer.end_block()


def _find_title(node: LexborNode) -> LexborNode | None:
    """Find the element with the title of a spoiler, before any text of the spoiler; None if there is none."""
    for inner in _first_nodes(node):
        if inner.tag == "-text":
            if not is_blank(inner):
                return None
        elif inner.tag == "button" or _TITLE_CLASS.search(inner.attributes.get("class") or ""):
            return inner
    return None


def _first_nodes(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the first elements and text nodes in a node, in the order of the source."""
    pending = [node.first_child]
    for _ in range(_MAX_STEPS):
        inner = pending.pop() if pending else None
        if inner is not None:
            pending.append(inner.next)
            tag = inner.tag or "-"
            if tag[0] not in "-!":
                yield inner
                pending.append(inner.first_child)
            elif tag == "-text":
                yield inner
        elif not pending:
            return


def spoiler_title_text(node: LexborNode | None) -> str:
    """Return the text of a spoiler's title; empty if `node` is None, or if the text is too long for a title."""
    text = " ".join(node.text(separator=" ").split()) if node else ""
    return text.rstrip(": ") if len(text) <= _MAX_TITLE else ""


def says_hidden(title: str) -> bool:
    """True if the title of a box means that its contents are hidden: `Spoiler`, `Click to show`."""
    return len(title) <= _MAX_TITLE and _HIDDEN_WORDS.fullmatch(title) is not None
