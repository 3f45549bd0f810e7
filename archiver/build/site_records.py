"""The records of the site's files as a build leaves them, in memory, until the transaction writes them."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace

from archiver.build.previous import PreviousBuild
from archiver.manifest import OutputRecord
from archiver.model import Folders
from archiver.publish import OwnPaths, folders_of, read_stat_signature, scan_folders
from archiver.stat_signatures import RACY

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class SiteRecords:
    """The files that this build has drawn or retained. The files of owners that are not visited keep their records.

    `root` is the output folder; None if the site is in a bucket.
    """

    root: str | None
    previous: PreviousBuild
    drawn: dict[str, OutputRecord] = field(default_factory=dict)
    """Records of the files that this build has drawn, by path, also of files that the site had already."""
    retained: set[str] = field(default_factory=set)
    """Other files of visited owners, which keep their records."""
    visited: set[str] = field(default_factory=set)
    """Owners all of whose files are drawn or retained; what is neither is obsolete."""
    released: set[str] = field(default_factory=set)
    """Media that no thread shows or links to any more."""
    written: list[str] = field(default_factory=list)
    """The drawn files with new bytes."""
    written_bytes: int = 0

    def retain_existing(self, owner: str) -> None:
        """Retain the files of an owner that cannot be drawn now, if they exist."""
        self.retained.update(filter(self.previous.exists, self.previous.records_of(owner)))

    def obsolete(self, ours: AbstractSet[str] = frozenset()) -> set[str]:
        """The files of visited owners, and those of `ours` without a record, that are neither drawn nor retained."""
        recorded = {path for owner in self.visited for path in self.previous.records_of(owner)}
        unrecorded = ours - self.previous.stat_signatures.keys()
        return (recorded | unrecorded | self.released) - self.drawn.keys() - self.retained

    def outputs(self, now_ns: int) -> list[OutputRecord]:
        """The records of the drawn files, with their stat signatures at the time `now_ns`. Raises OSError."""
        written = frozenset(self.written)
        return [replace(r, stat_signature=self._stat_signature(r, written, now_ns)) for r in self.drawn.values()]

    def folders(self, now_ns: int) -> Folders:
        """The folders of ours at the time `now_ns`. Folders in which files have come or gone are scanned again.

        Raises OSError.
        """
        previous, found, gone = self.previous.stat_signatures, self.previous.scan.folders, self.obsolete()
        if self.root is None:
            return found
        changed = {*self.written, *gone, *(self.drawn.keys() - previous.keys())}
        if not changed:
            return found
        files = (previous.keys() - gone) | self.drawn.keys()
        stale = folders_of(changed)
        ours = folders_of(files) if gone else found.stat_signatures.keys() | stale
        own = OwnPaths(root=self.root, files=files, folders=ours)
        again = scan_folders(own, stale & ours, Folders({}, {}), now_ns)
        return Folders(
            {**_without(found.stat_signatures, stale), **again.stat_signatures},
            {**_without(found.foreign, stale), **again.foreign},
        )

    def _stat_signature(self, record: OutputRecord, written: AbstractSet[str], now_ns: int) -> int:
        """The stat signature of a drawn file; RACY if its content may not be what the record has."""
        path, previous = record.path, self.previous
        if path not in written and previous.is_intact_file(path):
            return previous.scan.new_signatures.get(path, previous.stat_signatures[path])
        if path not in written and path in previous.scan.edited:
            return RACY  # of a page that could not be drawn: somebody has edited the file
        if self.root is None or not record.digest:
            return record.stat_signature if record.digest else RACY
        return read_stat_signature(f"{self.root}/{path}", now_ns)


def _without(mapping: Mapping[str, T], keys: AbstractSet[str]) -> dict[str, T]:
    return {key: value for key, value in mapping.items() if key not in keys}
