"""Plans of the pages of authors: what each has written, and a feed of it.

Posts are in the order of their dates, undated ones first. Pages are numbered from the oldest and full; the unnumbered
page, which readers see first, has the remaining posts and all that depends on every post of the author: a new post
changes no other page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec.structs import replace

from archiver import urls
from archiver.config import Config
from archiver.model import Group, PagePlan, Slug, Url
from archiver.pages.boards import board_title
from archiver.pages.catalogue import Writings
from archiver.pages.contexts import CountRow, Link, PersonRow
from archiver.pages.kinds import LIST_KINDS
from archiver.pages.paging import LATEST, list_url, paginate_list
from archiver.pages.plans import AuthorHead, FeedHead, plan_page
from archiver.pages.post_rows import year_anchor

_SHOWN = 8  # boards, and people


def plan_author(group: Group, writings: Writings, config: Config) -> Iterator[PagePlan]:
    """The pages of an author, those with the oldest posts first, and the feed.

    Args:
        group: the threads with posts of the author.
        writings: the posts are read from it.
        config: the size of pages, and the titles of boards.
    """
    kind, author = LIST_KINDS[group.key.kind], group.key.value
    size = config.threads_per_page
    count = max(1, group.posts // size)
    rows, latest = writings.rows(author), writings.latest(author, LATEST)
    newest = _head(group, count, writings, config)
    if latest:
        newest = replace(newest, feed=urls.feed_url(kind.url(group)))
    older = replace(newest, threads=None, posts=size, years=(), boards=(), answered=(), quoting=(), links=())
    for number in range(1, count):
        head = replace(older, pagination=paginate_list(kind.url(group), number, count))
        url = list_url(kind.url(group), number, count)
        yield plan_page(url, kind.template, head, authored=tuple(islice(rows, size)))
    yield plan_page(kind.url(group), kind.template, newest, authored=tuple(rows))
    if newest.feed:
        feed = FeedHead(title=newest.title, page=kind.url(group), feed=newest.feed)
        yield plan_page(newest.feed, "feed.xml", feed, authored=latest)


def _head(group: Group, count: int, writings: Writings, config: Config) -> AuthorHead:
    """The head of the unnumbered page of an author, without a feed.

    Args:
        group: the threads with posts of the author.
        count: the number of pages.
        writings: what the author has written.
        config: the size of pages, and the titles of boards.
    """
    kind, author = LIST_KINDS[group.key.kind], group.key.value
    url = kind.url(group)
    return AuthorHead(
        title=kind.title(group, config),
        crumbs=kind.crumbs(group, config),
        threads=group.threads,
        posts=group.posts,
        years=tuple(_years(url, count, author, writings, config)),
        boards=tuple(_boards(author, writings, config)),
        answered=tuple(_people(writings.answered(author))),
        quoting=tuple(_people(writings.quoting(author))),
        links=_links(author, config),
        feed=None,
        pagination=paginate_list(url, count, count),
    )


def _links(author: str, config: Config) -> tuple[Link, ...]:
    """Links to pages about an author, whose key is `author`, named by their addresses."""
    entry = config.people.find(author)
    addresses = entry.links if entry and config.names(entry) else ()
    return tuple(Link(text=address.partition("://")[2].rstrip("/"), url=Url(address)) for address in addresses)


def _years(url: Url, count: int, author: str, writings: Writings, config: Config) -> Iterator[CountRow]:
    """The years with posts of an author, each with the URL of its newest post in the list.

    Args:
        url: the URL of the list.
        count: the number of its pages.
        author: the key of the author.
        writings: what the author has written.
        config: the size of pages.
    """
    before = 0
    for share in writings.years(author):
        before += share.posts
        if year := int(share.of):
            page = min((before - 1) // config.threads_per_page + 1, count)
            target = Url(f"{list_url(url, page, count)}#{year_anchor(year)}")
            yield CountRow(name=share.of, url=target, threads=share.threads, posts=share.posts)


def _boards(author: str, writings: Writings, config: Config) -> Iterator[CountRow]:
    """The boards with most posts of an author.

    Args:
        author: the key of the author.
        writings: what the author has written.
        config: the titles of boards.
    """
    shares = (share for share in writings.boards(author) if share.of)
    for share in sorted(shares, key=lambda share: (-share.posts, share.of))[:_SHOWN]:
        board = Slug(share.of)
        title = board_title(board, config)
        yield CountRow(name=title, url=urls.slug_url(board), threads=share.threads, posts=share.posts)


def _people(counts: Mapping[str, int]) -> Iterator[PersonRow]:
    """The people with the largest counts, which are by name. Of several spellings of a name, the commonest is shown."""
    totals: Counter[str] = Counter()
    spellings: dict[str, list[str]] = defaultdict(list)
    for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        totals[urls.name_key(name)] += count
        spellings[urls.name_key(name)].append(name)
    for key, count in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHOWN]:
        name = spellings[key][0]
        yield PersonRow(name=name, url=urls.author_url(name), posts=count)
