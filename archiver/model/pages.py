"""Pages of the site before they are rendered."""

from dataclasses import dataclass

from archiver.model.authored import AuthoredRow
from archiver.model.groups import SummaryRow
from archiver.model.identifiers import Url


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """A page to render, before the summaries of its threads are parsed. `pages.fill_page` makes a `Page` of it."""

    path: str
    """The file, relative to the output folder."""
    url: Url
    template: str
    head: object
    """A `ListHead`, `AuthorHead`, `HomeHead`, `SearchHead`, `FeedHead` or `SitemapHead` of `pages`; or the whole
    context of a page that shows no threads.
    """
    rows: tuple[SummaryRow, ...] = ()
    """The threads that the page shows; of a list from the oldest to the newest."""
    authored: tuple[AuthoredRow, ...] = ()
    """The posts that a page of an author shows, from the oldest to the newest."""
    absolute_links: bool = False
    """True for a page that is served at any URL, as `404.html`: its links begin at the root of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPageText:
    """What the page of a file in `_pages/` shows of it."""

    title: str
    lang: str | None
    dir: str | None
    excerpt: str
    """The beginning of its text."""
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the site that is to be rendered."""

    path: str
    """The file, relative to the output folder."""
    url: Url
    template: str
    context: object
    """The template's variable `page`: one of the context types of `pages`."""
    absolute_links: bool = False
    """True for a page that is served at any URL, as `404.html`: its links begin at the root of the site."""
