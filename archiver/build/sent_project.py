"""Sends a project to a worker that has none of its folders.

A path below the folder of the project becomes one below a folder that the worker makes, and that ends with its process;
a path to a theme of the program becomes one to its own. The files of the project's own themes go along.
"""

import atexit
import io
import pickle
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from archiver.config import STATE_NAME
from archiver.model import Digest, digest_of
from archiver.theme import BUILT_IN, Theme


def pickle_for_others(root: Path, theme: Theme, value: object) -> bytes:
    """Pickle something that workers get, for those that have none of the folders.

    Args:
        root: the folder of the project.
        theme: its theme.
        value: what is sent.
    """
    file = io.BytesIO()
    _Sender(file, root, digest_of(f"{root} {theme.digest}".encode())).dump(value)
    return file.getvalue()


class _Sender(pickle.Pickler):
    """Pickles paths and themes so that they can be found on another machine."""

    def __init__(self, file: io.BytesIO, root: Path, project: Digest) -> None:
        """`project` names the project with its theme among those that a worker has at a time."""
        super().__init__(file, protocol=5)
        self._root, self._project = root, project

    def reducer_override(self, value: Any) -> Any:
        """How a path or a theme is made anew; anything else is pickled as usual."""
        if isinstance(value, Path) and value.is_relative_to(BUILT_IN):
            return _built_in, (value.relative_to(BUILT_IN).as_posix(),)
        if isinstance(value, Path) and value.is_relative_to(self._root):
            return _path_here, (self._project, value.relative_to(self._root).as_posix())
        if isinstance(value, Theme):
            files = [(Path(path), digest, self._content(Path(path))) for path, digest in value.files.items()]
            fields = {name: getattr(value, name) for name in value.__struct_fields__ if name != "files"}
            return _theme_here, (fields, files)
        return NotImplemented

    def _content(self, path: Path) -> bytes | None:
        """The bytes of a file of a theme of the project; None if the program has it."""
        return None if path.is_relative_to(BUILT_IN) else path.read_bytes()


def _built_in(path: str) -> Path:
    return Path(BUILT_IN, path)


def _path_here(project: Digest, path: str) -> Path:
    return Path(_project_here(project), path)


def _theme_here(fields: Mapping[str, Any], files: list[tuple[Path, Digest, bytes | None]]) -> Theme:
    for path, _, content in files:
        if content is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return Theme(**fields, files={str(path): digest for path, digest, _ in files})


@cache
def _project_here(project: Digest) -> Path:
    """The folder of a project in this process, with a state folder in it."""
    folder = Path(tempfile.mkdtemp(prefix=f"archiver-{project[:8]}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / STATE_NAME).mkdir()
    return folder
