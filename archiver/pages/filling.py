"""Pages of plans: the contexts of their templates, with the rows of the threads and posts that they show."""

from collections.abc import Callable
from itertools import accumulate, pairwise

from msgspec import Struct

from archiver import urls
from archiver.config import Config
from archiver.model import (
    Page,
    PagePlan,
    QuotedPost,
    ThreadSummary,
    Url,
    copy_fields_to,
)
from archiver.pages.boards import board_link
from archiver.pages.contexts import (
    AuthorPage,
    FeedEntry,
    FeedPage,
    HomePage,
    Link,
    ListPage,
    QuotedRow,
    SearchPage,
    SitemapPage,
    ThreadRow,
)
from archiver.pages.plans import FeedHead, HomeHead, ListHead, SearchHead, SitemapHead
from archiver.pages.post_rows import feed_entries, post_rows
from archiver.pages.query_examples import examples_of_words

_AUTHORS_SHOWN = 3

ParseSummary = Callable[[str], ThreadSummary]
"""Parses the JSON text of a summary (`SummaryRow.summary_json`)."""


def fill_page(plan: PagePlan, parse_summary: ParseSummary, config: Config) -> Page:
    """The page of a plan, ready to be rendered.

    Args:
        plan: the page.
        parse_summary: parses the summaries of the threads on the page.
        config: the titles of boards are read from it.
    """
    threads = [(parse_summary(row.summary_json), row.first) for row in plan.rows]
    context = _of_author(plan, config) if plan.authored else _context(plan.head, threads, config)
    return copy_fields_to(Page, plan, context=context)


def _of_author(plan: PagePlan, config: Config) -> Struct:
    """The context of a page of an author, or of an author's feed."""
    match plan.head:
        case FeedHead() as head:
            entries = tuple(feed_entries(plan.authored, head.title, config))
            return copy_fields_to(FeedPage, head, updated=entries[0].updated, entries=entries)
        case head:
            rows = tuple(post_rows(reversed(plan.authored), config))
            return copy_fields_to(AuthorPage, head, rows=rows)


def _context(head: Struct, threads: list[tuple[ThreadSummary, Url]], config: Config) -> Struct:
    match head:
        case ListHead():
            posts = sum(thread.posts for thread, _ in threads)
            return copy_fields_to(
                ListPage,
                head,
                rows=tuple(_row(thread, first, config) for thread, first in reversed(threads)),
                threads=len(threads) if head.threads is None else head.threads,
                posts=posts if head.posts is None else head.posts,
            )
        case HomeHead():
            return _home(head, threads, config)
        case SearchHead():
            words = examples_of_words(thread.title for thread, _ in threads if thread.lang in (None, config.lang))
            return copy_fields_to(SearchPage, head, examples=(*words, *head.examples))
        case FeedHead():
            entries = _entries([thread for thread, _ in threads])
            return copy_fields_to(FeedPage, head, updated=entries[0].updated, entries=entries)
        case SitemapHead():
            lines = (line.split(" ") for line in head.lines.split("\n"))
            return SitemapPage(urls=tuple((Url(url), latest or None) for url, latest in lines))
        case context:
            return context


def _row(thread: ThreadSummary, first: Url, config: Config) -> ThreadRow:
    board = urls.board_of(thread.slug)
    shown = thread.participants[:_AUTHORS_SHOWN]
    return copy_fields_to(
        ThreadRow,
        thread,
        first=first,
        board=board_link(board, config) if board else None,
        tags=tuple(Link(text=tag, url=urls.tag_url(tag)) for tag in thread.tags),
        authors=tuple(Link(text=p.name, url=urls.author_url(p.name)) for p in shown),
        more_authors=len(thread.participants) - len(shown),
    )


def _home(head: HomeHead, threads: list[tuple[ThreadSummary, Url]], config: Config) -> HomePage:
    """The home page. `threads` are those that it shows, in the order of `HomeHead.shown`."""
    ends = [0, *accumulate(head.shown)]
    newest, replied, longest = (threads[start:stop] for start, stop in pairwise(ends))
    return copy_fields_to(
        HomePage,
        head,
        rows=tuple(_row(thread, first, config) for thread, first in newest),
        replied=tuple(_row(thread, first, config) for thread, first in replied),
        longest=tuple(_row(thread, first, config) for thread, first in longest),
        quoted=tuple(
            quoted_row(thread.most_quoted, thread.title, thread.lang, thread.dir)
            for thread, _ in threads[ends[-1] :]
            if thread.most_quoted
        ),
    )


def quoted_row(post: QuotedPost, thread: str, lang: str | None = None, direction: str | None = None) -> QuotedRow:
    """A post that others quote, as a row of a list.

    Args:
        post: the post.
        thread: the title of its thread.
        lang: the language of the thread, if it is known.
        direction: the direction in which the thread is written, if its source tells it.
    """
    author = Link(text=post.author, url=urls.author_url(post.author)) if post.author else None
    return copy_fields_to(QuotedRow, post, thread=thread, author=author, lang=lang, dir=direction)


def _entries(threads: list[ThreadSummary]) -> tuple[FeedEntry, ...]:
    return tuple(
        FeedEntry(
            title=thread.title,
            url=thread.url,
            authors=tuple(person.name for person in thread.participants[:1]),
            published=thread.started,
            updated=thread.latest,
            summary=thread.excerpt or None,
            content=thread.opening or None,
        )
        for thread in threads
        if thread.started and thread.latest  # a feed is planned with dated threads only
    )
