"""The tables of an index in PostgreSQL.

A table names the current version and its epoch. An epoch has a table of threads, of posts and of terms. A build that
changes an index changes the tables of its epoch; one that begins anew makes those of the next epoch, and deletes those
of the last one when it commits. Either is one transaction, so readers have the version at which they began.
"""

from msgspec import Struct

from archiver.search.server.postgres.rows import WORDS

FORMAT = 2
"""Another number for other tables, so that an index in others is made anew."""


class Tables(Struct, frozen=True, kw_only=True):
    """The names of the tables of an epoch, as SQL has them."""

    schema: str
    """Any text."""
    epoch: int

    def name(self, table: str) -> str:
        """The name of a table of the epoch: thread, post or term."""
        return f"{quoted(self.schema)}.{table}_{self.epoch:d}"

    @property
    def create(self) -> list[str]:
        """Statements that create the tables."""
        words = ", ".join(f"{field} tsvector NOT NULL, {field}_words integer NOT NULL" for field in WORDS)
        return [
            f"CREATE TABLE {self.name('thread')} (id bigint PRIMARY KEY, key bigint NOT NULL, slug text NOT NULL,"
            ' lang text NOT NULL, board text COLLATE "C" NOT NULL, stored bytea NOT NULL)',
            f"CREATE TABLE {self.name('post')} (thread bigint NOT NULL, number integer NOT NULL, key bigint NOT NULL,"
            ' minute bigint, at bigint, lang text NOT NULL, author text COLLATE "C" NOT NULL, sets text[] NOT NULL,'
            f" stored bytea NOT NULL, {words})",
            f'CREATE TABLE {self.name("term")} (term text COLLATE "C" NOT NULL, field text NOT NULL,'
            " lang text NOT NULL, posts bigint NOT NULL)",
        ]

    @property
    def index(self) -> list[str]:
        """Statements that make the tables fast to read."""
        post, order = self.name("post"), "minute DESC NULLS LAST, key DESC, thread DESC, number DESC"
        return [
            f"ALTER TABLE {post} ADD PRIMARY KEY (thread, number)",
            *(f"CREATE INDEX ON {post} USING gin ({field}) WITH (fastupdate = off)" for field in (*WORDS, "sets")),
            f"CREATE INDEX ON {post} ({order})",
            f"CREATE INDEX ON {post} (at)",
            f"CREATE INDEX ON {post} (author, key, thread, number)",
            f"ALTER TABLE {self.name('term')} ADD PRIMARY KEY (term, field, lang)",
            *(f"ANALYZE {self.name(table)}" for table in ("thread", "post", "term")),
        ]

    @property
    def drop(self) -> str:
        """A statement that deletes the tables."""
        return f"DROP TABLE IF EXISTS {', '.join(map(self.name, ('thread', 'post', 'term')))}"


def quoted(name: str) -> str:
    """A name as SQL has it."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def current(schema: str) -> str:
    """The name of the table that names the current version."""
    return f"{quoted(schema)}.current"


def create_current(schema: str) -> list[str]:
    """Statements that create the schema, and the table that names the current version, where they are missing."""
    return [
        f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}",
        f"CREATE TABLE IF NOT EXISTS {current(schema)} (version text NOT NULL, format integer NOT NULL,"
        " epoch integer NOT NULL, posts bigint NOT NULL, langs text[] NOT NULL, earliest bigint, latest bigint)",
    ]
