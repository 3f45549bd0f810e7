"""The fields of the index, in one table. A document of the index is one post.

A field of words has, for each term of a text, the impact and the positions of the term in every post; next to the terms
as they are written are, where they differ, their stems (`run~en`). A field without words is a set of values.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexField:
    """A field of the index.

    Words are scored; their impacts measure the length of a text by a reference length and not by the average of the
    archive, so that a post that is added or removed doesn't change the impacts of others.
    """

    name: str
    letter: str
    """Stands for the field in the keys of the browser index."""
    reference_length: int = 0
    """The usual number of words (pivot length); 0 for a set of values."""
    weight: int = 0
    """What a word in the field counts in the score of a post."""
    has_labels: bool = False
    """True if terms are folded, so that the browser index also has each as it is displayed."""


TABLE = (
    IndexField(name="author", letter="a", has_labels=True),
    IndexField(name="board", letter="b"),
    IndexField(name="cites", letter="c"),
    IndexField(name="flag", letter="f"),
    IndexField(name="tag", letter="g", has_labels=True),
    IndexField(name="thread", letter="h"),
    IndexField(name="lang", letter="l"),
    IndexField(name="name", letter="n", reference_length=2, weight=20),
    IndexField(name="quoted", letter="q", reference_length=60, weight=4),
    IndexField(name="title", letter="t", reference_length=8, weight=60),
    IndexField(name="text", letter="x", reference_length=100, weight=20),
)
"""All fields, in the order of their letters."""
FIELDS = {field.letter: field.name for field in TABLE}
"""The name of each field by its letter, in the order of the letters."""
LETTERS = {field.name: field.letter for field in TABLE}
"""The letter of each field by its name."""
SCORED = frozenset(field.letter for field in TABLE if field.reference_length)
"""The letters of the fields of words."""
NAMED = frozenset(field.letter for field in TABLE if field.has_labels)
"""The letters of the fields whose terms have labels."""
REFERENCE_LENGTHS = {field.name: field.reference_length for field in TABLE if field.reference_length}
"""The reference length of each field of words, by its name."""
WEIGHTS = {field.name: field.weight for field in TABLE if field.weight}
"""The weight of each field of words, by its name."""
SETS = tuple(field.name for field in TABLE if not field.reference_length)
"""The names of the fields that are sets of values."""
NO_DATE = -(2**63)
"""In place of the seconds since 1970 of a post without a date."""
