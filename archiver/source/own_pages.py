"""The pages that a site has besides its threads: Markdown files in the folder `_pages` of the content folder, and the
files beside them that they may show or link to.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archiver import urls
from archiver.errors import Problem
from archiver.model import Slug, SourceFile
from archiver.source.extensions import is_markdown, without_extension
from archiver.source.reading import read_file
from archiver.stat_signatures import stat_signature

PAGES_FOLDER = "_pages/"


class OwnPageFiles(NamedTuple):
    """What is in the folder of pages."""

    pages: tuple[SourceFile, ...]
    """The files of pages, ordered by path."""
    others: dict[str, int]
    """The stat signatures of all other files, by path relative to the content folder."""
    problems: tuple[Problem, ...]
    """Those of pages that cannot be read."""


def read_own_pages(content: Path, prefix: str, now_ns: int) -> OwnPageFiles:
    """Read the files of pages.

    Names that begin with `.` or `_`, and symbolic links, are passed over.

    Args:
        content: the content folder.
        prefix: the content folder relative to the project's folder, as problems name it.
        now_ns: the current time in nanoseconds since the epoch, for stat signatures.
    """
    pages, others, problems = list[SourceFile](), dict[str, int](), list[Problem]()
    for path in sorted(_paths(content)):
        project_path = f"{prefix}/{path}"
        try:
            if is_markdown(path):
                pages.append(SourceFile(path, project_path, read_file(content / path)))
            else:
                others[path] = stat_signature((content / path).lstat(), now_ns)
        except OSError as error:
            problems.append(Problem(path=project_path, line=0, message=f"cannot be read: {error.strerror}"))
    return OwnPageFiles(tuple(pages), others, tuple(problems))


def slug_of_own_page(path: str) -> Slug | None:
    """The slug of a page, by the path of its file; None if a part of the path has no letter or digit.

    >>> slug_of_own_page("_pages/guide/Start here.md")
    'guide/start-here'
    """
    return urls.slug_of_path(without_extension(path.removeprefix(PAGES_FOLDER)))


def _paths(content: Path) -> Iterator[str]:
    """The paths of all regular files, relative to the content folder."""
    root = content / PAGES_FOLDER
    if not root.is_dir() or root.is_symlink():
        return
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        for path in (Path(folder) / name for name in names if not name.startswith((".", "_"))):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(content).as_posix()
