"""Search engines that are asked the same questions of the same texts: ours, SQLite's FTS5, tantivy and bm25s.

Ours is asked through the public port, with the question as typed. The others get its words joined by OR, which is the
best that they have, and the analysis that suits the language: stems in English; our pairs of characters for scripts
without spaces, of which they know nothing. tantivy and bm25s (with PyStemmer for stems) are used where they are
installed.
"""

import importlib
import importlib.util
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from typing import Any, Protocol

from archiver.search import SearchIndex
from archiver.search.analysis.tokens import find_terms, has_unspaced
from tests.bench.relevance_collections import Text

_words = re.compile(r"\w+").findall
_SYNTAX = str.maketrans(dict.fromkeys('"“”„«»()|:*~@#,;?!', " "))
_NOTHING = "nothingatall"


class Engine(Protocol):
    """Ranks texts for a question."""

    def ask(self, question: str, limit: int) -> list[str]:
        """The keys of the best texts, at most `limit`, best first."""
        ...


class Ours:
    """Our index. A text is a thread; its key is the thread's slug."""

    def __init__(self, index: SearchIndex, *, alternatives: bool = False, corrects: bool = False) -> None:
        """`alternatives` joins the words of a question by OR, as for the others; `corrects` follows suggestions."""
        self._index, self._alternatives, self._corrects = index, alternatives, corrects

    def ask(self, question: str, limit: int) -> list[str]:
        """The keys of the best texts."""
        text = question
        if self._alternatives:
            words = (word.lstrip("-") for word in question.lower().translate(_SYNTAX).split())
            text = " OR ".join(dict.fromkeys(filter(None, words)))
        results = self._index.search(text, limit=limit, zone=UTC)
        if self._corrects and results.suggestion:
            results = self._index.search(results.suggestion, limit=limit, zone=UTC)
        return _once(hit.thread.strip("/") for hit in results.hits)


def words_of(text: str) -> list[str]:
    """The words of a text for others, in lower case; our pairs of characters if it has a script without spaces."""
    if has_unspaced(text):
        return [term.text for term in find_terms(text)]
    return [word.lower() for word in _words(text)]


class Fts:
    """SQLite's FTS5, with Porter's stems in English; titles weigh 3, as ours do."""

    def __init__(self, texts: Iterable[Text], lang: str) -> None:
        self._base = sqlite3.connect(":memory:")
        tokenizer = f"{'porter ' if lang == 'en' else ''}unicode61 remove_diacritics 2"
        self._base.execute(f"CREATE VIRTUAL TABLE words USING fts5(key UNINDEXED, title, text, tokenize='{tokenizer}')")
        self._base.executemany("INSERT INTO words VALUES (?, ?, ?)", map(_row, texts))

    def ask(self, question: str, limit: int) -> list[str]:
        """The keys of the best texts."""
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(words_of(question)))
        statement = "SELECT key FROM words WHERE words MATCH ? ORDER BY bm25(words, 0, 3, 1) LIMIT ?"
        return _once(key for (key,) in self._base.execute(statement, (match or _NOTHING, limit)))


class Tantivy:
    """tantivy, with its analyzer of English or its default one; titles weigh 3."""

    def __init__(self, texts: Iterable[Text], lang: str) -> None:
        tantivy: Any = importlib.import_module("tantivy")
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        for name in ("title", "text"):
            builder.add_text_field(name, tokenizer_name="en_stem" if lang == "en" else "default")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(heap_size=100_000_000, num_threads=1)
        for key, title, text in map(_row, texts):
            writer.add_document(tantivy.Document(key=key, title=title, text=text))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, question: str, limit: int) -> list[str]:
        """The keys of the best texts."""
        match = " ".join(f'"{word}"' for word in dict.fromkeys(words_of(question)))
        query = self._index.parse_query(match or _NOTHING, ["title", "text"], field_boosts={"title": 3.0})
        found = self._searcher.search(query, limit).hits
        return _once(self._searcher.doc(address)["key"][0] for _, address in found)


class Bm25s:
    """bm25s, whose texts begin with their titles; in English with stems, and without stop words."""

    def __init__(self, texts: Iterable[Text], lang: str) -> None:
        self._library: Any = importlib.import_module("bm25s")
        stemmer = importlib.import_module("Stemmer").Stemmer("english") if lang == "en" else None
        self._options = {
            "token_pattern": r"(?u)\b\w+\b",
            "stopwords": "en" if lang == "en" else [],
            "stemmer": stemmer,
            "show_progress": False,
        }
        rows = list(map(_row, texts))
        self._keys = [key for key, _, _ in rows]
        self._ranker = self._library.BM25()
        self._ranker.index(self._tokens([f"{title} {text}" for _, title, text in rows]), show_progress=False)

    def _tokens(self, texts: Sequence[str]) -> Any:
        return self._library.tokenize(list(texts), **self._options)

    def ask(self, question: str, limit: int) -> list[str]:
        """The keys of the best texts."""
        tokens = self._tokens([" ".join(words_of(question))])
        count = min(limit, len(self._keys))
        found, scores = self._ranker.retrieve(tokens, k=count, show_progress=False)
        return _once(self._keys[at] for at, score in zip(found[0], scores[0], strict=True) if score > 0)


RIVALS: dict[str, Callable[[Iterable[Text], str], Engine]] = {"FTS5": Fts, "tantivy": Tantivy, "bm25s": Bm25s}
"""The other engines, by their names: made of texts and the code of their language."""


def is_installed(name: str) -> bool:
    """Whether an engine's library is there."""
    needed = {"tantivy": ("tantivy",), "bm25s": ("bm25s", "Stemmer")}.get(name, ())
    return all(map(importlib.util.find_spec, needed))


def _row(text: Text) -> tuple[str, str, str]:
    return text.key, " ".join(words_of(text.title)), " ".join(words_of(text.text))


def _once(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
