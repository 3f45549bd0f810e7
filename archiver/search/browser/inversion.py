"""Inverts threads that have changed, so that an update finds the postings to replace without reading whole lists."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archiver import urls
from archiver.model import Url
from archiver.search.browser.postings import Number, Posting
from archiver.search.index.doc_store import StoredPost, StoredThread
from archiver.search.index.documents import post_values, post_words, thread_values
from archiver.search.index.fields import LETTERS, REFERENCE_LENGTHS
from archiver.search.index.inverted_field import InvertedField


class PlacedThread(NamedTuple):
    """A thread, in blocks of consecutive posts, with its place."""

    place: int
    blocks: tuple[StoredThread, ...]


PostingsByPlace = dict[int, list[Posting]]
"""Postings of a term by the places of their threads."""


def invert(threads: Iterable[PlacedThread]) -> dict[bytes, PostingsByPlace]:
    """The postings of all terms of some threads, by key. Equal posts give the postings that the index has of them."""
    posts = list(_posts(threads))
    found: dict[bytes, PostingsByPlace] = {}

    def add(key: bytes, posting: Posting) -> None:
        found.setdefault(key, {}).setdefault(posting.number.place, []).append(posting)

    fields = {name: InvertedField(length) for name, length in REFERENCE_LENGTHS.items()}
    for document, (number, thread, post) in enumerate(posts):
        if number.offset == 0 and "first" in post.flags:
            fields["title"].add(document, thread.title, thread.lang)
        for name, text, lang in post_words(post, thread.lang):
            fields[name].add(document, text, lang)
    for name, field in fields.items():
        letter = LETTERS[name].encode()
        for term, docs, impacts, positions in field.take():
            for doc, impact, where in zip(docs, impacts, positions or [b""] * len(docs), strict=True):
                add(letter + term, Posting(posts[doc][0], impact, where))
    for number, thread, post in posts:
        for name, value in _values(thread, post):
            add(LETTERS[name].encode() + value.encode("utf-8", "surrogatepass"), Posting(number, 0, b""))
    return found


def _posts(threads: Iterable[PlacedThread]) -> Iterator[tuple[Number, StoredThread, StoredPost]]:
    for place, blocks in sorted(threads, key=lambda placed: placed.place):
        posts = ((block, post) for block in blocks for post in block.posts)
        for offset, (block, post) in enumerate(posts):
            yield Number(place, offset), block, post


def labelled_keys(threads: Sequence[PlacedThread]) -> Iterator[bytes]:
    """The keys of the authors and tags of some threads, whose labels may now be spelled in another way."""
    for _, thread, post in _posts(threads):
        for name, value in _values(thread, post):
            if name in {"author", "tag"}:
                yield LETTERS[name].encode() + value.encode("utf-8", "surrogatepass")


def _values(thread: StoredThread, post: StoredPost) -> Iterator[tuple[str, str]]:
    """The pairs of field and value of a post in all set fields."""
    yield from thread_values(urls.slug_of_url(Url(thread.url)), thread.lang, thread.tags)
    yield from post_values(post)
