"""Links. Our HTML has one for each element that leads to an address, or shows something that is there.

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
        writer: Where to write it.
        address: Where it leads; None to write only the text.
        text: The text. In another link it has the address as its title, since links do not nest.
        is_picture: True if the text stands for a picture: then it is a placeholder.
        is_placeholder: True if a reader who quotes may leave out the text for another reason.
        title: The title of the link; of a text without a link it follows in brackets.
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
    """Start a text that would be a link if it were not in another one: its title has the address.

    Args:
        writer: Where to write it.
        address: The address of the link that it would be.
        title: The title of the link that it would be.
        is_picture: True if the text stands for a picture.

    Returns:
        What to do where the text ends: without a text, the address is written; without a place for the title, both are
        written in brackets.
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
