"""Exports threads to one file, which is there as a whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from msgspec import Struct

from archiver import urls
from archiver.build.tasks import Progress
from archiver.config import Config
from archiver.errors import ExportError, Problem
from archiver.export.archive import Archive, open_archive
from archiver.export.formats import Format
from archiver.export.selection import Selection


class WrittenFile(NamedTuple):
    """A file that was written."""

    path: Path
    size: int
    """Bytes."""


class ExportReport(Struct, frozen=True, kw_only=True):
    """The result of an export."""

    threads: int
    posts: int
    file: WrittenFile | None
    """None if it went to a stream."""
    problems: tuple[Problem, ...]
    """What is wrong with the sources and with files that they show."""
    notes: Mapping[str, int]
    """What the format cannot hold, in words, and how often that was so."""


class ExportTask(Struct, frozen=True, kw_only=True):
    """What is to be exported, and how."""

    config: Config
    names: tuple[str, ...]
    """Those of threads and boards (see `build.named_threads`)."""
    format: Format
    progress: Progress | None = None


def export(task: ExportTask, path: Path | None, *, replaces: bool) -> ExportReport:
    """Export threads to a file.

    Args:
        task: what is to be exported.
        path: the file; None for one in the working directory that is named after the thread or board.
        replaces: True if a file that is there may be replaced.

    Raises UnknownNameError, ExportError if there is nothing to export or the file is there, ConfigError, TemplateError,
    and OSError; then nothing is written.
    """
    with open_archive(task.format.settings(task.config), task.names, task.progress) as archive:
        target = path or Path(_default_name(archive.selection, task.format))
        _refuse(target, replaces=replaces)
        _refuse_wrong_suffix(target, archive.selection, task.format)
        temporary = target.with_name(f"{target.name}.{os.getpid()}.new")
        try:
            with temporary.open("wb") as file:
                task.format.write(archive, file)
            _refuse_empty(archive)
            size = temporary.stat().st_size
            _refuse(target, replaces=replaces)  # somebody may have written it meanwhile
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        return _report(archive, WrittenFile(target, size))


def export_to_stream(task: ExportTask, stream: BinaryIO) -> ExportReport:
    """Export threads to a stream, as the standard output. Raises what `export` raises, perhaps after a part is written.

    Args:
        task: what is to be exported.
        stream: it need not be seekable.
    """
    with open_archive(task.format.settings(task.config), task.names, task.progress) as archive:
        task.format.write(archive, stream)
        _refuse_empty(archive)
        return _report(archive)


def _default_name(selection: Selection, form: Format) -> str:
    name = selection.slug.rpartition("/")[2] or urls.slug_segment(selection.title) or "archive"
    return f"{name}.{form.suffix if selection.is_thread else form.suffix_of_several}"


def _refuse(path: Path, *, replaces: bool) -> None:
    """Raise ExportError if a file may not be written, since there is one, or a folder, or no folder to write it to."""
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise ExportError(f"there is no folder {path.parent}")
    if path.exists() and not replaces:
        raise ExportError(f"{path} is there already; --force replaces it, -o names another file")


def _refuse_wrong_suffix(path: Path, selection: Selection, form: Format) -> None:
    """Raise ExportError if a file would be named as one with a single thread, and be of another format."""
    if not selection.is_thread and form.suffix != form.suffix_of_several and path.suffix == f".{form.suffix}":
        raise ExportError(
            f"{path.name}: several threads are no .{form.suffix} file, but an archive of them; "
            f"name it .{form.suffix_of_several}"
        )


def _refuse_empty(archive: Archive) -> None:
    if not archive.threads:
        found = "\n".join(map(str, archive.problems))
        raise ExportError(f"no thread could be read, so nothing is written\n{found}".strip())


def _report(archive: Archive, file: WrittenFile | None = None) -> ExportReport:
    return ExportReport(
        threads=archive.threads,
        posts=archive.posts,
        file=file,
        problems=tuple(sorted(archive.problems)),
        notes=dict(archive.notes),
    )
