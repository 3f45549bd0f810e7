"""Addresses of systems that an archive replaces, as users and importers write them: paths, or whole URLs.

Where a file can stand that servers send for such an address, it is known by the path of the file (see `alias_path`).
"""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from archiver.urls.address_keys import address_key, host_of_key
from archiver.urls.aliases import alias_path
from archiver.urls.scheme import NOT_FOUND_URL, RESERVED, is_further_page
from archiver.urls.slugs import collision_key

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_FRAGMENT = re.compile(r"[\w.:/!~-]{1,200}")
_LONGEST = 2000  # characters of an address


class OldAddress(NamedTuple):
    """An address of another system."""

    host: str
    """As in keys of addresses: `//forum.example`; "" if it is not known."""
    key: str
    """What stands behind the host in the key of the address (see `address_key`), without the fragment."""
    fragment: str
    path: str
    """The file that a server sends for it, relative to the output folder; "" if there can be none."""

    @property
    def place(self) -> str:
        """Equal for addresses that cannot have a file each."""
        return collision_key(self.path) if self.path else f":{self.key}"

    def below(self, folder: str) -> "OldAddress":
        """The address as a part of a site that stands in a folder of its host, as `/forum/`, if it is in there."""
        path, mark, query = self.key.partition("?")
        if folder == "/" or not f"{path}/".startswith(folder):
            return self
        key = f"{path[len(folder) - 1 :]}{mark}{query}"
        return self._replace(key=key, path=_path(key))


def parse_old_address(text: str) -> OldAddress | str:
    """The address that a text names; or what is wrong with the text, as the rest of a sentence.

    >>> parse_old_address("https://forum.example/viewtopic.php?p=123#p123")[:3]
    ('//forum.example', '/viewtopic.php?p=123', 'p123')
    >>> parse_old_address("t/991"), parse_old_address("javascript:alert(1)")
    (OldAddress(host='', key='/t/991', fragment='', path='t/991/index.html'), 'is no path and no http or https address')
    """
    try:
        parts = urlsplit(text)
        key = address_key(_absolute(text, has_host=bool(parts.netloc), has_scheme=bool(parts.scheme)))
    except ValueError:
        return "is no address"
    if key is None or (fault := _fault(text, parts)):
        return "is no path and no http or https address" if key is None else fault
    host = host_of_key(key)
    behind = key[len(host) :].partition("#")[0]
    return OldAddress(host if parts.netloc else "", behind, parts.fragment, _path(behind))


def _fault(text: str, parts: SplitResult) -> str:
    """Why an address cannot lead on, as the rest of a sentence; "" if it can. `parts` are those of the `text`."""
    path = unquote(parts.path)
    if _CONTROL.search(text) or _CONTROL.search(unquote(text)) or "\\" in text or len(text) > _LONGEST:
        return "has control characters or backslashes, or is too long"
    if parts.scheme and not parts.netloc:
        return "is no path and no http or https address"
    if {"#", "?"}.intersection(path):
        return "has an encoded # or ? in its path"
    if ".." in path.split("/"):
        return 'leads upwards; write the path without ".."'
    if parts.fragment and not _FRAGMENT.fullmatch(parts.fragment):
        return "has a fragment that no link can name"
    return ""


def _absolute(text: str, *, has_host: bool, has_scheme: bool) -> str:
    """A text as an address with scheme and host."""
    if has_scheme:
        return text
    return f"http:{text}" if has_host else f"http://x/{text.lstrip('/')}"


def is_page_of_the_site(path: str) -> bool:
    """True for the path of a file that the site itself has or may have, as `tags/index.html` or `page-2/index.html`."""
    segments = path.split("/")
    is_own = path in {"index.html", NOT_FOUND_URL.lstrip("/")} or segments[0].lower() in RESERVED
    return is_own or any(map(is_further_page, segments))


def _path(key: str) -> str:
    """The file for the key of an address without its host and fragment."""
    return "index.html" if not key else alias_path(encoded_key(key)) or ""


def encoded_key(key: str) -> str:
    """What stands behind the host in the key of an address, as a part of an address with that key."""
    return key.replace("%", "%25")
