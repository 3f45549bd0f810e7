"""What each kind of paired tag writes where it is opened, and where it is closed.

In comes a pair of tags, out goes HTML to the output of the body. The result is the action to call where the pair is
closed; if it is None, nothing has been written, and both tags are text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from html import escape

from archiver.bodies.bbcode import tag_names
from archiver.bodies.bbcode.body_context import BodyContext, CloseAction, PairedTag
from archiver.bodies.bbcode.text_output import add_link, link_tag, resolve_written_address
from archiver.bodies.html.addresses import unlinkable_address
from archiver.bodies.quote_tags import parse_quote_tag

ATTRIBUTION_REFERENCE = "bbcode\x1f"
"""Prefix of a reference to an attribution, by its index, in the HTML's attribute for an author's name. No name that is
parsed from text has this control character."""
_NUMBERED_LIST = re.compile(r"(?:1|a|i|01|decimal|(?:lower|upper)-(?:alpha|roman))\Z", re.IGNORECASE)
_LIST_START = re.compile(r"[0-9]{1,9}\Z")
_MAX_ADDRESS = 2000  # characters


def open_tag(context: BodyContext, pair: PairedTag) -> CloseAction | None:
    """Write what the opening tag of a pair opens to the output of `context`.

    Returns the action to call at the closing tag; None if both tags are text, and nothing has been written.
    """
    return next(write for names, write in _WRITERS if pair.tag.name in names)(context, pair)


def _do_nothing() -> None:
    pass


def _open_unstyled(_context: BodyContext, pair: PairedTag) -> CloseAction | None:
    return None if "=" in pair.value else _do_nothing  # no color has a `=`: it is two tags without a bracket between


def _open_inline(context: BodyContext, pair: PairedTag) -> CloseAction:
    element = tag_names.INLINE[pair.tag.name]
    return _start_inline(context, element, f"<{element}>")


def _start_inline(context: BodyContext, element: str, start_tag: str) -> CloseAction:
    context.output.start_inline(element, start_tag)
    return lambda: context.output.end_inline(element)


def _open_block(context: BodyContext, pair: PairedTag) -> CloseAction:
    return _start_block(context, pair, tag_names.BLOCKS[pair.tag.name])


def _start_block(context: BodyContext, pair: PairedTag, element: str, start_tag: str | None = None) -> CloseAction:
    is_list = pair.tag.name in tag_names.LISTS
    context.output.start_block(pair.index, element, start_tag or f"<{element}>", is_list=is_list)
    return lambda: context.output.end_block(pair.index)


def _open_quote(context: BodyContext, pair: PairedTag) -> CloseAction:
    attribution = parse_quote_tag(pair.tag.argument)
    if attribution is None:
        return _start_block(context, pair, "blockquote")
    if not context.output.allows_quotes:
        return _start_block(context, pair, "blockquote", f"<blockquote><p>{escape(attribution.text)}:</p>")
    context.attributions.append(attribution)
    reference = f"{ATTRIBUTION_REFERENCE}{len(context.attributions) - 1}"
    return _start_block(context, pair, "blockquote", f'<blockquote data-username="{reference}">')


def _open_list(context: BodyContext, pair: PairedTag) -> CloseAction:
    kind = pair.value or pair.tag.attributes.get("type", "")
    if _LIST_START.match(kind) and int(kind) > 1:
        return _start_block(context, pair, "ol", f'<ol start="{int(kind)}">')
    return _start_block(context, pair, "ol" if _NUMBERED_LIST.match(kind) else "ul")


def _open_spoiler(context: BodyContext, pair: PairedTag) -> CloseAction:
    """Open a spoiler: an inline one within a line; a block if it has a title or takes up whole lines."""
    attributes = pair.tag.attributes
    title = pair.value or attributes.get("title") or attributes.get("name") or ""
    lines = bisect_left(context.newlines, pair.closing.start) - bisect_left(context.newlines, pair.tag.end)
    is_block = bool(title or lines or _is_whole_line(context.body, pair))
    if pair.tag.name in tag_names.INLINE_SPOILERS or not is_block:
        return _start_inline(context, "span", '<span class="spoiler" tabindex="0">')
    summary = f"<summary>{escape(title or 'Spoiler')}</summary>"
    return _start_block(context, pair, "details", f'<details class="spoiler">{summary}')


def _is_whole_line(body: str, pair: PairedTag) -> bool:
    """True if nothing else is on the line before the opening tag and on the line after the closing tag."""
    start, end = pair.tag.start, pair.closing.end
    return body[max(0, start - 1) : start] in {"", "\n"} and body[end : end + 1] in {"", "\n"}


def _open_link(context: BodyContext, pair: PairedTag) -> CloseAction | None:
    output, written = context.output, pair.value
    if not written:
        return _open_bare_link(context, pair)
    address = resolve_written_address(written, context.base, is_mail=pair.tag.name in tag_names.MAIL)
    if address is None and not unlinkable_address(written):
        return None
    if address is None or output.is_inside("a"):
        return lambda: output.add_text(f" ({written})")
    write_count = output.write_count
    end_link = _start_inline(context, "a", link_tag(address))

    def close() -> None:
        end_link()
        if output.write_count == write_count:  # there is no text to click on
            output.add_space(" ")
            add_link(output, address, written)

    return close


def _open_bare_link(context: BodyContext, pair: PairedTag) -> CloseAction:
    """Open `[url]address[/url]`, whose contents are the address as well as the text. No link if there are other tags in
    it.
    """
    start, end = pair.tag.end, pair.closing.start
    written = context.text(start, end) if end - start <= _MAX_ADDRESS else "["
    if "[" in written or context.output.is_inside("a"):
        return _do_nothing
    address = resolve_written_address(written, context.base, is_mail=pair.tag.name in tag_names.MAIL)
    return _start_inline(context, "a", link_tag(address)) if address else _do_nothing


def _open_abbreviation(context: BodyContext, pair: PairedTag) -> CloseAction:
    long_form = pair.value or pair.tag.attributes.get("title", "")
    return (lambda: context.output.add_text(f" ({long_form})")) if long_form else _do_nothing


_WRITERS: tuple[tuple[frozenset[str], Callable[[BodyContext, PairedTag], CloseAction | None]], ...] = (
    (tag_names.UNSTYLED, _open_unstyled),
    (frozenset(tag_names.INLINE), _open_inline),
    (frozenset(tag_names.BLOCKS), _open_block),
    (frozenset({tag_names.QUOTE}), _open_quote),
    (frozenset({tag_names.LIST}), _open_list),
    (tag_names.SPOILERS, _open_spoiler),
    (tag_names.LINKS, _open_link),
    (tag_names.ABBREVIATIONS, _open_abbreviation),
)
"""The function that writes a tag, by the names of tags. If a name is in two rows, the first row counts."""
