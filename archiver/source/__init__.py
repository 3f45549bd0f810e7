"""The files below the content folder: which of them are threads, their slugs, and their bytes.

Nothing outside the content folder is read, not even through a symbolic link. Every Markdown file gets a slug: if two
files would have the same URL, the later one in the order of their paths gets a URL of its own.
"""

from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from archiver.config import matches
from archiver.errors import Problem, Severity
from archiver.source.extensions import without_extension
from archiver.source.ignored_files import warnings_of_ignored
from archiver.source.slugs import Source, assign_slug, with_unique_urls
from archiver.source.walk import ContentWalk
from archiver.stat_signatures import stat_signature

__all__ = ["Source", "SourceScan", "read_source", "scan_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceScan:
    """The result of a scan of the content folder."""

    sources: tuple[Source, ...]
    """All thread sources, ordered by path."""
    problems: tuple[Problem, ...]
    """Unreadable folders and files, names that cannot be used as URLs, and files that are ignored."""
    unreadable_folders: tuple[str, ...]
    """Folders that could not be read, relative to the content folder, each with a slash at its end; "" is the content
    folder itself. Threads in them may still exist, so their pages must be kept."""


def scan_sources(content: Path, root: Path, exclude: tuple[str, ...], *, now_ns: int = 0) -> SourceScan:
    """Find all thread sources below the content folder.

    Args:
        content: the content folder, absolute.
        root: the project's folder, which has `content` in it. Problems name paths relative to it.
        exclude: globs of files that are passed over, for their paths relative to the content folder.
        now_ns: the current time in nanoseconds since the epoch, for the stat signatures of the sources (see
            `stat_signatures`). A file changed less than 2 s before this time has none; with 0, no file has one.
    """
    prefix = content.relative_to(root).as_posix()
    walk = ContentWalk(content, prefix)
    sources: list[Source] = []
    bad_names: dict[str, str] = {}
    for path, stat in sorted(walk.markdown_files(), key=itemgetter(0)):
        if not _is_excluded(path, exclude):
            slug, messages = assign_slug(without_extension(path), path)
            sources.append(Source(path, f"{prefix}/{path}", slug, stat_signature(stat, now_ns)))
            bad_names.update(messages)
    ignored = (path for path in walk.other_files if not _is_excluded(path, exclude))
    problems = [
        *walk.problems,
        *(_warning(f"{prefix}/{path}", message) for path, message in bad_names.items()),
        *(_warning(prefix, message) for message in warnings_of_ignored(ignored)),
    ]
    unique = tuple(with_unique_urls(sources, problems))
    return SourceScan(
        sources=unique, problems=tuple(sorted(problems)), unreadable_folders=tuple(walk.unreadable_folders)
    )


def read_source(content: Path, source: Source) -> bytes:
    """The bytes of a source below the folder `content`. Raises OSError."""
    return (content / source.path).read_bytes()


def _warning(path: str, message: str) -> Problem:
    return Problem(path=path, line=0, message=message, severity=Severity.WARNING)


def _is_excluded(path: str, exclude: tuple[str, ...]) -> bool:
    return any(matches(path, glob) for glob in exclude)
