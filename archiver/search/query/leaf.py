"""A leaf of a query's tree, evaluated: which documents match it, and what it adds to their scores.

A word has a list for its term and lists for its stems, which count with the weight of their field; the exact word is a
bonus. The documents of a term that is not its own stem are in the lists of the stems, too: its list is the bonus alone.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import compress

from archiver.search.index.searcher import PostingList


class WeightedPostings:
    """A posting list, and the factor by which its impacts are multiplied in scores.

    Args:
        field: The index field of the term.
        size: The number of postings.
        weight: The factor.
        read: Reads the postings; called once at most.
        is_bonus: True if other lists of the leaf have all of the documents.
    """

    def __init__(
        self, field: str, size: int, weight: int, read: Callable[[], PostingList], *, is_bonus: bool = False
    ) -> None:
        self.field, self.size, self.weight, self.is_bonus = field, size, weight, is_bonus
        self._read = read

    @cached_property
    def postings(self) -> PostingList:
        """The postings."""
        return self._read()


class Leaf:
    """An evaluated leaf of the tree."""

    def __init__(self, lists: tuple[WeightedPostings, ...], idf: int, docs: set[int] | None = None) -> None:
        """`docs` are the doc ids of the documents that match; None: those of all `lists`.

        `idf` is the inverse document frequency of the leaf, a factor for all its lists.
        """
        self.lists, self.idf = lists, idf
        self._docs = docs

    @property
    def size(self) -> int:
        """About how many documents match."""
        return sum(weighted.size for weighted in self.lists) if self._docs is None else len(self._docs)

    @cached_property
    def docs(self) -> set[int]:
        """The doc ids of the documents that match."""
        return set().union(*(weighted.postings.docs for weighted in self.lists)) if self._docs is None else self._docs

    def add_scores(self, sums: list[int], docs: set[int], times: int, most: int | None = None) -> None:
        """Add what the leaf adds to the scores of documents: idf x weight x impact of each list.

        Args:
            sums: Sums by doc id; right afterwards for the documents in `docs`.
            docs: Doc ids.
            times: How often the leaf counts.
            most: The largest idf that counts; None: any.
        """
        idf = self.idf if most is None else min(self.idf, most)
        for weighted in self.lists:
            if factor := idf * weighted.weight * times:
                _add(sums, weighted.postings, factor, docs)

    def among(self, docs: set[int]) -> set[int]:
        """The documents among `docs` (doc ids) that match the leaf."""
        if self._docs is not None or "docs" in self.__dict__ or len(docs) > self.size:
            return docs & self.docs
        return set().union(*(docs.intersection(weighted.postings.docs) for weighted in self.lists))


class JoinedLeaf(Leaf):
    """Leaves that must all match, as one leaf: what a phrase of several words counts that has a synonym."""

    def __init__(self, parts: Sequence[Leaf]) -> None:
        """`parts` are the leaves."""
        super().__init__((), sum(part.idf for part in parts))
        self._parts = parts

    @property
    def size(self) -> int:
        """About how many documents match."""
        return min(part.size for part in self._parts)

    @cached_property
    def docs(self) -> set[int]:
        """The doc ids of the documents that match."""
        return set.intersection(*(part.docs for part in self._parts))

    def among(self, docs: set[int]) -> set[int]:
        """The documents among `docs` (doc ids) that match all leaves."""
        return docs & self.docs

    def add_scores(self, sums: list[int], docs: set[int], times: int, most: int | None = None) -> None:
        """Add the scores of all leaves to `sums`; `Leaf.add_scores` tells of `docs`, `times` and `most`."""
        found, scores = self.among(docs), [0] * len(sums)
        for part in self._parts:
            part.add_scores(scores, found, times, most)
        for document in found:
            sums[document] += scores[document]


class AlternativeLeaf(Leaf):
    """A word as typed, and what else it stands for, as one leaf: a document's score is that of its best alternative.

    An alternative counts half of what the word as typed counts, and has at most the idf of that: a synonym that is rare
    is no better than the word.
    """

    def __init__(self, parts: Sequence[Leaf], terms: Sequence[int]) -> None:
        """`parts` are the alternatives, the word as typed first; `terms` the numbers of terms that each adds up."""
        super().__init__((), min(part.idf for part in parts))
        self._parts, self._terms = parts, terms

    @property
    def size(self) -> int:
        """About how many documents match."""
        return sum(part.size for part in self._parts)

    @cached_property
    def docs(self) -> set[int]:
        """The doc ids of the documents that match."""
        return set().union(*(part.docs for part in self._parts))

    def among(self, docs: set[int]) -> set[int]:
        """The documents among `docs` (doc ids) that match any of the alternatives."""
        return set().union(*(part.among(docs) for part in self._parts))

    def add_scores(self, sums: list[int], docs: set[int], times: int, most: int | None = None) -> None:
        """Add the scores of the best alternatives to `sums`; `Leaf.add_scores` tells of `docs`, `times` and `most`."""
        typed, *others = self._parts
        best, most = [0] * len(sums), typed.idf if most is None else min(typed.idf, most)
        typed.add_scores(best, docs, 1, most)
        for part, terms in zip(others, self._terms[1:], strict=True):
            scores, found = [0] * len(sums), part.among(docs)
            part.add_scores(scores, found, 1, most)
            for document in found:
                best[document] = max(best[document], scores[document] // (2 * terms))
        for document in self.among(docs):
            sums[document] += times * best[document]


def _add(sums: list[int], postings: PostingList, factor: int, docs: set[int]) -> None:
    """Add the impacts of postings, times a factor, to `sums`, at least for all documents in `docs`."""
    found, impacts = postings.docs, postings.impacts
    if len(docs) * 4 < len(found):
        wanted = list(map(docs.__contains__, found))
        found, impacts = list(compress(found, wanted)), bytes(compress(impacts, wanted))
    for document, impact in zip(found, impacts, strict=True):
        sums[document] += factor * impact
