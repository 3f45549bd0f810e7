"""Redirect pages at the former addresses of threads: their aliases, those that `archive.lock` has, and those of other
systems.

Aliases that differ in their queries alone, as `/viewtopic.php?t=991`, share a page, which leads to that of the query.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap

from msgspec import Struct

from archiver import urls
from archiver.config import Config
from archiver.errors import Problem
from archiver.model import (
    ALIASED,
    AddressFile,
    FormerPage,
    FormerPages,
    InterfaceText,
    MovedPost,
    PagePlan,
    PostId,
    ThreadSummary,
    Url,
)
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import GonePage, QueryRedirectPage, RedirectPage
from archiver.pages.filling import ParseSummary
from archiver.pages.path_owners import PathOwners


class Redirects(Struct, frozen=True, kw_only=True):
    """The redirect pages, and a problem for each alias that cannot have one."""

    pages: tuple[PagePlan, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_redirects(
    catalogue: Catalogue,
    parse_summary: ParseSummary,
    own_pages: Mapping[str, str],
    former_pages: FormerPages,
    queries: Mapping[str, Iterable[str]],
    config: Config,
) -> Redirects:
    """A page for each former address of each thread. One of two threads leads to the first in order of paths.

    Args:
        catalogue: the threads with aliases, and the URLs of all threads and boards.
        parse_summary: parses the summaries of the threads with aliases.
        own_pages: what the pages that are no threads and no lists are made of, by the path of the page.
        former_pages: the pages that follow from `archive.lock`; none where something else is now.
        queries: the pages that lead to addresses of other systems with queries, with the sets of names of their
            parameters.
        config: the content folder, for the paths of problems.
    """
    threads = sorted(
        (parse_summary(row.summary_json) for row in catalogue.rows(ALIASED)), key=lambda thread: thread.path
    )
    if not threads and not former_pages.pages and not queries:
        return Redirects()
    owners = PathOwners(catalogue, own_pages)
    former = tuple(_plan_former(former_pages, owners, catalogue))
    planner = _Planner(owners, frozenset(plan.path for plan in former), queries)
    problems = tuple(_add_aliases(threads, planner, config.content_name))
    return Redirects(pages=(*former, *planner.pages()), problems=problems)


def _add_aliases(threads: Iterable[ThreadSummary], planner: "_Planner", prefix: str) -> Iterator[Problem]:
    """Plan the pages of aliases, and return the problems of those that cannot have one."""
    for thread in threads:
        for path in thread.aliases:
            if other := planner.add(path, thread):
                yield _taken_alias(f"{prefix}/{thread.path}", path, other)


def _taken_alias(source: str, path: str, other: str) -> Problem:
    message = f'its alias "/{path.removesuffix("index.html")}" is the address of {other}; remove one'
    return Problem(path=source, line=0, message=message)


def _plan_former(former_pages: FormerPages, owners: PathOwners, catalogue: Catalogue) -> Iterator[PagePlan]:
    further = (row for row in catalogue.thread_pages() if row.number > 1) if former_pages.pages else ()
    taken = {urls.numbered_url(row.thread, row.number) for row in further}
    for page in former_pages.pages:
        path = urls.output_path(page.url)
        if page.url not in taken and owners.take(path, page.source or "archive.lock") is None:
            yield PagePlan(
                path=path,
                url=page.url,
                template="redirect.html" if page.target else "gone.html",
                head=_redirect_context(page, page.target) if page.target else _gone_context(page),
            )


def _redirect_context(page: FormerPage, target: Url) -> RedirectPage:
    return RedirectPage(title=page.title, target=target, keeps_fragment=True, posts=page.posts)


def _gone_context(page: FormerPage) -> GonePage:
    return GonePage(title=InterfaceText("No longer here"), removed=page.removed, posts=page.posts)


def plan_old_address(file: AddressFile) -> PagePlan:
    """The page at addresses of another system that have one `file`."""
    first, whole = file.addresses[0], file.whole
    page, _, anchor = whole.url.partition("#")
    posts = tuple(MovedPost(id=PostId(one.fragment), url=one.url) for one in file.addresses if one.fragment or anchor)
    if anchor and file.addresses == (whole,) and not whole.fragment and not file.parts:
        head = RedirectPage(title=whole.title, target=whole.url)
    else:
        part = urls.url_of_path(urls.fragment_page(first.path, 0)) if file.parts else None
        head = RedirectPage(
            title=whole.title, target=Url(page), keeps_fragment=True, posts=posts, part=part, parts=file.parts
        )
    return PagePlan(path=first.path, url=urls.url_of_path(first.path), template="redirect.html", head=head)


class _Planner:
    """Collects aliases. Those with a query need also the page that leads to them, which several threads may share."""

    def __init__(self, owners: PathOwners, former: frozenset[str], queries: Mapping[str, Iterable[str]]) -> None:
        """`former` are the paths of pages that are planned already; an alias may say which thread one leads to.

        `queries` are those of `plan_redirects`.
        """
        self._owners, self._former = owners, former
        self._redirects: list[PagePlan] = []
        free = (page for page in queries if owners.take_alias(page, "redirects.csv") is None)
        self._names: dict[str, set[str]] = {page: {*queries[page]} for page in free}

    def add(self, path: str, thread: ThreadSummary) -> str | None:
        """Plan the page of an alias, and return None; or return the owner of its path if it has one."""
        query_page = urls.query_page(path)
        if query_page and query_page not in self._names and (other := self._owners.take_alias(query_page, thread.path)):
            return other
        if other := self._owners.take_alias(path, thread.path):
            return None if other == thread.path and path in self._former else other
        self._redirects.append(_redirect(path, thread))
        if query_page:
            self._names.setdefault(query_page, set()).update(urls.query_names([path]))
        return None

    def pages(self) -> Iterator[PagePlan]:
        """All pages that are planned."""
        yield from self._redirects
        yield from starmap(_query_redirect, self._names.items())


def _redirect(path: str, thread: ThreadSummary) -> PagePlan:
    context = RedirectPage(title=thread.title, target=thread.url)
    return PagePlan(path=path, url=urls.url_of_path(path), template="redirect.html", head=context)


def _query_redirect(path: str, names: set[str]) -> PagePlan:
    """The page that leads to the redirect pages below it, by the query; `names` are the sets of its parameters."""
    sets = tuple(sorted(names, key=lambda joined: (-joined.count("&"), joined)))
    context = QueryRedirectPage(title=InterfaceText("Page not found"), names=sets)
    return PagePlan(path=path, url=urls.url_of_path(path), template="redirect-query.html", head=context)
