"""Finds which words of a query a post lacks that matches in part, and which of them its thread has."""

from collections.abc import Collection, Iterable, Sequence


class MissingWords:
    """Tells which words are missing in posts.

    Args:
        clauses: The words of each clause of the query, as typed, and the doc ids of the documents that have it.
        threads: The number of each document's thread, by doc id.
    """

    def __init__(self, clauses: Iterable[tuple[str, Collection[int]]], threads: Sequence[int]) -> None:
        self._threads = threads
        self._docs: dict[str, list[Collection[int]]] = {}
        self._having: dict[str, list[set[int]]] = {}
        for typed, docs in clauses:
            self._docs.setdefault(typed, []).append(docs)

    def of(self, doc_id: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words, as typed, that a document lacks; and those of them that its thread has.

        A run of characters that is searched by its pairs is there if half of the pairs are.
        """
        without = tuple(word for word, sets in self._docs.items() if not _is_in(doc_id, sets))
        thread = self._threads[doc_id]
        return without, tuple(word for word in without if _is_in(thread, self._threads_having(word)))

    def _threads_having(self, word: str) -> list[set[int]]:
        """The threads that have each of the clauses of a word."""
        if word not in self._having:
            self._having[word] = [set(map(self._threads.__getitem__, docs)) for docs in self._docs[word]]
        return self._having[word]


def _is_in(number: int, sets: Sequence[Collection[int]]) -> bool:
    return 2 * sum(number in numbers for numbers in sets) >= len(sets)
