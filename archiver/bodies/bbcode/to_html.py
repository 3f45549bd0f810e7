"""Converts a BBCode body to HTML, in one pass over its tags and the text between them.

In comes a body; out comes HTML that is escaped and nests correctly, for `bodies.html`, and the attributions in it.
"""

from msgspec import Struct

from archiver.bodies.bbcode import tag_names
from archiver.bodies.bbcode.body_context import BodyContext, CloseAction, PairedTag
from archiver.bodies.bbcode.paired_tags import open_tag
from archiver.bodies.bbcode.tag_pairs import Tag, find_tag_pairs
from archiver.bodies.bbcode.text_output import add_lines
from archiver.bodies.bbcode.verbatim_tags import VerbatimTag, add_verbatim
from archiver.bodies.links import LinkBase
from archiver.model import Attribution


class HtmlWithAttributions(Struct, frozen=True, kw_only=True):
    """The HTML of a body, and the attributions to which the HTML refers by their index."""

    html: str
    attributions: tuple[Attribution, ...]


def bbcode_to_html(body: str, base: LinkBase) -> HtmlWithAttributions:
    """Convert a BBCode body to HTML, with relative addresses resolved against `base`."""
    context = BodyContext(body=body, base=base)
    _Converter(context).convert()
    return HtmlWithAttributions(html=context.output.finish(), attributions=tuple(context.attributions))


class _Converter:
    """Writes a body to the output of its context. Stores the close actions of open pairs by the index of the opening
    tag.
    """

    def __init__(self, context: BodyContext) -> None:
        self._context = context
        self._pairs = find_tag_pairs(context.body)
        self._close_actions: dict[int, CloseAction] = {}

    def convert(self) -> None:
        """Write all tags and the text between them. A tag that cannot be written becomes part of the text after it."""
        text_start = index = 0
        tags = self._pairs.tags
        while index < len(tags):
            tag = tags[index]
            closing = self._pairs.closing.get(index) if tag.name in tag_names.VERBATIM else None
            self._add_text(text_start, tag.start)
            if closing is None:
                is_written, last = self._add_tag(index, tag), index
            else:
                is_written, last = self._add_verbatim(tag, tags[closing]), closing
            text_start = tags[last].end if is_written else tag.start
            index = last + 1
        self._add_text(text_start, len(self._context.body))

    def _add_text(self, start: int, end: int) -> None:
        add_lines(self._context.output, self._context.text(start, end))

    def _add_tag(self, index: int, tag: Tag) -> bool:
        """Write a tag. Return False if the tag is text."""
        output = self._context.output
        if tag.name == tag_names.ITEM:
            return output.end_item() if tag.closes else output.start_item()
        if tag.name in tag_names.VOID:
            return tag.closes or self._add_void(tag)  # XenForo writes `[hr][/hr]`
        if index in self._pairs.opening:
            return self._close(self._pairs.opening[index])
        return index in self._pairs.closing and self._open(index, tag)

    def _add_void(self, tag: Tag) -> bool:
        if tag.name in tag_names.RULES:
            self._context.output.add_block("<hr>")
        else:
            self._context.output.add_space("<br>")
        return True

    def _open(self, index: int, tag: Tag) -> bool:
        closing = self._pairs.tags[self._pairs.closing[index]]
        close = open_tag(self._context, PairedTag(index=index, tag=tag, closing=closing))
        if close:
            self._close_actions[index] = close
        return close is not None

    def _close(self, opening: int) -> bool:
        close = self._close_actions.pop(opening, None)
        if close:
            close()
        return close is not None

    def _add_verbatim(self, tag: Tag, closing: Tag) -> bool:
        context = self._context
        contents = context.text(tag.end, closing.start)
        verbatim = VerbatimTag(tag=tag, value=tag.value(closing.uid), contents=contents, base=context.base)
        return add_verbatim(context.output, verbatim)
