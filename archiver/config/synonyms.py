"""Reads `synonyms.toml`: words that find other words, too, when people search for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archiver.values import WrongValueError, check_texts

SYNONYMS_NAME = "synonyms.toml"
"""The name of the file, which is beside `archiver.toml`."""


def _check_words(value: object) -> tuple[str, ...]:
    """Check that a value is a list of words or phrases."""
    words = tuple(" ".join(word.split()) for word in check_texts(value))
    if not all(words):
        raise WrongValueError('a list of words, as ["lorry", "truck"]')
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymTable:
    """A table `[[synonyms]]`. Each field is a key of the table; its metadata has the check of the value."""

    words: tuple[str, ...] = field(metadata={"check": _check_words})
    """Words or phrases. Each of them finds the others, too."""
    find: tuple[str, ...] = field(default=(), metadata={"check": _check_words})
    """If there are any: what each of `words` finds, too, but that does not find `words`."""


def join_tables(tables: Iterable[SynonymTable]) -> Mapping[str, tuple[str, ...]]:
    """What each word or phrase finds, too, by the word, in the order of the file.

    >>> join_tables([SynonymTable(words=("car", "auto")), SynonymTable(words=("pet",), find=("dog", "cat"))])
    {'car': ('auto',), 'auto': ('car',), 'pet': ('dog', 'cat')}
    """
    found: dict[str, dict[str, None]] = {}
    for table in tables:
        for word in table.words:
            others = found.setdefault(word, {})
            others |= dict.fromkeys(other for other in table.find or table.words if other != word)
    return {word: tuple(others) for word, others in found.items() if others}
