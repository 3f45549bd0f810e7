"""Finds out which names of people may be in a source: those all of whose words it has, in any order."""

from functools import lru_cache

from archiver.build.source_texts import read_texts
from archiver.config import Config
from archiver.manifest import NO_DIGEST, PeopleRecord
from archiver.source import Source
from archiver.withhold.pseudonyms import words_of


def find_names(config: Config, keys: tuple[str, ...], source: Source) -> PeopleRecord:
    """The names that may be in a source, as a record without a key.

    Args:
        config: the project.
        keys: the `name_key`s of the names.
        source: the source.
    """
    words = set[str]().union(*(words_of(text) for text in (*source.paths, *read_texts(config, source))))
    known = _by_word(keys)
    names = {key for word in words & known.keys() for key, parts in known[word] if parts <= words}
    return PeopleRecord(source.signature, NO_DIGEST, tuple(sorted(names)))


@lru_cache(1)  # of one build
def _by_word(keys: tuple[str, ...]) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The names, with the set of their words, by the longest of these; none that have no words."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for key in keys:
        words = sorted(words_of(key))
        if words:
            found.setdefault(max(words, key=len), []).append((key, frozenset(words)))
    return found
