"""Reads an index in PostgreSQL at one commit."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from math import ceil

from msgspec import Struct

from archiver.search.analysis.stems import STEM
from archiver.search.query.facets import FACETS
from archiver.search.query.ranking import POST_FACTORS, SHARES, THREAD_FACTORS
from archiver.search.server.connection import MOST_RANKED, FoundCounts, FoundRow, ThreadId, Wanted
from archiver.search.server.matching import AnyOf, Condition
from archiver.search.server.postgres.counts import read_counts
from archiver.search.server.postgres.scores import Scores
from archiver.search.server.postgres.session import Session
from archiver.search.server.postgres.statement import Statement
from archiver.search.server.postgres.tables import Tables
from archiver.search.server.weighing import Frequencies, Weighing

_ORDERS = {
    "newest": ("minute DESC NULLS LAST", "key DESC", "thread DESC", "number DESC"),
    "oldest": ("minute NULLS FIRST", "key", "thread", "number"),
    "relevance": ("score DESC", "key DESC", "thread DESC", "number DESC"),
}
_BLOCK = 1_000  # rows that are fetched at once


class CurrentIndex(Struct, frozen=True, kw_only=True):
    """What the table of the current version has."""

    version: str
    tables: Tables
    posts: int
    langs: tuple[str, ...]
    earliest: int | None
    latest: int | None
    """The first and the last date of all posts, in seconds since 1970; None if no post has one."""


class PostgresReader:
    """Implements `ServerReader` in a transaction that sees one commit."""

    def __init__(self, session: Session, current: CurrentIndex) -> None:
        self._session, self._current = session, current
        self._post, self._thread, self._term = map(current.tables.name, ("post", "thread", "term"))

    @property
    def posts(self) -> int:
        """The number of posts."""
        return self._current.posts

    @property
    def langs(self) -> tuple[str, ...]:
        """The primary language subtags of all posts, sorted."""
        return self._current.langs

    def frequencies(self, terms: Collection[str]) -> Frequencies:
        """How many posts have each of these terms."""
        sql = f"SELECT field, term, lang, posts FROM {self._term} WHERE term = ANY(CAST(:terms AS text[]))"
        found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for field, term, lang, posts in self._session.run(sql, {"terms": list(terms)}):
            found[field, term][lang] = posts
        return found

    def terms(self, field: str, beginning: str) -> Sequence[tuple[str, int]]:
        """The terms of a field that begin so, without stems, and how many posts have each."""
        sql = (
            f"SELECT term, sum(posts)::bigint FROM {self._term} WHERE field = :field"
            f" AND starts_with(term, :beginning) AND term >= :beginning AND term < :last"
            f" AND position('{STEM.decode()}' in term) = 0 GROUP BY term"
        )
        values = {"field": field, "beginning": beginning, "last": f"{beginning}\U0010ffff"}
        return [(term, posts) for term, posts in self._session.run(sql, values)]

    def count(self, condition: Condition) -> int:
        """The number of posts that meet a condition."""
        statement = Statement()
        sql = f"SELECT count(*) FROM {self._post} p WHERE {statement.condition(condition)}"
        return int(self._session.run(sql, statement.values)[0][0])

    def exists(self, condition: Condition) -> bool:
        """True if a post meets a condition."""
        statement = Statement()
        sql = f"SELECT EXISTS (SELECT FROM {self._post} p WHERE {statement.condition(condition)})"
        return bool(self._session.run(sql, statement.values)[0][0])

    def find(self, wanted: Wanted, weighing: Weighing) -> Sequence[FoundRow]:
        """The posts that are wanted, the first ones first."""
        statement = Statement()
        if wanted.order == "relevance":
            first = self._ranked(wanted, statement, Scores(statement, weighing))
        else:
            condition = statement.condition(wanted.condition)
            first = f"SELECT p.thread, p.number, p.key, p.minute, 0 AS score FROM {self._post} p WHERE {condition}"
        order = _ORDERS[wanted.order]
        sql = (
            f"WITH best AS MATERIALIZED ({first} ORDER BY {', '.join(order)} LIMIT {wanted.limit:d})"
            " SELECT best.thread, best.number, best.score, t.stored, p.stored"
            f" FROM best JOIN {self._post} p USING (thread, number) JOIN {self._thread} t ON t.id = best.thread"
            f" ORDER BY {', '.join(f'best.{column}' for column in order)}"
        )
        rows = self._session.run(sql, statement.values)
        return [
            FoundRow(thread=thread, number=number, score=int(score), stored_thread=head, stored_post=post)
            for thread, number, score, head, post in rows
        ]

    def _ranked(self, wanted: Wanted, statement: Statement, scores: Scores) -> str:
        """The query for the posts that are ranked, with their scores."""
        added = " + ".join(scores.score(node, times) for node, times in wanted.scored) or "0"
        clauses = [clause for clause in wanted.clauses if clause[1]]
        has = [f", {scores.has(node)} AS c{at:d}" for at, (node, _) in enumerate(clauses)]
        left = f", {statement.condition(wanted.without)} AS is_left" if wanted.without else ", false AS is_left"
        found = (
            f"SELECT p.thread, p.number, p.key, p.minute, ({added})::bigint AS base{''.join(has)}{left}"
            f" FROM {self._matched(wanted, statement, scores)} ORDER BY {', '.join(_ORDERS['newest'])}"
            f" LIMIT {MOST_RANKED:d}"
        )
        score = _with_factors([idf for _, idf in clauses]) if len(clauses) > 1 else "base"
        return (
            f"SELECT thread, number, key, minute, score FROM (SELECT *, {score} AS score"
            f" FROM ({found}) found WINDOW w AS (PARTITION BY thread)) ranked WHERE NOT is_left"
        )

    def _matched(self, wanted: Wanted, statement: Statement, scores: Scores) -> str:
        """The posts that match, as SQL has them after FROM.

        If all of them are ranked, they are found first: in the order of their dates all posts would be looked at.
        """
        condition = statement.condition(wanted.condition)
        most = sum(scores.size(node) for node, _ in wanted.scored)
        if 0 < most <= MOST_RANKED:
            return f"(SELECT * FROM {self._post} p WHERE {condition} OFFSET 0) p"
        return f"{self._post} p WHERE {condition}"

    def counts(self, condition: Condition, threads: Collection[ThreadId], zone: tzinfo, *, facets: bool) -> FoundCounts:
        """How many posts meet a `condition`: in all, in some `threads`, and, with `facets`, by year, author and board.

        Years begin in the time zone `zone`.
        """
        statement = Statement()
        matched = f"SELECT p.thread, p.author, p.at FROM {self._post} p WHERE {statement.condition(condition)}"
        asked = statement.bind(list(threads), "bigint[]")
        parts = [
            "SELECT 'posts', '', coalesce(sum(posts), 0)::bigint, count(*) FROM by_thread",
            f"SELECT 'thread', thread::text, posts, 0 FROM by_thread WHERE thread = ANY({asked})",
        ]
        if facets:
            parts += self._facets(statement, zone)
        sql = (
            f"WITH matched AS {'' if facets else 'NOT '}MATERIALIZED ({matched}),"
            " by_thread AS MATERIALIZED (SELECT thread, count(*) AS posts FROM matched GROUP BY thread)"
            f" {' UNION ALL '.join(f'({part})' for part in parts)}"
        )
        return read_counts(self._session.run(sql, statement.values))

    def _facets(self, statement: Statement, zone: tzinfo) -> Iterator[str]:
        """The queries for the most frequent years, authors and boards of the posts that match."""
        first = f"ORDER BY posts DESC, 2 LIMIT {FACETS:d}"
        years = self._years(zone)
        if years:
            starts = statement.bind([start for _, start in years], "bigint[]")
            year = f"width_bucket(at, {starts}) + {years[0][0] - 1:d}"
            counted = f"SELECT {year} AS year, count(*) AS posts FROM matched WHERE at IS NOT NULL GROUP BY 1"
            yield f"SELECT 'year', year::text, posts, 0 FROM ({counted}) y {first}"
        name = (
            f"(SELECT p.stored FROM {self._post} p WHERE p.author = a.author"
            " ORDER BY p.key, p.thread, p.number LIMIT 1)"
        )
        counted = "SELECT author, count(*) AS posts FROM matched WHERE author <> '' GROUP BY 1"
        most = f"SELECT author, posts FROM ({counted}) c ORDER BY posts DESC, author LIMIT {FACETS:d}"
        yield f"SELECT 'author', encode({name}, 'hex'), posts, 0 FROM ({most}) a"
        counted = (
            f"SELECT board, sum(posts)::bigint AS posts FROM by_thread JOIN {self._thread} ON id = thread GROUP BY 1"
        )
        yield f"SELECT 'board', board, posts, 0 FROM ({counted}) b WHERE board <> '' {first}"

    def _years(self, zone: tzinfo) -> list[tuple[int, int]]:
        """The years of all posts, and the seconds since 1970 at which each begins."""
        if self._current.earliest is None or self._current.latest is None:
            return []
        first, last = (datetime.fromtimestamp(at, zone).year for at in (self._current.earliest, self._current.latest))
        return [(year, ceil(datetime(year, 1, 1, tzinfo=zone).timestamp())) for year in range(first, last + 1)]

    def holders(
        self, conditions: Sequence[Condition], threads: Collection[ThreadId]
    ) -> Sequence[tuple[ThreadId, int, Sequence[bool]]]:
        """The posts of threads that meet one of some conditions: thread, number, and which they meet."""
        statement = Statement()
        columns = ", ".join(map(statement.condition, conditions))
        sql = (
            f"SELECT p.thread, p.number, {columns} FROM {self._post} p"
            f" WHERE p.thread = ANY({statement.bind(list(threads), 'bigint[]')})"
            f" AND {statement.condition(AnyOf(tuple(conditions)))}"
        )
        return [(row[0], row[1], row[2:]) for row in self._session.run(sql, statement.values)]

    def thread(self, thread: ThreadId) -> tuple[bytes, Sequence[bytes]] | None:
        """What is stored of a thread, and of its posts; None if there is no such thread."""
        head = self._session.run(f"SELECT stored FROM {self._thread} WHERE id = :id", {"id": thread})
        posts = f"SELECT stored FROM {self._post} WHERE thread = :id ORDER BY number"
        return (head[0][0], [row[0] for row in self._session.run(posts, {"id": thread})]) if head else None

    def everything(self) -> Iterator[tuple[bytes, bytes]]:
        """What is stored of each post's thread, and of the post."""
        self._session.run(
            "DECLARE everything CURSOR FOR SELECT t.stored, p.stored"
            f" FROM {self._post} p JOIN {self._thread} t ON t.id = p.thread"
        )
        while rows := self._session.run(f"FETCH {_BLOCK:d} FROM everything"):
            yield from ((head, post) for head, post in rows)
        self._session.run("CLOSE everything")


def _with_factors(idfs: Sequence[int]) -> str:
    """The score of a post by the shares of the clauses that it and its thread have: see `query.ranking`."""
    total = sum(idfs)
    in_post = " + ".join(f"c{at:d}::integer * {idf:d}" for at, idf in enumerate(idfs))
    in_thread = " + ".join(f"(bool_or(c{at:d}) OVER w)::integer * {idf:d}" for at, idf in enumerate(idfs))
    factors = (
        f"({_array(table)})[1 + {SHARES:d} * ({held}) / {total:d}]"
        for table, held in ((POST_FACTORS, in_post), (THREAD_FACTORS, in_thread))
    )
    return f"base * {' * '.join(factors)} / {SHARES * SHARES:d}"


def _array(numbers: Iterable[int]) -> str:
    return f"ARRAY[{','.join(map(str, numbers))}]"
