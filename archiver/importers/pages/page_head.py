"""What a page says of itself as a whole: where it was saved from, its title, its description for search engines. Pure.

Addresses that wget or HTTrack have made relative to the folder are none of the original.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from archiver.values import is_web_address

_START = 1 << 16  # characters at the start of a page in which its own address is looked for
_SAVED = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,6}\)(\S{1,2000})\s")
_MIRRORED = re.compile(r"<!--\s{0,9}Mirrored from (\S{1,2000}) by HTTrack")
_TAG = re.compile(r"<(?:link|meta)\b[^>]{0,3000}>", re.IGNORECASE)
_IS_URL = re.compile(r"""\b(?:rel\s{0,3}=\s{0,3}["']?canonical|property\s{0,3}=\s{0,3}["']?og:url)\b""", re.IGNORECASE)
_VALUE = re.compile(r"""\b(?:href|content)\s{0,3}=\s{0,3}(?:"([^"]{1,2000})"|'([^']{1,2000})')""", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,300}>([^<]{1,2000})", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^Page \d{1,6} - |\s(?:-|\||,)\s?Page \d{1,6}(?:\sof\s\d{1,6})?$")
_LD = "application/ld+json"
_MOST_JSON = 1 << 20  # characters of a value that are read
_MOST_VALUES = 20
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}(?:[a-z]{2,24})(?:[+:]\d{1,5})?\Z", re.IGNORECASE)
_FILE_ENDS = frozenset(str.split("html htm php txt css js gif jpg png mht mhtml zip tar gz warc asp aspx cgi shtml"))
_SESSION = frozenset({"sid", "s", "phpsessid", "highlight", "hilit", "view", "goto", "mode", "pp", "print", "amp"})
"""Parameters that do not change which page is shown, or only how."""


def page_urls(text: str, known: str, member: str) -> Iterator[str]:
    """The addresses of a page on its original site, the surest first.

    Args:
        text: the source of the page.
        known: the address that its container has for it; "" if none.
        member: its path in the export, which begins with the host if wget has saved it.
    """
    start = text[:_START]
    if is_web_address(known):
        yield known
    if match := _SAVED.search(start):
        yield from filter(is_web_address, [match[1]])
    if match := _MIRRORED.search(start):
        yield f"http://{match[1]}"
    for tag in _TAG.findall(start):
        if _IS_URL.search(tag) and (value := _VALUE.search(tag)):
            url = unescape(value[1] or value[2])
            if is_web_address(url) and not url.endswith("/.html"):  # which tg-archive writes on each page
                yield url
    if path := _below_host(member):
        yield f"http://{path}"


def _below_host(member: str) -> str:
    """The path from the folder on that is named like a host: of `mirror/x.example/t.html` it is `x.example/t.html`."""
    parts = member.split("/")
    for index, part in enumerate(parts[:-1]):
        if _HOST.match(part) and part.rpartition(".")[2].lower() not in _FILE_ENDS:
            return "/".join(parts[index:])
    return ""


def page_title(text: str) -> str:
    """The title of a page, without its number among the pages of a thread.

    >>> page_title("<title>Page 1 - Jan 2025 @probes message archive.</title>")
    'Jan 2025 @probes message archive.'
    """
    match = _TITLE.search(text)
    return _PAGE_NUMBER.sub("", " ".join(unescape(match[1]).split())) if match else ""


def host_of(url: str) -> str:
    """The host of an address, without `www.`; "" if there is none."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def name_in(url: str) -> str:
    """The name of the file that an address leads to; "" if it has none."""
    try:
        return unquote(urlsplit(url).path).rpartition("/")[2]
    except ValueError:
        return ""


def clean_url(url: str, *, keeps_fragment: bool = False) -> str:
    """The address without the session and other parameters that do not change what is shown.

    >>> clean_url("http://x.example/viewtopic.php?f=2&t=5&sid=abc#p7")
    'http://x.example/viewtopic.php?f=2&t=5'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    fragment = parts.fragment if keeps_fragment else ""
    if not parts.query or ";" in parts.query or "=" not in parts.query:
        return urlunsplit(parts._replace(fragment=fragment))
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0].lower() not in _SESSION]
    return urlunsplit(parts._replace(query=urlencode(pairs, safe="/,"), fragment=fragment))


def resolve(base: str, address: str) -> str:
    """An address on a page as an absolute one; "" if it cannot be, or leads to no page."""
    try:
        url = urljoin(base, address)
    except ValueError:
        return ""
    return url if is_web_address(url) else ""


def linked_data(text: str) -> Iterator[Any]:
    """The first values of JSON-LD on a page; what is no JSON is left out."""
    at = 0
    for _ in range(_MOST_VALUES):
        mark = text.find(_LD, at)
        start, at = text.find(">", mark) + 1, text.find("</script", mark)
        if mark < 0 or start <= 0 or at < 0:
            return
        if start <= at <= start + _MOST_JSON:
            try:
                yield json.loads(text[start:at], strict=False)
            except (ValueError, RecursionError):
                continue  # it is for search engines, and the page has the same for readers
