"""The records of the site's files as a build leaves them, until the transaction writes them."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from archiver.build.previous import PreviousBuild
from archiver.manifest import OutputChanges, OutputRecord
from archiver.model import Folders
from archiver.publish import OwnPaths, collapse_foreign, folders_of, read_stat_signature, scan_folders
from archiver.stat_signatures import RACY

T = TypeVar("T")


class SiteRecords(Struct, kw_only=True):
    """The files that this build has drawn or retained. The files of owners that are not visited keep their records.

    `root` is the output folder; None if the site is in a bucket.
    """

    root: str | None
    previous: PreviousBuild
    changes: OutputChanges
    ours: set[str]
    """Paths that this build may write to though no intact file of ours is there (see `PreviousBuild.mendable`)."""
    released: set[str] = field(default_factory=set)
    """Media that no thread shows or links to any more."""
    written_bytes: int = 0

    def __contains__(self, path: object) -> bool:
        """True if the file at a path may be replaced or removed, whatever is there."""
        return (
            path in self.ours
            or (path not in self.previous.scan.broken and path in self.previous.files)
            or (isinstance(path, str) and bool(self.changes.digest(path)))
        )

    def retain_existing(self, owner: str) -> None:
        """Retain the files of an owner that cannot be drawn now, if they exist."""
        self.changes.retain(filter(self.previous.exists, self.previous.records_of(owner)))

    def obsolete(self) -> set[str]:
        """The files of visited owners, and those of ours without a record, that are neither drawn nor retained."""
        others = {*self.released, *(path for path in self.ours if path not in self.previous.files)}
        recorded = self.changes.obsolete() if self.previous.are_known else set()
        return recorded.union(path for path in others if not self.changes.has_kept(path))

    def outputs(self, now_ns: int) -> Iterator[OutputRecord]:
        """The records of the drawn files, with their stat signatures at the time `now_ns`. Raises OSError."""
        for record, is_written in self.changes.drawn():
            yield replace(record, stat_signature=self._stat_signature(record, now_ns, is_written=is_written))

    def folders(self, gone: AbstractSet[str], now_ns: int) -> Folders:
        """The folders of ours at the time `now_ns`. Folders in which files have come or gone are scanned again.

        `gone` are the obsolete files; the records of files must still be those of the previous build. Raises OSError.
        """
        found = self.previous.scan.folders
        files = _OwnFiles(self.previous.files, self.changes, gone)
        if self.root is None:
            return collapse_foreign((path for path in found.foreign_paths() if path not in files), files)
        if not gone and next(self.changes.changed(), None) is None:
            return found
        stale = folders_of(chain(self.changes.changed(), gone))
        ours = folders_of(files) if gone else found.stat_signatures.keys() | stale
        own = OwnPaths(root=self.root, files=files, folders=ours)
        again = scan_folders(own, stale & ours, Folders({}, {}), now_ns)
        return Folders(
            {**_without(found.stat_signatures, stale), **again.stat_signatures},
            {**_without(found.foreign, stale), **again.foreign},
        )

    def _stat_signature(self, record: OutputRecord, now_ns: int, *, is_written: bool) -> int:
        """The stat signature of a drawn file; RACY if its content may not be what the record has."""
        path, previous = record.path, self.previous
        if not is_written and previous.is_intact_file(path):
            found_again = previous.scan.new_signatures
            return found_again[path] if path in found_again else previous.files[path]
        if not is_written and path in previous.scan.edited:
            return RACY  # of a page that could not be drawn: somebody has edited the file
        if self.root is None or not record.digest:
            return record.stat_signature if record.digest else RACY
        return read_stat_signature(f"{self.root}/{path}", now_ns)


class _OwnFiles(Struct, frozen=True):
    """The files of the site when a build ends: `files` of the previous one without `gone`, and those it has drawn."""

    files: Mapping[str, int]
    changes: OutputChanges
    gone: AbstractSet[str]

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and (
            self.changes.digest(path) is not None or (path not in self.gone and path in self.files)
        )

    def __iter__(self) -> Iterator[str]:
        yield from (path for path in self.files if path not in self.gone)
        yield from (file.record.path for file in self.changes.drawn())


def _without(mapping: Mapping[str, T], keys: AbstractSet[str]) -> dict[str, T]:
    return {key: value for key, value in mapping.items() if key not in keys}
