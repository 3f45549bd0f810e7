"""The files under `content/`: which of them are threads, where each will stand, and their bytes.

Nothing outside of the content folder is read, also not behind a symbolic link. Two files that would meet at one URL
are a problem that names both; the first of them, in the order of their paths, keeps the URL.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archiver import urls
from archiver.errors import Problem
from archiver.model import Slug

_ENDING = ".md"
_PAGE_OF_OURS = re.compile(r"page-[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Source:
    """A file that is a thread. `path` is relative to the content folder, `shown` to the project."""

    path: str
    shown: str
    slug: Slug


def find_sources(content: Path, root: Path) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """All thread sources below the content folder in the order of their paths, and what is wrong with their names."""
    prefix = content.relative_to(root).as_posix()
    problems: list[Problem] = []
    sources: list[Source] = []
    for path in sorted(_walk(content, prefix, problems)):
        slug = urls.slug_of_path(path.removesuffix(_ENDING))
        if slug is None:
            message = "a name without a letter or digit has no URL; rename it"
            problems.append(Problem(path=f"{prefix}/{path}", line=0, message=message))
        else:
            sources.append(Source(path=path, shown=f"{prefix}/{path}", slug=slug))
    return tuple(_without_collisions(sources, problems)), tuple(sorted(problems))


def read_source(content: Path, source: Source) -> bytes:
    """The bytes of a source. Raises OSError."""
    return (content / source.path).read_bytes()


def _walk(content: Path, prefix: str, problems: list[Problem]) -> Iterator[str]:
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(content / folder), key=lambda entry: entry.name)
        except OSError as error:
            what = f"cannot be read: {error.strerror}"
            problems.append(Problem(path=f"{prefix}/{folder}".rstrip("/"), line=0, message=what))
            continue
        for entry in entries:
            if entry.name.startswith((".", "_")):
                continue
            path = f"{folder}{entry.name}"
            if wrong := _refusal(entry, content):
                shown = f"{prefix}/{path}".encode(errors="backslashreplace").decode()
                problems.append(Problem(path=shown, line=0, message=wrong))
            elif entry.is_dir():
                waiting.append(f"{path}/")
            elif entry.name.endswith(_ENDING):
                yield path


def _refusal(entry: os.DirEntry[str], content: Path) -> str | None:
    """Why a file or folder is not read, if it is one that would be."""
    if not entry.is_dir() and not entry.name.endswith(_ENDING):
        return None
    if entry.is_symlink() and (entry.is_dir() or not Path(entry.path).resolve().is_relative_to(content)):
        return "a symbolic link to a folder, or out of the content folder, is not followed; put the file itself here"
    if not entry.is_dir() and not entry.is_file():
        return "not a regular file; remove it"
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        return "a file name that is not UTF-8; rename it"
    return None


def _without_collisions(sources: list[Source], problems: list[Problem]) -> Iterator[Source]:
    boards: dict[str, str] = {}
    for source in sources:
        for board, folder in zip(urls.boards_above(source.slug), _folders(source.shown), strict=False):
            boards.setdefault(urls.collision_key(board), folder)
    taken: dict[str, str] = {}
    for source in sources:
        key = urls.collision_key(source.slug)
        segments = source.slug.split("/")
        if segments[0] in urls.RESERVED or any(_PAGE_OF_OURS.fullmatch(segment) for segment in segments):
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
