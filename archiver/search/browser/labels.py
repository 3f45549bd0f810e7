"""Labels: authors and tags as they are displayed, while the index has their terms folded."""

from collections.abc import Iterable

from archiver import urls
from archiver.search.index.searcher import Searcher


class Labels:
    """Finds the label of a term: the spelling of the first post that has the term."""

    def __init__(self, searcher: Searcher, authors: Iterable[str] = ()) -> None:
        """`authors`: labels of authors that are known to be current, so that no post is read for them."""
        self._searcher = searcher
        self._authors: dict[bytes, str] = {term_of(label): label for label in authors}
        self._tags: dict[bytes, str] = {}

    def find(self, letter: str, term: bytes, first_doc: int) -> str:
        """The label of a term.

        `letter` is its field's: "a" for an author, "g" for a tag; `first_doc` is the first doc id of its posting list.
        """
        known = self._authors if letter == "a" else self._tags
        label = known.get(term)
        if label is None:
            label = known[term] = self._read(letter, term, first_doc)
        return label

    def _read(self, letter: str, term: bytes, first_doc: int) -> str:
        thread, post = self._searcher.post(first_doc)
        if letter == "a" and post.author is not None:
            return post.author
        for tag in thread.tags:
            if letter == "g" and term_of(tag) == term:
                return tag
        return decode_term(term)


def term_of(label: str) -> bytes:
    """The term of an author or a tag: its identity in UTF-8."""
    return urls.name_key(label).encode("utf-8", "surrogatepass")


def decode_term(term: bytes) -> str:
    """A term as a string. Terms are UTF-8 that may have unpaired surrogates."""
    return term.decode("utf-8", "surrogatepass")
