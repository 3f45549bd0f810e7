"""Contexts of templates: `page` is an instance of one frozen type for each kind of page.

URLs begin at the root of the site; templates make links of them with the filter `link`. If a context and the value that
it is made from have fields with equal names and types, `model.copy_fields_to` copies them.
"""

from archiver.pages.contexts.authors import AuthorPage, PersonRow, PostRow
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
from archiver.pages.contexts.parts import Link, NumberedLink, PageStart, Pagination, SharedPicture
from archiver.pages.contexts.site import (
    FeedEntry,
    FeedPage,
    LlmsPage,
    MissingPage,
    OwnPage,
    QueryExample,
    QueryRedirectPage,
    RedirectPage,
    RobotsPage,
    SearchPage,
    SitemapPage,
    WebManifestPage,
)
from archiver.pages.contexts.statistics import Bar, Plot, Silence, StatisticsPage, Weekday
from archiver.pages.contexts.threads import DiffRun, OutlineEntry, PostRef, PostView, QuoteView, RelatedRow, ThreadPage

__all__ = [
    "AuthorPage",
    "Bar",
    "CalendarPage",
    "CountRow",
    "DiffRun",
    "FeedEntry",
    "FeedPage",
    "HomePage",
    "IndexPage",
    "Link",
    "ListPage",
    "LlmsPage",
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
