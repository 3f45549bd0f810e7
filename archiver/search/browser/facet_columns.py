"""What facets count: the author, the thread and its board of every document, 8,192 documents in a file."""

from array import array
from collections.abc import Collection
from dataclasses import dataclass

from archiver.search.browser.files import COLUMNS, Files
from archiver.search.browser.labels import Names, text_of
from archiver.search.browser.postings import ranks_of, terms_of
from archiver.search.index.doc_order import View
from archiver.search.index.varints import varints

BLOCK = 8192  # documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The directory of the columns."""

    names: tuple[str, ...] = ()
    """The authors as they are shown."""
    boards: tuple[str, ...] = ()
    """Those that threads stand on; "" if some stand on none."""
    thread_boards: tuple[int, ...] = ()
    """The board of each thread, by their numbers."""
    blocks: tuple[bytes, ...] = ()
    """The digests of the files."""


def encode_columns(
    view: View, names: Names, files: Files, known: Columns | None = None, stale: Collection[int] | None = None
) -> Columns:
    """The columns. If nobody was renamed, only the blocks in `stale` are looked at, of those that `known` has; None:
    all. It must be None unless the threads are those of `known`.
    """
    shown, authors = _authors(view, names)
    if stale is not None and known is not None and known.names == shown:
        blocks = list(known.blocks)
        boards, thread_boards = known.boards, known.thread_boards
    else:
        stale = range(-(-view.count // BLOCK))
        blocks = [b""] * len(stale)
        boards, thread_boards = _boards(view)
    threads = view.numbering.thread_numbers()
    for number in stale:
        cut = slice(number * BLOCK, (number + 1) * BLOCK)
        blocks[number] = files.add(varints(threads[cut]) + varints(authors[cut]), COLUMNS)
    return Columns(names=shown, boards=boards, thread_boards=thread_boards, blocks=tuple(blocks))


def _authors(view: View, names: Names) -> tuple[tuple[str, ...], "array[int]"]:
    """The authors as they are shown, and the number of each document's author from 1 on; 0 for none."""
    found = [(ranks_of(view, postings), term) for term, postings in terms_of(view, "a")]
    named = sorted((names.of("a", term, min(ranks)), ranks) for ranks, term in found)
    column = array("I", bytes(4 * view.count))
    for number, (_, ranks) in enumerate(named, 1):
        for rank in ranks:
            column[rank] = number
    return tuple(name for name, _ in named), column


def _boards(view: View) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The boards that threads stand on, and the board of each thread.

    A post is in the list of every board above it; the innermost one comes last.
    """
    innermost = [""] * view.count
    for term, postings in terms_of(view, "b"):
        board = text_of(term)
        for rank in ranks_of(view, postings):
            innermost[rank] = board
    by_thread = [""] * len(view.numbering.urls)
    for thread, board in zip(view.numbering.thread_numbers(), innermost, strict=True):
        by_thread[thread] = board
    boards = sorted(set(by_thread))
    numbers = {board: number for number, board in enumerate(boards)}
    return tuple(boards), tuple(map(numbers.__getitem__, by_thread))
