"""The listing of a bucket that has the content: which of its files are sources, and which posts may show or link to."""

import re
from collections.abc import Iterator

from archiver.buckets import Bucket, ListedFile
from archiver.errors import BucketError, Problem
from archiver.source.extensions import is_markdown
from archiver.source.own_pages import PAGES_FOLDER
from archiver.source.walk import MEDIA_FOLDER

_MEDIA_FILE = re.compile(rf"{MEDIA_FOLDER}(?:[0-9a-f]{{2}}/)*[^/]+")


class BucketWalk:
    """One listing of the content, with the interface of a `ContentWalk`. It passes over the same names.

    Signatures are hashes of entity tags. The bucket can be read as a whole or not at all.
    """

    def __init__(self, bucket: Bucket, name: str) -> None:
        """`bucket` has the content, and the `name` in messages. Raises BucketError, also if it has no files."""
        self.problems: list[Problem] = []
        self.unreadable_folders: list[str] = []
        self.other_files: dict[str, int] = {}
        self.linked_files: list[str] = []
        self.page_files: dict[str, int] = {}
        """The signatures of all files below `PAGES_FOLDER`, by path."""
        self._markdown: dict[str, int] = {}
        files = sorted(bucket.list_files())
        if not files:  # more likely the prefix is wrong than that all pages are to go
            raise BucketError(f"{name} has no files; put threads there, or correct content in archiver.toml")
        self._sort_out(files)

    def markdown_files(self) -> Iterator[tuple[str, int]]:
        """All Markdown files: path, and signature."""
        return iter(self._markdown.items())

    def _sort_out(self, files: list[ListedFile]) -> None:
        folders = {path[:end] for path, _, _ in files for end in _slashes(path)}
        for path, size, version in files:
            if not size and path in folders:
                continue  # what some tools put in place of a folder
            if path.startswith(PAGES_FOLDER) and not _is_hidden(path.removeprefix(PAGES_FOLDER)):
                self.page_files[path] = version.signature
            elif _MEDIA_FILE.fullmatch(path):
                self.other_files[path] = version.signature
            elif not _is_hidden(path):
                found = self._markdown if is_markdown(path) else self.other_files
                found[path] = version.signature


def _slashes(path: str) -> Iterator[int]:
    return (match.start() for match in re.finditer("/", path))


def _is_hidden(path: str) -> bool:
    return path.startswith((".", "_")) or "/." in path or "/_" in path
