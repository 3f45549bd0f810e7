"""Finds the terms whose postings an edit of threads changes, so that an update makes only their shards again."""

from collections.abc import Iterable, Iterator

from archiver import urls
from archiver.model import Url
from archiver.search.index.doc_store import StoredPost, StoredThread
from archiver.search.index.documents import post_values, thread_values
from archiver.search.index.fields import REFERENCE_LENGTHS
from archiver.search.index.inverted_field import InvertedField

Postings = frozenset[tuple[str, int, int, bytes]]
"""The postings of a term as (thread URL, post number, impact, positions): without document numbers, which differ."""


def find_changed_terms(before: Iterable[StoredThread], after: Iterable[StoredThread]) -> set[tuple[str, bytes]]:
    """The terms, as (field, term in UTF-8), whose postings differ between two versions of some threads.

    `before` has the threads in the old version, `after` in the new one, each in blocks of consecutive posts.
    """
    old, new = _postings_by_term(before), _postings_by_term(after)
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _postings_by_term(threads: Iterable[StoredThread]) -> dict[tuple[str, bytes], Postings]:
    posts = [(thread, post) for thread in threads for post in thread.posts]
    by_term: dict[tuple[str, bytes], set[tuple[str, int, int, bytes]]] = {}
    for name, reference_length in REFERENCE_LENGTHS.items():
        field = InvertedField(reference_length)
        for document, (thread, post) in enumerate(posts):
            field.add(document, _text(name, thread, post), "" if name == "name" else thread.lang)
        for term, docs, impacts, positions in field.take():
            keys = ((posts[d][0].url, posts[d][1].number) for d in docs)
            found = by_term.setdefault((name, term), set())
            found.update((*key, i, p) for key, i, p in zip(keys, impacts, positions or [b""] * len(docs), strict=True))
    for thread, post in posts:
        for name, value in _values(thread, post):
            found = by_term.setdefault((name, value.encode("utf-8", "surrogatepass")), set())
            found.add((thread.url, post.number, 1, b""))
    return {key: frozenset(found) for key, found in by_term.items()}


def _text(field: str, thread: StoredThread, post: StoredPost) -> str:
    """The text of a post in a field of words; "" for none."""
    match field:
        case "title":
            return thread.title if "first" in post.flags else ""
        case "name":
            return post.author or ""
        case "text":
            return post.searched_text
        case _:
            return str(getattr(post, field))


def _values(thread: StoredThread, post: StoredPost) -> Iterator[tuple[str, str]]:
    """The pairs of field and value of a post in all set fields."""
    yield from thread_values(urls.slug_of_url(Url(thread.url)), thread.lang, thread.tags)
    yield from post_values(post)
