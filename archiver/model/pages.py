"""Pages of the site before they are rendered."""

from msgspec import Struct

from archiver.model.authored import AuthoredRow
from archiver.model.groups import SummaryRow
from archiver.model.identifiers import Url


class PagePlan(Struct, frozen=True, kw_only=True):
    """A page to render, before the summaries of its threads are parsed. `pages.fill_page` makes a `Page` of it."""

    path: str
    """The file, relative to the output folder."""
    url: Url
    template: str
    head: Struct
    """A `ListHead`, `AuthorHead`, `HomeHead`, `SearchHead`, `FeedHead` or `SitemapHead` of `pages`; or the whole
    context of a page that shows no threads.
    """
    rows: tuple[SummaryRow, ...] = ()
    """The threads that the page shows; of a list from the oldest to the newest."""
    authored: tuple[AuthoredRow, ...] = ()
    """The posts that a page of an author shows, from the oldest to the newest."""
    absolute_links: bool = False
    """True for a page that is served at any URL, as `404.html`: its links begin at the root of the site."""


class OwnPageText(Struct, frozen=True, kw_only=True):
    """What the page of a file in `_pages/` shows of it."""

    title: str
    lang: str | None
    dir: str | None
    excerpt: str
    """The beginning of its text."""
    html: str


class Page(Struct, frozen=True, kw_only=True):
    """A file of the site that is to be rendered."""

    path: str
    """The file, relative to the output folder."""
    url: Url
    template: str
    context: Struct
    """The template's variable `page`: one of the context types of `pages`."""
    absolute_links: bool = False
    """True for a page that is served at any URL, as `404.html`: its links begin at the root of the site."""
