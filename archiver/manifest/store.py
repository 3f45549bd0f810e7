"""The statements that read and write what a build records."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import cached_property
from itertools import chain, islice
from pathlib import Path

from archiver.manifest.cross_thread import cross_thread_to_json
from archiver.manifest.found_before import FoundBefore
from archiver.manifest.intents import Intents
from archiver.manifest.output_changes import OutputChanges
from archiver.manifest.recorded_files import RecordedFiles
from archiver.manifest.records import (
    OutputRecord,
    ThreadRecord,
    ThreadState,
    output_record,
    problems_to_json,
    summary_to_json,
)
from archiver.model import (
    ALL_PATHS,
    AuthoredPost,
    CrossThread,
    Digest,
    Folders,
    GroupKey,
    GroupKind,
    Membership,
    PathRanges,
)

_OUTPUTS = "SELECT path, owner, digest, key, dependencies, stat_signature FROM outputs"


class Manifest(FoundBefore):
    """The open manifest of a project. All changes, also those of `groups`, `figures` and `media`, are in one
    transaction, which `commit` ends, but intents and the tables of `FoundBefore` are written at once.
    """

    def __init__(self, connection: sqlite3.Connection, zone: tzinfo, folder: Path) -> None:
        super().__init__(connection, zone)
        self._folder = folder

    @cached_property
    def intents(self) -> Intents:
        """The paths that this build, or an earlier one that died, was about to write."""
        return Intents(self._folder / "intents", self._generation)

    @cached_property
    def identity(self) -> str:
        """A text that no other manifest has."""
        return self.fact("identity") or ""

    @property
    def is_new(self) -> bool:
        """True if no build has been committed yet."""
        return self.fact("built") is None

    @cached_property
    def output_changes(self) -> OutputChanges:
        """What this build has done with the files of the site so far."""
        return OutputChanges(self._connection)

    def recorded_files(self, *, are_known: bool = True) -> RecordedFiles:
        """The stored stat signature of each file of the site, by path, looked up as it is asked for; no files if it is
        not known that they are of this output folder.
        """
        return RecordedFiles(self._connection if are_known else None)

    def outputs(self, paths: Iterable[str]) -> dict[str, OutputRecord]:
        """The records of some files, by path; files without a record are left out."""
        rows = (self._connection.execute(f"{_OUTPUTS} WHERE path = ?", (path,)).fetchone() for path in paths)
        return {row[0]: output_record(row) for row in rows if row}

    def digest_of_output(self, path: str) -> Digest:
        """The digest of a file that has a record."""
        row = self._connection.execute("SELECT digest FROM outputs WHERE path = ?", (path,)).fetchone()
        return Digest(row[0])

    def outputs_of(self, owner: str) -> dict[str, OutputRecord]:
        """The records of the files of an owner, by path."""
        rows = self._connection.execute(f"{_OUTPUTS} WHERE owner = ?", (owner,))
        return {row[0]: output_record(row) for row in rows}

    def owners(self) -> set[str]:
        """The owners of all files."""
        return {owner for (owner,) in self._connection.execute("SELECT DISTINCT owner FROM outputs")}

    def count_outputs(self) -> int:
        """The number of files that have a record."""
        return int(self._connection.execute("SELECT COUNT(*) FROM outputs").fetchone()[0])

    def folders(self) -> Folders:
        """The stored records of the site's folders, as the last scan of the output folder found them."""
        with_others = self._connection.execute("SELECT path, foreign_names FROM folders WHERE foreign_names != ''")
        return Folders(
            stat_signatures=dict(self._connection.execute("SELECT path, stat_signature FROM folders")),
            foreign={path: tuple(json.loads(names)) for path, names in with_others},
        )

    def dependency_lists(self) -> dict[Digest, str]:
        """The dependency lists of all pages, as text, by their digest."""
        rows = self._connection.execute("SELECT digest, dependencies FROM dependency_lists")
        return {Digest(digest): dependencies for digest, dependencies in rows}

    def thread_states(self, ranges: PathRanges = ALL_PATHS) -> Iterator[tuple[str, ThreadState]]:
        """The sources in some ranges whose threads have records, with their states, in the order of the sources."""
        columns = "source, content, inputs, dependencies, stat_signature"
        query = f"SELECT {columns} FROM threads WHERE source >= ? AND source < ? ORDER BY source"  # noqa: S608
        rows = (row for one in ranges for row in self._connection.execute(query, one))
        return ((source, ThreadState(*state)) for source, *state in rows)

    def dependencies_of(self, source: str) -> Digest:
        """The dependency digest of a thread that has a record."""
        row = self._connection.execute("SELECT dependencies FROM threads WHERE source = ?", (source,)).fetchone()
        return Digest(row[0])

    def write_thread(
        self, record: ThreadRecord, members: Iterable[Membership], authored: tuple[AuthoredPost, ...] | None
    ) -> set[GroupKey]:
        """Write the record of a thread, its memberships in groups and its posts, in place of its previous ones.

        Args:
            record: the thread.
            members: its memberships.
            authored: its posts whose authors are known; None if they are as they were written before.

        Returns:
            The groups whose lists may change, which are none if neither the summary of the thread nor what lists show
            of its posts has changed.
        """
        text = summary_to_json(record.summary) if record.summary else None
        row = self._connection.execute("SELECT summary FROM summaries WHERE source = ?", (record.source,)).fetchone()
        state = (record.content, record.inputs, record.dependencies, record.stat_signature)
        values = (record.source, *state, problems_to_json(record.problems))
        self._connection.execute("INSERT OR REPLACE INTO threads VALUES (?, ?, ?, ?, ?, ?)", values)
        self._write_cross_thread(record.source, record.cross_thread)
        changed = self._write_authored(record, authored)
        if (row[0] if row else None) == text:
            return changed
        if text:
            self._connection.execute("INSERT OR REPLACE INTO summaries VALUES (?, ?)", (record.source, text))
        else:
            self._connection.execute("DELETE FROM summaries WHERE source = ?", (record.source,))
        before = self.groups.leave(record.source) if row else set()
        return before | changed | self.groups.join(record, members)

    def update_thread(self, source: str, *, dependencies: Digest) -> None:
        """Replace the dependency digest of a thread; with NO_DIGEST, the next build renders it again."""
        statement = "UPDATE threads SET dependencies = ? WHERE source = ?"
        self._connection.execute(statement, (dependencies, source))

    def update_source_signatures(self, signatures: Iterable[tuple[str, int]]) -> None:
        """Replace the stat signatures of sources (path, signature) whose content has not changed."""
        rows = [(signature, source) for source, signature in signatures]
        self._write("UPDATE threads SET stat_signature = ? WHERE source = ?", rows)

    def delete_thread(self, source: str) -> set[GroupKey]:
        """Delete the records of a thread, but not those of its files. Returns the groups that the thread was in."""
        for table in ("threads", "cross_thread", "summaries"):
            self._connection.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608  constants
        self.groups.authored.delete(source)
        return self.groups.leave(source)

    def write_outputs(self, records: Iterable[OutputRecord], gone: Iterable[str]) -> None:
        """Write records of files in place of the previous ones of their paths. Delete the records of `gone` paths."""
        rows = ((o.path, o.owner, o.digest, o.key, o.dependencies, o.stat_signature) for o in records)
        self._write("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._write("DELETE FROM outputs WHERE path = ?", [(path,) for path in gone])

    def update_output_signatures(self, signatures: Iterable[tuple[str, int]]) -> None:
        """Replace the stat signatures of files (path, signature) whose content has not changed."""
        rows = [(signature, path) for path, signature in signatures]
        self._write("UPDATE outputs SET stat_signature = ? WHERE path = ?", rows)

    def delete_outputs(self) -> None:
        """Delete the records of all files and folders, when another output folder has been configured."""
        self._connection.execute("DELETE FROM outputs")
        self._connection.execute("DELETE FROM folders")

    def write_folders(self, folders: Folders, previous: Folders) -> None:
        """Write the records of folders. Only differences from `previous`, the stored records, are written."""
        stored = previous.stat_signatures
        changed = {path for path, signature in folders.stat_signatures.items() if stored.get(path) != signature}
        with_other_names = {path for path, _ in folders.foreign.items() ^ previous.foreign.items()}
        paths = (changed | with_other_names) & folders.stat_signatures.keys()
        named = ((path, folders.foreign.get(path)) for path in paths)
        rows = [(path, folders.stat_signatures[path], json.dumps(names) if names else "") for path, names in named]
        self._write("INSERT OR REPLACE INTO folders VALUES (?, ?, ?)", rows)
        gone = stored.keys() - folders.stat_signatures.keys()
        self._write("DELETE FROM folders WHERE path = ?", [(path,) for path in gone])

    def write_dependency_lists(self, new: Mapping[Digest, str]) -> None:
        """Add dependency lists, by their digests. Delete lists that no record refers to."""
        if new:
            self._connection.executemany("INSERT OR REPLACE INTO dependency_lists VALUES (?, ?)", new.items())
            digest = "SELECT substr(dependencies, 1, 32) FROM"
            unused = f"NOT IN ({digest} threads UNION {digest} outputs)"
            self._connection.execute(f"DELETE FROM dependency_lists WHERE digest {unused}")  # noqa: S608  constants

    def commit(self, facts: Mapping[str, str]) -> None:
        """Commit all changes and these facts, and clear the intents. If nothing has changed, nothing is written."""
        known = {name: self.fact(name) for name in facts}
        if self._connection.in_transaction or self.intents.read() or known != facts:
            rows = {**facts, "built": str(int(self._generation) + 1)}.items()
            with self._connection as connection:
                connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows)
            self.intents.clear()

    def _write_authored(self, record: ThreadRecord, posts: tuple[AuthoredPost, ...] | None) -> set[GroupKey]:
        """Write the posts of a thread; see `write_thread`. Returns the groups of the authors whose lists may change."""
        if record.summary is None:
            authors = self.groups.authored.delete(record.source)
        elif posts is None:
            authors = set()
        else:
            authors = self.groups.authored.replace(record.source, record.summary, posts)
        return {GroupKey(GroupKind.AUTHOR, author) for author in authors}

    def _write_cross_thread(self, source: str, shown: CrossThread) -> None:
        self._connection.execute("DELETE FROM cross_thread WHERE source = ?", (source,))
        if shown:
            row = (source, cross_thread_to_json(shown))
            self._connection.execute("INSERT INTO cross_thread VALUES (?, ?)", row)

    def _write(self, statement: str, rows: Iterable[tuple[str | int, ...]]) -> None:
        """Execute a statement for each row; without rows, no transaction begins."""
        left = iter(rows)
        for first in islice(left, 1):
            self._connection.executemany(statement, chain((first,), left))

    @cached_property
    def _generation(self) -> str:
        return self.fact("built") or "0"
