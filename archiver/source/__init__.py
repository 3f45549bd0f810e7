"""The files under `content/`: which of them are threads, where each will stand, and their bytes.

Nothing outside of the content folder is read, also not behind a symbolic link. No thread is lost over its name: where
two files would meet at one URL, the later of them, in the order of their paths, gets a URL of its own.
"""

from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from archiver.config import matches
from archiver.errors import Problem, Severity
from archiver.source.endings import without_ending
from archiver.source.places import Source, place, with_distinct_urls
from archiver.source.unread import say_of_unread
from archiver.source.walk import Walk
from archiver.stat_signatures import stat_signature

__all__ = ["Source", "Sources", "find_sources", "read_source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All thread sources in the order of their paths, and what is wrong with their names.

    `unread` are the folders that could not be read (each with a slash behind it, or "" for all): what was in them is
    not known to be gone.
    """

    found: tuple[Source, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]


def find_sources(content: Path, root: Path, exclude: tuple[str, ...], *, now_ns: int = 0) -> Sources:
    """Look for thread sources below the content folder.

    Args:
        content: the content folder, absolute.
        root: the project's folder; problems name files relative to it.
        exclude: globs of files to leave out, relative to `content`.
        now_ns: the time in nanoseconds of the epoch, for the stat signatures of the sources; 0: they get none.
    """
    prefix = content.relative_to(root).as_posix()
    walk = Walk(content, prefix)
    sources: list[Source] = []
    wrong: dict[str, str] = {}
    for path, stat in sorted(walk.sources(), key=itemgetter(0)):
        if not _is_excluded(path, exclude):
            slug, named = place(without_ending(path), path)
            sources.append(Source(path, f"{prefix}/{path}", slug, stat_signature(stat, now_ns)))
            wrong.update(named)
    problems = [*walk.problems, *(_warning(f"{prefix}/{path}", message) for path, message in wrong.items())]
    problems += (
        _warning(prefix, what) for what in say_of_unread(p for p in walk.others if not _is_excluded(p, exclude))
    )
    found = tuple(with_distinct_urls(sources, problems))
    return Sources(found=found, problems=tuple(sorted(problems)), unread=tuple(walk.unread))


def _warning(path: str, message: str) -> Problem:
    return Problem(path=path, line=0, message=message, severity=Severity.WARNING)


def read_source(content: Path, source: Source) -> bytes:
    """The bytes of a source. Raises OSError."""
    return (content / source.path).read_bytes()


def _is_excluded(path: str, exclude: tuple[str, ...]) -> bool:
    return any(matches(path, glob) for glob in exclude)
