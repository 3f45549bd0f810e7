"""Other ways to search the same posts: SQLite's FTS5 and Whoosh as it comes, with what each can say of our queries.

Both have the own words of each post, the titles on first posts, and author, board, tags and date beside.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from archiver.search.analysis.tokens import has_unspaced
from archiver.search.query.ast import (
    And,
    Dates,
    Everything,
    FieldValue,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    meant_by,
)
from archiver.search.query.parser import parse_query
from archiver.urls import name_key

_DAY = 86_400
_FIRST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A post, as others index it."""

    author: str
    board: str
    tags: tuple[str, ...]
    date: int
    title: str
    text: str


class Cannot(Exception):  # noqa: N818  it is no error
    """A query that the other one has no words for."""


class Fts:
    """SQLite: the table of words beside a table of posts, with an index for each of its columns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._base = sqlite3.connect(path)

    def build(self, rows: Iterator[Row]) -> None:
        """Write the index."""
        base = self._base
        base.executescript(
            """
            CREATE TABLE posts (id INTEGER PRIMARY KEY, author, board, date INTEGER);
            CREATE TABLE tags (tag, id INTEGER, PRIMARY KEY (tag, id)) WITHOUT ROWID;
            CREATE VIRTUAL TABLE words USING fts5(text, title, content='', tokenize='unicode61 remove_diacritics 2');
            """
        )
        for number, row in enumerate(rows, 1):
            base.execute("INSERT INTO posts VALUES (?, ?, ?, ?)", (number, row.author, row.board, row.date))
            base.execute("INSERT INTO words (rowid, text, title) VALUES (?, ?, ?)", (number, row.text, row.title))
            base.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", ((tag, number) for tag in row.tags))
        base.executescript(
            """
            INSERT INTO words (words) VALUES ('optimize');
            CREATE INDEX authors ON posts (author);
            CREATE INDEX boards ON posts (board);
            CREATE INDEX dates ON posts (date);
            """
        )
        base.commit()

    def asks(self, query: str) -> tuple[list[str], list[Any]]:
        """Statements for the first posts and for how many there are, with their values. Raises Cannot."""
        parsed = parse_query(query, date(2025, 1, 1))
        matched, excluded, wheres = list[str](), list[str](), list[tuple[str, Any]]()
        whole = meant_by(parsed.node)
        for part in map(meant_by, whole.parts if isinstance(whole, And) else (whole,)):
            where = _where(part)
            if where:
                wheres.append(where)
            elif isinstance(part, Not):
                excluded.append(_match(part.part))
            elif not isinstance(part, Everything):
                matched.append(_match(part))
        if excluded and not matched:
            raise Cannot
        match = " AND ".join(f"({part})" for part in matched) + "".join(f" NOT ({part})" for part in excluded)
        conditions = " AND ".join([*(["words MATCH ?"] if match else []), *(where for where, _ in wheres)])
        values = [*([match] if match else []), *(value for _, value in wheres)]
        tables = "words JOIN posts ON posts.id = words.rowid" if match else "posts"
        if match and not wheres and parsed.order == "relevance":
            tables = "words"
        order = "date DESC" if parsed.order == "newest" or not match else "bm25(words, 1, 3)"
        key = "words.rowid" if match else "id"
        first = f"SELECT {key} FROM {tables} WHERE {conditions} ORDER BY {order} LIMIT {_FIRST}"  # noqa: S608  ours
        return [first, f"SELECT count(*) FROM {tables} WHERE {conditions}"], values  # noqa: S608

    def ask(self, asked: tuple[list[str], list[Any]]) -> int:
        """Run both; returns how many posts there are."""
        statements, values = asked
        first, count = (self._base.execute(statement, values).fetchall() for statement in statements)
        assert len(first) == min(_FIRST, count[0][0])
        return int(count[0][0])


def _where(node: Node) -> tuple[str, Any] | None:
    match node:
        case FieldValue("author", value) | Or((FieldValue("author", value), *_)):
            return "author = ?", value
        case FieldValue("board", value):
            return "instr(board || '/', ? || '/') = 1", value
        case FieldValue("tag", value):
            return "posts.id IN (SELECT id FROM tags WHERE tag = ?)", value
        case Dates(start, end):
            first, last = (start or -(2**40)) * _DAY, (end or 2**40) * _DAY
            return f"date >= {first} AND date < ?", last
    return None


def _match(node: Node) -> str:
    match meant_by(node):
        case Word("" | "text" | "title" as field, text):
            return _column(field) + _quote(text)
        case Phrase("" | "text" | "title" as field, terms):
            return _column(field) + _quote(" ".join(terms))
        case Prefix("" | "text" | "title" as field, text):
            return f"{_column(field)}{_quote(text)}*"
        case Or(parts):
            return " OR ".join(f"({_match(part)})" for part in parts)
        case And(parts):
            return " AND ".join(f"({_match(part)})" for part in parts)
    raise Cannot


def _column(field: str) -> str:
    return f"{field} : " if field else ""


def _quote(text: str) -> str:
    if has_unspaced(text):
        raise Cannot  # a run without spaces is one token
    return f'"{text}"'


class Stock:
    """Whoosh with its own fields and analyzers, as its documentation has it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def build(self, rows: Iterator[Row]) -> None:
        """Write the index, as one segment."""
        from whoosh import index

        self.path.mkdir()
        writer = index.create_in(self.path, stock_schema()).writer(limitmb=256)
        for row in rows:
            fields: dict[str, Any] = {"text": row.text, "author": row.author, "board": row.board, "date": row.date}
            fields |= {"title": row.title} if row.title else {}
            writer.add_document(**fields, tag=",".join(row.tags))
        writer.commit()

    def open(self) -> None:
        """For questions."""
        from whoosh import index

        self._searcher = index.open_dir(self.path).searcher()

    def asks(self, query: str) -> tuple[Any, bool]:
        """Whoosh's query, and whether the newest come first. Raises Cannot."""
        parsed = parse_query(query, date(2025, 1, 1))
        return self._query(parsed.node), parsed.order == "newest"

    def ask(self, asked: tuple[Any, bool]) -> int:
        """The first posts; returns how many there are."""
        query, newest = asked
        order = {"sortedby": "date", "reverse": True} if newest else {}
        return len(self._searcher.search(query, limit=_FIRST, **order))

    def _query(self, node: Node) -> Any:
        from whoosh import query

        node = meant_by(node)
        match node:
            case Or((FieldValue("author", value), *_)):
                return query.Term("author", value)
            case And(parts):
                return query.And(list(map(self._query, parts)))
            case Or(parts):
                return query.Or(list(map(self._query, parts)))
            case Not(part):
                return query.Not(self._query(part))
            case Word(field) | Phrase(field) | Prefix(field) | Fuzzy(field) if field in ("", "text", "title"):
                return query.Or([self._words(node, name) for name in ((field,) if field else ("text", "title"))])
        return _beside(node)

    def _words(self, node: Word | Phrase | Prefix | Fuzzy, name: str) -> Any:
        from whoosh import query

        if has_unspaced(" ".join(node.terms) if isinstance(node, Phrase) else node.text):
            raise Cannot
        match node:
            case Prefix(_, text):
                return query.Prefix(name, text)
            case Fuzzy(_, text):
                return query.FuzzyTerm(name, text, 1, 1 if len(text) <= 5 else 2, 2)
            case Word(_, text):
                return query.Or([query.Term(name, term) for term in self._terms(text)])
        return query.Phrase(name, [stem for term in node.terms for stem in self._terms(term)])

    def _terms(self, text: str) -> list[str]:
        return [token.text for token in self._searcher.schema["text"].analyzer(text, mode="query")]


def _beside(node: Node) -> Any:
    """What is asked of other fields than words."""
    from whoosh import query

    match node:
        case FieldValue("tag", value):
            return query.Term("tag", value)
        case FieldValue("board", value):
            return query.Or([query.Term("board", value), query.Prefix("board", f"{value}/")])
        case Dates(start, end):
            last = None if end is None else end * _DAY - 1
            return query.NumericRange("date", None if start is None else start * _DAY, last)
    raise Cannot


def stock_schema() -> Any:
    """What its documentation recommends for such posts."""
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema

    return Schema(
        text=TEXT(analyzer=StemmingAnalyzer()),
        title=TEXT(analyzer=StemmingAnalyzer(), field_boost=3.0),
        author=ID,
        board=ID,
        tag=KEYWORD(commas=True),
        date=NUMERIC(int, 64, sortable=True),
    )


class Timed(NamedTuple):
    """What was asked, how long it took in milliseconds, and how many posts it found; None: it cannot be asked."""

    milliseconds: float
    total: int


def timed(rival: Fts | Stock, query: str, clock: Callable[[], float]) -> Timed | None:
    """Ask once. What the query is in the other's words is made ready before."""
    try:
        asked: Any = rival.asks(query)
    except Cannot:
        return None
    start = clock()
    total = rival.ask(asked)
    return Timed((clock() - start) * 1e3, total)


def author_of(name: str | None) -> str:
    """As our index has it."""
    return name_key(name) if name else ""
