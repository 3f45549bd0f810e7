"""Tasks in chunks: sent at once, and run one after the other."""

import gc
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 32
"""Tasks that are sent at once, and after which garbage is collected."""
_YOUNGEST = 0  # the generation of objects made since the last collection


def run_chunk(function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
    """The results of `function` for each task, with garbage collected after some of them and at the end."""
    for some in chunked(tasks, CHUNK):
        yield from map(function, some)
        gc.collect(_YOUNGEST)


def chunked(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last of which may be shorter. Items are taken as lists are asked for."""
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk
