"""Pages: which ones the site has, what is on them, in which order.

In: threads, the origins of their quotes, and summaries. Out: `Page` and `PagePlan`, which `render` makes files of. The
pages of a thread depend on the thread and the configuration alone; lists are planned from the summaries of many
threads. Nothing in this package reads the disk.
"""

from archiver.pages.authored import authored_posts
from archiver.pages.boards import board_title
from archiver.pages.catalogue import Catalogue
from archiver.pages.feed_content import opening_html
from archiver.pages.figures import find_figures
from archiver.pages.filling import fill_page
from archiver.pages.former_names import plan_former_names
from archiver.pages.kinds import LIST_KINDS, memberships
from archiver.pages.lists import plan_group
from archiver.pages.own_pages import plan_own_page, plan_tombstone, text_of_own_page
from archiver.pages.passages import passage_url
from archiver.pages.redirects import plan_old_address, plan_redirects
from archiver.pages.saved_searches import FindNewest, plan_saved_searches
from archiver.pages.search_documents import plan_search_documents
from archiver.pages.site import boards_below, plan_site
from archiver.pages.statistics import plan_statistics
from archiver.pages.summaries import permalink, post_permalink, summarize
from archiver.pages.thread import plan_thread

__all__ = [
    "LIST_KINDS",
    "Catalogue",
    "FindNewest",
    "authored_posts",
    "board_title",
    "boards_below",
    "fill_page",
    "find_figures",
    "memberships",
    "opening_html",
    "passage_url",
    "permalink",
    "plan_former_names",
    "plan_group",
    "plan_old_address",
    "plan_own_page",
    "plan_redirects",
    "plan_saved_searches",
    "plan_search_documents",
    "plan_site",
    "plan_statistics",
    "plan_thread",
    "plan_tombstone",
    "post_permalink",
    "summarize",
    "text_of_own_page",
]
