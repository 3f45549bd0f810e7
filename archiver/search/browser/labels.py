"""Labels: the names of authors and tags as displayed. The terms of the index are folded (`urls.name_key`)."""

from bisect import bisect_left

from archiver import urls
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.postings import Number


def read_label(index: NumberedIndex, letter: str, term: bytes, number: Number) -> bytes:
    """The label of a term in UTF-8: the name as it is written in the first post with the term. Reads the post.

    Args:
        index: The index.
        letter: The letter of the term's field: "a" for an author, "g" for a tag.
        term: The term in UTF-8.
        number: The lowest number in the term's posting list.
    """
    thread, post = index.searcher.post_in_thread(bisect_left(index.places, number.place), number.offset)
    labels = [post.author] if letter == "a" and post.author is not None else thread.tags
    found = next((label for label in labels if term_of(label) == term), decode_term(term))
    return found.encode("utf-8", "replace")


def term_of(label: str) -> bytes:
    """The term of an author or a tag: its identity in UTF-8."""
    return urls.name_key(label).encode("utf-8", "surrogatepass")


def decode_term(term: bytes) -> str:
    """Decode a term from UTF-8, in which unpaired surrogates are encoded as well."""
    return term.decode("utf-8", "surrogatepass")
