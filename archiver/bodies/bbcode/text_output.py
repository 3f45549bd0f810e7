"""Text between tags, and addresses in it: entities, bare links, line breaks and paragraphs.

In comes text of a body, out goes HTML to an `HtmlOutput`.
"""

import re
from html import escape, unescape

from archiver.bodies.bbcode.html_output import PARAGRAPH, HtmlOutput
from archiver.bodies.html.addresses import is_image_address, resolve_address
from archiver.bodies.links import BareLinks, LinkBase, encode_spaces

_BARE_LINKS = BareLinks()
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"\n[ \t]*+(?:\n\s*+)?")
_HOST = re.compile(
    r"(?>(?:[a-z0-9-]{1,63}\.){1,8})(?!(?:php|html?|aspx?|cgi|jsp|pl|png|jpe?g|gif|webp|svg|pdf)(?:[/?#]|\Z))"
    r"[a-z]{2,24}(?:[/?#]|\Z)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:\S+\Z|[^\s\[\]]+\Z", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"[^\s@<>\"'\[\]:/?#]{1,64}@[\w.-]{1,253}\Z")


def decode_entities(text: str) -> str:
    """Decode entities in a text, as databases store them: only entities with a semicolon, since addresses have others.

    >>> decode_entities("&quot;a &amp; b&quot; &copy=1")
    '"a & b" &copy=1'
    """
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text


def add_lines(output: HtmlOutput, text: str, *, links: bool = True) -> None:
    """Write text that may have several lines to `output`. Blank lines separate paragraphs.

    If `links`, addresses in `text` become links.
    """
    at = 0
    for line_break in _LINE_BREAKS.finditer(text):
        _add_line(output, text[at : line_break.start()], links=links)
        output.add_space(PARAGRAPH if "\n" in line_break[0][1:] else "<br>")
        at = line_break.end()
    _add_line(output, text[at:], links=links)


def _add_line(output: HtmlOutput, line: str, *, links: bool) -> None:
    at = 0
    for link in (_BARE_LINKS.match(line) or ()) if links and not output.is_inside("a") else ():
        output.add_text(line[at : link.index])
        add_link(output, link.url, link.text)
        at = link.last_index
    output.add_text(line[at:])


def link_tag(address: str) -> str:
    """Write the start tag of a link, in the form that `bodies.html` reads."""
    return f'<a href="{escape(address)}">'


def add_link(output: HtmlOutput, address: str, text: str) -> None:
    """Write a link to `address` with the text `text` to `output`. Inside of another link, only the text is written."""
    if output.is_inside("a"):
        output.add_text(text)
        return
    output.start_inline("a", link_tag(address))
    output.add_text(text)
    output.end_inline("a")


def resolve_written_address(address: str, base: LinkBase, *, is_mail: bool = False) -> str | None:
    """Resolve an address that a member wrote, perhaps without its scheme; None if our pages may not link to it.

    Args:
        address: the address as written.
        base: what a relative address leads to.
        is_mail: True if it must be the address of a mailbox.

    >>> resolve_written_address("www.x.example", LinkBase())
    'http://www.x.example'
    >>> resolve_written_address("bob@x.example", LinkBase(), is_mail=True)
    'mailto:bob@x.example'
    """
    address = address.strip()
    if is_mail:
        address = address.removeprefix("mailto:")
        return f"mailto:{address}" if _MAIL_ADDRESS.match(address) else None
    if _HOST.match(address) and not base.keeps(address):
        address = f"http://{address}"
    return resolve_address(address, base) if _ADDRESS.match(address) else None


def resolve_picture_address(address: str, base: LinkBase) -> str | None:
    """Resolve the address of a picture, which may have spaces, against `base`; None if our pages may not link to it.

    >>> resolve_picture_address("files/my cat.png", LinkBase())
    'files/my%20cat.png'
    """
    address = address.strip()
    encoded = encode_spaces(address)
    is_file = "\n" not in address and (base.keeps(encoded) or is_image_address(encoded))
    return resolve_written_address(encoded if is_file else address, base)
