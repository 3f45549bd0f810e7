"""What OpenSearch answers to a search, from what matches: order, pages, sources, names of queries, aggregations."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.opensearch.matching_python import Dsl, Scores

LARGEST_PAGE = 10_000


class Matcher(Protocol):
    """Finds documents by queries."""

    def find(self, query: Dsl) -> Scores:
        """The documents that match a query, and their scores."""
        ...


def answer_search(documents: Mapping[str, Dsl], matcher: Matcher, body: Dsl) -> Dsl:
    """The answer to the search `body` among documents."""
    assert body.get("size", 10) <= LARGEST_PAGE
    scores = matcher.find(body["query"])
    order = body.get("sort", ["_score"])
    names = _sorted(documents, scores, order)
    if "search_after" in body:
        after = _key(tuple(body["search_after"]), order)
        names = [name for name in names if _key(_values(documents[name], scores[name], order), order) > after]
    if "collapse" in body:
        first: dict[object, str] = {}
        for name in names:
            first.setdefault(documents[name].get(body["collapse"]["field"]), name)
        names = list(first.values())
    named = {name: matcher.find(query) for name, query in _named(body["query"])}
    hits = [_hit(name, documents[name], scores[name], body, named) for name in names[: body.get("size", 10)]]
    answer: Dsl = {"timed_out": False, "hits": {"hits": hits}}
    if body.get("track_total_hits"):
        answer["hits"]["total"] = {"value": len(scores), "relation": "eq"}
    if "aggs" in body:
        matched = [documents[name] for name in scores]
        answer["aggregations"] = {name: _aggregate(matched, asked) for name, asked in body["aggs"].items()}
    return answer


def _sorted(documents: Mapping[str, Dsl], scores: Scores, order: list[Any]) -> list[str]:
    if order == ["_doc"]:
        return sorted(scores)
    return sorted(scores, key=lambda name: _key(_values(documents[name], scores[name], order), order))


def _values(document: Dsl, score: float, order: list[Any]) -> tuple[Any, ...]:
    return tuple(_value(document, score, *field) for part in order if part != "_doc" for field in _field(part))


def _field(part: Any) -> list[tuple[str, str]]:
    if isinstance(part, str):
        return [(part, "desc")]
    ((field, how),) = part.items()
    return [(field, how["order"] if isinstance(how, dict) else how)]


def _value(document: Dsl, score: float, field: str, _: str) -> Any:
    return score if field == "_score" else document.get(field, -(2**63))


def _key(values: tuple[Any, ...], order: list[Any]) -> tuple[Any, ...]:
    directions = [field[1] for part in order for field in _field(part)]
    return tuple(-value if way == "desc" else value for value, way in zip(values, directions, strict=True))


def _named(query: object) -> Iterator[tuple[str, Dsl]]:
    """The queries that have a name."""
    if isinstance(query, list):
        for part in query:
            yield from _named(part)
    elif isinstance(query, dict):
        for body in query.values():
            if isinstance(body, dict) and "_name" in body:
                yield body["_name"], query
            yield from _named(body)


def _hit(name: str, document: Dsl, score: float, body: Dsl, named: Mapping[str, Scores]) -> Dsl:
    hit: Dsl = {"_id": name, "_score": score if body.get("track_scores") or "sort" not in body else None}
    if body.get("sort", ["_doc"]) != ["_doc"]:
        hit["sort"] = list(_values(document, score, body["sort"]))
    wanted = body.get("_source", True)
    if wanted is not False:
        hit["_source"] = document if wanted is True else {key: document[key] for key in wanted if key in document}
    if matched := [query for query, found in named.items() if name in found]:
        hit["matched_queries"] = matched
    return hit


def _aggregate(documents: list[Dsl], asked: Dsl) -> Dsl:
    ((kind, body),) = asked.items()
    values = [document[body["field"]] for document in documents if body["field"] in document]
    match kind:
        case "min" | "max":
            best = (min if kind == "min" else max)(values, default=None)
            return {"value": None if best is None else float(best)}
        case "cardinality":
            return {"value": len(set(values))}
        case "range":
            ranges = body["ranges"]
            counts = [sum(span["from"] <= value < span["to"] for value in values) for span in ranges]
            return {
                "buckets": [
                    {"key": span["key"], "doc_count": count} for span, count in zip(ranges, counts, strict=True)
                ]
            }
        case "terms":
            included = set(body.get("include", values))
            counted = Counter(value for value in values if value in included)
            ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
            left = sum(count for _, count in ranked[body["size"] :])
            buckets = [{"key": key, "doc_count": count} for key, count in ranked[: body["size"]]]
            return {"buckets": buckets, "sum_other_doc_count": left}
    raise AssertionError(kind)
