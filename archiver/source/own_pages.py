"""The pages that a site has besides its threads: Markdown files in the folder `_pages` of the content folder."""

import os
from pathlib import Path

from archiver import urls
from archiver.errors import Problem
from archiver.model import Slug, SourceFile
from archiver.source.extensions import is_markdown, without_extension
from archiver.source.reading import read_file

PAGES_FOLDER = "_pages"


def read_own_pages(content: Path, prefix: str) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """The files of pages, ordered by path, and the problems of those that cannot be read.

    Names that begin with `.` or `_`, and symbolic links, are passed over.

    Args:
        content: the content folder.
        prefix: the content folder relative to the project's folder, as problems name it.
    """
    files, problems = [], []
    for path in _paths(content):
        project_path = f"{prefix}/{path}"
        try:
            files.append(SourceFile(path, project_path, read_file(content / path)))
        except OSError as error:
            problems.append(Problem(path=project_path, line=0, message=f"cannot be read: {error.strerror}"))
    return tuple(files), tuple(problems)


def slug_of_own_page(path: str) -> Slug | None:
    """The slug of a page, by the path of its file; None if a part of the path has no letter or digit.

    >>> slug_of_own_page("_pages/guide/Start here.md")
    'guide/start-here'
    """
    return urls.slug_of_path(without_extension(path.removeprefix(f"{PAGES_FOLDER}/")))


def _paths(content: Path) -> list[str]:
    """The paths of the files, relative to the content folder."""
    root = content / PAGES_FOLDER
    if not root.is_dir() or root.is_symlink():
        return []
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        shown = [Path(folder) / name for name in names if is_markdown(name) and not name.startswith((".", "_"))]
        found += [path.relative_to(content).as_posix() for path in shown if not path.is_symlink()]
    return sorted(found)
