"""Plans of pages that depend on many threads: lists, feeds, the pages of the whole site.

A page is rendered from its plan and the configuration alone, so a page whose plan has not changed is current. The
summaries of the threads on a page are JSON text in its plan; they are parsed only if the page has to be rendered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from archiver import urls
from archiver.config import Config
from archiver.model import Page, PagePlan, QuotedPost, SummaryRow, ThreadOrder, ThreadSummary, Url, copy_fields_to
from archiver.pages.boards import board_link
from archiver.pages.contexts import (
    CountRow,
    FeedEntry,
    FeedPage,
    HomePage,
    Link,
    ListPage,
    OrderLink,
    Pagination,
    QueryExample,
    QuotedRow,
    SearchPage,
    SitemapPage,
    ThreadRow,
)
from archiver.pages.query_examples import examples_of_words

_AUTHORS_SHOWN = 3

ParseSummary = Callable[[str], ThreadSummary]
"""Parses the JSON text of a summary (`SummaryRow.summary_json`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHead:
    """What a page of a list shows besides its threads: the fields of its context `ListPage`, without `rows`."""

    title: str
    first: Url
    order: ThreadOrder
    orders: tuple[OrderLink, ...]
    crumbs: tuple[Link, ...]
    description: str | None
    boards: tuple[CountRow, ...]
    threads: int | None
    """The number of threads in the group; None on numbered pages, which show the number of threads on the page."""
    posts: int | None
    """The number of posts in the group; None on numbered pages, which show the number of posts on the page."""
    feed: Url | None
    pagination: Pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeHead:
    """What the home page shows besides its threads: the fields of its context `HomePage` without those."""

    title: str
    boards: tuple[CountRow, ...]
    years: tuple[CountRow, ...]
    people: tuple[CountRow, ...]
    all: Url
    pages: int
    threads: int
    posts: int
    authors: int
    feed: Url | None
    shown: tuple[int, int, int]
    """How many of the threads of the plan are the newest, those with the most posts, and those that went on longest;
    the others have the most quoted posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHead:
    """What the search page shows besides examples with words of titles: the fields of its context `SearchPage`."""

    title: str
    boards: tuple[CountRow, ...]
    examples: tuple[QueryExample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHead:
    """What a feed has besides its entries: the fields of its context `FeedPage`, without `updated` and `entries`."""

    title: str
    page: Url
    feed: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapHead:
    """A sitemap before its context `SitemapPage` is made: one text takes a tenth of the memory."""

    lines: str
    """A URL, a space, and its date, which may be "", on each line."""


def plan_page(
    url: Url, template: str, head: object, rows: Sequence[SummaryRow] = (), *, absolute_links: bool = False
) -> PagePlan:
    """The plan of a page whose file follows from its URL.

    Args:
        url: the URL of the page.
        template: the name of the template.
        head: a ListHead, HomeHead, SearchHead, FeedHead or SitemapHead; or the whole context of a page that shows no
            threads.
        rows: the threads that the page shows.
        absolute_links: True for a page that is served at any URL: its links begin at the root of the site.
    """
    path = urls.output_path(url)
    return PagePlan(path=path, url=url, template=template, head=head, rows=tuple(rows), absolute_links=absolute_links)


def fill_page(plan: PagePlan, parse_summary: ParseSummary, config: Config) -> Page:
    """The page of a plan, ready to be rendered.

    Args:
        plan: the page.
        parse_summary: parses the summaries of the threads on the page.
        config: the titles of boards are read from it.
    """
    threads = [(parse_summary(row.summary_json), row.first) for row in plan.rows]
    return copy_fields_to(Page, plan, context=_context(plan.head, threads, config))


def _context(head: object, threads: list[tuple[ThreadSummary, Url]], config: Config) -> object:
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
