"""The addresses in HTML: where they lead, how a link to them is written, and what words stand for a picture.

In come attributes as a stranger wrote them; what comes out is escaped, and links only where `is_safe_url` allows it.
"""

import re
from html import escape
from urllib.parse import urljoin, urlsplit

from archiver.bodies.html.sanitizer import keeps_link
from archiver.bodies.links import is_safe_url

_IGNORED = re.compile(r"[\t\n\r]")
_OUTER = "".join(map(chr, range(33)))  # browsers ignore them around an address
_PLAIN = re.compile(r"https?://(?:[a-z0-9]++(?>(?:-[a-z0-9]++)*)\.)+[a-z]{2,24}(?:[/?#]|\Z)|(?!https?:)", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|heic)\Z", re.IGNORECASE)
_TOLD = re.compile(
    r"(?:ftps?|sftp|file|tel|sms|sip|news|nntp|ircs?|magnet|gopher|xmpp|matrix|git|ssh|svn"
    r"|bitcoin|callto|ed2k|feed|geo|mms|rtsp|skype|steam|webcal):",
    re.IGNORECASE,
)


def resolve(address: str | None, base: str | None) -> str | None:
    """Where an address leads to, seen from `base` if there is one; None if no page of ours may link to it."""
    if address is None:
        return None
    address = _IGNORED.sub("", address.strip(_OUTER))
    try:
        address = urljoin(base, address) if base else address
        if address.startswith("//"):
            address = f"https:{address}"  # without a scheme of its own, it had the page's
        urlsplit(address)
    except ValueError:  # a host that is none
        return None
    if not address or not is_safe_url(address):
        return None
    return address if _PLAIN.match(address) or keeps_link(opening(address)) else None


def told(address: str) -> str:
    """An address that no page of ours links to, but that says something to a reader; empty for all others."""
    address = _IGNORED.sub("", address.strip(_OUTER))
    return address if _TOLD.match(address) else ""


def opening(address: str, *, title: str = "", picture: bool = False) -> str:
    """The begin of a link."""
    named = f' title="{escape(title)}"' if title else ""
    shown = ' class="picture"' if picture else ""
    foreign = ' rel="nofollow ugc noopener"' if address.lower().startswith(("http:", "https:")) else ""
    return f'<a href="{escape(address)}"{named}{shown}{foreign}>'


def is_picture(address: str) -> bool:
    """True if its path ends as a picture's does."""
    return _PICTURE.search(re.split(r"[?#]", address, maxsplit=1)[0]) is not None
