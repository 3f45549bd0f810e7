"""Runs of consecutive words (shingles), as numbers, and the sentences of a text.

Numbers are of 64 bits, and the same in each process: Python's hash of a tuple of integers has no random seed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from archiver.withhold.tokens import words_in

SHINGLE = 5
"""Words in a shingle: the shortest sentence that is withheld wherever it is repeated."""
SHORT_SHINGLE = 3
"""Words in the shingles by which a quote with changed words is known."""
_SENTENCE_END = re.compile(r"(?<=[.!?…:;])[\"'”’)\]]*\s+|\n[ \t>]*\n|\n[ \t]*(?=[-*•]\s)|[。！？]|\s+(?:--|—|–)\s+")


def shingles_of(words: Sequence[str], length: int = SHINGLE) -> list[int]:
    """The shingle that begins at each word but the last `length - 1`."""
    hashes = list(map(_hash, words))
    return [hash(run) for run in zip(*(hashes[i:] for i in range(length)), strict=False)]


def sentence_shingle(words: Sequence[str]) -> int:
    """A number for a whole sentence."""
    return hash(tuple(map(_hash, words)))


def sentences_of(text: str) -> Iterator[tuple[str, ...]]:
    """The words of each sentence and each line of a text that has at least `SHINGLE` of them."""
    parts = (*_SENTENCE_END.split(text), *text.split("\n"))
    return (words for words in dict.fromkeys(map(words_in, parts)) if len(words) >= SHINGLE)


def covered(starts: Iterable[int], length: int) -> set[int]:
    """The indexes of all words in shingles of a length that begin at these indexes."""
    return {start + offset for start in starts for offset in range(length)}


@lru_cache(1 << 18)
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))
