"""Plans of the pages of the whole site: home, the indexes of tags, authors and dates, 404, sitemap and robots."""

from collections import defaultdict
from collections.abc import Iterator

from archiver import urls
from archiver.config import Config
from archiver.model import ALL_THREADS, Group, GroupKind, InterfaceText, PagePlan, Slug
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import (
    CountRow,
    IndexPage,
    Link,
    MissingPage,
    Pagination,
    RobotsPage,
    SitemapPage,
)
from archiver.pages.kinds import DATES, LIST_KINDS, IndexOfNames, count_row, month_of
from archiver.pages.lists import LATEST, plan_feed
from archiver.pages.plans import HomeHead, SearchHead, plan_page
from archiver.pages.query_examples import examples_of_fields

_NAMES_PER_PAGE = 500
_URLS_PER_SITEMAP = 50_000  # the limit of https://www.sitemaps.org/protocol.html


def boards_below(catalogue: Catalogue, config: Config) -> dict[Slug, tuple[CountRow, ...]]:
    """The boards directly below each board, as rows, by the slug of the board above; "" is the root of the site."""
    below: dict[Slug, list[CountRow]] = defaultdict(list)
    for board in catalogue.groups(GroupKind.BOARD):
        below[urls.board_of(Slug(board.key.value))].append(count_row(board, config))
    return {board: tuple(rows) for board, rows in below.items()}


def plan_site(top: tuple[CountRow, ...], catalogue: Catalogue, config: Config) -> Iterator[PagePlan]:
    """All pages that belong to no thread and no group.

    Args:
        top: the boards at the root of the site (see `boards_below`).
        catalogue: all groups and threads.
        config: the settings of the site.
    """
    indexes = {kind: list_kind.index for kind, list_kind in LIST_KINDS.items() if list_kind.index}
    rows = {kind: [count_row(group, config) for group in catalogue.groups(kind)] for kind in indexes}
    yield from _home(top, len(rows[GroupKind.AUTHOR]), catalogue, config)
    for kind, index in indexes.items():
        yield from _index_of_names(index, rows[kind])
    months = _months_by_year(catalogue)
    years = tuple(_year_row(year, groups) for year, groups in months.items())
    yield from _periods(months, years, catalogue, config)
    if config.search:
        examples = examples_of_fields(rows[GroupKind.AUTHOR], top, rows[GroupKind.TAG], years)
        head = SearchHead(title=InterfaceText("Search"), boards=top, examples=tuple(examples))
        yield plan_page(urls.SEARCH_URL, "search.html", head, catalogue.newest(ALL_THREADS, LATEST))
    missing = MissingPage(title=InterfaceText("Page not found"), boards=top)
    yield plan_page(urls.NOT_FOUND_URL, "404.html", missing, absolute_links=True)
    yield from _sitemap(catalogue, config)


def _home(top: tuple[CountRow, ...], authors: int, catalogue: Catalogue, config: Config) -> Iterator[PagePlan]:
    site = catalogue.group(ALL_THREADS)
    head = HomeHead(
        title=config.title,
        boards=top,
        threads=site.threads if site else 0,
        posts=site.posts if site else 0,
        authors=authors,
        feed=urls.feed_url(urls.HOME_URL) if site and site.latest else None,
    )
    yield plan_page(urls.HOME_URL, "home.html", head, catalogue.newest(ALL_THREADS, LATEST))
    yield from plan_feed(ALL_THREADS, config.title, urls.HOME_URL, catalogue)


def _index_of_names(index: IndexOfNames, rows: list[CountRow]) -> Iterator[PagePlan]:
    first = index.link.url
    parts = [tuple(rows[i : i + _NAMES_PER_PAGE]) for i in range(0, len(rows), _NAMES_PER_PAGE)] or [()]
    pages = [first if number == 1 else urls.numbered_url(first, number) for number in range(1, len(parts) + 1)]
    for number, (part, page) in enumerate(zip(parts, pages, strict=True), 1):
        pagination = Pagination(
            number=number,
            previous=pages[number - 2] if number > 1 else None,
            next=pages[number] if number < len(pages) else None,
            pages=tuple(Link(text=str(n), url=p) for n, p in enumerate(pages, 1)) if len(pages) > 1 else (),
        )
        context = IndexPage(title=index.link.text, crumbs=(), rows=part, undated=0, pagination=pagination)
        yield plan_page(page, index.template, context)


def _months_by_year(catalogue: Catalogue) -> dict[int, list[Group]]:
    months: dict[int, list[Group]] = defaultdict(list)
    for month in catalogue.groups(GroupKind.MONTH):
        months[month_of(month.key.value)[0]].append(month)
    return months


def _year_row(year: int, months: list[Group]) -> CountRow:
    threads, posts = sum(group.threads for group in months), sum(group.posts for group in months)
    return CountRow(name=str(year), url=urls.period_url(year), threads=threads, posts=posts)


def _periods(
    months: dict[int, list[Group]], years: tuple[CountRow, ...], catalogue: Catalogue, config: Config
) -> Iterator[PagePlan]:
    """The index of years, and a page with the months of each year."""
    one = Pagination(number=1, previous=None, next=None)
    context = IndexPage(title=DATES.text, crumbs=(), rows=years, undated=catalogue.undated(), pagination=one)
    yield plan_page(DATES.url, "dates.html", context)
    for year, groups in months.items():
        rows = tuple(count_row(group, config) for group in groups)
        context = IndexPage(title=str(year), crumbs=(DATES,), rows=rows, undated=0, pagination=one)
        yield plan_page(urls.period_url(year), "dates.html", context)


def _sitemap(catalogue: Catalogue, config: Config) -> Iterator[PagePlan]:
    """The sitemap, or an index of several, and robots.txt. Without `base_url` no sitemap: it needs absolute URLs."""
    if config.base_url:
        entries = [(urls.HOME_URL, None), *((url, latest) for _, url, latest in catalogue.thread_urls())]
        parts = [tuple(entries[i : i + _URLS_PER_SITEMAP]) for i in range(0, len(entries), _URLS_PER_SITEMAP)]
        if len(parts) == 1:
            yield plan_page(urls.SITEMAP_URL, "sitemap.xml", SitemapPage(urls=parts[0]))
        else:
            files = tuple((urls.sitemap_url(number), None) for number in range(1, len(parts) + 1))
            yield plan_page(urls.SITEMAP_URL, "sitemap-index.xml", SitemapPage(urls=files))
            for (url, _), part in zip(files, parts, strict=True):
                yield plan_page(url, "sitemap.xml", SitemapPage(urls=part))
    yield plan_page(urls.ROBOTS_URL, "robots.txt", RobotsPage(sitemap=urls.SITEMAP_URL if config.base_url else None))
