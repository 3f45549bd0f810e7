"""What each author has written, in two tables of the manifest: the posts by author and date, and their threads.

In a build of all threads, the posts of an author come in any order. They are collected in a temporary table and moved
in the order of the other one, which is thus written once and in a row, whatever its size.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from archiver import urls
from archiver.model import AuthoredPost, AuthoredRow, Share, ThreadSummary, digest_of

TABLES = """
    CREATE TABLE authored (author TEXT, date TEXT, thread INT, position INT, post TEXT, number INT, year INT,
        excerpt TEXT, answers TEXT, quoted_by TEXT,
        PRIMARY KEY (author, date, thread, position)) WITHOUT ROWID;
    CREATE TABLE authored_threads (thread INTEGER PRIMARY KEY, source TEXT UNIQUE, slug TEXT, board TEXT, title TEXT,
        lang TEXT, dir TEXT, draft INT, authors TEXT, first TEXT, last TEXT);
"""
_NEW = """
    CREATE TEMP TABLE IF NOT EXISTS new_authored (author TEXT, date TEXT, thread INT, position INT, post TEXT,
        number INT, year INT, excerpt TEXT, answers TEXT, quoted_by TEXT)
"""
_ROWS = """
    SELECT date, position, post, number, excerpt, slug, title, lang, dir, draft
    FROM authored JOIN authored_threads USING (thread) WHERE author = ?
"""
_DIGITS = 16  # of a digest, which is compared with one other


class AuthoredPosts:
    """The posts of all authors: the implementation of `pages.Writings`. What is written can be read after `settle`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._has_new = False

    def replace(self, source: str, summary: ThreadSummary, posts: tuple[AuthoredPost, ...]) -> set[str]:
        """Write the posts of a thread in place of its previous ones.

        Args:
            source: the path of the thread's source.
            summary: the thread.
            posts: its posts whose authors are known.

        Returns:
            The keys of the authors whose lists may change: none if nothing has changed.
        """
        board = urls.board_of(summary.slug)
        thread = (summary.slug, board, summary.title, summary.lang or "", summary.dir or "", summary.draft)
        before, now = self._digests(source), _digests_by_author(thread, posts)
        if before == now:
            return set()
        if before:
            self.delete(source)
        if posts:
            dates = [post.date for post in posts]
            values = (source, *thread, json.dumps(now, ensure_ascii=False), min(dates), max(dates))
            statement = "INSERT INTO authored_threads VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            self._add(self._connection.execute(statement, values).lastrowid, posts)
        return {author for author, _ in before.items() ^ now.items()}

    def delete(self, source: str) -> set[str]:
        """Delete the posts of a thread. Returns the keys of their authors."""
        authors = self._digests(source).keys()
        query = "SELECT first, last, thread FROM authored_threads WHERE source = ?"
        row = self._connection.execute(query, (source,)).fetchone()
        statement = "DELETE FROM authored WHERE author = ? AND date BETWEEN ? AND ? AND thread = ?"
        self._connection.executemany(statement, [(author, *row) for author in authors])
        self._connection.execute("DELETE FROM authored_threads WHERE source = ?", (source,))
        return set(authors)

    def settle(self) -> None:
        """Move what has been added to its place."""
        if self._has_new:
            rows = "SELECT * FROM new_authored ORDER BY author, date, thread, position"
            self._connection.execute(f"INSERT INTO authored {rows}")
            self._connection.execute("DELETE FROM new_authored")
            self._has_new = False

    def rows(self, author: str) -> Iterator[AuthoredRow]:
        """The posts of an author by date, undated ones first, then by path and position."""
        query = f"{_ROWS} ORDER BY date, source, position"
        return map(AuthoredRow._make, self._connection.execute(query, (author,)))

    def latest(self, author: str, count: int) -> list[AuthoredRow]:
        """The latest `count` posts of an author that have a date, the reverse of `rows`."""
        query = f"{_ROWS} AND date > '' ORDER BY date DESC, source DESC, position DESC LIMIT ?"
        return list(map(AuthoredRow._make, self._connection.execute(query, (author, count))))

    def years(self, author: str) -> list[Share]:
        """How much an author has written in each year, in their order."""
        return self._shares("year", "authored", author)

    def boards(self, author: str) -> list[Share]:
        """How much an author has written in each board."""
        return self._shares("board", "authored JOIN authored_threads USING (thread)", author)

    def answered(self, author: str) -> dict[str, int]:
        """How many posts of each other author an author has answered, by the name as these posts spell it."""
        query = "SELECT answers, COUNT(*) FROM authored WHERE author = ? AND answers != '' GROUP BY answers"
        return dict(self._connection.execute(query, (author,)))

    def quoting(self, author: str) -> dict[str, int]:
        """How often posts of each other author quote one of an author, by the name as these posts spell it."""
        table = "authored, json_each(quoted_by)"
        query = f"SELECT value, COUNT(*) FROM {table} WHERE author = ? AND quoted_by != '' GROUP BY value"  # noqa: S608
        return dict(self._connection.execute(query, (author,)))

    def _shares(self, of: str, tables: str, author: str) -> list[Share]:
        select = f"SELECT {of}, COUNT(DISTINCT thread), COUNT(*) FROM {tables}"  # noqa: S608  constants
        rows = self._connection.execute(f"{select} WHERE author = ? GROUP BY {of} ORDER BY {of}", (author,))
        return [Share(of=str(of), threads=threads, posts=posts) for of, threads, posts in rows]

    def _digests(self, source: str) -> dict[str, str]:
        """The digest of what each author has written in a thread, as the manifest has it."""
        row = self._connection.execute("SELECT authors FROM authored_threads WHERE source = ?", (source,)).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def _add(self, thread: int | None, posts: Iterable[AuthoredPost]) -> None:
        if not self._has_new:
            self._connection.execute(_NEW)
        rows = (
            (p.author, p.date, thread, *p[2:-1], json.dumps(p.quoted_by, ensure_ascii=False) if p.quoted_by else "")
            for p in posts
        )
        self._connection.executemany("INSERT INTO new_authored VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._has_new = True


def _digests_by_author(thread: object, posts: Iterable[AuthoredPost]) -> dict[str, str]:
    """For each author of posts the digest of these, and of what lists show of their thread."""
    by_author: dict[str, list[AuthoredPost]] = defaultdict(list)
    for post in posts:
        by_author[post.author].append(post)
    shown = ((author, repr((thread, written))) for author, written in by_author.items())
    return {author: digest_of(text.encode("utf-8", "replace"))[:_DIGITS] for author, text in shown}
