"""Words: files of the words of a field, without their postings.

Who looks for words that are spelled nearly as another one reads all words that begin alike. Shards have the postings,
too, which are a hundred times as much.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator

from archiver.search.analysis.stems import STEM
from archiver.search.browser.directory import WORDS, encode_key, read_key
from archiver.search.browser.files import TERMS, FileSet
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.postings import stale_runs
from archiver.search.index.fields import SCORED
from archiver.search.index.types import DIGEST_BYTES
from archiver.search.index.varints import Cursor


def is_word(key: bytes) -> bool:
    """True for the key of a word as it is written: not of a stem, nor of a value of a set."""
    return key[:1].decode() in SCORED and STEM not in key


def cut_words(keys: Iterable[bytes], files: FileSet, layout: BundleLayout) -> dict[bytes, bytes]:
    """Cut keys of words into files; returns the entries of the directory for these.

    Args:
        keys: Keys of words of one field, in order. The first key must be a border, or the first key of the field.
        files: The files are added to it.
        layout: Says which keys are borders.
    """
    entries: dict[bytes, bytes] = {}
    parts: list[bytes] = []
    first = last = b""
    for key in keys:
        if parts and layout.is_words_border(key):
            entries[WORDS + first] = files.add(b"".join(parts), TERMS)
            parts, last = [], b""
        first = first if parts else key
        parts += encode_key(last, key)
        last = key
    if parts:
        entries[WORDS + first] = files.add(b"".join(parts), TERMS)
    return entries


def read_words(content: bytes) -> Iterator[bytes]:
    """The keys in a file of words. Raises IndexError if it ends too early."""
    cursor, key = Cursor(content), b""
    while cursor:
        key = read_key(cursor, key)
        yield key


def update_words(
    entries: dict[bytes, bytes],
    letter: bytes,
    changes: tuple[Collection[bytes], Collection[bytes]],
    read: Callable[[bytes, str], bytes],
    files: FileSet,
    layout: BundleLayout,
) -> None:
    """Make the files of words again in which words come or go.

    Args:
        entries: The entries of the directory; those of the words of the field are changed.
        letter: The letter of the field.
        changes: The keys of the words that come, and of those that go.
        read: Reads the files of the last export.
        files: New files are added to it.
        layout: Says which keys are borders.
    """
    came, gone = changes
    pieces = sorted(key[1:] for key in entries if key[:2] == WORDS + letter)
    starts = [letter, *(key for key in pieces if layout.is_words_border(key) and key != letter)]
    for first, last in stale_runs(starts, [*came, *gone]):
        start, end = starts[first], starts[last] if last < len(starts) else bytes([letter[0] + 1])
        stale = pieces[bisect_left(pieces, start) : bisect_left(pieces, end)]
        words = {word for key in stale for word in read_words(read(entries.pop(WORDS + key)[:DIGEST_BYTES], TERMS))}
        words |= {key for key in came if start <= key < end}
        entries |= cut_words(sorted(words.difference(gone)), files, layout)
