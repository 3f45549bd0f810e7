"""What an edit changes in the index: the terms whose lists say something else of the posts of some threads."""

from collections.abc import Iterable, Iterator

from archiver import urls
from archiver.model import Url
from archiver.search.index.doc_store import KeptPost, KeptThread
from archiver.search.index.documents import post_values, thread_values
from archiver.search.index.postings_writer import WordField
from archiver.search.index.schema import USUAL_LENGTHS

Said = frozenset[tuple[str, int, int, bytes]]
"""What a list says of posts: the thread, the post's number, the impact and the positions."""


def touched_terms(before: Iterable[KeptThread], after: Iterable[KeptThread]) -> set[tuple[str, bytes]]:
    """The fields and terms of which the index says something else than before, of threads as they were and are."""
    old, new = _said(before), _said(after)
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _said(threads: Iterable[KeptThread]) -> dict[tuple[str, bytes], Said]:
    posts = [(thread, post) for thread in threads for post in thread.posts]
    said: dict[tuple[str, bytes], set[tuple[str, int, int, bytes]]] = {}
    for name, usual in USUAL_LENGTHS.items():
        field = WordField(usual)
        for document, (thread, post) in enumerate(posts):
            field.add(document, _words(name, thread, post), "" if name == "name" else thread.lang)
        for term, docs, impacts, values in field.take():
            places = ((posts[d][0].url, posts[d][1].number) for d in docs)
            found = said.setdefault((name, term), set())
            found.update(
                (*place, i, v) for place, i, v in zip(places, impacts, values or [b""] * len(docs), strict=True)
            )
    for thread, post in posts:
        for name, value in _values(thread, post):
            found = said.setdefault((name, value.encode("utf-8", "surrogatepass")), set())
            found.add((thread.url, post.number, 1, b""))
    return {key: frozenset(found) for key, found in said.items()}


def _words(name: str, thread: KeptThread, post: KeptPost) -> str:
    match name:
        case "title":
            return thread.title if "first" in post.flags else ""
        case "name":
            return post.author or ""
        case _:
            return str(getattr(post, name))


def _values(thread: KeptThread, post: KeptPost) -> Iterator[tuple[str, str]]:
    yield from thread_values(urls.slug_of_url(Url(thread.url)), thread.lang, thread.tags)
    yield from post_values(post)
