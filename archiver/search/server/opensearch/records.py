"""Posts as documents of OpenSearch. A spool file has a line for each post, and one with the terms of each thread."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from archiver.search.server.documents import Occurrences, ServerPost, ServerThread
from archiver.search.server.opensearch.mapping import BAR, EMPTY, WORDS, feature
from archiver.search.server.opensearch.queries import place

_TERMS, _POST = b"t", b"p"


class TermKey(NamedTuple):
    """What the lexicon counts: a term of a field, in posts of a language."""

    term: str
    field: str
    lang: str


def spool_lines(thread: ServerThread) -> bytes:
    """The lines of a thread and its posts in a spool file."""
    posts = (_POST + msgspec.json.encode(_document(thread, post)) for post in thread.posts)
    counted: Counter[tuple[str, str]] = Counter()
    for post in thread.posts:
        counted.update((term, field) for field, terms in post.words.items() for term in terms)
    rows = [(term, field, posts) for (term, field), posts in counted.items()]
    return b"\n".join([_TERMS + msgspec.json.encode((thread.lang, rows)), *posts, b""])


def read_posts(spools: Iterable[Path], born: int) -> Iterator[tuple[str, bytes]]:
    """The name of each post in spool files and its document, which the build `born` writes. Raises OSError."""
    addition = f',"born":{born:d}}}'.encode()
    for line in _lines(spools, _POST):
        name = line[: line.index(b",")].split(b'"')[3].decode()
        yield f"{name}-{born:d}", line[:-1] + addition


def read_terms(spool: Path) -> Counter[TermKey]:
    """How many posts of a spool file have each term. Raises OSError."""
    counts: Counter[TermKey] = Counter()
    for line in _lines((spool,), _TERMS):
        lang, rows = msgspec.json.decode(line, type=tuple[str, list[tuple[str, str, int]]])
        for term, field, posts in rows:
            counts[TermKey(term, field, lang)] += posts
    return counts


def _lines(spools: Iterable[Path], kind: bytes) -> Iterator[bytes]:
    for spool in spools:
        with spool.open("rb") as file:
            yield from (line[1:-1] for line in file if line[:1] == kind)


def _document(thread: ServerThread, post: ServerPost) -> dict[str, object]:
    """The document of a post; its place comes first, and it lacks the build that writes it."""
    document: dict[str, object] = {
        "place": place(thread.id, post.number),
        "kind": "post",
        "thread": thread.id,
        "number": post.number,
        "key": thread.key,
        "lang": thread.lang,
        "sets": post.sets,
        "head": b64encode(thread.stored).decode(),
        "stored": b64encode(post.stored).decode(),
    }
    optional = {"author": post.author, "board": thread.board}
    document |= {name: value for name, value in optional.items() if value}
    if post.at is not None:
        document |= {"at": post.at, "minute": post.at // 60}
    for field in WORDS:
        if terms := post.words.get(field):
            document[field] = _placed(terms)
            document[f"{field}_impacts"] = {feature(term): found.impact for term, found in terms.items()}
    return document


def _placed(terms: Mapping[str, Occurrences]) -> str:
    """The terms of a field at their places; stems have none, and are wherever there is room.

    >>> one = Occurrences(positions=(0, 2), words=2, impact=9)
    >>> _placed({"a": one, "b": one, "a!en": one})
    'a|b|a!en _ a|b'
    """
    placed = {term: found.positions for term, found in terms.items() if "!" not in term}
    places: list[list[str]] = [[] for _ in range(1 + max((at for found in placed.values() for at in found), default=0))]
    for term, positions in placed.items():
        for at in positions:
            places[at].append(term)
    for at, stem in enumerate(term for term in terms if term not in placed):
        places[at % len(places)].append(stem)
    return " ".join(BAR.join(found) or EMPTY for found in places)
