"""The pages that a site has besides its threads: Markdown files in the folder `_pages` of the content folder, and the
files beside them that they may show or link to.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from archiver import urls
from archiver.errors import Problem
from archiver.model import Slug, SourceFile
from archiver.source.extensions import is_markdown, without_extension

PAGES_FOLDER = "_pages/"
ReadPage = Callable[[str], bytes]
"""Reads a file of the content folder. Raises OSError."""
SignFile = Callable[[str], int]
"""Gives the signature of a file of the content folder. Raises OSError."""


class OwnPageFiles(NamedTuple):
    """What is in the folder of pages."""

    pages: tuple[SourceFile, ...]
    """The files of pages, ordered by path."""
    others: dict[str, int]
    """The signatures of all other files, by path relative to the content folder."""
    problems: tuple[Problem, ...]
    """Those of pages that cannot be read."""


def read_own_pages(files: Iterable[str], prefix: str, read: ReadPage, sign: SignFile) -> OwnPageFiles:
    """Read the files of pages.

    Args:
        files: the paths of all files in the folder of pages, relative to the content folder.
        prefix: the content folder relative to the project's folder, as problems name it.
        read: reads a file.
        sign: the signature of a file.
    """
    pages, others, problems = list[SourceFile](), dict[str, int](), list[Problem]()
    for path in sorted(files):
        project_path = f"{prefix}/{path}"
        try:
            if is_markdown(path):
                pages.append(SourceFile(path, project_path, read(path)))
            else:
                others[path] = sign(path)
        except OSError as error:
            problems.append(Problem(path=project_path, line=0, message=f"cannot be read: {error.strerror}"))
    return OwnPageFiles(tuple(pages), others, tuple(problems))


def slug_of_own_page(path: str) -> Slug | None:
    """The slug of a page, by the path of its file; None if a part of the path has no letter or digit.

    >>> slug_of_own_page("_pages/guide/Start here.md")
    'guide/start-here'
    """
    return urls.slug_of_path(without_extension(path.removeprefix(PAGES_FOLDER)))


def find_page_files(content: Path) -> Iterator[str]:
    """The paths of all regular files in the folder of pages, relative to the content folder `content`.

    Names that begin with `.` or `_`, and symbolic links, are passed over.
    """
    root = content / PAGES_FOLDER
    if not root.is_dir() or root.is_symlink():
        return
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        for path in (Path(folder) / name for name in names if not name.startswith((".", "_"))):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(content).as_posix()
