"""The files under `content/`: which of them are threads, where each will stand, and their bytes.

Nothing outside of the content folder is read, also not behind a symbolic link. Two files that would meet at one URL
are a problem that names both; the first of them, in the order of their paths, keeps the URL.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from archiver import urls
from archiver.config import matches
from archiver.errors import Problem
from archiver.model import Slug
from archiver.signatures import signature

_ENDING = ".md"
_LINK = "a symbolic link to a folder, or out of the content folder, is not followed; put the file itself here"


class Source(NamedTuple):
    """A file that is a thread. `path` is relative to the content folder, `shown` to the project."""

    path: str
    shown: str
    slug: Slug
    signature: int = 0
    """What the file system says of it, to save the reading; 0 while it is too young for that to tell a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All thread sources in the order of their paths, and what is wrong with their names.

    `unread` are the folders that could not be read (each with a slash behind it, or "" for all): what was in them is
    not known to be gone.
    """

    found: tuple[Source, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]


def find_sources(content: Path, root: Path, exclude: tuple[str, ...]) -> Sources:
    """Look for thread sources below the content folder, but for those that a glob excludes."""
    prefix = content.relative_to(root).as_posix()
    problems: list[Problem] = []
    sources: list[Source] = []
    unread: list[str] = []
    now_ns = time.time_ns()
    for path, stat in sorted(_walk(content, prefix, problems, unread), key=itemgetter(0)):
        if any(matches(path, glob) for glob in exclude):
            continue
        slug = urls.slug_of_path(path.removesuffix(_ENDING))
        if slug is None:
            message = "a name without a letter or digit has no URL; rename it"
            problems.append(Problem(path=f"{prefix}/{path}", line=0, message=message))
        else:
            shown, signed = f"{prefix}/{path}", signature(stat, now_ns)
            sources.append(Source(path=path, shown=shown, slug=slug, signature=signed))
    found = tuple(_without_collisions(sources, problems))
    return Sources(found=found, problems=tuple(sorted(problems)), unread=tuple(unread))


def read_source(content: Path, source: Source) -> bytes:
    """The bytes of a source. Raises OSError."""
    return (content / source.path).read_bytes()


def _walk(
    content: Path, prefix: str, problems: list[Problem], unread: list[str]
) -> Iterator[tuple[str, os.stat_result]]:
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(content / folder), key=lambda entry: entry.name)
        except OSError as error:
            unread.append(folder)
            what = f"cannot be read ({error.strerror}), so its pages stay as they were; mend that, or remove it"
            problems.append(Problem(path=f"{prefix}/{folder}".rstrip("/"), line=0, message=what))
            continue
        for entry in entries:
            if entry.name.startswith((".", "_")):
                continue
            path = f"{folder}{entry.name}"
            if path.isascii() and path.endswith(_ENDING) and entry.is_file(follow_symlinks=False):
                yield path, entry.stat()  # as nearly all are
            elif wrong := _refusal(entry, content):
                shown = f"{prefix}/{path}".encode(errors="backslashreplace").decode()
                problems.append(Problem(path=shown, line=0, message=wrong))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")
            elif entry.name.endswith(_ENDING):
                yield path, entry.stat()


def _refusal(entry: os.DirEntry[str], content: Path) -> str | None:
    """Why a file or folder is not read, if it is one that would be."""
    is_folder, is_file = entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False)
    if entry.is_symlink():
        place = os.path.realpath(entry.path)  # of a link that leads in a circle, the link itself
        is_folder, is_file = os.path.isdir(place), os.path.isfile(place)
        if is_folder or (entry.name.endswith(_ENDING) and not Path(place).is_relative_to(content)):
            return _LINK
    if not is_folder and not entry.name.endswith(_ENDING):
        return None
    if not is_folder and not is_file:
        return "not a regular file; remove it"
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        return "a file name that is not UTF-8; rename it"
    return None


def _without_collisions(sources: list[Source], problems: list[Problem]) -> Iterator[Source]:
    first_of = {source.shown.rpartition("/")[0]: source for source in reversed(sources)}  # of each folder
    boards: dict[str, str] = {}
    for source in sorted(first_of.values()):
        for board, folder in zip(urls.boards_above(source.slug), _folders(source.shown), strict=False):
            boards.setdefault(urls.collision_key(board), folder)
    taken: dict[str, str] = {}
    for source in sources:
        key = urls.collision_key(source.slug)
        if urls.is_reserved(source.slug):
            other: str | None = "a page of the site itself"
        else:
            other = boards.get(key) or taken.get(key)
        if other:
            message = f"its URL {urls.slug_url(source.slug)} is that of {other}; rename one"
            problems.append(Problem(path=source.shown, line=0, message=message))
        else:
            taken[key] = source.shown
            yield source


def _folders(shown: str) -> list[str]:
    """The folders below `content/` that a source stands in, outermost first, with a slash behind each."""
    parts = shown.split("/")[:-1]
    return ["/".join(parts[: i + 1]) + "/" for i in range(1, len(parts))]
