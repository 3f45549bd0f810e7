"""The files below the content folder, or in the bucket of the content: which of them are threads, their slugs, and
their bytes.

Nothing outside the content folder is read, not even through a symbolic link. Every Markdown file gets a slug: if two
files would have the same URL, the later one in the order of their paths gets a URL of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from archiver.config import Config, matches
from archiver.errors import Problem, Severity
from archiver.model import Digest, Removal, Slug, SourceFile, digest_of
from archiver.source.bucket_walk import BucketWalk
from archiver.source.content import copy_of, open_content, read_ahead, read_content, temporary_copies
from archiver.source.edits import edit_files
from archiver.source.extensions import EXTENSIONS, is_markdown, without_extension
from archiver.source.ignored_files import may_hold_discussions, warnings_of_ignored
from archiver.source.own_pages import PAGES_FOLDER, OwnPageFiles, find_page_files, read_own_pages, slug_of_own_page
from archiver.source.parts import FoundThread, NameThread, ThreadName, join_parts
from archiver.source.slugs import Source, assign_slug, with_unique_urls
from archiver.source.volume import Volume, find_volumes
from archiver.source.volume_boards import boards_of_volumes
from archiver.source.walk import MEDIA_FOLDER, ContentWalk
from archiver.stat_signatures import stat_signature

__all__ = [
    "EXTENSIONS",
    "BeyondScan",
    "NameThread",
    "Source",
    "SourceScan",
    "ThreadName",
    "Volume",
    "assign_slug",
    "copy_of",
    "digest_of_source",
    "find_volumes",
    "ignored_file_problems",
    "is_markdown",
    "read_ahead",
    "read_content",
    "read_original_files",
    "read_source",
    "read_sources_ahead",
    "scan_sources",
    "slug_of_own_page",
    "temporary_copies",
    "without_extension",
]


_NO_THREADS = (MEDIA_FOLDER, PAGES_FOLDER)
_NO_PAGES = OwnPageFiles((), {}, ())


class SourceScan(Struct, frozen=True, kw_only=True):
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
    own_pages: tuple[SourceFile, ...] = ()
    """The files of pages that are no threads, ordered by path."""
    removed: tuple[tuple[Slug, Removal], ...] = ()
    """The threads that are taken down, which are not among the sources."""
    withheld_names: tuple[str, ...] = ()
    """The names that no address may have."""
    beyond: "BeyondScan | None" = None
    """What is not in the volume that was scanned; None if all was scanned."""

    def sources_by_path(self) -> Mapping[str, Source]:
        """The sources of threads by the content paths of all their files."""
        found = {path: source for source in self.sources for path in source.paths}
        return self.beyond.with_sources(found) if self.beyond else found

    def source_slugs(self) -> Mapping[str, Slug]:
        """The slugs of pages by the paths of their sources, relative to the content folder: of threads, of all files
        of those that have several, and of pages that are no threads.
        """
        found = {source.path: source.slug for source in self.sources}
        found |= {path: source.slug for source in self.sources for path in source.parts}
        own = ((file.path, slug_of_own_page(file.path)) for file in self.own_pages)
        found |= {path: slug for path, slug in own if slug}
        return self.beyond.with_slugs(found) if self.beyond else found


class BeyondScan(Protocol):
    """What is in the other volumes, where only one was scanned: it is found when it is asked for."""

    def with_sources(self, found: Mapping[str, Source]) -> Mapping[str, Source]:
        """Sources by the paths of their files, and those of other volumes."""
        ...

    def with_slugs(self, found: Mapping[str, Slug]) -> Mapping[str, Slug]:
        """Slugs by the paths of sources, and those of other volumes."""
        ...

    def owners_of(self, slug: Slug) -> Mapping[Slug, str]:
        """What has the slugs of threads and boards in volumes that may have one of a page, as messages name it."""
        ...


def scan_sources(
    config: Config, name_thread: NameThread | None = None, *, now_ns: int = 0, volume: Volume | None = None
) -> SourceScan:
    """Find all thread sources below the content folder, and the files that they may show or link to.

    Args:
        config: has the content, and globs of files that are passed over.
        name_thread: tells which files are parts of one thread; None if each file is a thread.
        now_ns: the current time in nanoseconds since the epoch, for the stat signatures of the files (see
            `stat_signatures`). A file changed less than 2 s before this time has none; with 0, no file has one.
        volume: the part of the archive to scan; None: all of it.
    """
    prefix, exclude = config.content_name, config.exclude
    walk = _walk(config, now_ns, volume)
    markdown = (file for file in walk.markdown_files() if not _is_excluded(file[0], exclude))
    sources, bad_names = _sources(join_parts(markdown, name_thread), prefix)
    problems = [*walk.problems, *(_warning(f"{prefix}/{path}", message) for path, message in bad_names.items())]
    own_pages = _own_pages(walk, config, now_ns) if volume is None or volume.is_rest else _NO_PAGES
    files = _without_excluded({**walk.other_files, **own_pages.others}, exclude)
    linked = (path for path in walk.linked_files if not _is_excluded(path, exclude))
    boards = boards_of_volumes(config, volume.others) if volume else {}
    unique = tuple(with_unique_urls(sources, problems, boards))
    return SourceScan(
        sources=unique,
        problems=tuple(sorted([*problems, *own_pages.problems])),
        files=files,
        ignored=tuple(p for p in (*linked, *files) if may_hold_discussions(p) and not p.startswith(_NO_THREADS)),
        unreadable_folders=tuple(walk.unreadable_folders),
        own_pages=own_pages.pages,
    )


def _walk(config: Config, now_ns: int, volume: Volume | None) -> ContentWalk | BucketWalk:
    if isinstance(place := config.content_place, Path):
        return ContentWalk(place, config.content_name, now_ns, volume)
    return BucketWalk(open_content(place), config.content_name)


def _own_pages(walk: ContentWalk | BucketWalk, config: Config, now_ns: int) -> OwnPageFiles:
    """The pages that are no threads. `walk` has found the files; `now_ns` is the current time."""
    read = partial(read_content, config)
    if isinstance(walk, BucketWalk):
        return read_own_pages(walk.page_files, config.content_name, read, walk.page_files.__getitem__)
    folder = config.content
    return read_own_pages(
        find_page_files(folder), config.content_name, read, lambda path: stat_signature((folder / path).lstat(), now_ns)
    )


def _sources(threads: Iterable[FoundThread], prefix: str) -> tuple[list[Source], dict[str, str]]:
    """A source for each thread, and messages about names that cannot be used in a URL as they are, by path.

    `prefix` is the content folder, relative to the project's.
    """
    sources: list[Source] = []
    bad_names: dict[str, str] = {}
    prefix = f"{prefix}/"
    for name, paths, signature in threads:
        slug, messages = assign_slug(name, paths[0])
        parts = paths if len(paths) > 1 else ()
        sources.append(Source(paths[0], prefix, slug, signature, parts=parts))
        bad_names.update(messages)
    return sources, bad_names


def ignored_file_problems(paths: Iterable[str], config: Config) -> tuple[Problem, ...]:
    """A warning for each kind of file that probably holds discussions, but is not read.

    `paths` are files that no post shows or links to, relative to the content folder of `config`.
    """
    prefix = config.content_name
    return tuple(_warning(prefix, message) for message in warnings_of_ignored(paths))


def read_source(config: Config, source: Source) -> tuple[SourceFile, ...]:
    """The files of a source of a project, in order, without what is withheld from it.

    Raises OSError, also if a file from which something is withheld has changed since that was found, and BucketError.
    """
    files = read_original_files(config, source)
    return edit_files(files, source.withheld) if source.withheld else files


def read_original_files(config: Config, source: Source) -> tuple[SourceFile, ...]:
    """The files of a source of a project as they are, in order. Raises OSError, BucketError."""
    return tuple(SourceFile(path, f"{source.prefix}{path}", read_content(config, path)) for path in source.paths)


def read_sources_ahead(config: Config, sources: Iterable[Source]) -> Iterator[Source]:
    """The sources of a project, which `read_source` is to read once each, in this order (see `read_ahead`)."""
    return read_ahead(config, sources, attrgetter("paths"))


def digest_of_source(files: tuple[SourceFile, ...]) -> Digest:
    """The digest of the files of a source: of the bytes of one; of the paths, sizes and bytes of several."""
    if len(files) == 1:
        return digest_of(files[0].content)
    heads = (f"{file.path}\0{len(file.content)}\0".encode("utf-8", "surrogatepass") for file in files)
    return digest_of(b"".join(head + file.content for head, file in zip(heads, files, strict=True)))


def _warning(path: str, message: str) -> Problem:
    return Problem(path=path, line=0, message=message, severity=Severity.WARNING)


def _without_excluded(files: Mapping[str, int], exclude: tuple[str, ...]) -> Mapping[str, int]:
    return {path: s for path, s in files.items() if not _is_excluded(path, exclude)} if exclude else files


def _is_excluded(path: str, exclude: tuple[str, ...]) -> bool:
    return any(matches(path, glob) for glob in exclude)
