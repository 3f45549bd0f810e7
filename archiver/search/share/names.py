"""Authors and tags as they are shown: as the first post that has them spells them."""

from collections.abc import Iterable

from archiver import urls
from archiver.search.share.numbering import View


class Names:
    """The names of terms. Authors whose names are known already need not be read."""

    def __init__(self, view: View, authors: Iterable[str] = ()) -> None:
        self._view = view
        self._authors = dict(_by_term(authors))
        self._tags: dict[bytes, str] = {}

    def of(self, letter: str, term: bytes, first: int) -> str:
        """The name of an author or tag; `first` is the first post that has it."""
        known = self._authors if letter == "a" else self._tags
        name = known.get(term)
        if name is None:
            name = known[term] = self._read(letter, term, first)
        return name

    def _read(self, letter: str, term: bytes, first: int) -> str:
        thread, post = self._view.post(first)
        if letter == "a" and post.author is not None:
            return post.author
        for tag in thread.tags:
            if letter == "g" and urls.identity(tag).encode("utf-8", "replace") == term:
                return tag
        return term.decode("utf-8", "replace")


def _by_term(names: Iterable[str]) -> Iterable[tuple[bytes, str]]:
    """Names by their terms, but for those that no file can say as they are."""
    for name in names:
        try:
            yield urls.identity(name).encode(), name
        except UnicodeEncodeError:
            continue
