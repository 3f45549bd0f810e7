"""Writes links. In our HTML, each element that links to an address or embeds a file becomes one link.

In come an address and a text, out goes a link to an `HtmlWriter`. Links do not nest: in another link, the text gets the
address as its title.
"""

from html import escape

from archiver.bodies.html.addresses import link_start_tag
from archiver.bodies.html.html_writer import EndAction, HtmlWriter


def add_link(
    writer: HtmlWriter,
    address: str | None,
    text: str,
    *,
    is_picture: bool = False,
    is_placeholder: bool = False,
    title: str = "",
) -> None:
    """Write a link with its text.

    Args:
        writer: where to write the link.
        address: the URL that the link leads to; None to write only the text.
        text: the text of the link. In another link it has the address as its title, since links do not nest.
        is_picture: True if the text replaces a picture: then it is a placeholder.
        is_placeholder: True if somebody who quotes the post may leave out the text for another reason.
        title: the title of the link. If no link is written, the title follows the text in brackets.
    """
    end = None
    if address is not None:
        end = _start_link(writer, address, title=title, is_picture=is_picture)
    elif title:
        text = f"{text} ({title})"
    if is_picture or is_placeholder:
        writer.add_placeholder(text)
    else:
        writer.add_text(text)
    if end is not None:
        end(writer)


def _start_link(writer: HtmlWriter, address: str, *, title: str, is_picture: bool) -> EndAction:
    if writer.start_inline("a", link_start_tag(address, title=title, is_picture=is_picture)):
        return HtmlWriter.end_inline
    return start_titled_text(writer, address, title=title, is_picture=is_picture)


def start_titled_text(writer: HtmlWriter, address: str, *, title: str = "", is_picture: bool = False) -> EndAction:
    """Start a text inside of a link that would be a link itself if links could nest: its title has the address.

    Args:
        writer: where to write the text.
        address: the address of the link that cannot be written.
        title: the title of the link that cannot be written.
        is_picture: True if the text replaces a picture.

    Returns:
        The action to call where the text ends. It writes the address if there was no text, and address and title in
        brackets if they could not become a title.
    """
    full_title = f"{title} {address}".strip()
    class_attribute = ' class="picture"' if is_picture else ""
    if not writer.start_inline("span", f'<span title="{escape(full_title)}"{class_attribute}>'):
        return lambda writer: writer.add_text(f" ({full_title})")
    written = len(writer.prose.html)

    def end(writer_at_end: HtmlWriter) -> None:
        if writer_at_end is writer and len(writer.prose.html) == written:
            writer.add_text(address)
        writer_at_end.end_inline()

    return end
