"""Which pages exist, what is on them, in which order. Pure: threads and summaries in, pages out.

A thread's pages depend on the thread and the configuration alone; list pages are made from summaries of all threads.
How a page looks is the theme's.
"""

from archiver.pages.lists import plan_lists
from archiver.pages.passages import passage_url
from archiver.pages.redirects import plan_redirects
from archiver.pages.search import plan_search
from archiver.pages.summaries import index_documents, permalink, summarize
from archiver.pages.thread import plan_thread

__all__ = [
    "index_documents",
    "passage_url",
    "permalink",
    "plan_lists",
    "plan_redirects",
    "plan_search",
    "plan_thread",
    "summarize",
]
