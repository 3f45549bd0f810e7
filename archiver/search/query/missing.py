"""Finds which words of a query a post lacks that matches in part, and which of them its thread has."""

from collections.abc import Iterable, Sequence

from archiver.search.query.ranking import EvaluatedClause


class MissingWords:
    """Tells which words are missing in posts.

    Args:
        clauses: The clauses of the query.
        threads: The number of each document's thread, by doc id.
    """

    def __init__(self, clauses: Iterable[EvaluatedClause], threads: Sequence[int]) -> None:
        self._threads = threads
        self._docs: dict[str, list[frozenset[int]]] = {}
        self._threads_of: dict[str, list[frozenset[int]]] = {}
        for clause in clauses:
            docs = frozenset(clause.docs)
            self._docs.setdefault(clause.typed, []).append(docs)
            self._threads_of.setdefault(clause.typed, []).append(frozenset(map(threads.__getitem__, docs)))

    def of(self, doc_id: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words, as typed, that a document lacks; and those of them that its thread has.

        A run of characters that is searched by its pairs is there if half of the pairs are.
        """
        without = tuple(word for word, sets in self._docs.items() if not _is_in(doc_id, sets))
        thread = self._threads[doc_id]
        return without, tuple(word for word in without if _is_in(thread, self._threads_of[word]))


def _is_in(number: int, sets: Sequence[frozenset[int]]) -> bool:
    return 2 * sum(number in numbers for numbers in sets) >= len(sets)
