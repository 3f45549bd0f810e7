"""Finds documents by queries of the DSL, in Python: for tests of all that is around the queries."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Scores = dict[str, float]
"""Names of documents and their scores."""
Dsl = dict[str, Any]


class PythonMatcher:
    """Matches the documents of an index as they are. `body` is what the index was created with."""

    def __init__(self, documents: Mapping[str, Dsl], body: Dsl) -> None:
        self._fields: dict[str, Dsl] = body["mappings"]["properties"]
        self._every = frozenset(documents)
        self._values: dict[str, dict[Any, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._places: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(dict)
        self._features: dict[str, dict[str, int]] = defaultdict(dict)
        self._known: dict[str, Scores] = {}
        for name, document in documents.items():
            for field, value in document.items():
                self._add(name, field, value)

    def _add(self, name: str, field: str, value: Any) -> None:
        match self._fields[field]["type"]:
            case "text":
                for at, place in enumerate(value.split()):
                    for term in place.split("|"):
                        self._places[field, term].setdefault(name, []).append(at)
            case "rank_features":
                for feature, number in value.items():
                    assert 0 < number < 512, "others lose bits"
                    assert "." not in feature
                    self._features[f"{field}.{feature}"][name] = number
            case "keyword" | "long" | "integer" | "boolean":
                for each in value if isinstance(value, list) else [value]:
                    self._values[field][each].add(name)

    def find(self, query: Dsl) -> Scores:
        """The documents that match a query."""
        key = json.dumps(query)
        if key not in self._known:
            self._known[key] = self._find(query)
        return self._known[key]

    def _find(self, query: Dsl) -> Scores:
        ((kind, body),) = query.items()
        match kind:
            case "match_all":
                return dict.fromkeys(self._every, 1.0)
            case "match_none":
                return {}
            case "bool":
                return self._bool(**body)
            case "dis_max":
                best: Scores = {}
                for part in body["queries"]:
                    for name, score in self.find(part).items():
                        best[name] = max(best.get(name, 0.0), score)
                return {name: score * body.get("boost", 1) for name, score in best.items()}
            case "rank_feature":
                assert body["linear"] == {}
                return {name: body["boost"] * value for name, value in self._features[body["field"]].items()}
        ((field, value),) = body.items()
        return dict.fromkeys(self._leaf(kind, field, value), 1.0)

    def _leaf(self, kind: str, field: str, value: Any) -> Iterable[str]:
        match kind:
            case "term" | "terms":
                values = value if kind == "terms" else [value]
                if self._fields[field]["type"] == "text":
                    return set().union(*(self._places[field, term] for term in values))
                return set().union(*(self._values[field][each] for each in values))
            case "match_phrase":
                return self._phrase(field, value.split())
            case "range":
                first, last = value.get("gte", -(2**63)), value["lt"] - 1 if "lt" in value else value.get("lte", 2**63)
                found = (names for each, names in self._values[field].items() if first <= each <= last)
                return set().union(*found)
            case "prefix":
                found = (names for each, names in self._values[field].items() if str(each).startswith(value["value"]))
                return set().union(*found)
        raise AssertionError(kind)

    def _phrase(self, field: str, terms: list[str]) -> set[str]:
        lists = [self._places[field, term] for term in terms]
        names = set(lists[0]).intersection(*lists[1:])
        return {
            name
            for name in names
            if any(all(at + n in found[name] for n, found in enumerate(lists)) for at in lists[0][name])
        }

    def _bool(
        self,
        must: Iterable[Dsl] = (),
        filter: Iterable[Dsl] = (),  # noqa: A002  the DSL calls it so
        should: Iterable[Dsl] = (),
        must_not: Iterable[Dsl] = (),
        minimum_should_match: int | None = None,
        boost: float = 1,
        _name: str = "",
    ) -> Scores:
        required = [*map(self.find, must)]
        filters: list[Scores] = [*required, *map(self.find, filter)]
        least = minimum_should_match if minimum_should_match is not None else int(bool(should) and not filters)
        found = set(self._every).intersection(*sorted(filters, key=len))
        scoring = [self.find(part) for part in should]
        if least:
            found &= set().union(*scoring)
        for part in must_not:
            found -= self.find(part).keys()
        return {name: boost * sum(part.get(name, 0.0) for part in (*required, *scoring)) for name in found}
