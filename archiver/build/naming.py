"""Names the threads of files that are parts of one: what the `thread` template of their `[[source]]` table gives.

It is apart from `scanning` since it imports the parsers, which a project without such tables does not need.
"""

from collections.abc import Mapping
from functools import partial

from archiver.build.keys import naming_key
from archiver.config import Config, Convention, convention_for
from archiver.manifest import NameRecord
from archiver.model import SourceFile
from archiver.parse import file_number, needs_content, thread_name
from archiver.source import ThreadName, read_content
from archiver.stat_signatures import RACY


def is_named_by_content(path: str, config: Config) -> bool:
    """True if what is in a file decides which thread it is a part of. `path` is relative to the content folder."""
    convention = convention_for(path, config.conventions)
    return convention is not None and convention.thread is not None and needs_content(convention)


class ThreadNamer:
    """Finds the thread of each file. `before` has the names of an earlier scan."""

    def __init__(self, config: Config, before: Mapping[str, NameRecord]) -> None:
        self._config, self._before = config, before
        self.names: dict[str, NameRecord] = {}

    def name(self, path: str, signature: int) -> ThreadName | None:
        """The thread that a file is a part of; None if it is one of its own.

        Args:
            path: the file, relative to the content folder.
            signature: its stat signature.
        """
        convention = convention_for(path, self._config.conventions)
        if convention is None or convention.thread is None:
            return None
        if needs_content(convention):
            name = self._name_by_content(path, signature, convention)
        else:
            name = self._read_name(path, convention) or ""
        return ThreadName(name, file_number(path, convention)) if name else None

    def _name_by_content(self, path: str, signature: int, convention: Convention) -> str:
        """The name of the thread of a file. If the file cannot be read now, it stays in the thread that it was in, so
        that the page of the thread stays as it is.

        Args:
            path: the file, relative to the content folder.
            signature: its stat signature.
            convention: its `[[source]]` table.
        """
        key = naming_key(convention, self._config)
        before = self._before.get(path)
        record = before if before and before.key == key else NameRecord(RACY, key, "")
        if signature == RACY or record.signature != signature:
            name = self._read_name(path, convention)
            record = NameRecord(signature, key, record.name if name is None else name)
        self.names[path] = record
        return record.name

    def _read_name(self, path: str, convention: Convention) -> str | None:
        """The name that a file gives its thread, "" if it gives none; None if it cannot be read."""
        try:
            return thread_name(path, convention, self._config.zone, partial(self._read, path))
        except OSError:
            return None  # the worker that draws the thread meets the error again, and reports it

    def _read(self, path: str) -> SourceFile:
        return SourceFile(path, path, read_content(self._config, path))
