"""Threads of several files: a post or a page of a forum in each. A `[[source]]` table says which files are one thread.

Files are one thread if the table gives them one name, in one folder unless the name begins with a slash. The name takes
the place of the file's name in the URL. The first file in order stands for the thread wherever one path is needed.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from archiver.source.extensions import without_extension
from archiver.stat_signatures import RACY

_DIGITS = re.compile(r"(\d+)", re.ASCII)


class ThreadName(NamedTuple):
    """Which thread a file is a part of."""

    name: str
    """The name of the thread. `/` parts folders; with one at the begin they start at the content folder, else at the
    folder of the file."""
    number: int | None = None
    """The place of the file among those of the thread; None if the names of the files tell it."""


NameThread = Callable[[str, int], ThreadName | None]
"""Tells which thread a file is a part of, None if it is one of its own. Its arguments are the path of the file relative
to the content folder, and its stat signature."""


class FoundThread(NamedTuple):
    """A file, or several, that are one thread."""

    name: str
    """The path of the thread without an extension, from which its slug is made, relative to the content folder."""
    paths: tuple[str, ...]
    """The files in order, relative to the content folder."""
    signature: int
    """The stat signature of the file; of several, a hash of theirs, RACY if one of them is."""


def join_parts(files: Iterable[tuple[str, int]], name_thread: NameThread | None) -> list[FoundThread]:
    """The threads that files are, ordered by their first paths.

    Args:
        files: the path of each file, relative to the content folder, and its stat signature.
        name_thread: tells which files are parts of one thread; None if each file is a thread.
    """
    if name_thread is None:
        return [FoundThread(without_extension(path), (path,), signature) for path, signature in sorted(files)]
    parts: dict[str, list[tuple[tuple[object, ...], str, int]]] = {}
    names: dict[str, str] = {}
    for path, signature in sorted(files):
        named = name_thread(path, signature)
        name = _full_name(path, named.name) if named else without_extension(path)
        key = _key(name) if named else f"/{path}"  # which no name is
        names.setdefault(key, name)
        parts.setdefault(key, []).append((_place(path, named), path, signature))
    return sorted(_joined(names, parts), key=lambda thread: thread.paths[0])


def _joined(
    names: dict[str, str], parts: dict[str, list[tuple[tuple[object, ...], str, int]]]
) -> Iterator[FoundThread]:
    """The threads. `names` and `parts` have the name of each, and its files with their places, by one key."""
    for key, unordered in parts.items():
        ordered = sorted(unordered)
        paths = tuple(path for _, path, _ in ordered)
        signature = ordered[0][2] if len(ordered) == 1 else _joined_signature([(p, s) for _, p, s in ordered])
        yield FoundThread(names[key], paths, signature)


def _full_name(path: str, name: str) -> str:
    """The name of a thread from the content folder on, if a file at `path` gives it the name `name`."""
    folder = "" if name.startswith("/") else path.rpartition("/")[0]
    return f"{folder}/{name.strip('/')}".lstrip("/")


def _key(name: str) -> str:
    """The name without case and repeated spaces, by which files find each other."""
    return " ".join(name.casefold().split())


def _place(path: str, named: ThreadName | None) -> tuple[object, ...]:
    """What the files of a thread are sorted by: their numbers, then their paths, in which numbers count as numbers."""
    numbered = (0, named.number) if named and named.number is not None else (1, 0)
    return (*numbered, *((1, int(text), "") if text.isdecimal() else (0, 0, text) for text in _DIGITS.split(path)))


def _joined_signature(signatures: list[tuple[str, int]]) -> int:
    """A hash, of 64 bits and without a random seed, of the paths of files and their stat signatures; RACY if one is."""
    if any(signature == RACY for _, signature in signatures):
        return RACY
    digest = hashlib.blake2b(repr(signatures).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True) or 1
