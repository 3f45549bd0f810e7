"""HTML of plain text in which bare URLs become links, also URLs that a mail program has broken into several lines."""

import re
from html import escape

from archiver.bodies.links import FOREIGN_REL, BareLinks

_LINKS = BareLinks()
# A URL between angle brackets that is broken into lines (RFC 3986, appendix C).
_WRAPPED_URL = re.compile(r"<(?:URL: ?)?(https?://[^\s<>]+(?:\n[ \t]*(?!https?://)[^\s<>]+){1,3})>", re.IGNORECASE)


def linkify(text: str) -> str:
    """Escape a text as HTML, in which bare URLs are links.

    >>> linkify("<http://x.example/>")
    '&lt;<a href="http://x.example/" rel="nofollow ugc noopener">http://x.example/</a>&gt;'
    """
    if not _LINKS.pretest(text):
        return escape(text, quote=False)
    parts: list[str] = []
    at = 0
    for wrapped in _WRAPPED_URL.finditer(text):
        url = "".join(wrapped[1].split())
        if (link := _LINKS.match_at(url, 0)) and link.url == url:
            parts += (_linkify_unbroken(text[at : wrapped.start(1)]), _link(url, wrapped[1]))
            at = wrapped.end(1)
    return "".join(parts) + _linkify_unbroken(text[at:])


def _linkify_unbroken(text: str) -> str:
    """Escape a text in which no URL is broken into lines as HTML, in which bare URLs are links."""
    parts: list[str] = []
    at = 0
    for link in _LINKS.match(text) or ():
        parts += (escape(text[at : link.index], quote=False), _link(link.url, link.text))
        at = link.last_index
    return "".join(parts) + escape(text[at:], quote=False)


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}" rel="{FOREIGN_REL}">{escape(text, quote=False)}</a>'
