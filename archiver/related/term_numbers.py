"""What the number of a term is made of: the hash of a word, and where in its thread the word is."""

from enum import IntEnum


class TermPlace(IntEnum):
    """What a term is, in the two lowest bits of its number."""

    AUTHOR = 0
    """The name of who wrote the first post."""
    POST = 1
    """A tag, or a word of the first post."""
    TITLE = 2
    """A word of the title."""


def word_of(term: int) -> int:
    """The hash of the word of a term."""
    return term >> 2
