"""Tokens of markdown-it-py for a link in place of a file, and of a text in place of a file where no link can be."""

from markdown_it.rules_inline import StateInline

from archiver.bodies.markdown.escape import escape_html


def push_file(state: StateInline, address: str, label: str, *, title: str, replaces: str) -> None:
    """Add the tokens of a link in place of a file to a state; in a link, those of a text whose title has the address.

    Args:
        state: the state of the parser.
        address: the address of the file, percent-encoded.
        label: the text of the link.
        title: the title of the file; empty for none.
        replaces: the class of the link, `PICTURE` or `MEDIA`.
    """
    if state.linkLevel:
        push_text(state, label, {"title": f"{title} {address}".strip(), "class": replaces})
        return
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address, **({"title": title} if title else {}), "class": replaces}
    state.push("text", "", 0).content = label
    state.push("link_close", "a", -1)


def push_text(state: StateInline, label: str, attributes: dict[str, str | int | float]) -> None:
    """Add the tokens of a text in place of a file to a state: a `span` with `label` and some attributes."""
    state.push("picture_open", "span", 1).attrs = attributes
    state.push("text", "", 0).content = label
    state.push("picture_close", "span", -1)


def push_image(state: StateInline, address: str, label: str, title: str) -> None:
    """Add an HTML element `img` to a state, for a parser whose output is parsed again as an HTML body.

    Args:
        state: the state of the parser.
        address: the address of the picture.
        label: its alternative text.
        title: its title; empty for none.
    """
    attributes = {"src": address, "alt": label, **({"title": title} if title else {})}
    source = "".join(f' {name}="{escape_html(value)}"' for name, value in attributes.items())
    state.push("html_inline", "", 0).content = f"<img{source}>"
