"""Labels: the names of authors and tags as displayed. The terms of the index are folded (`urls.name_key`)."""

from collections.abc import Iterable

from archiver import urls
from archiver.search.index.searcher import Searcher


class Labels:
    """Finds the label of a term: the name as it is written in the oldest post with the term (lowest doc id)."""

    def __init__(self, searcher: Searcher, authors: Iterable[str] = ()) -> None:
        """`authors` are labels of authors from the last export that cannot have changed: no post is read for these."""
        self._searcher = searcher
        self._authors: dict[bytes, str] = {term_of(label): label for label in authors}
        self._tags: dict[bytes, str] = {}

    def find(self, letter: str, term: bytes, first_doc: int) -> str:
        """The label of a term, which is read from a post at the first call for the term.

        Args:
            letter: The letter of the term's field: "a" for an author, "g" for a tag.
            term: The term in UTF-8.
            first_doc: The lowest doc id in the term's posting list.
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
    """Decode a term from UTF-8, in which unpaired surrogates are encoded as well."""
    return term.decode("utf-8", "surrogatepass")
