"""Keys of addresses on other sites: equal for the spellings of an address that lead to one page."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from archiver.urls.aliases import query_page

_PORTS = {":80", ":443"}
_TITLED = re.compile(r"(//[^/]+/t)/(?!\d+(?:[/#?]|\Z))[^/#?]+(/\d+(?:/\d+)?(?:#.*)?)")
_NUMBERED = re.compile(r"//[^/]+/t/\d+")


def address_key(address: str) -> str | None:
    """The key of an http or https address; None for any other. A fragment stays.

    Scheme, case of the host, `www.`, a slash at the end of the path, and the order of parameters make no difference.

    >>> address_key("https://WWW.forum.example/t/991/"), address_key("http://forum.example:80/v.php?t=1&f=2#p3")
    ('//forum.example/t/991', '//forum.example/v.php?f=2&t=1#p3')
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    host = next((host.removesuffix(port) for port in _PORTS if host.endswith(port)), host)
    query = "&".join(sorted(parts.query.split("&")))
    path = unquote(parts.path).rstrip("/")
    key = f"//{host}{path}" + (f"?{unquote(query)}" if query else "")
    return unicodedata.normalize("NFC", f"{key}#{parts.fragment}" if parts.fragment else key)


def host_of_key(key: str) -> str:
    """The host of the key of an address, with its two slashes.

    >>> host_of_key("//forum.example/t/991")
    '//forum.example'
    """
    end = next((at for at in range(2, len(key)) if key[at] in "/?#"), len(key))
    return key[:end]


def alias_key(path: str) -> str:
    """What stands behind the host in the key of an alias, by its path in the output folder.

    >>> alias_key("t/991/index.html"), alias_key("a.html"), alias_key("v.php/~f=2&t=1/index.html")
    ('/t/991', '/a.html', '/v.php?f=2&t=1')
    """
    address = path.removesuffix("/index.html")
    if query_page(path) is None:
        return f"/{address}"
    page, _, query = address.rpartition("/~")
    return f"/{page}?{query.removeprefix('=')}"


def without_title(key: str) -> str | None:
    """The key of an address of Discourse without the title of the thread, which its links may have or not; None for any
    other key.

    >>> without_title("//forum.example/t/lost-probe/991/3"), without_title("//forum.example/t/991/3")
    ('//forum.example/t/991/3', None)
    """
    match = _TITLED.fullmatch(key)
    return f"{match[1]}{match[2]}" if match else None


def is_without_title(key: str) -> bool:
    """True for the key of a thread's address of Discourse without its title."""
    return _NUMBERED.fullmatch(key) is not None
