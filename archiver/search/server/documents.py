"""What a search server is told of posts: for each field of words the terms and their places, and values of sets."""

import json
import zlib
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from msgspec import Struct

from archiver.model import IndexedThread
from archiver.search.analysis.stems import primary_subtag
from archiver.search.index.doc_order import thread_key
from archiver.search.index.doc_store import StoredPost, StoredThread, post_of_values, values_of_post
from archiver.search.index.documents import post_values, post_words, thread_values
from archiver.search.index.fields import NO_DATE, REFERENCE_LENGTHS
from archiver.search.index.impact import decode_positions, impacts, rounded_length
from archiver.search.index.inverted_field import InvertedField

LONGEST_NAME = 1_000
"""Bytes of a term or a value of a set. A longer one is cut, and gets a digest: servers have limits."""
_KEPT = 480  # bytes of a longer one
_LEVEL = 3


class Occurrences(Struct, frozen=True, kw_only=True):
    """Where a term is in a field of a post."""

    positions: Sequence[int]
    """Places, counted in words. A stem has none of its own: there are as many as its impact needs, from 0."""
    words: int
    """How many of the places count as words of the text. The others are parts of names in code; if none counts, all
    together count half.
    """
    impact: int
    """What it adds to scores: see `index.impact`."""


class ServerPost(Struct, frozen=True, kw_only=True):
    """A post, as servers have it."""

    number: int
    """Its place in the thread, from 0."""
    words: dict[str, dict[str, Occurrences]]
    """For each field of words, the terms and stems."""
    lengths: dict[str, int]
    """The number of words in each field, rounded by `rounded_length`."""
    sets: tuple[str, ...]
    """The values in sets, as `author:ada`."""
    author: str
    """The folded author; "" for none."""
    at: int | None
    """The date in seconds since 1970."""
    stored: bytes
    """See `read_post`."""


class ServerThread(Struct, frozen=True, kw_only=True):
    """A thread, as servers have it."""

    id: int
    """63 bits, made of the slug."""
    key: int
    """The order of threads: see `thread_key`."""
    slug: str
    lang: str
    """The primary language subtag; "" for none."""
    board: str
    stored: bytes
    """See `read_thread`."""
    posts: tuple[ServerPost, ...]


def thread_id(slug: str) -> int:
    """The number by which a server knows the thread with a slug."""
    return int.from_bytes(blake2b(slug.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def bounded(name: str) -> str:
    """A term or a value of a set as servers have it: without characters that no encoding has, and not too long."""
    encoded = name.encode("utf-8", "replace").replace(b"\0", b"")
    if len(encoded) <= LONGEST_NAME:
        return encoded.decode()
    return f"{encoded[:_KEPT].decode(errors='ignore')}{blake2b(encoded, digest_size=16).hexdigest()}"


def thread_document(thread: IndexedThread) -> ServerThread:
    """The thread, as servers have it. It has one post or more."""
    lang = primary_subtag(thread.lang)
    first = thread.posts[0].date
    head = [thread.url, thread.title, thread.board, lang, thread.tags]
    return ServerThread(
        id=thread_id(thread.slug),
        key=thread_key(thread.url, int(first.at.timestamp()) if first else NO_DATE),
        slug=bounded(thread.slug),
        lang=lang,
        board=bounded(thread.board),
        stored=_packed(head),
        posts=tuple(_posts(thread, lang)),
    )


def read_thread(stored: bytes, posts: Sequence[bytes]) -> StoredThread:
    """A thread with these posts, from what is `stored` of them."""
    url, title, board, lang, tags = json.loads(zlib.decompress(stored))
    found = tuple(map(read_post, posts))
    return StoredThread(url=url, title=title, board=board, lang=lang, tags=tuple(tags), posts=found)


def read_post(stored: bytes) -> StoredPost:
    """A post, from what is stored of it."""
    return post_of_values(json.loads(zlib.decompress(stored)))


def _packed(values: object) -> bytes:
    return zlib.compress(json.dumps(values, separators=(",", ":")).encode("ascii"), _LEVEL)


def _posts(thread: IndexedThread, lang: str) -> Iterator[ServerPost]:
    shared = tuple(bounded(f"{name}:{value}") for name, value in thread_values(thread.slug, lang, thread.tags))
    words, lengths = _words(thread, lang)
    for number, post in enumerate(thread.posts):
        own = dict(post_values(post))
        values = tuple(bounded(f"{name}:{value}") for name, value in post_values(post))
        yield ServerPost(
            number=number,
            words=words[number],
            lengths=lengths[number],
            sets=(*shared, *values),
            author=bounded(own.get("author", "")),
            at=int(post.date.at.timestamp()) if post.date else None,
            stored=_packed(values_of_post(post)),
        )


def _words(thread: IndexedThread, lang: str) -> tuple[list[dict[str, dict[str, Occurrences]]], list[dict[str, int]]]:
    """The terms of each post, and the lengths of its fields, as the index on disk finds them."""
    inverted = {name: InvertedField(length) for name, length in REFERENCE_LENGTHS.items()}
    lengths: list[dict[str, int]] = [{} for _ in thread.posts]
    for number, post in enumerate(thread.posts):
        for name, text, language in post_words(post, lang):
            lengths[number][name] = rounded_length(inverted[name].add(number, text, language))
    if "first" in thread.posts[0].flags:
        lengths[0]["title"] = rounded_length(inverted["title"].add(0, thread.title, lang))
    words: list[dict[str, dict[str, Occurrences]]] = [{} for _ in thread.posts]
    for name, field in inverted.items():
        for term, docs, found, positions in field.take():
            text = bounded(term.decode("utf-8", "surrogatepass"))
            for at, number in enumerate(docs):
                table = impacts(lengths[number][name], REFERENCE_LENGTHS[name])
                places = decode_positions(positions[at]) if positions else ()
                words[number].setdefault(name, {})[text] = _occurrences(places, found[at], table)
    return words, lengths


def _occurrences(positions: Sequence[int], impact: int, table: bytes) -> Occurrences:
    """The occurrences that give a term its impact, in a text whose table of impacts is `table`."""
    frequency = min(len(positions), len(table) - 1)
    if positions and table[frequency] == impact:
        return Occurrences(positions=positions, words=len(positions), impact=impact)
    words = table.find(impact, 1)
    if words > 0 and (not positions or words <= len(positions)):
        return Occurrences(positions=positions or range(words), words=words, impact=impact)
    return Occurrences(positions=positions or range(1), words=0, impact=impact)
