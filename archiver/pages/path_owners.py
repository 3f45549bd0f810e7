"""Which output path belongs to which thread, board or other page: redirects are only where nothing else is."""

from collections.abc import Iterator, Mapping
from operator import itemgetter

from archiver import urls
from archiver.model import GroupKind, Slug
from archiver.pages.catalogue import Catalogue

_OWN_FILES = frozenset({urls.output_path(urls.NOT_FOUND_URL)})


class PathOwners:
    """What has which output path: a thread, board or other page. None has two owners, or is both file and folder."""

    def __init__(self, catalogue: Catalogue, own_pages: Mapping[str, str]) -> None:
        """`own_pages` has what pages are made of that are no threads and no lists, by the path of the page."""
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for path, url, _ in sorted(catalogue.thread_urls(), key=itemgetter(0)):
            self._enter(urls.output_path(url), path)
        for board in catalogue.groups(GroupKind.BOARD):
            self._enter(urls.output_path(urls.slug_url(Slug(board.key.value))), f'the board "{board.key.value}"')
        for path, made_of in own_pages.items():
            self._enter(path, made_of)

    def take_alias(self, path: str, thread: str) -> str | None:
        """Reserve the path of an alias for a thread, the path of whose source is `thread`, and return None; or return
        the owner of the path if it has one.
        """
        segments = path.split("/")
        if segments[0].lower() in urls.RESERVED or path in _OWN_FILES or any(map(urls.is_further_page, segments)):
            return "a page of the site itself"
        return self.take(path, thread)

    def take(self, path: str, owner: str) -> str | None:
        """Reserve a path, which no page of the site itself can have; see `take_alias`."""
        key = urls.collision_key(path)
        above = (self._files.get(folder) for folder in _folders(key))
        other = self._files.get(key) or self._folders.get(key) or next(filter(None, above), None)
        if other is None:
            self._enter(path, owner)
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
