"""The kinds of lists: which threads are in a list of each kind, its title, its URL, its template.

A new kind is a member of `GroupKind`, a row of `LIST_KINDS`, a URL in `urls.scheme`, and a template or two.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from archiver import urls
from archiver.config import Config
from archiver.model import MONTHS, Group, GroupKey, GroupKind, InterfaceText, Membership, Slug, ThreadSummary, Url
from archiver.pages.boards import board_title, crumbs
from archiver.pages.contexts import CountRow, Link

UNDATED = ""
"""The value of the key of the group of threads without a date."""
ALL = Link(text=InterfaceText("All threads"), url=urls.ALL_URL)
DATES = Link(text=InterfaceText("Dates"), url=urls.DATES_URL)


class IndexOfNames(Struct, frozen=True, kw_only=True):
    """A page that lists all groups of a kind by their names."""

    link: Link
    template: str


class ListKind(Struct, frozen=True, kw_only=True):
    """How the lists of one kind are made: functions of a group and the configuration, and the template."""

    template: str
    members: Callable[[ThreadSummary], Iterator[Membership]]
    """The groups of this kind that a thread is in."""
    title: Callable[[Group, Config], str]
    url: Callable[[Group], Url]
    crumbs: Callable[[Group, Config], tuple[Link, ...]]
    description: Callable[[Group, Config], str | None] = lambda _group, _config: None
    has_feed: bool = True
    has_orders: bool = False
    """True if lists of several pages have pages with their first threads in other orders."""
    shows_boards: bool = False
    """True if a list begins with the boards directly below its board."""
    index: IndexOfNames | None = None
    """The page that lists all groups of this kind; None if there is none."""


def memberships(summary: ThreadSummary) -> tuple[Membership, ...]:
    """The groups that a thread is in: all threads, its boards, tags, authors and months, and threads with aliases."""
    return (
        *(member for kind in LIST_KINDS.values() for member in kind.members(summary)),
        *((_member(summary, GroupKind.ALIAS, ""),) if summary.aliases else ()),
    )


def count_row(group: Group, config: Config) -> CountRow:
    """A group as a row of a list of groups."""
    kind = LIST_KINDS[group.key.kind]
    return CountRow(
        name=kind.title(group, config),
        url=kind.url(group),
        threads=group.threads,
        posts=group.posts,
        description=kind.description(group, config),
        latest=group.latest,
    )


def without_amounts(rows: Iterable[CountRow]) -> tuple[CountRow, ...]:
    """Rows with names only, for pages that are not to change with every post."""
    return tuple(replace(row, threads=0, posts=0, latest=None) for row in rows)


def month_of(key: str) -> tuple[int, int]:
    """The year and the month of the key of a month's group.

    >>> month_of("2022-07")
    (2022, 7)
    """
    year, _, month = key.partition("-")
    return int(year), int(month)


def _member(summary: ThreadSummary, kind: GroupKind, key: str, name: str = "") -> Membership:
    return Membership(key=GroupKey(kind, key), name=name, posts=summary.posts, first=summary.url)


def _in_boards(summary: ThreadSummary) -> Iterator[Membership]:
    return (_member(summary, GroupKind.BOARD, board) for board in urls.boards_above(summary.slug))


def _in_tags(summary: ThreadSummary) -> Iterator[Membership]:
    by_key = {urls.name_key(tag): tag for tag in summary.tags}
    return (_member(summary, GroupKind.TAG, key, tag) for key, tag in by_key.items())


def _in_authors(summary: ThreadSummary) -> Iterator[Membership]:
    for person in summary.participants:
        group = GroupKey(GroupKind.AUTHOR, urls.name_key(person.name))
        yield Membership(key=group, name=person.name, posts=person.posts, first=summary.url)


def _in_months(summary: ThreadSummary) -> Iterator[Membership]:
    for month in summary.months:
        yield Membership(key=GroupKey(GroupKind.MONTH, month.month), posts=month.posts, first=month.first)
    if not summary.months:
        yield _member(summary, GroupKind.MONTH, UNDATED)


def _slug(group: Group) -> Slug:
    return Slug(group.key.value)


def _name(group: Group, _config: Config) -> str:
    return group.name


def _month_title(group: Group, _config: Config) -> str:
    if group.key.value == UNDATED:
        return InterfaceText("Threads without a date")
    year, month = month_of(group.key.value)
    return InterfaceText("%(month)s %(year)s", month=MONTHS[month - 1], year=str(year))


def _month_url(group: Group) -> Url:
    return urls.UNDATED_URL if group.key.value == UNDATED else urls.period_url(*month_of(group.key.value))


def _month_crumbs(group: Group, _config: Config) -> tuple[Link, ...]:
    if group.key.value == UNDATED:
        return (DATES,)
    year, _ = month_of(group.key.value)
    return (DATES, Link(text=str(year), url=urls.period_url(year)))


_TAGS = IndexOfNames(link=Link(text=InterfaceText("Tags"), url=urls.TAGS_URL), template="tags.html")
_AUTHORS = IndexOfNames(link=Link(text=InterfaceText("Authors"), url=urls.AUTHORS_URL), template="authors.html")

LIST_KINDS: Mapping[GroupKind, ListKind] = {
    GroupKind.SITE: ListKind(
        template="all.html",
        has_feed=False,
        has_orders=True,
        members=lambda summary: iter((_member(summary, GroupKind.SITE, ""),)),
        title=lambda _group, _config: ALL.text,
        url=lambda _group: ALL.url,
        crumbs=lambda _group, _config: (),
    ),
    GroupKind.BOARD: ListKind(
        template="board.html",
        has_orders=True,
        shows_boards=True,
        members=_in_boards,
        title=lambda group, config: board_title(_slug(group), config),
        url=lambda group: urls.slug_url(_slug(group)),
        crumbs=lambda group, config: crumbs(_slug(group), config),
        description=lambda group, config: config.board(_slug(group)).description,
    ),
    GroupKind.TAG: ListKind(
        template="tag.html",
        members=_in_tags,
        title=_name,
        url=lambda group: urls.tag_url(group.name),
        crumbs=lambda _group, _config: (_TAGS.link,),
        index=_TAGS,
    ),
    GroupKind.AUTHOR: ListKind(
        template="author.html",
        members=_in_authors,
        title=_name,
        url=lambda group: urls.author_url(group.name),
        crumbs=lambda _group, _config: (_AUTHORS.link,),
        index=_AUTHORS,
    ),
    GroupKind.MONTH: ListKind(
        template="period.html",
        members=_in_months,
        title=_month_title,
        url=_month_url,
        crumbs=_month_crumbs,
        has_feed=False,
    ),
}
"""The kinds of groups that have lists. Their indexes are planned in this order."""
