"""Where the links of a page lead once it is in a file of its own: into that file, to the site, or nowhere.

In: links as they stand in the HTML of a page, and the URL of that page. Out: links in the file; None for one that would
lead to what the file does not have. Pure.
"""

from collections.abc import Callable
from urllib.parse import urljoin

from msgspec import Struct

from archiver import urls
from archiver.model import Slug, Url

_SITE = "https://site.invalid"
"""A host for the URLs of the site, which have none (RFC 2606)."""
PlaceOf = Callable[[Slug, Url, str], str | None]
"""The link to a thread or a post in the file: the slug of a thread, a URL of one of its pages, and the fragment of the
URL, the id of a post. None if the file has no such thread."""


class FileLinks(Struct, frozen=True, kw_only=True):
    """The links of one file."""

    place_of: PlaceOf
    base_url: str | None
    """The address of the site; None if it is not configured."""

    def link(self, link: str, page: Url) -> str | None:
        """A link of a page, as the file has it.

        Args:
            link: the value of the attribute `href`.
            page: the URL of the page.
        """
        target = resolve(link, page)
        if target is None or not target.startswith("/"):
            return target  # of another site, or `mailto:`
        path, _, fragment = target.partition("#")
        place = self.place_of(urls.slug_of_url(Url(path)), Url(path), fragment)
        if place is not None:
            return place
        return f"{self.base_url}{target[1:]}" if self.base_url else None


def resolve(link: str, page: Url) -> str | None:
    """The URL that a link on a page leads to: one of the site begins with a slash. None if it is no URL.

    >>> resolve("../moon/#p1", Url("/space/lunar/")), resolve("../../../x", Url("/space/"))
    ('/space/moon/#p1', '/x')
    >>> resolve("//x.example/", Url("/")), resolve("mailto:ada@x.example", Url("/")), resolve("https://[", Url("/"))
    ('https://x.example/', 'mailto:ada@x.example', None)
    """
    try:
        return urljoin(f"{_SITE}{page}", link).removeprefix(_SITE)
    except ValueError:
        return None
