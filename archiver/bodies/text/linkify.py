"""The HTML of lines in which bare links are links, also where a mailer has broken an address into lines."""

import re
from html import escape

from archiver.bodies.links import BareLinks

_LINKS = BareLinks()
# An address in angle brackets that a mailer has broken into lines (RFC 3986, appendix C).
_WRAPPED_ADDRESS = re.compile(r"<(?:URL: ?)?(https?://[^\s<>]+(?:\n[ \t]*(?!https?://)[^\s<>]+){1,3})>", re.IGNORECASE)


def linked(text: str) -> str:
    """Text as HTML, in which bare links are links.

    >>> linked("<http://x.example/>")
    '&lt;<a href="http://x.example/" rel="nofollow ugc noopener">http://x.example/</a>&gt;'
    """
    if not _LINKS.pretest(text):
        return escape(text, quote=False)
    parts: list[str] = []
    at = 0
    for wrapped in _WRAPPED_ADDRESS.finditer(text):
        address = "".join(wrapped[1].split())
        if (link := _LINKS.match_at(address, 0)) and link.url == address:
            parts += (_linked_in_lines(text[at : wrapped.start(1)]), _link(address, wrapped[1]))
            at = wrapped.end(1)
    return "".join(parts) + _linked_in_lines(text[at:])


def _linked_in_lines(text: str) -> str:
    parts: list[str] = []
    at = 0
    for link in _LINKS.match(text) or ():
        parts += (escape(text[at : link.index], quote=False), _link(link.url, link.text))
        at = link.last_index
    return "".join(parts) + escape(text[at:], quote=False)


def _link(url: str, shown: str) -> str:
    return f'<a href="{escape(url)}" rel="nofollow ugc noopener">{escape(shown, quote=False)}</a>'
