"""Finds documents by queries of the DSL, as Lucene itself does: each query becomes the one that OpenSearch makes of it.

Lucene is Debian's liblucene8-java, and runs in this process by PyPI's jpype1.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.java import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.opensearch.matching_python import Dsl, Scores

_JARS = Path("/usr/share/java")
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_OCCURS = (("must", "MUST"), ("filter", "FILTER"), ("should", "SHOULD"), ("must_not", "MUST_NOT"))


@cache
def lucene() -> Any:
    """The Java package; skips the test on a machine that lacks it."""
    jars = [next(_JARS.glob(f"lucene-{name}-8.*.jar"), None) for name in ("core", "analyzers-common")]
    if not all(jars):
        pytest.skip("needs Lucene: Debian's liblucene8-java")
    if not find_spec("jpype"):
        pytest.skip("needs Java from Python: the PyPI package jpype1")
    import jpype

    try:
        path = jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        pytest.skip("needs Java: Debian's default-jre-headless")
    if not jpype.isJVMStarted():
        jpype.startJVM(path, "-Xmx512m", *OPTIONS, classpath=list(map(str, jars)), convertStrings=False)
    return jpype.JPackage("org").apache.lucene


class LuceneMatcher:
    """Matches the documents of an index as they are. `body` is what the index was created with."""

    def __init__(self, documents: Mapping[str, Dsl], body: Dsl) -> None:
        self._l = lucene()
        self._fields: dict[str, Dsl] = body["mappings"]["properties"]
        self._names = list(documents)
        folder = self._l.store.ByteBuffersDirectory()
        analyzer = _analyzer(self._l, body["settings"]["analysis"])
        writer = self._l.index.IndexWriter(folder, self._l.index.IndexWriterConfig(analyzer))
        for document in documents.values():
            writer.addDocument(self._document(document))
        writer.close()
        self._searcher = self._l.search.IndexSearcher(self._l.index.DirectoryReader.open(folder))
        self._known: dict[str, Scores] = {}

    def find(self, query: Dsl) -> Scores:
        """The documents that match a query."""
        key = json.dumps(query)
        if key not in self._known:
            found = self._searcher.search(self._query(query), max(1, len(self._names))).scoreDocs
            self._known[key] = {self._names[int(hit.doc)]: float(hit.score) for hit in found}
        return self._known[key]

    def _document(self, document: Dsl) -> Any:
        made = self._l.document.Document()
        for field, value in document.items():
            for each in value if isinstance(value, list) else [value]:
                for part in self._parts(self._fields[field]["type"], field, each):
                    made.add(part)
        return made

    def _parts(self, kind: str, field: str, value: Any) -> list[Any]:
        documents = self._l.document
        match kind:
            case "text":
                return [documents.TextField(field, value, documents.Field.Store.NO)]
            case "keyword" | "boolean":
                return [documents.StringField(field, _text(value), documents.Field.Store.NO)]
            case "long" | "integer":
                return [documents.LongPoint(field, value)]
            case "rank_features":
                return [documents.FeatureField(field, feature, float(number)) for feature, number in value.items()]
        return []

    def _query(self, query: Dsl) -> Any:
        ((kind, body),) = query.items()
        compound: dict[str, Callable[[Dsl], Any]] = {
            "match_all": lambda _: self._l.search.MatchAllDocsQuery(),
            "match_none": lambda _: self._l.search.MatchNoDocsQuery(),
            "bool": self._bool,
            "dis_max": self._dis_max,
            "rank_feature": self._rank_feature,
        }
        if kind in compound:
            return compound[kind](body)
        ((field, value),) = body.items()
        return self._leaf(kind, field, value)

    def _leaf(self, kind: str, field: str, value: Any) -> Any:
        search = self._l.search
        match kind:
            case "term":
                return search.TermQuery(self._term(field, value))
            case "terms" if self._fields[field]["type"] in {"long", "integer"}:
                return self._l.document.LongPoint.newSetQuery(field, _java_list(map(_java_long, value)))
            case "terms":
                return search.TermInSetQuery(field, _java_list(self._l.util.BytesRef(_text(each)) for each in value))
            case "match_phrase":
                return search.PhraseQuery(field, value.split(" "))
            case "prefix":
                return search.PrefixQuery(self._term(field, value["value"]))
        assert kind == "range"
        last = value["lt"] - 1 if "lt" in value else value.get("lte", _HIGHEST)
        return self._l.document.LongPoint.newRangeQuery(field, value.get("gte", _LOWEST), last)

    def _term(self, field: str, value: object) -> Any:
        return self._l.index.Term(field, _text(value))

    def _bool(self, body: Dsl) -> Any:
        search = self._l.search
        builder = search.BooleanQuery.Builder()
        for name, occur in _OCCURS:
            for part in body.get(name, ()):
                builder.add(self._query(part), getattr(search.BooleanClause.Occur, occur))
        is_optional = body.get("filter") or body.get("must")
        builder.setMinimumNumberShouldMatch(body.get("minimum_should_match", int("should" in body and not is_optional)))
        if not is_optional and "should" not in body:  # OpenSearch takes exclusions alone as out of all documents
            builder.add(search.MatchAllDocsQuery(), search.BooleanClause.Occur.MUST)
        return self._boosted(builder.build(), body)

    def _dis_max(self, body: Dsl) -> Any:
        parts = _java_list(map(self._query, body["queries"]))
        return self._boosted(self._l.search.DisjunctionMaxQuery(parts, 0.0), body)

    def _rank_feature(self, body: Dsl) -> Any:
        field, _, feature = body["field"].rpartition(".")
        return self._boosted(self._l.document.FeatureField.newLinearQuery(field, feature, 1.0), body)

    def _boosted(self, query: Any, body: Dsl) -> Any:
        boost = body.get("boost", 1)
        return self._l.search.BoostQuery(query, float(boost)) if boost != 1 else query


def _java_list(values: Iterable[Any]) -> Any:
    from jpype import java

    made = java.util.ArrayList()
    for value in values:
        made.add(value)
    return made


def _java_long(value: int) -> Any:
    from jpype import java

    return java.lang.Long(value)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _analyzer(lucene: Any, analysis: Dsl) -> Any:
    """The analyzer of texts, by the settings of the index."""
    tokenizer, terms = analysis["tokenizer"]["places"], analysis["filter"]["terms"]
    (pattern,) = terms["patterns"]
    builder = lucene.analysis.custom.CustomAnalyzer.builder()
    builder.withTokenizer("whitespace", ["maxTokenLen", str(tokenizer["max_token_length"])])
    is_kept = str(terms["preserve_original"]).lower()
    builder.addTokenFilter("patternCaptureGroup", ["pattern", pattern, "preserve_original", is_kept])
    return builder.build()
