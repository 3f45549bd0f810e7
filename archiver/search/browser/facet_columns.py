"""Facet columns: the thread and the author of each post, by which browsers count authors and boards of results.

A block of the columns is a file with the thread numbers and author numbers of `BundleLayout.column_block` posts.
"""

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
    """The table of the facet columns in the meta: what the numbers in the blocks stand for, and the blocks' digests.

    A thread number is the index of the thread's URL among all URLs, sorted (`DocOrder.urls`). Author number n is
    `authors[n - 1]`; 0 is no author.
    """

    authors: tuple[str, ...] = ()
    """The names of all authors as displayed, sorted."""
    boards: tuple[str, ...] = ()
    """The slugs of the boards that have threads, sorted; "" if threads are on no board."""
    thread_boards: tuple[int, ...] = ()
    """By thread number, the index in `boards` of the thread's innermost board."""
    blocks: tuple[bytes, ...] = ()
    """The digest of each block, in the order of doc ids."""


class ColumnEncoder:
    """Encodes the facet columns: all blocks for a full export, or changed blocks for an update."""

    def __init__(self, searcher: Searcher, labels: Labels, files: FileSet, layout: BundleLayout) -> None:
        """Prepare to encode the posts of an index.

        Args:
            searcher: The index.
            labels: Finds the names of authors as displayed.
            files: The blocks are added to it.
            layout: The number of posts in a block.
        """
        self._searcher = searcher
        self._labels = labels
        self._files = files
        self._layout = layout

    def encode(self) -> FacetColumns:
        """Encode all blocks; returns the table."""
        authors, column = self._author_column()
        return self._encode_all(authors, column)

    def update(self, previous: FacetColumns, stale: Collection[int]) -> FacetColumns:
        """Encode some blocks; returns the table, which has the digests of the previous export for all other blocks.

        If the name of an author differs, all blocks are encoded, since author numbers may have shifted.

        Args:
            previous: The table of the previous export. The index must have the threads that it had then.
            stale: The numbers (from 0) of the blocks that have changed posts.

        Raises:
            ValueError: The number of threads is not that of `previous`.
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
        """The names of all authors as displayed, sorted, and by doc id the author number of each post."""
        found = [(self._searcher.doc_ids_of(lists), term) for term, lists in self._searcher.items(FIELDS["a"])]
        labelled = sorted((self._labels.find("a", term, min(docs)), docs) for docs, term in found)
        column = array("I", bytes(4 * self._searcher.count))
        for number, (_, docs) in enumerate(labelled, 1):
            for doc in docs:
                column[doc] = number
        return tuple(label for label, _ in labelled), column


def _boards(searcher: Searcher) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The slugs of the boards that have threads, sorted, and by thread number the index of the thread's board.

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
