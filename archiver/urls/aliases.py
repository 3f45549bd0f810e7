"""Files for former addresses of threads.

A server ignores the query of an address when it chooses a file. So an address with a query, as `/viewtopic.php?t=991`,
gets the file `viewtopic.php/~t=991/index.html`, and the page `viewtopic.php/index.html` leads there with a script.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, unquote_plus, urlsplit

from archiver.urls.slugs import LONGEST_SEGMENT, WINDOWS_DEVICES

_UNSAFE = re.compile(r'[\\/:*?"<>|\ufffd]')
_MARK = "~"
"""The first character of the folder that stands for a query."""
_MOST_PARAMETERS = 16


def alias_path(address: str) -> str | None:
    """The file that a server sends for a former address of a thread, relative to the output folder.

    None if no file can be sent. The parameters of a query are sorted, and the parameter of a query without `=` has no
    name. Fragments are ignored.

    >>> alias_path("https://forum.example/t/991"), alias_path("/2004/msg00012.html")
    ('t/991/index.html', '2004/msg00012.html')
    >>> alias_path("/showthread.php?t=991&f=2"), alias_path("/showthread.php?991-noise"), alias_path("/../up")
    ('showthread.php/~f=2&t=991/index.html', 'showthread.php/~=991-noise/index.html', None)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    segments = [unicodedata.normalize("NFC", unquote(part)) for part in parts.path.strip("/").split("/")]
    if parts.query:
        segments.append(_query_segment(parts))
    if parts.scheme not in {"", "http", "https"} or not all(map(_is_file_name, segments)):
        return None
    is_file = segments[-1].lower().endswith((".html", ".htm")) and not parts.path.endswith("/") and not parts.query
    return "/".join(segments if is_file else [*segments, "index.html"])


def query_page(path: str) -> str | None:
    """The page that leads to the file `path` of an alias with a query; None for an alias without one.

    >>> query_page("showthread.php/~t=991/index.html"), query_page("t/991/index.html")
    ('showthread.php/index.html', None)
    """
    folder, _, segment = path.removesuffix("/index.html").rpartition("/")
    is_query = segment.startswith(_MARK) and "=" in segment and path.endswith("/index.html")
    return f"{folder}/index.html" if is_query else None


def query_names(paths: Iterable[str]) -> tuple[str, ...]:
    """The different sets of names of parameters in aliases with queries, larger ones first; names are joined by `&`.

    >>> query_names(["a.php/~t=991/index.html", "a.php/~f=2&t=991/index.html", "a.php/~t=7/index.html"])
    ('f&t', 't')
    """
    segments = (path.removesuffix("/index.html").rpartition("/")[2][len(_MARK) :] for path in paths)
    names = {"&".join(part.partition("=")[0] for part in segment.split("&")) for segment in segments}
    return tuple(sorted(names, key=lambda joined: (-joined.count("&"), joined)))


def _query_segment(parts: SplitResult) -> str:
    """The name of the folder for a query; "" if there are too many parameters."""
    pairs = [part.rpartition("=") if "=" not in part else part.partition("=") for part in parts.query.split("&")]
    if len(pairs) > _MOST_PARAMETERS:
        return ""
    sorted_pairs = sorted((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)
    return _MARK + unicodedata.normalize("NFC", "&".join(f"{name}={value}" for name, value in sorted_pairs))


def _is_file_name(segment: str) -> bool:
    """True for a segment that every file system takes as the name of one visible file."""
    visible = segment.isprintable() and not _UNSAFE.search(segment)
    stem = segment.partition(".")[0].lower()
    length = len(segment.encode("utf-8", "replace"))
    return visible and 0 < length <= LONGEST_SEGMENT and segment[0] != "." and stem not in WINDOWS_DEVICES
