"""Files of the site by their URLs, and links from one page to another."""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, unquote

from archiver.model import Url

Relative = Callable[[Url, Url], str]
"""Makes the link to a URL on the page with another URL, relative: `relative`, or `relative_file`."""
_PATH_OF_FOLDER = re.compile(r"[^?#]*/(?=[?#]|\Z)")


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


def relative_file(target: Url, page: Url) -> str:
    """The link to the file of `target` on `page`, relative, so that it works without a server, which would send the
    `index.html` of a folder.

    >>> relative_file(Url("/space/lunar/#p1"), Url("/authors/ada/")), relative_file(Url("/"), Url("/space/"))
    ('../../space/lunar/index.html#p1', '../index.html')
    >>> relative_file(Url("/search/?q=a/"), Url("/")), relative_file(Url("/space/#p1/"), Url("/space/"))
    ('search/index.html?q=a/', '#p1/')
    """
    link = relative(target, page)
    path = _PATH_OF_FOLDER.match(link)
    return f"{path[0]}index.html{link[path.end() :]}" if path else link


@lru_cache(16)  # a page asks hundreds of times for its own
def _bases(page: Url) -> tuple[tuple[str, str], ...]:
    """The URLs of the folders above a page, innermost first, each with the relative link to it."""
    ends = [at + 1 for at, char in enumerate(page) if char == "/"]
    return tuple((page[:end], "../" * up) for up, end in enumerate(reversed(ends)))
