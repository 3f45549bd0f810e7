"""Conditions in the query DSL of OpenSearch. All are for filters: no score of theirs means something."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from archiver.errors import QueryError
from archiver.search.server.matching import (
    AllOf,
    AnyOf,
    AnyTerm,
    Between,
    Condition,
    InSet,
    NotOf,
    TermSequence,
    ThesePosts,
)

Dsl = dict[str, Any]
MOST_LEAVES = 1_000
"""Leaves of a query. Lucene takes 1,024; those of the version that is read come on top."""


def query_of(condition: Condition) -> Dsl:  # noqa: PLR0911  one for each kind
    """The query for posts that meet a condition."""
    match condition:
        case AllOf(parts):
            return _all_of(parts)
        case AnyOf(parts):
            return _any_of(parts)
        case NotOf(part):
            return {"bool": {"must_not": [query_of(part)]}}
        case InSet(value):
            return {"term": {"sets": value}}
        case AnyTerm(field, terms):
            return _terms(field, terms)
        case TermSequence(field, terms):
            return {"match_phrase": {field: " ".join(terms)}} if len(terms) > 1 else {"term": {field: terms[0]}}
        case ThesePosts(posts):
            return these_places(posts)
        case Between(None, None):
            return {"exists": {"field": "at"}}
        case Between(first, last):
            limits = {"gte": first, "lt": last}
            return {"range": {"at": {name: limit for name, limit in limits.items() if limit is not None}}}


def these_places(posts: Iterable[tuple[int, int]]) -> Dsl:
    """The query for posts by the numbers of their threads, and their own."""
    return {"terms": {"place": [place(thread, number) for thread, number in posts]}}


def place(thread: int, number: int) -> str:
    """The name of a post in one version of the index."""
    return f"{thread:x}-{number:d}"


def all_but(filters: Sequence[Dsl], without: Sequence[Dsl] = ()) -> Dsl:
    """The query for what matches all filters, and none of the others."""
    return {"bool": {"filter": list(filters)} | ({"must_not": list(without)} if without else {})}


def count_leaves(query: object) -> int:
    """How many of Lucene's clauses a query has at most."""
    if isinstance(query, list):
        return sum(map(count_leaves, query))
    if not isinstance(query, dict):
        return 0
    if any(name in query for name in ("bool", "dis_max", "constant_score")):
        return sum(count_leaves(part) for (body,) in [query.values()] for part in body.values())
    return 1


def check_size(query: Dsl) -> Dsl:
    """The query. Raises QueryError if the server would not take it."""
    if count_leaves(query) > MOST_LEAVES:
        raise QueryError("the query has too many words for the search server; ask for fewer")
    return query


def _all_of(parts: Sequence[Condition]) -> Dsl:
    wanted = [query_of(part) for part in parts if not isinstance(part, NotOf)]
    unwanted = [query_of(part.part) for part in parts if isinstance(part, NotOf)]
    return wanted[0] if len(wanted) == 1 and not unwanted else all_but(wanted or [{"match_all": {}}], unwanted)


def _any_of(parts: Sequence[Condition]) -> Dsl:
    """The query for posts that match one of the parts. All terms of a field are one query: there may be hundreds."""
    flat = list(chain.from_iterable(map(_flat, parts)))
    terms: dict[str, dict[str, None]] = {}
    for part in flat:
        if isinstance(part, AnyTerm):
            terms.setdefault(part.field, {}).update(dict.fromkeys(part.terms))
    queries = [_terms(field, list(found)) for field, found in terms.items() if found]
    queries += [query_of(part) for part in flat if not isinstance(part, AnyTerm)]
    if len(queries) < 2:
        return queries[0] if queries else {"match_none": {}}
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def _flat(condition: Condition) -> Iterable[Condition]:
    return chain.from_iterable(map(_flat, condition.parts)) if isinstance(condition, AnyOf) else (condition,)


def _terms(field: str, terms: Sequence[str]) -> Dsl:
    return {"terms": {field: list(terms)}} if len(terms) > 1 else {"term": {field: terms[0]}}
