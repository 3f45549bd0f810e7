"""Makes relative addresses in Markdown whole."""

import re
from urllib.parse import urljoin

from archiver.importers.markdown.code_parts import outside_code

_RELATIVE = re.compile(
    r"(\]\(\s?<?|<img\s[^<>]{0,300}?\bsrc=[\"']?)"
    r"(?!//|[a-z][a-z0-9+.-]{0,20}:|[\s#?\"'>)])([^\s\"'<>()]{1,2000})",
    re.IGNORECASE,
)
"""The start of a link or a picture whose address is relative, and the address."""
_HOST = re.compile(r"www\.|(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/", re.IGNORECASE)


def has_relative_addresses(body: str) -> bool:
    """True if links or pictures of Markdown seem to have relative addresses."""
    return _RELATIVE.search(body) is not None


def with_whole_addresses(body: str, base_url: str) -> str:
    """Markdown whose links and pictures have no relative addresses: these would name files beside the source.

    Args:
        body: the Markdown.
        base_url: the URL of the page that it was on.

    >>> with_whole_addresses("[a](b.md), [c](www.d.example)", "https://x.example/y/7")
    '[a](https://x.example/y/b.md), [c](http://www.d.example)'
    """
    if "](" not in body and "src=" not in body:
        return body

    def change(part: str) -> str:
        return _RELATIVE.sub(lambda match: f"{match[1]}{_whole(match[2], base_url)}", part)

    return outside_code(body, change, has_indented=False)


def _whole(address: str, base_url: str) -> str:
    try:
        return f"http://{address}" if _HOST.match(address) else urljoin(base_url, address)
    except ValueError:
        return address
