"""The pages of the whole site: home, the indexes of tags, authors and dates, the sitemap, the page that isn't there."""

from collections import defaultdict
from collections.abc import Iterator

from archiver import urls
from archiver.config import Config
from archiver.model import Group, Kind, Slug
from archiver.pages.contexts import CountRow, IndexPage, Link, MissingPage, Pagination, RobotsPage, SitemapPage
from archiver.pages.groups import AUTHORS, DATES, SITE, TAGS, Catalogue, count_row, month_of
from archiver.pages.lists import LATEST, HomeHead, PagePlan, plan_feed, plan_page
from archiver.pages.search import search_context

_NAMES_PER_PAGE = 500
_URLS_PER_SITEMAP = 50_000  # the protocol's limit


def boards_below(catalogue: Catalogue, config: Config) -> dict[Slug, tuple[CountRow, ...]]:
    """The boards that stand on each board, by their slugs; those at the top stand on ""."""
    found: dict[Slug, list[CountRow]] = defaultdict(list)
    for board in catalogue.groups(Kind.BOARD):
        found[urls.board_of(Slug(board.group.key))].append(count_row(board, config))
    return {board: tuple(rows) for board, rows in found.items()}


def plan_site(top: tuple[CountRow, ...], catalogue: Catalogue, config: Config) -> Iterator[PagePlan]:
    """All pages that no thread and no group owns. `top` are the boards at the top."""
    authors = [count_row(group, config) for group in catalogue.groups(Kind.AUTHOR)]
    tags = [count_row(group, config) for group in catalogue.groups(Kind.TAG)]
    yield from _home(top, len(authors), catalogue, config)
    yield from _index_pages(TAGS, "tags.html", tags)
    yield from _index_pages(AUTHORS, "authors.html", authors)
    yield from _periods(catalogue, config)
    if config.search:
        yield plan_page(urls.SEARCH_URL, "search.html", search_context(boards=top))
    missing = MissingPage(title="Page not found", boards=top)
    yield plan_page(urls.NOT_FOUND_URL, "404.html", missing, absolute_links=True)
    yield from _sitemap(catalogue, config)


def _home(top: tuple[CountRow, ...], authors: int, catalogue: Catalogue, config: Config) -> Iterator[PagePlan]:
    site = catalogue.group(SITE)
    head = HomeHead(
        title=config.title,
        boards=top,
        threads=site.threads if site else 0,
        posts=site.posts if site else 0,
        authors=authors,
        feed=urls.feed_url(urls.HOME_URL) if site and site.latest else None,
    )
    yield plan_page(urls.HOME_URL, "home.html", head, catalogue.newest(SITE, LATEST))
    yield from plan_feed(SITE, config.title, urls.HOME_URL, catalogue)


def _index_pages(index: Link, template: str, rows: list[CountRow]) -> Iterator[PagePlan]:
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
        yield plan_page(page, template, context)


def _periods(catalogue: Catalogue, config: Config) -> Iterator[PagePlan]:
    """The archive's years, and each year's months."""
    months: dict[int, list[Group]] = defaultdict(list)
    for month in catalogue.groups(Kind.MONTH):
        months[month_of(month.group.key)[0]].append(month)
    years = tuple(
        CountRow(
            name=str(year),
            url=urls.period_url(year),
            threads=sum(group.threads for group in groups),
            posts=sum(group.posts for group in groups),
        )
        for year, groups in months.items()
    )
    one = Pagination(number=1, previous=None, next=None)
    context = IndexPage(title=DATES.text, crumbs=(), rows=years, undated=catalogue.undated(), pagination=one)
    yield plan_page(DATES.url, "dates.html", context)
    for year, groups in months.items():
        rows = tuple(count_row(group, config) for group in groups)
        context = IndexPage(title=str(year), crumbs=(DATES,), rows=rows, undated=0, pagination=one)
        yield plan_page(urls.period_url(year), "dates.html", context)


def _sitemap(catalogue: Catalogue, config: Config) -> Iterator[PagePlan]:
    """Robots and sitemap; the protocol asks for absolute URLs, so a site without an address has no sitemap."""
    if config.base_url:
        entries = [(urls.HOME_URL, None), *((url, latest) for _, url, latest in catalogue.addresses())]
        parts = [tuple(entries[i : i + _URLS_PER_SITEMAP]) for i in range(0, len(entries), _URLS_PER_SITEMAP)]
        if len(parts) == 1:
            yield plan_page(urls.SITEMAP_URL, "sitemap.xml", SitemapPage(urls=parts[0]))
        else:
            files = tuple((urls.sitemap_url(number), None) for number in range(1, len(parts) + 1))
            yield plan_page(urls.SITEMAP_URL, "sitemap-index.xml", SitemapPage(urls=files))
            for (url, _), part in zip(files, parts, strict=True):
                yield plan_page(url, "sitemap.xml", SitemapPage(urls=part))
    yield plan_page(urls.ROBOTS_URL, "robots.txt", RobotsPage(sitemap=urls.SITEMAP_URL if config.base_url else None))
