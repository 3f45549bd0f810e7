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
Weighted = tuple[dict[int, int], int, str]
"""Impacts by document, their weight, and their field; "" if other lists have all documents."""


@dataclass
class Reference:
    """Answers queries over these posts."""

    posts: list[MadePost]
    postings: Postings = field(init=False)

    def __post_init__(self) -> None:
        self.postings = Postings.of(self.posts)
        self.threads: dict[str, list[int]] = {}
        for doc, post in enumerate(self.posts):
            self.threads.setdefault(post.thread, []).append(doc)

    def answer(self, node: Node, order: str) -> list[int]:
        found = self.scores(node)
        if order == "relevance":
            return sorted(found, key=lambda doc: (-found[doc], -doc))
        return sorted(found, key=lambda doc: (minute_of(self.posts[doc]), doc), reverse=order == "newest")

    def scores(self, node: Node) -> dict[int, int]:
        """The matching documents, each with its score: that of every leaf that has it, but for those below a "not"."""
        leaves = [self._part(leaf) for leaf in _leaves(node)]
        sums = {doc: sum(leaf.get(doc, 0) for leaf in leaves) for doc in self._docs(node)}
        clauses = [self._clause(clause) for clause in _alternatives(node)] if node[0] == "or" else []
        known = [(docs, idf) for docs, idf in clauses if docs]
        if len(known) < 2 or not sum(idf for _, idf in known):
            return sums
        return {doc: score * self._shares(doc, known) // 65_536 for doc, score in sums.items()}

    def _best(self, node: Node) -> dict[int, int]:
        """The score of each document's best alternative; others than the first count half, with its idf at most."""
        first, *others = node[1][1:]
        best = dict(self._part(first))
        for part in others:
            terms = len(set(part[2])) if part[0] == "phrase" else 1
            idf, found = self._idf(part), self._part(part)
            for doc, score in found.items():
                capped = score // max(1, idf) * min(idf, self._idf(first))
                best[doc] = max(best.get(doc, 0), capped // terms // 2)
        return best

    def _clause(self, leaves: list[Node]) -> tuple[set[int], int]:
        """The documents that have any of the leaves, and the idf of the most frequent leaf."""
        found = [(set(self._part(leaf)), self._idf(leaf)) for leaf in leaves]
        return set[int]().union(*(docs for docs, _ in found)), min(idf for _, idf in found)

    def _shares(self, doc: int, clauses: list[tuple[set[int], int]]) -> int:
        """How much of the query the post has, and how much its thread."""
        total = sum(idf for _, idf in clauses)
        thread = self.threads[self.posts[doc].thread]
        in_post = sum(idf for docs, idf in clauses if doc in docs)
        in_thread = sum(idf for docs, idf in clauses if not docs.isdisjoint(thread))
        return math.floor(256 * math.sqrt(math.sqrt(256 * in_post // total / 256))) * math.floor(
            256 * math.sqrt(256 * in_thread // total / 256)
        )

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
        if kind == "alternatives":
            return self._best(node)
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
        return self._weigh(self._lists(kind, FIELDS[name], value))

    def _lists(self, kind: str, letters: str, value: str) -> list[Weighted]:
        if kind == "word":
            return [found for letter in letters for found in self._word(letter, value)]
        terms = self._expand(letters, value, fuzzy=kind == "fuzzy")
        return [(self.postings.get(f + t), WEIGHTS[f] // 2, f) for t in terms for f in letters]

    def _idf(self, node: Node) -> int:
        kind, *rest = node
        if kind == "alternatives":
            return min(map(self._idf, rest[0][1:]))
        if kind in {"all", "none", "dates", "value"}:
            return 0
        if kind == "phrase":
            return self._phrase_idf(*rest)
        return self._sum_idf(self._lists(kind, FIELDS[rest[0]], rest[1]))

    def _weigh(self, lists: list[Weighted]) -> dict[int, int]:
        return _weighted(lists, self._sum_idf(lists))

    def _sum_idf(self, lists: list[Weighted]) -> int:
        sums: Counter[str] = Counter()
        for found, _, letter in lists:
            sums[letter] += len(found)
        del sums[""]
        return self._idf_of(max(sums.values(), default=0))

    def _idf_of(self, df: int) -> int:
        n = len(self.posts)
        bits = math.floor(16 * math.log2((n + 1) / max(1, min(n, df))))
        return bits and max(1, bits - 16)

    def _word(self, letter: str, word: str) -> list[Weighted]:
        weight = WEIGHTS[letter]
        roots = {lang: stem(lang, word) for lang in LANGS} if letter != "n" else {}
        is_stem = not roots or word in roots.values()
        lists = [(self.postings.get(letter + word), weight * is_stem + weight // 4, letter if is_stem else "")]
        for lang, root in roots.items():
            lists.append((self.postings.get(f"{letter}{root}!{lang}"), weight, letter))
            if root != word:
                exact = self.postings.get(letter + root).items()
                lists.append(({doc: impact for doc, impact in exact if self.posts[doc].lang == lang}, weight, letter))
        return lists

    def _runs(self, letters: str, terms: list[str]) -> dict[str, list[int]]:
        return {f: [doc for doc, post in enumerate(self.posts) if _has_run(post.words[f], terms)] for f in letters}

    def _phrase_idf(self, name: str, terms: list[str], *_: bool) -> int:
        return self._idf_of(sum(map(len, self._runs(FIELDS[name], terms).values())))

    def _phrase(self, letters: str, terms: list[str]) -> dict[int, int]:
        found = self._runs(letters, terms)
        lists = []
        for letter, docs in found.items():
            for term in sorted(set(terms)):
                impacts = self.postings.get(letter + term)
                lists.append(({doc: impacts[doc] for doc in docs}, WEIGHTS[letter], letter))
        return _weighted(lists, self._idf_of(sum(map(len, found.values()))))

    def _expand(self, letters: str, text: str, *, fuzzy: bool) -> list[str]:
        keys = [key for key in self.postings.lists if key[0] in letters and "!" not in key]
        terms = {key[1:] for key in keys if _is_near(key[1:], text) or (not fuzzy and key[1:].startswith(text))}
        if not fuzzy:
            terms = {term for term in terms if term.startswith(text)}
        df = {term: sum(len(self.postings.get(letter + term)) for letter in letters) for term in terms}
        return sorted(terms, key=lambda term: (-df[term], term))[:500]


def _weighted(lists: list[Weighted], idf: int) -> dict[int, int]:
    total: Counter[int] = Counter()
    for found, weight, _ in lists:
        for doc, impact in found.items():
            total[doc] += impact * weight * idf
    return dict(total)


def _alternatives(node: Node) -> list[list[Node]]:
    """The leaves of each of the parts by which alternatives are ranked."""
    kind, *rest = node
    if kind == "or":
        return [clause for part in rest for clause in _alternatives(part)]
    if kind == "and":
        return [leaves for part in rest if (leaves := _leaves(part))]
    return [] if kind == "not" else [[node]]


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
