"""Which posts a query finds, and how well: whole lists at a time, in integers, so that a browser comes to the same.

A word is looked for as it is written, and by its stem in each language of the archive at half the weight. A leaf of the
query counts its idf times what its lists say of the post; the score of a post is the sum over the leaves.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import reduce
from itertools import accumulate, compress
from math import floor, log2

from archiver.search.analysis.spelling import is_near
from archiver.search.analysis.stems import stem_of
from archiver.search.analysis.tokens import fold
from archiver.search.index.impact import decode_positions
from archiver.search.index.searcher import Archive, List
from archiver.search.query.ast import And, Dates, Everything, Fuzzy, Node, Not, Nothing, Or, Phrase, Prefix, Value, Word

WEIGHTS = {"text": 20, "title": 60, "quoted": 4, "name": 20}
MOST_TERMS = 500
"""That a beginning or a misspelling stands for."""
_IDF = 16
_SETS = {"author": "author", "board": "board", "tag": "tag", "thread": "thread", "quotes": "cites"}
_FLAGS = ("has", "is")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A list, and what its impacts count."""

    found: List
    weight: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one part of the query counts: lists, with one idf for all of them."""

    lists: tuple[Weighed, ...]
    idf: int


class Evaluation:
    """One query, evaluated. `hints` say what was left out."""

    def __init__(self, archive: Archive, node: Node, zone: tzinfo) -> None:
        self._archive, self._zone = archive, zone
        self._leaves: list[Leaf] = []
        self.hints: list[str] = []
        self.docs = self.matching(node, counts=True)
        """The posts that are found."""

    def scores(self) -> dict[int, int]:
        """The score of each of them."""
        scores = dict.fromkeys(self.docs, 0)
        for leaf in self._leaves:
            for weighed in leaf.lists:
                _add_scores(scores, weighed.found, leaf.idf * weighed.weight)
        return scores

    def matching(self, node: Node, *, counts: bool) -> set[int]:  # noqa: PLR0911  one for each kind of node
        """The posts that a part of the query finds; what `counts` adds to their scores."""
        match node:
            case And(parts):
                return self._all_of(parts, counts=counts)
            case Or(parts):
                return set().union(*(self.matching(part, counts=counts) for part in parts))
            case Not(part):
                return self._archive.everything() - self.matching(part, counts=False)
            case Everything():
                return self._archive.everything()
            case Nothing():
                return set()
            case Dates(start, end):
                return self._archive.between(self._archive.everything(), start, end, self._zone)
            case Value(field, value):
                name = "flag" if field in _FLAGS else _SETS[field]
                return set(self._archive.list(name, value).docs)
            case Phrase():
                return self._phrase(node, counts=counts)
            case _:
                return self._weighed(tuple(self._lists(node)), counts=counts)

    def _all_of(self, parts: Sequence[Node], *, counts: bool) -> set[int]:
        """What excludes, and dates, are asked of the posts that the others have left."""
        narrow = [part for part in parts if isinstance(part, Not | Dates)]
        wide = [part for part in parts if not isinstance(part, Not | Dates | Everything)]
        found = [self.matching(part, counts=counts) for part in wide]
        docs = set.intersection(*sorted(found, key=len)) if found else self._archive.everything()
        for part in narrow:
            if isinstance(part, Dates):
                docs = self._archive.between(docs, part.start, part.end, self._zone)
            else:
                docs -= self.matching(part.part, counts=False)
        return docs

    def _weighed(self, lists: tuple[Weighed, ...], *, counts: bool) -> set[int]:
        total = sum(len(weighed.found.docs) for weighed in lists)
        if counts and total:
            self._leaves.append(Leaf(lists, self._idf(total)))
        return set().union(*(weighed.found.docs for weighed in lists))

    def _idf(self, documents: int) -> int:
        count = self._archive.count
        return floor(_IDF * log2((count + 1) / min(count, documents)))

    def _lists(self, node: Word | Prefix | Fuzzy) -> Iterator[Weighed]:
        fields = fields_of(node.field)
        if isinstance(node, Word):
            for field in fields:
                yield from self._word(field, node.text)
            return
        terms = self.expand(node)
        for field in fields:
            lists = (self._archive.list(field, term) for term in terms)
            yield from (Weighed(found, WEIGHTS[field] // 2) for found in lists if found.docs)

    def _word(self, field: str, word: str) -> Iterator[Weighed]:
        archive, term = self._archive, fold(word)
        weight = WEIGHTS[field]
        yield Weighed(archive.list(field, term), weight)
        if field == "name":
            return
        for lang in archive.langs:
            stem = stem_of(word, lang)
            if stem:
                yield Weighed(archive.list(field, f"{stem}~{lang}"), weight // 2)
            if stem and stem != term:
                found = archive.list(field, stem)
                yield Weighed(self._only_in(found, lang) if len(archive.langs) > 1 else found, weight // 2)

    def _only_in(self, found: List, lang: str) -> List:
        wanted = bytes(map(self._archive.is_in(lang).__getitem__, found.docs))
        return _chosen(found, wanted)

    def expand(self, node: Prefix | Fuzzy) -> list[str]:
        """The terms that a beginning, or a misspelling, stands for: the most frequent ones."""
        beginning = node.text if isinstance(node, Prefix) else node.text[:2]
        counts: dict[str, int] = {}
        for field in fields_of(node.field):
            for term, count in self._archive.terms(field, beginning):
                if isinstance(node, Prefix) or is_near(node.text, term):
                    counts[term] = counts.get(term, 0) + count
        ranked = sorted(counts, key=lambda term: (-counts[term], term))
        if len(ranked) > MOST_TERMS:
            sign = "*" if isinstance(node, Prefix) else "~"
            self.hints.append(f'"{node.text}{sign}" stands for the {MOST_TERMS} most frequent of {len(ranked)} words')
        return ranked[:MOST_TERMS]

    def _phrase(self, node: Phrase, *, counts: bool) -> set[int]:
        matched = {field: self._adjacent(field, node.terms) for field in fields_of(node.field)}
        total = sum(map(len, matched.values()))
        if counts and total:
            lists = tuple(
                Weighed(_cut(self._archive.list(field, term), docs), WEIGHTS[field])
                for field, docs in matched.items()
                for term in dict.fromkeys(node.terms)
            )
            self._leaves.append(Leaf(lists, self._idf(total)))
        return set().union(*matched.values())

    def _adjacent(self, field: str, terms: Sequence[str]) -> set[int]:
        lists = [self._archive.list(field, term) for term in terms]
        docs = reduce(set.intersection, (set(found.docs) for found in sorted(lists, key=lambda found: len(found.docs))))
        if len(terms) == 1 or not docs:
            return docs
        places: dict[int, frozenset[int]] = {}
        for at, found in sorted(enumerate(lists), key=lambda pair: len(pair[1].docs)):
            starts = _Starts(at)
            these = {
                document: starts[encoded]
                for document, encoded in zip(found.docs, found.positions, strict=True)
                if document in docs
            }
            places = {d: left for d, here in these.items() if (left := places[d] & here)} if places else these
            docs = set(places)
            if not docs:
                break
        return docs


class _Starts(dict[bytes, frozenset[int]]):
    """Where a phrase would begin whose term `at` stands at these positions."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def __missing__(self, encoded: bytes) -> frozenset[int]:
        places = accumulate(encoded) if encoded.isascii() else decode_positions(encoded)
        starts = self[encoded] = frozenset([place - self._at for place in places] if self._at else places)
        return starts


def fields_of(field: str) -> tuple[str, ...]:
    """The fields of words that a query's field means."""
    return (field,) if field else ("text", "title")


def _add_scores(scores: dict[int, int], found: List, factor: int) -> None:
    """Add what a list says to the scores of those that have one."""
    if not factor:
        return  # what nearly every post has says nothing
    if len(scores) * 8 < len(found.docs):
        for document in scores:
            at = bisect_left(found.docs, document)
            if at < len(found.docs) and found.docs[at] == document:
                scores[document] += factor * found.impacts[at]
        return
    for document, impact in zip(found.docs, found.impacts, strict=True):
        if document in scores:
            scores[document] += factor * impact


def _cut(found: List, docs: set[int]) -> List:
    return _chosen(found, [document in docs for document in found.docs])


def _chosen(found: List, wanted: Sequence[int]) -> List:
    """Those documents of a list that are wanted, without their positions."""
    return List(list(compress(found.docs, wanted)), bytes(compress(found.impacts, wanted)), [])
