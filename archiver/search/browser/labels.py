"""Authors and tags as they are shown: as the first post that has them spells them."""

from collections.abc import Iterable

from archiver import urls
from archiver.search.index.doc_order import View


class Names:
    """The names of terms. Authors whose names are known already need not be read."""

    def __init__(self, view: View, authors: Iterable[str] = ()) -> None:
        self._view = view
        self._authors: dict[bytes, str] = {term_of(name): name for name in authors}
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
            if letter == "g" and term_of(tag) == term:
                return tag
        return text_of(term)


def term_of(name: str) -> bytes:
    """The term of an author or tag."""
    return urls.identity(name).encode("utf-8", "surrogatepass")


def text_of(term: bytes) -> str:
    """What a term says."""
    return term.decode("utf-8", "surrogatepass")
