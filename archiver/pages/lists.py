"""The pages that depend on many threads: home, boards, tags, authors, dates, feeds, sitemap.

Lists run in the order of the threads' first posts, undated ones before all. Their pages are numbered from the oldest
and full, and the unnumbered page has what is left, newest first: a new thread changes that one and no other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from archiver import urls
from archiver.config import Config
from archiver.model import Page, Participant, ThreadSummary, Url
from archiver.pages.contexts import (
    CountRow,
    FeedEntry,
    FeedPage,
    HomePage,
    IndexPage,
    Link,
    ListPage,
    MissingPage,
    Pagination,
    RobotsPage,
    SitemapPage,
    ThreadRow,
)
from archiver.pages.groups import (
    AUTHORS,
    DATES,
    TAGS,
    Group,
    author_groups,
    board_groups,
    chronological,
    count_posts,
    count_row,
    month_groups,
    tag_groups,
)
from archiver.pages.search import plan_search
from archiver.pages.thread import board_title

_LATEST = 20  # threads on the home page, and entries in a feed
_NAMES_PER_PAGE = 500
_URLS_PER_SITEMAP = 50_000  # the protocol's limit
_AUTHORS_SHOWN = 3


def plan_lists(summaries: Iterable[ThreadSummary], config: Config) -> Iterator[Page]:
    """All pages that are not a thread's."""
    threads = sorted(summaries, key=chronological)
    boards, tags = board_groups(threads, config), tag_groups(threads)
    authors, months = author_groups(threads), month_groups(threads)
    top = tuple(count_row(group) for slug, group in boards.items() if "/" not in slug)
    yield from _home(threads, top, len(authors), config)
    for group in (*boards.values(), *tags, *authors, *months):
        yield from _list_pages(group, config)
        if group.feed:
            yield from _feed(group.title, group.url, group.threads)
    yield from _index_pages(TAGS, "tags.html", [count_row(tag) for tag in tags])
    yield from _index_pages(AUTHORS, "authors.html", [count_row(author) for author in authors])
    yield from _periods(threads, months)
    if config.search:
        yield plan_search(boards=top)
    missing = MissingPage(title="Page not found", boards=top)
    yield Page(path="404.html", url=Url("/404.html"), template="404.html", context=missing, anywhere=True)
    yield from _sitemap(threads, config)


def _home(threads: list[ThreadSummary], boards: tuple[CountRow, ...], authors: int, config: Config) -> Iterator[Page]:
    context = HomePage(
        title=config.title,
        boards=boards,
        rows=tuple(_row(thread, None, config) for thread in reversed(threads[-_LATEST:])),
        threads=len(threads),
        posts=count_posts(threads),
        authors=authors,
        feed=urls.file_url(urls.home_url(), "feed.xml") if any(thread.latest for thread in threads) else None,
    )
    yield Page(path="index.html", url=urls.home_url(), template="home.html", context=context)
    yield from _feed(config.title, urls.home_url(), threads)


def _list_pages(group: Group, config: Config) -> Iterator[Page]:
    size = config.threads_per_page
    full = max(0, len(group.threads) // size - 1)
    has_feed = group.feed and any(thread.latest for thread in group.threads)
    for number in range(1, full + 2):
        threads = group.threads[(number - 1) * size : number * size if number <= full else None]
        url = group.url if number > full else urls.numbered_url(group.url, number)
        newer = group.url if number == full else urls.numbered_url(group.url, number + 1)
        older = urls.numbered_url(group.url, number - 1) if number > 1 else None
        context = ListPage(
            title=group.title,
            crumbs=group.crumbs,
            description=group.description,
            boards=group.boards,
            rows=tuple(_row(thread, group.entered, config) for thread in reversed(threads)),
            threads=len(group.threads) if number > full else len(threads),
            posts=group.posts if number > full else count_posts(threads),
            feed=urls.file_url(group.url, "feed.xml") if has_feed else None,
            pagination=Pagination(number=number, previous=older, next=newer if number <= full else None),
        )
        yield Page(path=urls.output_path(url), url=url, template=group.template, context=context)


def _row(thread: ThreadSummary, entered: dict[str, Participant] | None, config: Config) -> ThreadRow:
    board = urls.board_of(thread.slug)
    shown = thread.participants[:_AUTHORS_SHOWN]
    return ThreadRow(
        title=thread.title,
        url=thread.url,
        first=entered[thread.url].first if entered else thread.url,
        excerpt=thread.excerpt,
        posts=thread.posts,
        lang=thread.lang,
        dir=thread.dir,
        started=thread.started,
        latest=thread.latest,
        board=Link(text=board_title(board, config), url=urls.slug_url(board)) if board else None,
        tags=tuple(Link(text=tag, url=urls.tag_url(tag)) for tag in thread.tags),
        authors=tuple(Link(text=p.name, url=urls.author_url(p.name)) for p in shown),
        more_authors=len(thread.participants) - len(shown),
    )


def _feed(title: str, url: Url, threads: Sequence[ThreadSummary]) -> Iterator[Page]:
    """The threads that were written in last."""
    dated = ((thread.latest, thread.path, thread) for thread in threads if thread.latest)
    latest = [thread for *_, thread in sorted(dated, key=lambda row: row[:2], reverse=True)[:_LATEST]]
    entries = tuple(
        FeedEntry(
            title=thread.title,
            url=thread.url,
            authors=tuple(p.name for p in thread.participants[:1]),
            published=thread.started,
            updated=thread.latest,
            summary=thread.excerpt or None,
        )
        for thread in latest
        if thread.started and thread.latest
    )
    if entries:
        feed = urls.file_url(url, "feed.xml")
        context = FeedPage(title=title, page=url, feed=feed, updated=entries[0].updated, entries=entries)
        yield Page(path=urls.output_path(feed), url=feed, template="feed.xml", context=context)


def _index_pages(index: Link, template: str, rows: list[CountRow]) -> Iterator[Page]:
    parts = [tuple(rows[i : i + _NAMES_PER_PAGE]) for i in range(0, len(rows), _NAMES_PER_PAGE)] or [()]
    pages = [index.url if number == 1 else urls.numbered_url(index.url, number) for number in range(1, len(parts) + 1)]
    for number, (part, page) in enumerate(zip(parts, pages, strict=True), 1):
        pagination = Pagination(
            number=number,
            previous=pages[number - 2] if number > 1 else None,
            next=pages[number] if number < len(pages) else None,
            pages=tuple(Link(text=str(n), url=p) for n, p in enumerate(pages, 1)) if len(pages) > 1 else (),
        )
        context = IndexPage(title=index.text, crumbs=(), rows=part, undated=0, pagination=pagination)
        yield Page(path=urls.output_path(page), url=page, template=template, context=context)


def _periods(threads: list[ThreadSummary], months: list[Group]) -> Iterator[Page]:
    """The archive's years, and each year's months."""
    by_year: dict[Link, list[CountRow]] = defaultdict(list)
    for month in months:
        by_year[month.crumbs[1]].append(count_row(month))
    years = [
        CountRow(name=year.text, url=year.url, threads=sum(r.threads for r in rows), posts=sum(r.posts for r in rows))
        for year, rows in by_year.items()
    ]
    undated = sum(thread.started is None for thread in threads)
    one = Pagination(number=1, previous=None, next=None)
    context = IndexPage(title=DATES.text, crumbs=(), rows=tuple(years), undated=undated, pagination=one)
    yield Page(path="dates/index.html", url=DATES.url, template="dates.html", context=context)
    for year, rows in by_year.items():
        context = IndexPage(title=year.text, crumbs=(DATES,), rows=tuple(rows), undated=0, pagination=one)
        yield Page(path=urls.output_path(year.url), url=year.url, template="dates.html", context=context)


def _sitemap(threads: list[ThreadSummary], config: Config) -> Iterator[Page]:
    """Robots and sitemap; the protocol asks for absolute URLs, so a site without an address has no sitemap."""
    entries = [(urls.home_url(), None), *((thread.url, thread.latest) for thread in threads)]
    parts = [tuple(entries[i : i + _URLS_PER_SITEMAP]) for i in range(0, len(entries), _URLS_PER_SITEMAP)]
    index = Url("/sitemap.xml")
    if config.base_url and len(parts) == 1:
        yield _xml(index, "sitemap.xml", SitemapPage(urls=parts[0]))
    elif config.base_url:
        files = tuple((Url(f"/sitemap-{number}.xml"), None) for number in range(1, len(parts) + 1))
        yield _xml(index, "sitemap-index.xml", SitemapPage(urls=files))
        for (url, _), part in zip(files, parts, strict=True):
            yield _xml(url, "sitemap.xml", SitemapPage(urls=part))
    yield _xml(Url("/robots.txt"), "robots.txt", RobotsPage(sitemap=index if config.base_url else None))


def _xml(url: Url, template: str, context: SitemapPage | RobotsPage) -> Page:
    return Page(path=urls.output_path(url), url=url, template=template, context=context)
