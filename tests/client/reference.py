"""What a query must find, worked out from the posts without any cleverness."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from archiver.search.index import fields
from archiver.search.index.fields import LETTERS, SEARCHED
from tests.client.posts import LANGS, MadePost, Postings, day_of, minute_of, stem

WEIGHTS = {LETTERS[name]: weight for name, weight in fields.WEIGHTS.items()}
FIELDS = {name: "".join(LETTERS[field] for field in searched) for name, searched in SEARCHED.items()}
Node = list[Any]


@dataclass
class Reference:
    """Answers queries over these posts."""

    posts: list[MadePost]
    postings: Postings = field(init=False)

    def __post_init__(self) -> None:
        self.postings = Postings.of(self.posts)

    def answer(self, node: Node, order: str) -> list[int]:
        found = self.scores(node)
        if order == "relevance":
            return sorted(found, key=lambda doc: (-found[doc], -doc))
        return sorted(found, key=lambda doc: (minute_of(self.posts[doc]), doc), reverse=order == "newest")

    def scores(self, node: Node) -> dict[int, int]:
        """The matching documents, each with its score: that of every leaf that has it, but for those below a "not"."""
        leaves = [self._part(leaf) for leaf in _leaves(node)]
        return {doc: sum(leaf.get(doc, 0) for leaf in leaves) for doc in self._docs(node)}

    def _docs(self, node: Node) -> set[int]:
        kind, *rest = node
        if kind in {"and", "or"}:
            parts = [self._docs(part) for part in rest]
            return set.intersection(*parts) if kind == "and" else set[int]().union(*parts)
        if kind == "not":
            return set(range(len(self.posts))) - self._docs(rest[0])
        return set(self._part(node))

    def _part(self, node: Node) -> dict[int, int]:
        kind, *rest = node
        if kind in {"all", "none"}:
            return dict.fromkeys(range(len(self.posts) if kind == "all" else 0), 0)
        if kind == "dates":
            days = [(doc, day_of(post)) for doc, post in enumerate(self.posts)]
            return {doc: 0 for doc, day in days if day is not None and _within(day, *rest)}
        return self._leaf(kind, *rest)

    def _leaf(self, kind: str, name: str, value: Any) -> dict[int, int]:
        if kind == "value":
            return dict.fromkeys(self.postings.get(FIELDS[name] + value), 0)
        if kind == "phrase":
            return self._phrase(FIELDS[name], value)
        if kind == "word":
            lists = [found for letter in FIELDS[name] for found in self._word(letter, value)]
        else:
            terms = self._expand(FIELDS[name], value, fuzzy=kind == "fuzzy")
            lists = [(self.postings.get(f + t), WEIGHTS[f] // 2) for t in terms for f in FIELDS[name]]
        return self._weigh(lists)

    def _weigh(self, lists: list[tuple[dict[int, int], int]]) -> dict[int, int]:
        n = len(self.posts)
        df = max(1, min(n, sum(len(found) for found, _ in lists)))
        idf = math.floor(16 * math.log2((n + 1) / df))
        total: Counter[int] = Counter()
        for found, weight in lists:
            for doc, impact in found.items():
                total[doc] += impact * weight * idf
        return dict(total)

    def _word(self, letter: str, word: str) -> list[tuple[dict[int, int], int]]:
        whole, half = WEIGHTS[letter], WEIGHTS[letter] // 2
        lists = [(self.postings.get(letter + word), whole)]
        for lang in LANGS if letter != "n" else ():
            root = stem(lang, word)
            lists.append((self.postings.get(f"{letter}{root}~{lang}"), half))
            if root != word:
                exact = self.postings.get(letter + root).items()
                lists.append(({doc: impact for doc, impact in exact if self.posts[doc].lang == lang}, half))
        return lists

    def _phrase(self, letters: str, terms: list[str]) -> dict[int, int]:
        lists = []
        for letter in letters:
            docs = [doc for doc, post in enumerate(self.posts) if _has_run(post.words[letter], terms)]
            for term in sorted(set(terms)):
                found = self.postings.get(letter + term)
                lists.append(({doc: found[doc] for doc in docs}, WEIGHTS[letter]))
        different = len(set(terms))
        n = len(self.posts)
        df = max(1, min(n, sum(len(found) for found, _ in lists) // different))
        idf = math.floor(16 * math.log2((n + 1) / df))
        total: Counter[int] = Counter()
        for found, weight in lists:
            for doc, impact in found.items():
                total[doc] += impact * weight * idf
        return dict(total)

    def _expand(self, letters: str, text: str, *, fuzzy: bool) -> list[str]:
        keys = [key for key in self.postings.lists if key[0] in letters and "~" not in key]
        terms = {key[1:] for key in keys if _is_near(key[1:], text) or (not fuzzy and key[1:].startswith(text))}
        if not fuzzy:
            terms = {term for term in terms if term.startswith(text)}
        df = {term: sum(len(self.postings.get(letter + term)) for letter in letters) for term in terms}
        return sorted(terms, key=lambda term: (-df[term], term))[:500]


def _leaves(node: Node) -> list[Node]:
    kind, *rest = node
    if kind in {"and", "or"}:
        return [leaf for part in rest for leaf in _leaves(part)]
    return [] if kind == "not" else [node]


def _within(day: int, start: int | None, end: int | None) -> bool:
    return (start is None or start <= day) and (end is None or day < end)


def _has_run(words: list[str], terms: list[str]) -> bool:
    return any(words[i : i + len(terms)] == terms for i in range(len(words)))


def _is_near(term: str, text: str) -> bool:
    return term[:2] == text[:2] and distance(term, text) <= (2 if len(text) > 5 else 1)


def distance(a: str, b: str) -> int:
    """Steps from one word to the other: a letter more, fewer or another one, or two neighbours swapped."""
    if not a or not b:
        return len(a) + len(b)
    steps = [distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0])]
    if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
        steps.append(distance(a[2:], b[2:]) + 1)
    return min(steps)
