"""How many entries pages have, and which pages of a list or thread a page links to."""

from collections.abc import Callable

from archiver import urls
from archiver.model import Url
from archiver.pages.contexts import NumberedLink, Pagination

LATEST = 20
"""The number of entries in a feed."""
_NEAR = 2  # pages on both sides
_STEPS = (10, 100, 1000, 10_000)  # pages on both sides that bring readers far in few clicks


def paginate(number: int, count: int, url: Callable[[int], Url], *, is_newest_last: bool = False) -> Pagination:
    """The links of page `number` of `count`.

    >>> [link.number for link in paginate(7, 40, lambda number: Url(f"/{number}/")).pages]
    [1, 5, 6, 7, 8, 9, 17, 40]

    Args:
        number: the page, from 1.
        count: how many pages there are.
        url: gives the URL of each.
        is_newest_last: True for lists of threads.
    """
    away = {0, *range(1, _NEAR + 1), *_STEPS}
    shown = {1, count, *(number - n for n in away), *(number + n for n in away)}
    pages = (NumberedLink(number=n, url=url(n)) for n in sorted(shown) if 1 <= n <= count)
    return Pagination(
        number=number,
        previous=url(number - 1) if number > 1 else None,
        next=url(number + 1) if number < count else None,
        pages=tuple(pages) if count > 1 else (),
        newest=url(count) if is_newest_last and count > 1 else None,
    )


def list_url(url: Url, number: int, count: int) -> Url:
    """The URL of page `number` of a list; the last page, number `count`, has the URL of the list itself, `url`."""
    return url if number == count else urls.numbered_url(url, number)


def paginate_list(url: Url, number: int, count: int) -> Pagination:
    """The links of page `number` of a list of `count` pages whose URL is `url`."""
    return paginate(number, count, lambda n: list_url(url, n, count), is_newest_last=True)
