"""The groups of threads (boards, tags, authors, months), in tables of the manifest.

Lists are planned by queries, so that no list needs all threads in memory. Rows of the table `members` have the dates of
their threads as text that sorts like moments.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import tzinfo

from archiver.manifest.authored import AuthoredPosts
from archiver.manifest.records import ThreadRecord
from archiver.model import (
    Group,
    GroupKey,
    GroupKind,
    Membership,
    Moment,
    SummaryRow,
    ThreadOrder,
    ThreadPageRow,
    ThreadSummary,
    Url,
    moment_from_text,
    moment_to_text,
)

_COLUMNS = {
    ThreadOrder.NEWEST: "started",
    ThreadOrder.LATEST: "latest",
    ThreadOrder.REPLIES: "posts",
    ThreadOrder.QUOTED: "quoted",
    ThreadOrder.LONGEST: "seconds",
    ThreadOrder.QUOTED_POST: "top",
}
"""The column of the table `members` by which each order sorts."""
_LEAST = {
    ThreadOrder.LATEST: "''",
    ThreadOrder.QUOTED: "0",
    ThreadOrder.LONGEST: "0",
    ThreadOrder.QUOTED_POST: "0",
}
"""The value of the column with which a thread is left out of an order."""
_OF_GROUP = "FROM members JOIN summaries USING (source) WHERE members.kind = ? AND members.key = ?"

_THREAD_PAGES = """
    SELECT members.first, IFNULL(number, 1), started, IFNULL(page_dates.latest, members.latest)
    FROM members LEFT JOIN page_dates USING (source) WHERE kind = 'site' ORDER BY started, source, number
"""


class Groups:
    """All groups of threads, with the changes of this build: the implementation of `pages.Catalogue`.

    A thread that has changed leaves its groups (`leave`), joins those that it has now (`join`), and when all threads
    have done so, the groups are counted anew (`renew`).
    """

    def __init__(self, connection: sqlite3.Connection, zone: tzinfo) -> None:
        self._connection = connection
        self._zone = zone
        self.authored = AuthoredPosts(connection)
        """The posts of authors."""

    def join(self, record: ThreadRecord, members: Iterable[Membership]) -> set[GroupKey]:
        """Add a thread to groups, and return their keys.

        Args:
            record: the thread. Without a summary it is added to no group.
            members: the memberships of the thread.
        """
        if record.summary is None:
            return set()
        started, latest = moment_to_text(record.summary.started), moment_to_text(record.summary.latest)
        joined = tuple(members)
        if dates := record.summary.page_dates:
            pages = ((record.source, number, moment_to_text(date)) for number, date in enumerate(dates, 1))
            self._connection.executemany("INSERT INTO page_dates VALUES (?, ?, ?)", pages)
        sizes = _sizes(record.summary)
        rows = ((*m.key, started, record.source, latest, m.name, m.posts, m.first, *sizes) for m in joined)
        self._connection.executemany("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return {member.key for member in joined}

    def leave(self, source: str) -> set[GroupKey]:
        """Remove the thread with this source from its groups, and return their keys."""
        rows = self._connection.execute("SELECT kind, key FROM members WHERE source = ?", (source,)).fetchall()
        for table in ("members", "page_dates"):
            self._connection.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608  a constant
        return {GroupKey(GroupKind(kind), key) for kind, key in rows}

    def renew(self, keys: Iterable[GroupKey]) -> None:
        """Update the numbers, dates and names of groups whose members have changed. Delete groups without members."""
        connection = self._connection
        self.authored.settle()
        for kind, key in keys:
            connection.execute("DELETE FROM groups WHERE kind = ? AND key = ?", (kind, key))
            count = "SELECT kind, key, '', COUNT(*), SUM(posts), MAX(latest) FROM members WHERE kind = ?1 AND key = ?2"
            connection.execute(f"INSERT INTO groups {count} HAVING COUNT(*) > 0", (kind, key))
            name = "SELECT name FROM members WHERE kind = ?1 AND key = ?2 ORDER BY started, source LIMIT 1"
            connection.execute(f"UPDATE groups SET name = ({name}) WHERE kind = ?1 AND key = ?2", (kind, key))  # noqa: S608

    def keys(self) -> list[GroupKey]:
        """The keys of all groups, including groups that `renew` has not counted yet."""
        rows = self._connection.execute("SELECT DISTINCT kind, key FROM members ORDER BY kind, key")
        return [GroupKey(GroupKind(kind), key) for kind, key in rows]

    def groups(self, kind: GroupKind) -> Iterator[Group]:
        """The groups of a kind, in the order of their keys."""
        rows = self._connection.execute("SELECT * FROM groups WHERE kind = ? ORDER BY key", (kind,))
        return (self._group(*row) for row in rows.fetchall())

    def group(self, key: GroupKey) -> Group | None:
        """A group; None if it has no thread."""
        row = self._connection.execute("SELECT * FROM groups WHERE kind = ? AND key = ?", key).fetchone()
        return self._group(*row) if row else None

    def rows(self, key: GroupKey) -> Iterator[SummaryRow]:
        """The threads of a group by the dates of their first posts, undated ones first, then by path."""
        rows = self._connection.execute(f"SELECT summary, first {_OF_GROUP} ORDER BY started, source", key)
        return (SummaryRow(*row) for row in rows)

    def first(self, key: GroupKey, order: ThreadOrder, count: int) -> list[SummaryRow]:
        """The first `count` threads of a group in an order, the reverse of `rows` where it does not tell.

        Args:
            key: the group.
            order: the order.
            count: the largest number of threads.
        """
        column, least = _COLUMNS[order], _LEAST.get(order, "")
        where = f"AND members.{column} > {least}" if least else ""
        query = f"SELECT summary, first {_OF_GROUP} {where} ORDER BY {column} DESC, started DESC, source DESC LIMIT ?"
        return [SummaryRow(*row) for row in self._connection.execute(query, (*key, count))]

    def largest(self, kind: GroupKind, count: int) -> list[Group]:
        """The `count` groups of a kind with the most posts, those with fewer threads after those with more."""
        query = "SELECT * FROM groups WHERE kind = ? ORDER BY posts DESC, threads DESC, key LIMIT ?"
        return [self._group(*row) for row in self._connection.execute(query, (kind, count))]

    def threads_of_years(self) -> dict[int, int]:
        """How many threads have posts of each year, by year."""
        query = "SELECT substr(key, 1, 4) AS year, COUNT(DISTINCT source) FROM members WHERE kind = ? AND key != ''"
        rows = self._connection.execute(f"{query} GROUP BY year ORDER BY year", (GroupKind.MONTH,))
        return {int(year): threads for year, threads in rows}

    def thread_urls(self) -> Iterator[tuple[str, Url, Moment | None]]:
        """For each thread the path of its source, its URL, and the date of its latest post.

        Threads are in the order of `rows`.
        """
        order = "WHERE kind = 'site' ORDER BY started, source"
        rows = self._connection.execute(f"SELECT source, first, latest FROM members {order}")  # noqa: S608  a constant
        return ((source, Url(first), moment_from_text(latest, self._zone)) for source, first, latest in rows)

    def thread_pages(self) -> Iterator[ThreadPageRow]:
        """All pages of all threads, in the order of `rows`."""
        return map(ThreadPageRow._make, self._connection.execute(_THREAD_PAGES))

    def _group(self, kind: str, key: str, name: str, threads: int, posts: int, latest: str) -> Group:
        moment = moment_from_text(latest, self._zone)
        return Group(key=GroupKey(GroupKind(kind), key), name=name, threads=threads, posts=posts, latest=moment)


def _sizes(summary: ThreadSummary) -> tuple[int, int, int]:
    """What orders sort a thread by: how often its posts are quoted, how often the one that is quoted most, and the
    seconds from its first post to its last.
    """
    most = summary.most_quoted.quotes if summary.most_quoted else 0
    if summary.started is None or summary.latest is None:
        return summary.quoted, most, 0
    return summary.quoted, most, int((summary.latest.at - summary.started.at).total_seconds())
