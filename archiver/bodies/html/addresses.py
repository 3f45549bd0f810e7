"""Addresses in HTML: where they lead, and the start tag of a link to them.

In come attributes of an untrusted tree. The tags that come out are escaped, and link only to addresses that
`is_safe_url` allows.
"""

import re
from html import escape
from urllib.parse import urlsplit

from archiver.bodies.html.sanitizer import keeps_link
from archiver.bodies.links import LinkBase, encode_spaces, is_safe_url, with_slashes

_LINE_WHITE_SPACE = re.compile(r"[\t\n\r]")
_CONTROLS_AND_SPACE = "".join(map(chr, range(33)))  # browsers ignore them around an address
_SURELY_SAFE = re.compile(
    r"https?://(?:[a-z0-9]++(?>(?:-[a-z0-9]++)*)\.)+[a-z]{2,24}(?:[/?#]|\Z)|(?!https?:)", re.IGNORECASE
)
PICTURE = "picture"
"""Class of links, and of text in links, that replace a picture."""
MEDIA = "media"
"""Class of links, and of text in links, that replace an embedded sound or video."""
_IMAGE_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|heic)\Z", re.IGNORECASE)
_MEDIA_SUFFIX = re.compile(r"\.(?:mp4|m4v|webm|ogv|mov|avi|mkv|wmv|mp3|m4a|ogg|oga|opus|wav|flac|aac)\Z", re.IGNORECASE)
_UPLOAD = re.compile(r"upload://[\w.-]{1,120}\Z")
_UNLINKABLE = re.compile(
    r"(?:ftps?|sftp|file|tel|sms|sip|news|nntp|ircs?|magnet|gopher|xmpp|matrix|git|ssh|svn"
    r"|bitcoin|callto|ed2k|feed|geo|mms|rtsp|skype|steam|webcal):",
    re.IGNORECASE,
)


def resolve_address(address: str | None, base: LinkBase) -> str | None:
    r"""Return the absolute form of an address in an attribute; None if our pages may not link to it.

    A relative address is resolved against `base`. An address without a scheme (`//host/`) gets `https:`. White space is
    percent-encoded; in a relative address, `\` becomes `/`.
    """
    if address is None:
        return None
    address = with_slashes(encode_spaces(_strip(address)))
    try:
        address = base.resolve(address)
        if address.startswith("//"):
            address = f"https:{address}"  # without a scheme, it had that of the old page
        urlsplit(address)
    except ValueError:  # the host is not valid
        return None
    if not address or not is_safe_url(address):
        return None
    return address if _SURELY_SAFE.match(address) or keeps_link(link_start_tag(address)) else None


def unlinkable_address(address: str) -> str:
    """Return an address that our pages never link to, but that is of use to a reader as text (`tel:`, `ftp:`).

    Empty for any other address.
    """
    address = _strip(address)
    return address if _UNLINKABLE.match(address) else ""


def upload_address(address: str | None) -> str | None:
    """Return the address of a file that was uploaded to Discourse (`upload://a.png`), which only that forum can
    resolve; None for any other address.
    """
    address = _strip(address or "")
    return address if _UPLOAD.match(address) else None


def _strip(address: str) -> str:
    return _LINE_WHITE_SPACE.sub("", address.strip(_CONTROLS_AND_SPACE))


def link_start_tag(address: str, *, title: str = "", replaces: str = "") -> str:
    """Write the start tag of a link, escaped.

    Args:
        address: the absolute URL that the link leads to.
        title: the value of the `title` attribute; if empty, the tag has no such attribute.
        replaces: what the link replaces, if it replaces an embedded file: `PICTURE` or `MEDIA`, its class.
    """
    title_attribute = f' title="{escape(title)}"' if title else ""
    class_attribute = f' class="{replaces}"' if replaces else ""
    rel = ' rel="nofollow ugc noopener"' if address.lower().startswith(("http:", "https:")) else ""
    return f'<a href="{escape(address)}"{title_attribute}{class_attribute}{rel}>'


def is_image_address(address: str) -> bool:
    """True if the path of an address ends with the suffix of an image file."""
    return _IMAGE_SUFFIX.search(re.split(r"[?#]", address, maxsplit=1)[0]) is not None


def is_media_address(address: str) -> bool:
    """True if the path of an address ends with the suffix of a file with sound or video."""
    return _MEDIA_SUFFIX.search(re.split(r"[?#]", address, maxsplit=1)[0]) is not None
