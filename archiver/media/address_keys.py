"""When two addresses name the same file.

In comes an address as a source has it, out comes a key; addresses with equal keys name the same file. What differs
without a meaning is made equal, as far as RFC 3986, section 6.2, allows it for all servers:

- `http://` and `https://` are one scheme, and so is an address without one (`//x.example/cat.png`);
- scheme and host are case-insensitive, a dot at the end of the host and the port of the scheme are left out;
- the fragment (`#…`) is left out, for no server sees it; an empty path is `/`, and `.` and `..` are resolved;
- percent-encoding: letters, digits and `-._~` are never encoded, other encodings have capital digits; spaces, controls,
  `"<>\\^`{|}` and letters beyond ASCII are encoded as UTF-8, as browsers do it.

Order and names of a query, slashes, and capitals in a path have a meaning, and stay. An address `upload://` of
Discourse is a digest of the file with an extension, which is left out. Other addresses (`cid:`) are their own keys.
"""

import re
from urllib.parse import quote, urlsplit

_PLAIN = re.compile(r"https?:(//[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+(?:/[\w~-]*(?:\.[\w~-]+)*)+)", re.ASCII)
"""Addresses whose key is what follows the scheme: most are such, and it takes a tenth of the time."""
_WEB = re.compile(r"\s*(?:(https?):)?//", re.IGNORECASE)
_UPLOAD = re.compile(r"\s*upload://([0-9A-Za-z]+)", re.IGNORECASE)
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT = "/:@!$&'*+,;=?()[]%"
"""Characters that are not encoded, besides the unreserved ones."""
_PORTS = {"http": 80, "https": 443, "": 443}


def address_key(address: str) -> str:
    """The key of an address, in time linear in its length. An address that is no URL is its own key.

    >>> address_key("HTTP://X.example:80/a/../%7Ebob/my cat.png#top")
    '//x.example/~bob/my%20cat.png'
    >>> address_key("upload://8fK2bVQ.jpeg")
    'upload://8fK2bVQ'
    """
    if plain := _PLAIN.fullmatch(address):
        return plain[1]
    if upload := _UPLOAD.match(address):
        return f"upload://{upload[1]}"
    return _web_key(address) if _WEB.match(address) else address


def base62_of_upload(address: str) -> str | None:
    """The digest in an address `upload://<base62>.<extension>` of Discourse, in base 62; None for other addresses."""
    upload = _UPLOAD.match(address)
    return upload[1] if upload else None


def is_web_address(address: str) -> bool:
    """True for an address with the scheme `http` or `https`, and for one that begins with `//`."""
    return _WEB.match(address) is not None


def _web_key(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:  # brackets that are no IPv6 address, a port that is no number
        return address
    host = (parts.hostname or "").rstrip(".")
    user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    shown_port = "" if port in {None, _PORTS.get(parts.scheme)} else f":{port}"
    query = f"?{_normalized(parts.query)}" if parts.query else ""
    bracketed = f"[{host}]" if ":" in host else host
    return f"//{user}{bracketed}{shown_port}{_without_dots(_normalized(parts.path)) or '/'}{query}"


def _normalized(text: str) -> str:
    return _ENCODED.sub(_decoded, quote(text, safe=_KEPT, errors="surrogatepass"))


def _decoded(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if char in _UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    """A path with its segments `.` and `..` resolved (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    ends_in_folder = segments[-1] in {".", ".."}
    return "/" + "/".join([*kept, ""] if ends_in_folder else kept)
