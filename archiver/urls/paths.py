"""Files of the site by their URLs, files for former addresses, and links from one page to another."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from archiver.model import Url
from archiver.urls.slugs import LONGEST_SEGMENT, WINDOWS_DEVICES

_UNSAFE = re.compile(r'[\\/:*?"<>|\ufffd]')


def output_path(url: Url) -> str:
    """The file that a URL is served from, relative to the output folder.

    >>> output_path(Url("/space/lunar/#p1")), output_path(Url("/feed.xml"))
    ('space/lunar/index.html', 'feed.xml')
    """
    path = unquote(url.partition("#")[0]).lstrip("/")
    return path if path and not path.endswith("/") else f"{path}index.html"


def url_of_path(path: str) -> Url:
    """The URL at which a file is served, by its path relative to the output folder.

    >>> url_of_path("t/991/index.html"), url_of_path("old page.html")
    ('/t/991/', '/old%20page.html')
    """
    return Url(quote(f"/{path.removesuffix('index.html')}"))


def asset_path(name: str) -> str:
    """The file of a theme's asset, relative to the output folder, by its path in the theme's folder `assets`."""
    return f"assets/{name}"


def file_name(address: str) -> str:
    """The last segment of the path of a URL, with percent-encoding decoded; the URL itself if there is none.

    >>> file_name("https://x.example/a/my%20cat.png?size=2")
    'my cat.png'
    """
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return unquote(path.rstrip("/").rpartition("/")[2]) or address


def alias_path(address: str) -> str | None:
    """The file that a server sends for a former address of a thread, relative to the output folder.

    None if no file can be sent, as for an address with a query.

    >>> alias_path("https://forum.example/t/991"), alias_path("/2004/msg00012.html")
    ('t/991/index.html', '2004/msg00012.html')
    >>> alias_path("/showthread.php?t=991"), alias_path("/../up")
    (None, None)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    segments = [unicodedata.normalize("NFC", unquote(part)) for part in parts.path.strip("/").split("/")]
    if parts.query or parts.scheme not in {"", "http", "https"} or not all(map(_is_file_name, segments)):
        return None
    is_file = segments[-1].lower().endswith((".html", ".htm")) and not parts.path.endswith("/")
    return "/".join(segments if is_file else [*segments, "index.html"])


def _is_file_name(segment: str) -> bool:
    """True for a segment that every file system takes as the name of one visible file."""
    visible = segment.isprintable() and not _UNSAFE.search(segment)
    stem = segment.partition(".")[0].lower()
    length = len(segment.encode("utf-8", "replace"))
    return visible and 0 < length <= LONGEST_SEGMENT and segment[0] != "." and stem not in WINDOWS_DEVICES


def relative(target: Url, page: Url) -> str:
    """The link to `target` on `page`, relative, so that the site works under any subpath of a host.

    >>> relative(Url("/space/lunar/#p1"), Url("/authors/ada/")), relative(Url("/"), Url("/space/"))
    ('../../space/lunar/#p1', '../')
    >>> relative(Url("/space/#p1"), Url("/space/")), relative(Url("/space/"), Url("/space/"))
    ('#p1', './')
    """
    for base, up in _bases(page):
        if target.startswith(base):
            return f"{up}{target[len(base) :]}" or "./"
    return target


@lru_cache(16)  # a page asks hundreds of times for its own
def _bases(page: Url) -> tuple[tuple[str, str], ...]:
    """The URLs of the folders above a page, innermost first, each with the relative link to it."""
    ends = [at + 1 for at, char in enumerate(page) if char == "/"]
    return tuple((page[:end], "../" * up) for up, end in enumerate(reversed(ends)))
