"""Discord's Markdown of what DiscordChatExporter has made HTML of. Every line stays a line."""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

from archiver.importers.markdown.escaping import code_block, code_span, escape_text, link
from archiver.importers.markdown.lines import quote
from archiver.importers.markdown.spans import BOLD, ITALIC, STRIKE, Span, join_spans

_STYLES = {"strong": BOLD, "b": BOLD, "u": BOLD, "em": ITALIC, "i": ITALIC, "s": STRIKE}
"""Elements with styles. Discord's underlined words are bold in our Markdown."""
_DEEPEST = 50  # elements within one another; deeper ones are text
_SPOILERS = frozenset({"chatlog__markdown-spoiler", "spoiler", "spoiler-text"})
_CODE = frozenset({"chatlog__markdown-pre", "pre"})
_BLOCK_CODE = frozenset({"chatlog__markdown-pre--multiline", "pre--multiline"})
_QUOTES = frozenset({"chatlog__markdown-quote", "quote"})
_LEFT_OUT = frozenset({"chatlog__edited-timestamp", "chatlog__markdown-quote-border"})
_LANGUAGE = re.compile(r"language-(\S{1,30})")
_OWN_EMOJI = re.compile(r"[A-Za-z0-9_~]{1,64}")
_HEADING = re.compile(r"h([1-3])")


def classes_of(node: LexborNode) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((node.attributes.get("class") or "").split())


def emoji_name(name: str) -> tuple[str, bool]:
    """An emoji by the name that the export has, and whether it is one of the server's own.

    >>> emoji_name("👍"), emoji_name("pog")
    (('👍', False), (':pog:', True))
    """
    is_own = _OWN_EMOJI.fullmatch(name) is not None
    return (f":{name}:" if is_own else name), is_own


def html_to_discord(node: LexborNode) -> str:
    """The words of an element as Markdown."""
    writer = _Writer()
    writer.add_children(node, 0)
    return writer.finish()


class _Writer:
    """Makes Markdown of elements: spans in lines, and blocks between them."""

    def __init__(self, styles: frozenset[str] = frozenset()) -> None:
        """Write what is within elements with `styles`."""
        self._styles = styles
        self._written: list[str] = []
        self._spans: list[Span] = []

    def finish(self, *, keeps_edges: bool = False) -> str:
        """What was written, without blank lines around it unless `keeps_edges` is True."""
        self._flush()
        written = "".join(self._written)
        return written if keeps_edges else written.strip("\n")

    def _flush(self) -> None:
        self._written.append(join_spans(self._spans))
        self._spans = []

    def _add_block(self, block: str) -> None:
        """Add lines of their own."""
        self._flush()
        text = "".join(self._written[-1:])
        if text and not text.endswith("\n"):
            self._written.append("\n")
        self._written.append(f"{block}\n")

    def add_children(self, node: LexborNode, depth: int) -> None:
        """Add all that is in an element, which is in `depth` others."""
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                self._add_text(child.text_content or "")
            elif child.tag is not None and not child.tag.startswith("-"):
                self._add(child, depth + 1)

    def _add_text(self, text: str) -> None:
        self._spans.append(Span("\n".join(map(escape_text, text.split("\n")))))

    def _add(self, node: LexborNode, depth: int) -> None:
        classes, tag = classes_of(node), node.tag or ""
        if classes & _LEFT_OUT:
            return
        if depth > _DEEPEST:
            self._add_text(node.text(deep=True))
        elif tag == "br":
            self._spans.append(Span("\n"))
        elif tag == "img":
            name, is_own = emoji_name(node.attributes.get("alt") or "")
            self._spans.append(Span(name if is_own else escape_text(name)))
        elif classes & _CODE:
            self._add_code(node, classes)
        elif tag == "a":
            self._add_link(node)
        elif classes & _SPOILERS:
            self._add_spoiler(node, depth)
        elif tag in _STYLES and _STYLES[tag] not in self._styles:
            self._add_styled(node, _STYLES[tag], depth)
        elif not self._add_block_of(node, classes, depth):
            self.add_children(node, depth)

    def _add_styled(self, node: LexborNode, style: str, depth: int) -> None:
        writer = _Writer(self._styles | {style})
        writer.add_children(node, depth)
        self._spans.append(Span(writer.finish(keeps_edges=True), (style,)))

    def _add_code(self, node: LexborNode, classes: frozenset[str]) -> None:
        code = node.text(deep=True)
        if not classes & _BLOCK_CODE:
            self._spans.append(Span(code_span(code)))
        elif code.strip():
            language = _LANGUAGE.search(node.attributes.get("class") or "")
            self._add_block(code_block(code, language[1] if language else ""))

    def _add_link(self, node: LexborNode) -> None:
        url, label = node.attributes.get("href") or "", " ".join(node.text(deep=True).split())
        self._spans.append(Span(link(url, "" if label == url else escape_text(label)) if url else escape_text(label)))

    def _add_spoiler(self, node: LexborNode, depth: int) -> None:
        hidden = _nested(node, depth).split("\n")
        self._spans.append(Span("\n".join(f"||{line}||" if line.strip() else "" for line in hidden)))

    def _add_block_of(self, node: LexborNode, classes: frozenset[str], depth: int) -> bool:
        """Add an element that is a block. Returns whether it is one."""
        heading = _HEADING.fullmatch(node.tag or "")
        before: Callable[[str], str] | None = None
        if classes & _QUOTES:
            before = quote
        elif heading:
            marks = "#" * int(heading[1])
            before = f"{marks} {{}}".format
        elif node.tag == "li":
            before = "- {}".format
        if before is None:
            return False
        if words := _nested(node, depth):
            self._add_block(before(words))
        return True


def _nested(node: LexborNode, depth: int) -> str:
    writer = _Writer()
    writer.add_children(node, depth)
    return writer.finish()
