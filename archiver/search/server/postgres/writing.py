"""Writes the next version of an index in PostgreSQL, in one transaction."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from archiver.errors import SearchServerError
from archiver.search.server.documents import thread_id
from archiver.search.server.postgres.reading import CurrentIndex, PostgresReader
from archiver.search.server.postgres.rows import POST_COLUMNS, THREAD_COLUMNS, WORDS, read_rows
from archiver.search.server.postgres.session import Session
from archiver.search.server.postgres.tables import FORMAT, Tables, create_current, current

_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext(:name))"


class PostgresWriter:
    """Implements `ServerWriter`. `session` is its own; it is closed with it."""

    def __init__(self, session: Session, schema: str, previous: CurrentIndex | None) -> None:
        """Begin to change the index `previous`; None begins an empty one. Raises SearchServerError."""
        self._session, self._schema, self._previous = session, schema, previous
        session.run("BEGIN")
        if not session.run(_LOCK, {"name": f"archiver/{schema}"})[0][0]:
            raise SearchServerError("another build writes the index on the search server; run this one when it is done")
        for sql in create_current(schema):
            session.run(sql)
        self._old = _epochs(session, schema)
        self._tables = previous.tables if previous else Tables(schema=schema, epoch=max(self._old, default=0) + 1)
        self._current: CurrentIndex | None = None
        if previous:
            self._open_changes()
        else:
            for sql in self._tables.create:
                session.run(sql)

    def remove(self, threads: Collection[str]) -> None:
        """Delete the posts of the threads with these slugs."""
        if not threads or self._previous is None:
            return
        values = {"ids": list(map(thread_id, threads))}
        of_these = "thread = ANY(CAST(:ids AS bigint[]))"
        self._note_changes(f"SELECT * FROM {self._tables.name('post')} WHERE {of_these}", "-", values)
        self._session.run(f"DELETE FROM {self._tables.name('post')} WHERE {of_these}", values)
        self._session.run(f"DELETE FROM {self._tables.name('thread')} WHERE id = ANY(CAST(:ids AS bigint[]))", values)

    def load(self, spools: Sequence[Path]) -> None:
        """Add the threads of spool files. Raises OSError."""
        for table, columns in (("thread", THREAD_COLUMNS), ("post", POST_COLUMNS)):
            place = f"new_{table}" if self._previous else self._tables.name(table)
            rows = read_rows(spools, posts=table == "post")
            self._session.run(f"COPY {place} ({', '.join(columns)}) FROM STDIN", rows=rows)
            if self._previous:
                self._session.run(f"INSERT INTO {self._tables.name(table)} SELECT * FROM {place}")
        if self._previous:
            self._note_changes("SELECT * FROM new_post", "+", {})

    def finish(self) -> None:
        """Make the indexes and the lexicon."""
        term = self._tables.name("term")
        if self._previous:
            self._session.run(
                f"INSERT INTO {term} AS old SELECT term, field, lang, sum(posts) FROM change GROUP BY 1, 2, 3"
                " ON CONFLICT (term, field, lang) DO UPDATE SET posts = old.posts + excluded.posts"
            )
            self._session.run(f"DELETE FROM {term} USING change WHERE {term}.term = change.term AND {term}.posts = 0")
        else:
            for lang in self._langs():
                for field in WORDS:
                    self._count_terms(term, field, lang)
            for sql in self._tables.index:
                self._session.run(sql)
        post = self._tables.name("post")
        posts, earliest, latest = self._session.run(f"SELECT count(*), min(at), max(at) FROM {post}")[0]
        langs = tuple(lang for lang in self._langs() if lang)
        self._current = CurrentIndex(
            version="", tables=self._tables, posts=posts, langs=langs, earliest=earliest, latest=latest
        )

    @contextmanager
    def reader(self) -> Iterator[PostgresReader]:
        """Read the next index, after `finish`."""
        if self._current is None:
            raise SearchServerError("the index on the search server is not written yet")
        yield PostgresReader(self._session, self._current)

    def commit(self, version: str) -> None:
        """Make the next index the current one, under the name `version`."""
        found = self._current
        if found is None:
            return
        table = current(self._schema)
        self._session.run(f"DELETE FROM {table}")
        self._session.run(
            f"INSERT INTO {table} VALUES (:version, :format, :epoch, :posts, CAST(:langs AS text[]),"
            " CAST(:earliest AS bigint), CAST(:latest AS bigint))",
            {
                "version": version,
                "format": FORMAT,
                "epoch": self._tables.epoch,
                "posts": found.posts,
                "langs": list(found.langs),
                "earliest": found.earliest,
                "latest": found.latest,
            },
        )
        for epoch in self._old:
            if epoch != self._tables.epoch:
                self._session.run(Tables(schema=self._schema, epoch=epoch).drop)
        self._session.run("COMMIT")

    def close(self) -> None:
        """End; what is not committed is gone."""
        self._session.close()

    def _langs(self) -> list[str]:
        rows = self._session.run(f"SELECT DISTINCT lang FROM {self._tables.name('thread')} ORDER BY 1")
        return sorted(lang for (lang,) in rows)

    def _count_terms(self, term: str, field: str, lang: str) -> None:
        """Add the terms of a field in a language to the lexicon."""
        escaped = lang.replace("'", "''")
        texts = f"SELECT {field} FROM {self._tables.name('post')} WHERE lang = '{escaped}'"
        values = {"texts": texts, "field": field, "lang": lang}
        self._session.run(f"INSERT INTO {term} SELECT word, :field, :lang, ndoc FROM ts_stat(:texts)", values)

    def _open_changes(self) -> None:
        """Create tables for this transaction: of new rows, and of changes of the lexicon."""
        for table in ("thread", "post"):
            self._session.run(f"CREATE TEMPORARY TABLE new_{table} (LIKE {self._tables.name(table)}) ON COMMIT DROP")
        self._session.run(f"CREATE TEMPORARY TABLE change (LIKE {self._tables.name('term')}) ON COMMIT DROP")

    def _note_changes(self, posts: str, sign: str, values: Mapping[str, object]) -> None:
        """Note how many posts more or less have each term, by the query for the posts."""
        for field in WORDS:
            self._session.run(
                f"INSERT INTO change SELECT u.lexeme, '{field}', c.lang, {sign}count(*)"
                f" FROM ({posts}) c, unnest(c.{field}) u GROUP BY 1, 3",
                values,
            )


def _epochs(session: Session, schema: str) -> list[int]:
    """The epochs of which there are tables."""
    names = session.run("SELECT tablename FROM pg_tables WHERE schemaname = :schema", {"schema": schema})
    found = (name.removeprefix("post_") for (name,) in names if name.startswith("post_"))
    return sorted(int(number) for number in found if number.isdecimal())
