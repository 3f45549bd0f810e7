"""Writes links. In our HTML, each element that links to an address or embeds a file becomes one link.

In come an address and a text, out goes a link to an `HtmlWriter`. Links do not nest: in another link, the text gets the
address as its title.
"""

from html import escape

from archiver.bodies.html.addresses import PICTURE, link_start_tag, upload_address
from archiver.bodies.html.html_writer import EndAction, HtmlWriter


def add_link(
    writer: HtmlWriter,
    address: str | None,
    text: str,
    *,
    replaces: str = "",
    is_placeholder: bool = False,
    title: str = "",
) -> None:
    """Write a link with its text.

    Args:
        writer: where to write the link.
        address: the URL that the link leads to; None to write only the text.
        text: the text of the link. Where no link can be, as in another link, it has the address as its title.
        replaces: the class of a link in place of a file: `PICTURE`, whose text is a placeholder, or `MEDIA`.
        is_placeholder: True if somebody who quotes the post may leave out the text for another reason.
        title: the title of the link. If no link is written, the title follows the text in brackets.
    """
    end = None
    if address is not None:
        end = _start_link(writer, address, title=title, replaces=replaces)
    elif title:
        text = f"{text} ({title})"
    if replaces == PICTURE or is_placeholder:
        writer.add_placeholder(text)
    else:
        writer.add_text(text)
    if end is not None:
        end(writer)


def _start_link(writer: HtmlWriter, address: str, *, title: str, replaces: str) -> EndAction:
    start_tag = link_start_tag(address, title=title, replaces=replaces)
    if not upload_address(address) and writer.start_inline("a", start_tag):
        return HtmlWriter.end_inline
    return start_titled_text(writer, address, title=title, replaces=replaces)


def start_titled_text(writer: HtmlWriter, address: str, *, title: str = "", replaces: str = "") -> EndAction:
    """Start a text that cannot be a link, as inside of another link: its title has the address.

    Args:
        writer: where to write the text.
        address: the address of the link that cannot be written.
        title: the title of the link that cannot be written.
        replaces: what the text replaces, if it replaces an embedded file: `PICTURE` or `MEDIA`.

    Returns:
        The action to call where the text ends. It writes the address if there was no text, and address and title in
        brackets if they could not become a title.
    """
    full_title = f"{title} {address}".strip()
    class_attribute = f' class="{replaces}"' if replaces else ""
    if not writer.start_inline("span", f'<span title="{escape(full_title)}"{class_attribute}>'):
        return lambda writer: writer.add_text(f" ({full_title})")
    written = len(writer.prose.html)

    def end(writer_at_end: HtmlWriter) -> None:
        if writer_at_end is writer and len(writer.prose.html) == written:
            writer.add_text(address)
        writer_at_end.end_inline()

    return end
