"""Contexts of templates: `page` is an instance of one frozen type for each kind of page.

URLs begin at the root of the site; templates make links of them with the filter `link`. If a context and the value that
it is made from have fields with equal names and types, `model.copy_fields_to` copies them.
"""

from archiver.pages.contexts.lists import CountRow, HomePage, IndexPage, ListPage, ThreadRow
from archiver.pages.contexts.parts import Link, Pagination
from archiver.pages.contexts.site import (
    FeedEntry,
    FeedPage,
    MissingPage,
    QueryExample,
    QueryRedirectPage,
    RedirectPage,
    RobotsPage,
    SearchPage,
    SitemapPage,
)
from archiver.pages.contexts.threads import DiffRun, OutlineEntry, PostRef, PostView, QuoteView, ThreadPage

__all__ = [
    "CountRow",
    "DiffRun",
    "FeedEntry",
    "FeedPage",
    "HomePage",
    "IndexPage",
    "Link",
    "ListPage",
    "MissingPage",
    "OutlineEntry",
    "Pagination",
    "PostRef",
    "PostView",
    "QueryExample",
    "QueryRedirectPage",
    "QuoteView",
    "RedirectPage",
    "RobotsPage",
    "SearchPage",
    "SitemapPage",
    "ThreadPage",
    "ThreadRow",
]
