"""The pages that a site has besides its threads: Markdown files in the folder `_pages` of the content folder."""

import os
from pathlib import Path

from archiver.errors import Problem
from archiver.model import SourceFile
from archiver.source.extensions import is_markdown
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
