"""Contexts of templates: `page` is an instance of one frozen type for each kind of page.

URLs begin at the root of the site; templates make links of them with the filter `link`. If a context and the value that
it is made from have fields with equal names and types, `model.copy_fields_to` copies them.
"""

from collections.abc import Mapping

from msgspec import Struct

from archiver.pages.contexts.authors import AuthorPage, PersonRow, PostRow
from archiver.pages.contexts.exports import BookPage, ContentsRow, ExportPage, MailPage
from archiver.pages.contexts.lists import (
    CalendarPage,
    CountRow,
    HomePage,
    IndexPage,
    ListPage,
    OrderLink,
    QuotedRow,
    ThreadRow,
    YearRow,
)
from archiver.pages.contexts.parts import AuthorLink, Link, NumberedLink, PageStart, Pagination, SharedPicture
from archiver.pages.contexts.site import (
    FeedEntry,
    FeedPage,
    GonePage,
    LlmsPage,
    MissingPage,
    OwnPage,
    QueryExample,
    QueryRedirectPage,
    RedirectPage,
    RemovedPage,
    RobotsPage,
    SearchPage,
    SitemapPage,
    WebManifestPage,
)
from archiver.pages.contexts.statistics import Bar, Plot, Silence, StatisticsPage, Weekday
from archiver.pages.contexts.threads import DiffRun, OutlineEntry, PostRef, PostView, QuoteView, RelatedRow, ThreadPage

__all__ = [
    "CONTEXTS",
    "OF_EXPORTS",
    "AuthorLink",
    "AuthorPage",
    "Bar",
    "BookPage",
    "CalendarPage",
    "ContentsRow",
    "CountRow",
    "DiffRun",
    "ExportPage",
    "FeedEntry",
    "FeedPage",
    "GonePage",
    "HomePage",
    "IndexPage",
    "Link",
    "ListPage",
    "LlmsPage",
    "MailPage",
    "MissingPage",
    "NumberedLink",
    "OrderLink",
    "OutlineEntry",
    "OwnPage",
    "PageStart",
    "Pagination",
    "PersonRow",
    "Plot",
    "PostRef",
    "PostRow",
    "PostView",
    "QueryExample",
    "QueryRedirectPage",
    "QuoteView",
    "QuotedRow",
    "RedirectPage",
    "RelatedRow",
    "RemovedPage",
    "RobotsPage",
    "SearchPage",
    "SharedPicture",
    "Silence",
    "SitemapPage",
    "StatisticsPage",
    "ThreadPage",
    "ThreadRow",
    "WebManifestPage",
    "Weekday",
    "YearRow",
]

CONTEXTS: Mapping[str, type[Struct]] = {
    "404.html": MissingPage,
    "all.html": ListPage,
    "author.html": AuthorPage,
    "authors.html": IndexPage,
    "board.html": ListPage,
    "book.html": BookPage,
    "calendar.html": CalendarPage,
    "dates.html": IndexPage,
    "export-thread.html": ThreadPage,
    "export.html": ExportPage,
    "feed.xml": FeedPage,
    "gone.html": GonePage,
    "home.html": HomePage,
    "llms.txt": LlmsPage,
    "mail.html": MailPage,
    "page.html": OwnPage,
    "period.html": ListPage,
    "redirect-query.html": QueryRedirectPage,
    "redirect.html": RedirectPage,
    "removed.html": RemovedPage,
    "robots.txt": RobotsPage,
    "search.html": SearchPage,
    "site.webmanifest": WebManifestPage,
    "sitemap-index.xml": SitemapPage,
    "sitemap.xml": SitemapPage,
    "statistics.html": StatisticsPage,
    "tag.html": ListPage,
    "tags.html": IndexPage,
    "thread.html": ThreadPage,
}
"""The context of each template that pages are drawn with: what a theme needs that extends no other."""
OF_EXPORTS = frozenset({"book.html", "export-thread.html", "export.html", "mail.html"})
"""Templates of files that threads are exported to, which no site has."""
