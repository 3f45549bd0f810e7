"""Redirect pages at the former addresses (aliases) of threads.

Addresses that differ in their queries alone, as `/viewtopic.php?t=991`, share a page, which leads to that of the query.
"""

from collections.abc import Iterator, Mapping
from itertools import starmap
from operator import itemgetter

from msgspec import Struct

from archiver import urls
from archiver.config import Config
from archiver.errors import Problem
from archiver.model import ALIASED, GroupKind, InterfaceText, PagePlan, Slug, ThreadSummary
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import QueryRedirectPage, RedirectPage
from archiver.pages.filling import ParseSummary

_OWN_FILES = frozenset({urls.output_path(urls.NOT_FOUND_URL)})


class Redirects(Struct, frozen=True, kw_only=True):
    """The redirect pages, and a problem for each alias that cannot have one."""

    pages: tuple[PagePlan, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_redirects(
    catalogue: Catalogue, parse_summary: ParseSummary, own_pages: Mapping[str, str], config: Config
) -> Redirects:
    """A redirect page for each alias of each thread; an alias of two threads leads to the first in order of paths.

    Args:
        catalogue: the threads with aliases, and the URLs of all threads and boards.
        parse_summary: parses the summaries of the threads with aliases.
        own_pages: what the pages that are no threads and no lists are made of, by the path of the page.
        config: the content folder, for the paths of problems.
    """
    threads = sorted(
        (parse_summary(row.summary_json) for row in catalogue.rows(ALIASED)), key=lambda thread: thread.path
    )
    if not threads:
        return Redirects()
    planner = _Planner(_Owners(catalogue, own_pages))
    problems: list[Problem] = []
    prefix = config.content_name
    for thread in threads:
        for path in thread.aliases:
            if other := planner.add(path, thread):
                message = f'its alias "/{path.removesuffix("index.html")}" is the address of {other}; remove one'
                problems.append(Problem(path=f"{prefix}/{thread.path}", line=0, message=message))
    return Redirects(pages=tuple(planner.pages()), problems=tuple(problems))


class _Planner:
    """Collects aliases. Those with a query need also the page that leads to them, which several threads may share."""

    def __init__(self, owners: "_Owners") -> None:
        self._owners = owners
        self._redirects: list[PagePlan] = []
        self._below: dict[str, list[str]] = {}

    def add(self, path: str, thread: ThreadSummary) -> str | None:
        """Plan the page of an alias, and return None; or return the owner of its path if it has one."""
        query_page = urls.query_page(path)
        if query_page and query_page not in self._below and (other := self._owners.take(query_page, thread)):
            return other
        if other := self._owners.take(path, thread):
            return other
        self._redirects.append(_redirect(path, thread))
        if query_page:
            self._below.setdefault(query_page, []).append(path)
        return None

    def pages(self) -> Iterator[PagePlan]:
        """All pages that are planned."""
        yield from self._redirects
        yield from starmap(_query_redirect, self._below.items())


class _Owners:
    """What has which output path: a thread, board or other page. None has two owners, or is both file and folder."""

    def __init__(self, catalogue: Catalogue, own_pages: Mapping[str, str]) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for path, url, _ in sorted(catalogue.thread_urls(), key=itemgetter(0)):
            self._enter(urls.output_path(url), path)
        for board in catalogue.groups(GroupKind.BOARD):
            self._enter(urls.output_path(urls.slug_url(Slug(board.key.value))), f'the board "{board.key.value}"')
        for path, made_of in own_pages.items():
            self._enter(path, made_of)

    def take(self, path: str, thread: ThreadSummary) -> str | None:
        """Reserve the path of an alias for a thread, and return None; or return the owner of the path if it has one."""
        segments = path.split("/")
        if segments[0].lower() in urls.RESERVED or path in _OWN_FILES or any(map(urls.is_further_page, segments)):
            return "a page of the site itself"
        key = urls.collision_key(path)
        above = (self._files.get(folder) for folder in _folders(key))
        other = self._files.get(key) or self._folders.get(key) or next(filter(None, above), None)
        if other is None:
            self._enter(path, thread.path)
        return other

    def _enter(self, path: str, owner: str) -> None:
        key = urls.collision_key(path)
        self._files.setdefault(key, owner)
        for folder in _folders(key):
            self._folders.setdefault(folder, owner)


def _folders(path: str) -> Iterator[str]:
    """The paths of the folders above a path, outermost first."""
    parts = path.split("/")[:-1]
    return ("/".join(parts[: i + 1]) for i in range(len(parts)))


def _redirect(path: str, thread: ThreadSummary) -> PagePlan:
    context = RedirectPage(title=thread.title, target=thread.url)
    return PagePlan(path=path, url=urls.url_of_path(path), template="redirect.html", head=context)


def _query_redirect(path: str, below: list[str]) -> PagePlan:
    """The page that leads to the redirect pages `below` it, by the query."""
    context = QueryRedirectPage(title=InterfaceText("Page not found"), names=urls.query_names(below))
    return PagePlan(path=path, url=urls.url_of_path(path), template="redirect-query.html", head=context)
