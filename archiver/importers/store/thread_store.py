"""Writes each thread of an import, if its source is not what it should be already."""

import fcntl
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from msgspec import Struct

from archiver.errors import LockedError, OutputError, Problem, Severity
from archiver.files import replace_bytes
from archiver.importers.store.attachments import AttachmentWriter, PlannedFile, plan_attachments
from archiver.importers.store.merging import merge, split_source
from archiver.importers.store.names import FILES_SUFFIX, board_folder, digest_name, source_name
from archiver.importers.store.outcomes import Edited, Outcome, Saved
from archiver.importers.store.records import ImportRecord, Records
from archiver.importers.threads import ImportedThread
from archiver.importers.writer import SourceText, normal_form, write_source
from archiver.importers.writer.normal_form import with_parents
from archiver.model import Digest, digest_of

TakeDown = Callable[[ImportedThread], ImportedThread | None]
"""Returns a thread without the posts that may not be written again; None if all of it may not."""
_KEPT = "a person has {what} it, so it stays; --theirs writes the version of the export, --ours keeps it silently"


class _Change(Struct, frozen=True, kw_only=True):
    """A thread, the source that is made of it, and where it belongs."""

    key: str
    path: str
    thread: ImportedThread
    normal: ImportedThread
    """The normal form of the thread, with its attachments placed."""
    source: SourceText
    digest: Digest
    """The digest of `source`."""
    files: tuple[PlannedFile, ...]


def take_nothing_down(thread: ImportedThread) -> ImportedThread | None:
    """The thread as it is: nothing was taken down. A list of takedowns is another function in this place."""
    return thread


class ThreadStore:
    """The sources below a content folder, open to write threads into.

    Args:
        content: the content folder, which is made if it is not there.
        prefix: the content folder relative to the project's folder, as problems name it.
        edited: what is done with sources that a person has edited.
        is_dry: True to write nothing, and tell what would be done.
        take_down: leaves out what may not be written.

    Raises LockedError if another import writes there, and OSError if the folder cannot be made.
    """

    def __init__(
        self,
        content: Path,
        prefix: str = "content",
        *,
        edited: Edited = Edited.REPORT,
        is_dry: bool = False,
        take_down: TakeDown = take_nothing_down,
    ) -> None:
        self._content, self._prefix = content, prefix
        self._edited, self._is_dry, self._take_down = edited, is_dry, take_down
        if not is_dry:
            content.mkdir(parents=True, exist_ok=True)
        self._stack = ExitStack()
        if not is_dry:
            self._stack.callback(os.close, _lock(content))
        self._records = Records(content)
        self._attachments = AttachmentWriter(content, self._stack)
        self._folders = set[Path]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._stack:
            self._records.close()

    @property
    def attachments(self) -> int:
        """Attachments that were written so far."""
        return self._attachments.written

    def save(self, thread: ImportedThread) -> Saved:
        """Write a thread, unless its source has all of it already. Raises OSError if the disk refuses."""
        taken = self._take_down(thread)
        if taken is None:
            return Saved(Outcome.TAKEN_DOWN, "", 0)
        if not taken.posts:
            return Saved(Outcome.EMPTY, "", 0)
        key = f"{taken.site}/{taken.id}".encode("utf-8", "backslashreplace").decode()
        record = self._records.find(key)
        change = self._change(taken, key, record.path if record else self._free_path(taken, key))
        if record and record.export == change.digest:
            return Saved(Outcome.UNCHANGED, change.path, len(change.source.posts))
        return self._update(change, record)

    def _change(self, thread: ImportedThread, key: str, path: str) -> _Change:
        placed, files = plan_attachments(thread, _files_folder(path))
        normal = normal_form(placed)
        source = write_source(normal)
        digest = digest_of(source.join())
        return _Change(key=key, path=path, thread=thread, normal=normal, source=source, digest=digest, files=files)

    def _free_path(self, thread: ImportedThread, key: str) -> str:
        """The path of the source of a thread that was not imported before."""
        folder, name = board_folder(thread.board), source_name(thread)
        path = f"{folder}/{name}.md".lstrip("/")
        if self._records.taken.get(path, key) != key:
            return f"{folder}/{name}-{digest_name(key)}.md".lstrip("/")
        return path

    def _update(self, change: _Change, record: ImportRecord | None) -> Saved:
        """Write a thread that is new, or that the export has in another version than before."""
        target = self._content / change.path
        old = _read(target)
        posts = len(change.source.posts)
        new = _merged(old, change.normal) if old is not None else change.source
        content = new.join()
        if old == content:
            if not self._is_dry:
                self._records.add(change.key, ImportRecord(change.path, change.digest, digest_of(content)))
            return Saved(Outcome.UNCHANGED, change.path, posts)
        if self._is_edited(old, record) and self._edited is not Edited.THEIRS:
            return self._kept(change, old)
        outcome = Outcome.NEW if record is None and old is None else Outcome.CHANGED
        if self._is_dry:
            return Saved(outcome, change.path, posts)
        problems = self._write(change, new, old)
        return Saved(outcome, change.path, posts, problems)

    def _is_ours(self, old: bytes, record: ImportRecord | None) -> bool:
        return record is not None and digest_of(old) in {record.written, record.before}

    def _is_edited(self, old: bytes | None, record: ImportRecord | None) -> bool:
        """True if the source is not as an import has written it: edited, removed, or written by a person."""
        return record is not None if old is None else not self._is_ours(old, record)

    def _kept(self, change: _Change, old: bytes | None) -> Saved:
        message = _KEPT.format(what="removed" if old is None else "edited")
        warning = Problem(path=f"{self._prefix}/{change.path}", line=0, message=message, severity=Severity.WARNING)
        problems = (warning,) if self._edited is Edited.REPORT else ()
        return Saved(Outcome.KEPT, change.path, len(change.source.posts), problems)

    def _write(self, change: _Change, new: SourceText, old: bytes | None) -> tuple[Problem, ...]:
        """Write the attachments and the source of a thread, and its record. Returns what could not be written."""
        target = self._content / change.path
        self._make_folder(target.parent)
        failed = dict(self._attachments.write(change.files, target.parent))
        if failed:
            placed, _ = plan_attachments(change.thread, _files_folder(change.path), tuple(failed))
            new = _merged(old, normal_form(placed))
        content = new.join()
        before = digest_of(old) if old is not None else ""
        self._records.add(change.key, ImportRecord(change.path, change.digest, digest_of(content), before))
        replace_bytes(target, content)
        return tuple(failed.values())

    def _make_folder(self, folder: Path) -> None:
        """Make a folder below the content folder. Raises OutputError if a symbolic link leads out of it."""
        if folder in self._folders:
            return
        if not folder.resolve().is_relative_to(self._content.resolve()):
            raise OutputError(f"{folder} leads out of the content folder; remove the symbolic link")
        folder.mkdir(parents=True, exist_ok=True)
        self._folders.add(folder)


def _lock(folder: Path) -> int:
    """Lock a folder against other imports, and return its descriptor: closing it unlocks. Raises LockedError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise LockedError("another import into this project is running; wait until it has ended") from None
    return descriptor


def _files_folder(path: str) -> str:
    """The name of the folder of a source's attachments, which is next to it."""
    return path.rpartition("/")[2].removesuffix(".md") + FILES_SUFFIX


def _merged(old: bytes | None, normal: ImportedThread) -> SourceText:
    """The source of a thread, with the posts of `old` that the export lacks."""
    known = split_source(old) if old is not None else {}
    return merge(known, write_source(with_parents(normal, frozenset(known))))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
