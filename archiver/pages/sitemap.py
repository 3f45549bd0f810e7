"""Plans the sitemap (https://www.sitemaps.org/protocol.html): each page that search engines may list, with the date of
the latest post that it shows, where that is known.

What fits is one file. Else `sitemap.xml` is the index of several: of lists by their kinds, and of threads by the years
in which they began, so that a new post changes few of them. Only one of them is in memory at a time.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby, islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from archiver import urls
from archiver.config import Config
from archiver.model import ALL_THREADS, GroupKind, PagePlan, Url, moment_from_text, moment_to_text
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import CountRow, SitemapPage
from archiver.pages.kinds import LIST_KINDS, count_row
from archiver.pages.lists import list_urls
from archiver.pages.plans import SitemapHead, plan_page

_MOST_URLS = 50_000  # the limits of the protocol
_MOST_BYTES = 50_000_000
_FRAME = len("<url><loc></loc><lastmod>2022-07-05T12:03:00Z</lastmod></url>\n")
_LONGEST_HEAD = 200  # bytes of a file without its entries


class _Entry(NamedTuple):
    part: str
    """Which of several sitemaps has it."""
    url: Url
    latest: str
    """`<lastmod>`; "" where it is not known."""


def plan_sitemap(
    pages: Iterable[Url], rows: Iterable[tuple[GroupKind, CountRow]], catalogue: Catalogue, config: Config
) -> Iterator[PagePlan]:
    """The sitemap, or an index of several; none without `base_url`, since it needs absolute URLs.

    Args:
        pages: the pages that belong to no thread and no group.
        rows: the groups of which all are in memory already, as rows of lists.
        catalogue: all groups and threads.
        config: the settings of the site.
    """
    if not config.base_url:
        return
    entries = chain(
        _of_site(pages, catalogue, config), _of_lists(rows, catalogue, config), _of_threads(catalogue, config)
    )
    first = list(islice(entries, _MOST_URLS))
    following = next(entries, None)
    if following is None and len(list(_split(first, config))) <= 1:
        yield plan_page(urls.SITEMAP_URL, "sitemap.xml", _head(first))
        return
    files = []
    every = chain(first, (following,) if following else (), entries)
    for part, members in groupby(every, key=lambda entry: entry.part):
        for number, some in enumerate(_split(members, config), 1):
            files.append((urls.sitemap_url(part, number), None))
            yield plan_page(files[-1][0], "sitemap.xml", _head(some))
    yield plan_page(urls.SITEMAP_URL, "sitemap-index.xml", SitemapPage(urls=tuple(files)))


def _of_site(pages: Iterable[Url], catalogue: Catalogue, config: Config) -> Iterator[_Entry]:
    site = catalogue.group(ALL_THREADS)
    for url in pages:
        latest = site.latest if site and url == urls.HOME_URL else None
        yield _Entry("lists", url, _lastmod(moment_to_text(latest), config.zone))


def _of_lists(rows: Iterable[tuple[GroupKind, CountRow]], catalogue: Catalogue, config: Config) -> Iterator[_Entry]:
    """The pages of all lists. Only the first, which has the numbers for the whole list, has a date that is known."""
    counted = tuple(rows)
    others = LIST_KINDS.keys() - {kind for kind, _ in counted}
    uncounted = ((kind, group) for kind in sorted(others) for group in catalogue.groups(kind))
    for kind, row in chain(counted, ((kind, count_row(group, config)) for kind, group in uncounted)):
        part = f"{kind}s"
        yield _Entry(part, row.url, _lastmod(moment_to_text(row.latest), config.zone))
        entries = row.posts if kind is GroupKind.AUTHOR else row.threads
        yield from (_Entry(part, url, "") for url in list_urls(row.url, entries, config) if url != row.url)


def _of_threads(catalogue: Catalogue, config: Config) -> Iterator[_Entry]:
    zone = config.zone
    for page in catalogue.thread_pages():
        url = page.thread if page.number == 1 else urls.numbered_url(page.thread, page.number)
        yield _Entry(page.started[:4] or "undated", url, _lastmod(page.latest, zone))


def _split(entries: Iterable[_Entry], config: Config) -> Iterator[list[_Entry]]:
    """Successive entries, as many at a time as a sitemap can have."""
    some, size = list[_Entry](), _LONGEST_HEAD
    for entry in entries:
        length = _FRAME + len(config.base_url or "") + len(entry.url)
        if some and (len(some) == _MOST_URLS or size + length > _MOST_BYTES):
            yield some
            some, size = [], _LONGEST_HEAD
        some.append(entry)
        size += length
    if some:
        yield some


def _head(entries: Iterable[_Entry]) -> SitemapHead:
    return SitemapHead(lines="\n".join(f"{entry.url} {entry.latest}" for entry in entries))


def _lastmod(latest: str, zone: ZoneInfo) -> str:
    """A date as `<lastmod>` has it (https://www.w3.org/TR/NOTE-datetime), of a moment as text (`moment_to_text`)."""
    return f"{latest[:19]}Z" if latest.endswith("1") else _day(latest, zone)


@lru_cache(1000)
def _day(latest: str, zone: ZoneInfo) -> str:
    moment = moment_from_text(latest, zone)
    return moment.iso if moment else ""
