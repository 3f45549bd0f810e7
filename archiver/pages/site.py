"""Plans of the pages of the whole site: home, indexes of tags and authors, the calendar, 404, sitemap and robots."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from archiver import urls
from archiver.config import Config
from archiver.model import (
    ALL_THREADS,
    MONTHS,
    Group,
    GroupKey,
    GroupKind,
    InterfaceText,
    PagePlan,
    Slug,
    ThreadOrder,
    Url,
)
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import (
    CalendarPage,
    CountRow,
    IndexPage,
    LlmsPage,
    MissingPage,
    Pagination,
    RobotsPage,
    WebManifestPage,
    YearRow,
)
from archiver.pages.former_names import plan_former_names
from archiver.pages.kinds import ALL, DATES, LIST_KINDS, UNDATED, IndexOfNames, count_row, month_of, without_amounts
from archiver.pages.lists import count_pages, plan_feed
from archiver.pages.paging import paginate
from archiver.pages.plans import HomeHead, SearchHead, plan_page
from archiver.pages.query_examples import examples_of_fields
from archiver.pages.sitemap import plan_sitemap

_NAMES_PER_PAGE = 500
_PEOPLE = 12  # on the home page
_FOR_EXAMPLES = 20  # threads from whose titles examples of queries are made
_ON_HOME = (
    (ThreadOrder.NEWEST, 10),
    (ThreadOrder.REPLIES, 5),
    (ThreadOrder.LONGEST, 5),
    (ThreadOrder.QUOTED_POST, 5),
)
"""The threads on the home page: their orders, and how many there are of each."""
_UNLISTED = frozenset({"search.html"})
"""The templates of pages that search engines are told not to list."""


def boards_below(catalogue: Catalogue, config: Config) -> dict[Slug, tuple[CountRow, ...]]:
    """The boards directly below each board, as rows, by the slug of the board above; "" is the root of the site."""
    below: dict[Slug, list[CountRow]] = defaultdict(list)
    for board in catalogue.groups(GroupKind.BOARD):
        below[urls.board_of(Slug(board.key.value))].append(count_row(board, config))
    return {board: _ranked(rows) for board, rows in below.items()}


def _ranked(rows: list[CountRow]) -> tuple[CountRow, ...]:
    by_posts = sorted(range(len(rows)), key=lambda at: -rows[at].posts)
    ranks = {at: rank for rank, at in enumerate(by_posts, 1)}
    return tuple(replace(row, rank=ranks[at]) for at, row in enumerate(rows))


def plan_site(
    top: tuple[CountRow, ...], catalogue: Catalogue, config: Config, own: Iterable[Url] = ()
) -> Iterator[PagePlan]:
    """All pages that belong to no thread and no group.

    Args:
        top: the boards at the root of the site (see `boards_below`).
        catalogue: all groups and threads.
        config: the settings of the site.
        own: the pages that are no threads and no lists, for the sitemap.
    """
    pages = [urls.STATISTICS_URL, *own]
    rows: dict[GroupKind, list[CountRow]] = {}
    for plan in _pages(top, rows, catalogue, config):
        if plan.url.endswith("/") and plan.template not in _UNLISTED:
            pages.append(plan.url)
        yield plan
    yield from plan_sitemap(pages, ((kind, row) for kind, some in rows.items() for row in some), catalogue, config)
    yield from plan_former_names(catalogue, config)


def _pages(
    top: tuple[CountRow, ...], rows: dict[GroupKind, list[CountRow]], catalogue: Catalogue, config: Config
) -> Iterator[PagePlan]:
    """All pages of the site but the sitemap.

    Args:
        top: the boards at the root of the site.
        rows: gets the rows of the groups that have indexes of names.
        catalogue: all groups and threads.
        config: the settings of the site.
    """
    indexes = {kind: list_kind.index for kind, list_kind in LIST_KINDS.items() if list_kind.index}
    rows |= {kind: [count_row(group, config) for group in catalogue.groups(kind)] for kind in indexes}
    months = _months_by_year(catalogue)
    threads_of = catalogue.threads_of_years()
    years = tuple(_year_row(year, threads_of[year], groups) for year, groups in months.items())
    yield from _home(top, years, len(rows[GroupKind.AUTHOR]), catalogue, config)
    for kind, index in indexes.items():
        yield from _index_of_names(index, rows[kind])
    yield from _periods(months, years, catalogue, config)
    if config.search:
        examples = examples_of_fields(rows[GroupKind.AUTHOR], top, rows[GroupKind.TAG], years)
        head = SearchHead(title=InterfaceText("Search"), boards=without_amounts(top), examples=tuple(examples))
        newest = catalogue.first(ALL_THREADS, ThreadOrder.NEWEST, _FOR_EXAMPLES)
        yield plan_page(urls.SEARCH_URL, "search.html", head, newest)
    missing = MissingPage(title=InterfaceText("Page not found"), boards=without_amounts(top))
    is_served = config.base_url is not None or not config.offline
    yield plan_page(urls.NOT_FOUND_URL, "404.html", missing, absolute_links=is_served)
    yield from _files_for_programs(top, catalogue, config)


def _files_for_programs(top: tuple[CountRow, ...], catalogue: Catalogue, config: Config) -> Iterator[PagePlan]:
    """`robots.txt`, `llms.txt`, and unless pages are read as files, which keep no programs, `site.webmanifest`."""
    site = catalogue.group(ALL_THREADS)
    feed = urls.feed_url(urls.HOME_URL) if site and site.latest else None
    boards = tuple(replace(row, rank=0) for row in without_amounts(top))
    yield plan_page(urls.LLMS_URL, "llms.txt", LlmsPage(boards=boards, json=config.thread_json, feed=feed))
    if not config.offline:
        yield plan_page(urls.WEB_MANIFEST_URL, "site.webmanifest", WebManifestPage(title=config.title))
    yield plan_page(urls.ROBOTS_URL, "robots.txt", RobotsPage(sitemap=urls.SITEMAP_URL if config.base_url else None))


def _home(
    top: tuple[CountRow, ...], years: tuple[CountRow, ...], authors: int, catalogue: Catalogue, config: Config
) -> Iterator[PagePlan]:
    """The home page and its feed.

    Args:
        top: the boards at the root of the site.
        years: the years of the archive.
        authors: the number of its authors.
        catalogue: all groups and threads.
        config: the settings of the site.
    """
    site = catalogue.group(ALL_THREADS)
    shown = [catalogue.first(ALL_THREADS, order, count) for order, count in _ON_HOME]
    newest, replied, longest, _ = map(len, shown)
    head = HomeHead(
        title=config.title,
        boards=top,
        years=years,
        people=tuple(count_row(group, config) for group in catalogue.largest(GroupKind.AUTHOR, _PEOPLE)),
        all=ALL.url,
        pages=count_pages(site.threads, config) if site else 0,
        threads=site.threads if site else 0,
        posts=site.posts if site else 0,
        authors=authors,
        feed=urls.feed_url(urls.HOME_URL) if site and site.latest else None,
        shown=(newest, replied, longest),
    )
    yield plan_page(urls.HOME_URL, "home.html", head, [row for rows in shown for row in rows])
    yield from plan_feed(ALL_THREADS, config.title, urls.HOME_URL, catalogue)


def _index_of_names(index: IndexOfNames, rows: list[CountRow]) -> Iterator[PagePlan]:
    first = index.link.url
    parts = [tuple(rows[i : i + _NAMES_PER_PAGE]) for i in range(0, len(rows), _NAMES_PER_PAGE)] or [()]
    pages = [first if number == 1 else urls.numbered_url(first, number) for number in range(1, len(parts) + 1)]
    for number, (part, page) in enumerate(zip(parts, pages, strict=True), 1):
        pagination = paginate(number, len(parts), lambda n: pages[n - 1])
        yield plan_page(
            page, index.template, IndexPage(title=index.link.text, crumbs=(), rows=part, pagination=pagination)
        )


def _months_by_year(catalogue: Catalogue) -> dict[int, list[Group]]:
    months: dict[int, list[Group]] = defaultdict(list)
    for month in catalogue.groups(GroupKind.MONTH):
        if month.key.value != UNDATED:
            months[month_of(month.key.value)[0]].append(month)
    return months


def _year_row(year: int, threads: int, months: list[Group]) -> CountRow:
    posts = sum(group.posts for group in months)
    return CountRow(name=str(year), url=urls.period_url(year), threads=threads, posts=posts)


def _periods(
    months: dict[int, list[Group]], years: tuple[CountRow, ...], catalogue: Catalogue, config: Config
) -> Iterator[PagePlan]:
    """The calendar of all years, and a page with the months of each year.

    Args:
        months: the months with posts of each year.
        years: the years.
        catalogue: has the threads without a date.
        config: the settings of the site.
    """
    undated = catalogue.group(GroupKey(GroupKind.MONTH, UNDATED))
    rows = {year: tuple(count_row(group, config) for group in groups) for year, groups in months.items()}
    context = CalendarPage(
        title=DATES.text,
        crumbs=(),
        months=tuple(MONTHS),
        years=tuple(map(_calendar_row, years, months.values(), rows.values())),
        most=max((row.posts for of_year in rows.values() for row in of_year), default=0),
        undated=count_row(undated, config) if undated else None,
    )
    yield plan_page(DATES.url, "calendar.html", context)
    one = Pagination(number=1, previous=None, next=None)
    for year, of_year in rows.items():
        page = IndexPage(title=str(year), crumbs=(DATES,), rows=of_year, pagination=one)
        yield plan_page(urls.period_url(year), "dates.html", page)


def _calendar_row(year: CountRow, months: list[Group], rows: tuple[CountRow, ...]) -> YearRow:
    by_number = {month_of(group.key.value)[1]: row for group, row in zip(months, rows, strict=True)}
    return YearRow(year=year, months=tuple(by_number.get(number) for number in range(1, len(MONTHS) + 1)))
