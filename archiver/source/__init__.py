"""The files below the content folder: which of them are threads, their slugs, and their bytes.

Nothing outside the content folder is read, not even through a symbolic link. Every Markdown file gets a slug: if two
files would have the same URL, the later one in the order of their paths gets a URL of its own.
"""

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from archiver.config import Config, matches
from archiver.errors import Problem, Severity
from archiver.source.extensions import without_extension
from archiver.source.ignored_files import may_hold_discussions, warnings_of_ignored
from archiver.source.slugs import Source, assign_slug, with_unique_urls
from archiver.source.walk import MEDIA_FOLDER, ContentWalk

__all__ = ["Source", "SourceScan", "ignored_file_problems", "read_source", "scan_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceScan:
    """The result of a scan of the content folder."""

    sources: tuple[Source, ...]
    """All thread sources, ordered by path."""
    problems: tuple[Problem, ...]
    """Unreadable folders and files, and names that cannot be used as URLs."""
    files: Mapping[str, int]
    """The stat signature of each file that is no thread source and that posts may show or link to, by its path relative
    to the content folder."""
    ignored: tuple[str, ...]
    """Files that may hold discussions but are no thread sources, relative to the content folder."""
    unreadable_folders: tuple[str, ...]
    """Folders that could not be read, relative to the content folder, each with a slash at its end; "" is the content
    folder itself. Threads in them may still exist, so their pages must be kept."""


def scan_sources(config: Config, *, now_ns: int = 0) -> SourceScan:
    """Find all thread sources below the content folder, and the files that they may show or link to.

    Args:
        config: has the content folder, and globs of files that are passed over.
        now_ns: the current time in nanoseconds since the epoch, for the stat signatures of the files (see
            `stat_signatures`). A file changed less than 2 s before this time has none; with 0, no file has one.
    """
    prefix, exclude = config.content.relative_to(config.root).as_posix(), config.exclude
    walk = ContentWalk(config.content, prefix, now_ns)
    sources: list[Source] = []
    bad_names: dict[str, str] = {}
    for path, signature in sorted(walk.markdown_files(), key=itemgetter(0)):
        if not _is_excluded(path, exclude):
            slug, messages = assign_slug(without_extension(path), path)
            sources.append(Source(path, f"{prefix}/{path}", slug, signature))
            bad_names.update(messages)
    problems = [*walk.problems, *(_warning(f"{prefix}/{path}", message) for path, message in bad_names.items())]
    files = walk.other_files
    if exclude:
        files = {path: signature for path, signature in files.items() if not _is_excluded(path, exclude)}
    linked = (path for path in walk.linked_files if not _is_excluded(path, exclude))
    unique = tuple(with_unique_urls(sources, problems))
    return SourceScan(
        sources=unique,
        problems=tuple(sorted(problems)),
        files=files,
        ignored=tuple(p for p in (*linked, *files) if may_hold_discussions(p) and not p.startswith(MEDIA_FOLDER)),
        unreadable_folders=tuple(walk.unreadable_folders),
    )


def ignored_file_problems(paths: Iterable[str], config: Config) -> tuple[Problem, ...]:
    """A warning for each kind of file that probably holds discussions, but is not read.

    `paths` are files that no post shows or links to, relative to the content folder of `config`.
    """
    prefix = config.content.relative_to(config.root).as_posix()
    return tuple(_warning(prefix, message) for message in warnings_of_ignored(paths))


def read_source(content: Path, source: Source) -> bytes:
    """The bytes of a source below the folder `content`. Raises OSError, as for a pipe that has taken its place."""
    with open(content / source.path, "rb", opener=_open_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return file.read()


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe, too, at once, whether or not somebody writes into it. Raises OSError."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _warning(path: str, message: str) -> Problem:
    return Problem(path=path, line=0, message=message, severity=Severity.WARNING)


def _is_excluded(path: str, exclude: tuple[str, ...]) -> bool:
    return any(matches(path, glob) for glob in exclude)
