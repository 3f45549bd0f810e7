"""Removes what is taken down from the sources for good: they become what is published of them."""

import dataclasses
import difflib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from archiver.build.scanning import scan_originals
from archiver.build.withholding import withhold_taken
from archiver.config import Config, People, mark_purged
from archiver.errors import ArchiverError
from archiver.files import replace_bytes
from archiver.model import SourceFile
from archiver.source import Source, SourceScan, read_original_files, read_source

_DIFF_NAME = "takedowns.diff"


class Purged(Struct, frozen=True, kw_only=True):
    """What was done: how many files were rewritten or removed, and the name of the file that has what they had."""

    files: int
    diff: str


def purge_sources(config: Config) -> Purged:
    """Rewrite all sources from which something is withheld; those of threads that are taken down are removed.

    A diff beside `takedowns.toml` has what they had. It is to be deleted, or kept where nobody reads it.

    Raises ArchiverError if the git work tree of the project has changes that are not committed, or if something cannot
    be withheld; OSError.
    """
    _refuse_changed_tree(config.root)
    originals, _ = scan_originals(config)
    scan, _ = withhold_taken(originals, _with_names(config), {}, None)
    changes = list(_changes(config, originals, scan))
    if not changes:
        return Purged(files=0, diff="")
    diff = config.root / _DIFF_NAME
    before = diff.read_bytes() if diff.is_file() else b""
    replace_bytes(diff, before + b"".join(_diff(old, new) for old, new in changes))
    mark_purged(config.root, {entry.line for entry in config.takedowns.entries if not entry.purged})
    for old, new in changes:
        path = config.content / old.path
        if new is None:
            path.unlink()
        else:
            replace_bytes(path, new.content)
    return Purged(files=len(changes), diff=_DIFF_NAME)


def _with_names(config: Config) -> Config:
    """A project without pseudonyms: sources keep the names for which they stand."""
    entries = tuple(replace(entry, pseudonym="") for entry in config.people.entries)
    return dataclasses.replace(config, people=People(entries=entries))


def _changes(config: Config, originals: SourceScan, scan: SourceScan) -> Iterator[tuple[SourceFile, SourceFile | None]]:
    """Each file that is to be rewritten, or removed, with what it becomes."""
    published = {source.path: source for source in scan.sources}
    for source in originals.sources:
        kept = published.get(source.path)
        if kept is None:
            yield from ((file, None) for file in _files(config, source))
        elif kept.withheld:
            if kept.withheld.fault:
                raise ArchiverError(f"{source.project_path}: {kept.withheld.fault}")
            pairs = zip(_files(config, source), read_source(config, kept), strict=True)
            yield from ((old, new) for old, new in pairs if old != new)


def _files(config: Config, source: Source) -> list[SourceFile]:
    return [*read_original_files(config, source)]


def _diff(old: SourceFile, new: SourceFile | None) -> bytes:
    before = old.content.splitlines(keepends=True)
    after = new.content.splitlines(keepends=True) if new else []
    name = old.path.encode("utf-8", "surrogateescape")
    rows = difflib.diff_bytes(difflib.unified_diff, before, after, b"a/" + name, b"b/" + name)
    return b"".join(row if row.endswith(b"\n") else row + b"\n\\ No newline at end of file\n" for row in rows)


def _refuse_changed_tree(root: Path) -> None:
    try:
        status = subprocess.run(  # noqa: S603  which git is the user's choice
            ["git", "-C", str(root), "status", "--porcelain"],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except OSError:
        return  # there is no git
    if status.returncode == 0 and status.stdout.strip():
        raise ArchiverError("the git work tree has changes; commit them first, so that a purge can be taken back")
