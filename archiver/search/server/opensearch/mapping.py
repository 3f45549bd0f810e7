"""The fields of an index in OpenSearch. It has a document for each post, and one for each term of the lexicon.

A field of words is there twice. `text` has the terms at their places: a text in which places are parted by spaces, and
the terms of one place by a bar, so that the server takes terms apart, but no words. `text_impacts` has the impact of
each term, so that scores are sums of products of the program's own numbers (`rank_feature`, linear).
"""

from typing import Any

from archiver.search.index.fields import REFERENCE_LENGTHS

FORMAT = 1
"""Another number for other fields, so that an index with others is made anew."""
WORDS = tuple(REFERENCE_LENGTHS)
"""The fields of words."""
BAR = "|"
EMPTY = "_"
"""A place without a term; no term is written so."""
_LONGEST_PLACE = 1_000_000  # characters of all terms of a place; Lucene takes 1,048,576
_ANALYSIS = {
    "tokenizer": {"places": {"type": "whitespace", "max_token_length": _LONGEST_PLACE}},
    "filter": {"terms": {"type": "pattern_capture", "preserve_original": False, "patterns": [f"([^{BAR}]+)"]}},
    "analyzer": {
        "terms_at_places": {"type": "custom", "tokenizer": "places", "filter": ["terms"]},
        "typed_terms": {"type": "custom", "tokenizer": "places"},
    },
}
_PLACED = {
    "type": "text",
    "analyzer": "terms_at_places",
    "search_analyzer": "typed_terms",
    "index_options": "positions",
    "norms": False,
}
_FIELDS: dict[str, Any] = {
    **{name: {"type": "keyword"} for name in ("kind", "lang", "author", "board", "sets", "place", "term", "fields")},
    **{name: {"type": "long"} for name in ("born", "thread", "key", "minute", "at")},
    "number": {"type": "integer"},
    "is_stem": {"type": "boolean"},
    **{name: {"type": "binary"} for name in ("head", "stored")},
    "counts": {"type": "object", "enabled": False},
    **dict.fromkeys(WORDS, _PLACED),
    **{f"{field}_impacts": {"type": "rank_features"} for field in WORDS},
}
_MARK = {"archiver": FORMAT}


def index_body(index: str, shards: str, replicas: str) -> dict[str, Any]:
    """What the `index` of posts so named is created with: its `shards`, and its `replicas`, "" for as many as usual."""
    # Documents become visible when they are committed, not every second.
    settings = {"number_of_shards": int(shards), "refresh_interval": "-1", "analysis": _ANALYSIS}
    if replicas:
        settings["number_of_replicas"] = int(replicas)
    mappings = {"dynamic": "strict", "_meta": _MARK, "properties": _FIELDS}
    return {"settings": settings, "mappings": mappings, "aliases": {writable(index): {}}}


def writable(index: str) -> str:
    """The alias by which an index is written: an index that is gone would be made anew by a write to its own name."""
    return f"{index}-w"


def head_body(replicas: str) -> dict[str, Any]:
    """What the index is created with that has the head alone."""
    settings = {"number_of_shards": 1} | ({"number_of_replicas": int(replicas)} if replicas else {})
    return {"settings": settings, "mappings": {"dynamic": False, "_meta": _MARK}}


def is_ours(mappings: Any) -> bool:
    """True if the mappings of an index say that this program has made it."""
    return isinstance(mappings, dict) and "archiver" in (mappings.get("_meta") or {})


def impact_field(field: str, term: str) -> str:
    """The name of the feature with the impact of a term in a field of words."""
    return f"{field}_impacts.{feature(term)}"


def feature(term: str) -> str:
    """A term as the name of a feature, in which dots would part names. No term has an exclamation mark and a digit.

    >>> feature("node.js")
    'node!0js'
    """
    return term.replace(".", "!0")


def term_of(name: str) -> str:
    """The term of a feature."""
    return name.replace("!0", ".")
