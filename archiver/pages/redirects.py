"""Pages at the addresses where threads once stood: they lead to where those stand now."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import quote

from archiver import urls
from archiver.config import Config
from archiver.errors import Problem
from archiver.model import Kind, Slug, ThreadSummary, Url
from archiver.pages.contexts import RedirectPage
from archiver.pages.groups import ALIASED, Catalogue
from archiver.pages.lists import PagePlan, Read

_OWN_FILES = frozenset({"404.html"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirects:
    """The pages, and the aliases that cannot have one."""

    pages: tuple[PagePlan, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_redirects(catalogue: Catalogue, read: Read, config: Config) -> Redirects:
    """A page for each alias of each thread. Of two that meet at one address, the first in the order of paths has it."""
    threads = sorted((read(row.summary) for row in catalogue.rows(ALIASED)), key=lambda thread: thread.path)
    if not threads:
        return Redirects()
    places = _Places(catalogue)
    pages: list[PagePlan] = []
    problems: list[Problem] = []
    prefix = config.content.relative_to(config.root).as_posix()
    for thread in threads:
        for path in thread.aliases:
            if other := places.take(path, thread):
                message = f'its alias "/{path.removesuffix("index.html")}" is the address of {other}; remove one'
                problems.append(Problem(path=f"{prefix}/{thread.path}", line=0, message=message))
            else:
                pages.append(_redirect(path, thread))
    return Redirects(pages=tuple(pages), problems=tuple(problems))


class _Places:
    """What stands where: every address has one page, and no file is also a folder."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for path, url, _ in sorted(catalogue.addresses(), key=itemgetter(0)):
            self._enter(urls.output_path(url), path)
        for board in catalogue.groups(Kind.BOARD):
            self._enter(urls.output_path(urls.slug_url(Slug(board.group.key))), f'the board "{board.group.key}"')

    def take(self, path: str, thread: ThreadSummary) -> str | None:
        """Enter an alias; if its place is taken, say by what instead."""
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
    """The folders that a path leads through, outermost first."""
    parts = path.split("/")[:-1]
    return ("/".join(parts[: i + 1]) for i in range(len(parts)))


def _redirect(path: str, thread: ThreadSummary) -> PagePlan:
    url = Url(quote(f"/{path.removesuffix('index.html')}"))
    context = RedirectPage(title=thread.title, target=thread.url)
    return PagePlan(path=path, url=url, template="redirect.html", head=context)
