"""Which content files the threads show or link to, in tables of the manifest.

A *use* is a name that a thread has looked for: a content path or the address of a page element, with the content path
that it led to, "" if there was no file. A content file has a record of what it was published as. The published files of
a thread are recorded by thread, so that a file is removed when no thread has it any more.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC

from archiver.manifest.json_codec import JsonCodec
from archiver.manifest.records import MediaFileRecord, ThreadMedia
from archiver.model import ALL_PATHS, Digest, Medium, PathRanges

TABLES = """
    CREATE TABLE media_files (path TEXT PRIMARY KEY, stat_signature INT, content TEXT, key TEXT, medium TEXT)
        WITHOUT ROWID;
    CREATE TABLE media_uses (thread TEXT, name TEXT, path TEXT, PRIMARY KEY (thread, name)) WITHOUT ROWID;
    CREATE INDEX media_users ON media_uses (path);
    CREATE INDEX media_names ON media_uses (name);
    CREATE TABLE media_outputs (thread TEXT, output TEXT, PRIMARY KEY (thread, output)) WITHOUT ROWID;
    CREATE INDEX media_owners ON media_outputs (output);
"""

_MEDIA = JsonCodec(Medium)
_PATHS_OF_THREAD = "SELECT DISTINCT path FROM media_uses WHERE thread = ? AND path != ''"


class MediaRecords:
    """The records of content files and of their uses, in the transaction of the manifest."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._is_empty = not any(map(self._has_rows, ("media_uses", "media_outputs")))
        self._left_paths: set[str] = set()
        self._left_outputs: set[str] = set()
        self.replaced: set[str] = set()
        """The content files whose records this build has replaced by others."""

    def states(self, ranges: PathRanges = ALL_PATHS) -> list[tuple[str, int, Digest]]:
        """The path, stat signature and key of each content file that a thread in some ranges uses, as recorded."""
        query = "SELECT path, stat_signature, key FROM media_files"
        if ranges is ALL_PATHS:
            return self._connection.execute(query).fetchall()
        of_threads = f"{query} WHERE path IN (SELECT path FROM media_uses WHERE thread >= ? AND thread < ?)"  # noqa: S608
        return sorted({row for one in ranges for row in self._connection.execute(of_threads, one)})

    def content_digests(self) -> frozenset[Digest]:
        """The digests of all content files that threads use."""
        return frozenset(Digest(row[0]) for row in self._connection.execute("SELECT content FROM media_files"))

    def content_digest(self, path: str) -> Digest:
        """The digest of a content file that has a record, as it was when it was published."""
        return Digest(self._connection.execute("SELECT content FROM media_files WHERE path = ?", (path,)).fetchone()[0])

    def indirect_uses(self, ranges: PathRanges = ALL_PATHS) -> dict[str, str]:
        """The names that led to no file (""), or to a file with another path, each with that path.

        Only those that threads in some ranges have looked for.
        """
        return self._uses("name != path", ranges)

    def source_uses(self, ranges: PathRanges = ALL_PATHS) -> dict[str, str]:
        """The names that led to the page of a source, or may be names of sources that were missing (""), each with the
        URL of the page. Only those that threads in some ranges have looked for.
        """
        if self._is_empty:
            return {}
        return self._uses("name NOT LIKE '/%' AND (path LIKE '/%' OR path = '')", ranges)

    def users(self, names: Iterable[str]) -> dict[str, str]:
        """The threads that have looked for a name, or use a content path, each with one such name."""
        query = "SELECT thread FROM media_uses WHERE path = ?1 UNION SELECT thread FROM media_uses WHERE name = ?1"
        return {thread: name for name in names for (thread,) in self._connection.execute(query, (name,))}

    def users_of_outputs(self, outputs: Iterable[str]) -> set[str]:
        """The threads that show or link to any of these published files."""
        query = "SELECT thread FROM media_outputs WHERE output = ?"
        return {thread for path in outputs for (thread,) in self._connection.execute(query, (path,))}

    def files_of(self, thread: str) -> Iterator[MediaFileRecord]:
        """The records of the content files that a thread uses."""
        if self._is_empty:
            return
        query = f"SELECT * FROM media_files WHERE path IN ({_PATHS_OF_THREAD})"  # noqa: S608  a constant
        for path, stat_signature, content, key, medium in self._connection.execute(query, (thread,)).fetchall():
            yield MediaFileRecord(
                path=path,
                stat_signature=stat_signature,
                content=Digest(content),
                key=Digest(key),
                medium=_MEDIA.from_json(medium, UTC),
            )

    def is_used(self, path: str) -> bool:
        """True if a thread shows or links to a content file."""
        return self._has("SELECT 1 FROM media_uses WHERE path = ?", path)

    def write(self, thread: str, media: ThreadMedia) -> None:
        """Replace the uses and the published files of a thread, and the records of content files it has drawn."""
        if self._is_empty and not (media.uses or media.outputs):
            return
        self.delete(thread)
        self._is_empty = False
        self.replaced |= {file.path for file in media.files if self._differs(file)}
        rows = [(f.path, f.stat_signature, f.content, f.key, _MEDIA.to_json(f.medium)) for f in media.files]
        self._connection.executemany("INSERT OR REPLACE INTO media_files VALUES (?, ?, ?, ?, ?)", rows)
        uses = [(thread, name, path) for name, path in media.uses]
        self._connection.executemany("INSERT INTO media_uses VALUES (?, ?, ?)", uses)
        outputs = [(thread, path) for path in media.outputs]
        self._connection.executemany("INSERT INTO media_outputs VALUES (?, ?)", outputs)

    def delete(self, thread: str) -> None:
        """Delete the uses of a thread."""
        if self._is_empty:
            return
        outputs = self._connection.execute("SELECT output FROM media_outputs WHERE thread = ?", (thread,))
        self._left_outputs.update(path for (path,) in outputs)
        self._left_paths.update(path for (path,) in self._connection.execute(_PATHS_OF_THREAD, (thread,)))
        for table in ("media_uses", "media_outputs"):
            self._connection.execute(f"DELETE FROM {table} WHERE thread = ?", (thread,))  # noqa: S608  constants

    def update_signatures(self, signatures: Mapping[str, int]) -> None:
        """Replace the stat signatures of content files, by path, whose content has not changed."""
        rows = [(signature, path) for path, signature in signatures.items()]
        if rows:
            self._connection.executemany("UPDATE media_files SET stat_signature = ? WHERE path = ?", rows)

    def remove_unused(self) -> set[str]:
        """Delete the records of content files that no thread uses any more; returns the published files that no thread
        has any more.
        """
        unused = [(path,) for path in self._left_paths if not self.is_used(path)]
        self._connection.executemany("DELETE FROM media_files WHERE path = ?", unused)
        query = "SELECT 1 FROM media_outputs WHERE output = ?"
        return {path for path in self._left_outputs if not self._has(query, path)}

    def _uses(self, where: str, ranges: PathRanges) -> dict[str, str]:
        query = f"SELECT DISTINCT name, path FROM media_uses WHERE thread >= ? AND thread < ? AND ({where})"  # noqa: S608
        return dict(row for one in ranges for row in self._connection.execute(query, one))

    def _differs(self, file: MediaFileRecord) -> bool:
        """True if there is another record of a content file."""
        row = self._connection.execute("SELECT content, key FROM media_files WHERE path = ?", (file.path,)).fetchone()
        return row is not None and row != (file.content, file.key)

    def _has_rows(self, table: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None  # noqa: S608  constants

    def _has(self, query: str, value: str) -> bool:
        return self._connection.execute(query, (value,)).fetchone() is not None
