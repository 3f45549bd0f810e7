"""The rows of the tables of an index, as COPY reads them; a spool file has a line for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from archiver.search.index.fields import REFERENCE_LENGTHS
from archiver.search.server.documents import Occurrences, ServerPost, ServerThread
from archiver.search.server.postgres.statement import lexeme

WORDS = tuple(REFERENCE_LENGTHS)
"""The fields of words, in the order of the columns."""
THREAD_COLUMNS = ("id", "key", "slug", "lang", "board", "stored")
POST_COLUMNS = (
    *("thread", "number", "key", "minute", "at", "lang", "author", "sets", "stored"),
    *(name for field in WORDS for name in (field, f"{field}_words")),
)
_THREAD, _POST = b"t", b"p"
_MOST_PLACES = 255  # of a term; PostgreSQL takes 256
_LAST_PLACE = 16_383
_LONGEST_VECTOR = 1_000_000  # bytes; PostgreSQL takes 1 MiB
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def spool_lines(thread: ServerThread) -> bytes:
    """The lines of a thread and its posts in a spool file."""
    head = (thread.id, thread.key, thread.slug, thread.lang, thread.board, thread.stored)
    lines = [_THREAD + _line(head), *(_POST + _line(_values(thread, post)) for post in thread.posts)]
    return b"".join(lines)


def read_rows(spools: Iterable[Path], *, posts: bool) -> Iterator[bytes]:
    """The rows of the threads, or of the posts, in spool files. Raises OSError."""
    kind = _POST if posts else _THREAD
    for spool in spools:
        with spool.open("rb") as file:
            yield from (line[1:] for line in file if line[:1] == kind)


def _values(thread: ServerThread, post: ServerPost) -> Iterator[object]:
    minute = None if post.at is None else post.at // 60
    yield from (thread.id, post.number, thread.key, minute, post.at, thread.lang, post.author)
    yield "{" + ",".join(map(_quoted, post.sets)) + "}"
    yield post.stored
    for field in WORDS:
        yield _vector(post.words.get(field, {}))
        yield post.lengths.get(field, 0)


def _line(values: Iterable[object]) -> bytes:
    return ("\t".join(map(_text, values)) + "\n").encode()


def _text(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return str(value).translate(_ESCAPES)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _vector(terms: Mapping[str, Occurrences]) -> str:
    """A field of words: each term with its places, those that count as words marked A; what is too much is left out."""
    parts, size = [], 0
    for term, found in terms.items():
        part = f"{lexeme(term)}:{','.join(_places(found.positions[:_MOST_PLACES], found.words))}"
        size += len(term.encode()) + 2 * len(found.positions) + 8
        if size > _LONGEST_VECTOR:
            break
        parts.append(part)
    return " ".join(parts)


def _places(positions: Sequence[int], words: int) -> Iterator[str]:
    return (f"{min(at + 1, _LAST_PLACE)}{'A' if n < words else ''}" for n, at in enumerate(positions))
