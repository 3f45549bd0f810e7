"""Facet columns: the thread, its board and the author of each post, for the counts beside the results."""

from array import array
from collections.abc import Collection
from dataclasses import dataclass

from archiver.search.browser.files import COLUMNS_FOLDER, FileSet
from archiver.search.browser.labels import Labels, decode_term
from archiver.search.browser.layout import BundleLayout
from archiver.search.index.fields import FIELDS
from archiver.search.index.searcher import Searcher
from archiver.search.index.varints import varints


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetColumns:
    """The table of the facet columns, as the manifest has it."""

    authors: tuple[str, ...] = ()
    """The labels of all authors, sorted; author 1 is the first, for 0 is no author."""
    boards: tuple[str, ...] = ()
    """The slugs of the boards that have threads, sorted; "" if threads are on no board."""
    thread_boards: tuple[int, ...] = ()
    """For each thread, in the order of URLs, its place in `boards`."""
    blocks: tuple[bytes, ...] = ()
    """The digest of each block of the columns."""


class ColumnEncoder:
    """Encodes the facet columns, all blocks or some."""

    def __init__(self, searcher: Searcher, labels: Labels, files: FileSet, layout: BundleLayout) -> None:
        """`labels` gives the labels of authors; blocks are added to `files`; `layout` has their size in posts."""
        self._searcher = searcher
        self._labels = labels
        self._files = files
        self._layout = layout

    def encode(self) -> FacetColumns:
        """Encode all blocks."""
        authors, column = self._author_column()
        return self._encode_all(authors, column)

    def update(self, previous: FacetColumns, stale: Collection[int]) -> FacetColumns:
        """Encode the blocks whose numbers are in `stale`, and take the others from the `previous` columns.

        All blocks are encoded if a label differs, for that may move the numbers of the authors. Raises ValueError if
        the threads are not as many as in `previous`.
        """
        if len(previous.thread_boards) != len(self._searcher.order.urls):
            raise ValueError("the previous columns are of other threads")
        authors, column = self._author_column()
        if previous.authors != authors:
            return self._encode_all(authors, column)
        threads = self._searcher.order.thread_numbers
        blocks = list(previous.blocks)
        for number in stale:
            blocks[number] = self._encode_block(number, threads, column)
        return FacetColumns(
            authors=authors, boards=previous.boards, thread_boards=previous.thread_boards, blocks=tuple(blocks)
        )

    def _encode_all(self, authors: tuple[str, ...], column: "array[int]") -> FacetColumns:
        boards, thread_boards = _boards(self._searcher)
        threads = self._searcher.order.thread_numbers
        numbers = range(self._layout.column_blocks(self._searcher.count))
        blocks = tuple(self._encode_block(number, threads, column) for number in numbers)
        return FacetColumns(authors=authors, boards=boards, thread_boards=thread_boards, blocks=blocks)

    def _encode_block(self, number: int, threads: list[int], authors: "array[int]") -> bytes:
        size = self._layout.column_block
        docs = slice(number * size, (number + 1) * size)
        return self._files.add(varints(threads[docs]) + varints(authors[docs]), COLUMNS_FOLDER)

    def _author_column(self) -> tuple[tuple[str, ...], "array[int]"]:
        """The labels of all authors, sorted, and the number of each post's author from 1 on; 0 for none."""
        found = [(self._searcher.doc_ids_of(lists), term) for term, lists in self._searcher.items(FIELDS["a"])]
        labelled = sorted((self._labels.find("a", term, min(docs)), docs) for docs, term in found)
        column = array("I", bytes(4 * self._searcher.count))
        for number, (_, docs) in enumerate(labelled, 1):
            for doc in docs:
                column[doc] = number
        return tuple(label for label, _ in labelled), column


def _boards(searcher: Searcher) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The slugs of the boards that threads are on, sorted, and the number of each thread's board.

    A post is in the posting list of its board and of every board above. The innermost board has the longest slug, so
    it is the last of them in the order of terms.
    """
    innermost = [""] * searcher.count
    for term, lists in searcher.items(FIELDS["b"]):
        board = decode_term(term)
        for doc in searcher.doc_ids_of(lists):
            innermost[doc] = board
    by_thread = [""] * len(searcher.order.urls)
    for thread, board in zip(searcher.order.thread_numbers, innermost, strict=True):
        by_thread[thread] = board
    boards = sorted(set(by_thread))
    numbers = {board: number for number, board in enumerate(boards)}
    return tuple(boards), tuple(map(numbers.__getitem__, by_thread))
