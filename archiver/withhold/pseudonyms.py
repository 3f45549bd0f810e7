"""Names that pseudonyms take the place of, in the words of others, and the pseudonym of each."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

from archiver.withhold.names import TakenNames, parts_of
from archiver.withhold.redaction import Redaction
from archiver.withhold.tokens import UNSPACED

_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
_BETWEEN = re.compile(r"[\s>_-]+")
_NAMED = re.compile(r"[\w.)\"]([ ]<)\Z")
_JOINED = re.compile(r"\w[_-]\w")


class Alias(NamedTuple):
    """A name or mail address of an author who has a pseudonym."""

    name: str
    pseudonym: str
    is_address: bool = False
    is_everywhere: bool = True
    """Its words alone count in each thread, as `Ada` of `Ada Lovelace`; False: only where the author has a post."""


@dataclass(frozen=True, kw_only=True)
class HiddenNames:
    """The names of all authors who have pseudonyms: there may be as many as the archive has authors."""

    aliases: tuple[Alias, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.aliases)

    def in_words(self, words: Collection[str]) -> "HiddenNames":
        """The names that may stand in a text, all or a part, by its `words`, as `words_of` gives them."""
        found = dict.fromkeys(
            alias for word in self._by_word.keys() & words for alias, all_ in self._by_word[word] if all_ <= set(words)
        )
        return HiddenNames(aliases=tuple(sorted(found)))

    def finder(self, participants: Iterable[str], others: Iterable[str]) -> "PseudonymFinder":
        """What finds the names in the texts of a thread.

        Args:
            participants: the names of authors with pseudonyms who have posts in it.
            others: the names of those who have posts in it, and no pseudonym: what they are called does not count.
        """
        here = frozenset(participants)
        near = {a.name for a in self.aliases if not a.is_address and (a.is_everywhere or a.name in here)}
        far = {alias.name for alias in self.aliases if not alias.is_address} - near
        names = TakenNames(
            names=tuple(sorted(near)),
            addresses=tuple(alias.name for alias in self.aliases if alias.is_address),
            whole_names=tuple(sorted(name for name in far if " " in name)),
            handles=tuple(sorted(name for name in far if " " not in name)),
        )
        pattern = names.pattern_beside(others)
        return PseudonymFinder(pattern=pattern, pseudonyms=_by_spelling(self.aliases))

    @cached_property
    def _by_word(self) -> Mapping[str, list[tuple[Alias, frozenset[str]]]]:
        """The names by one of their words, with all words that a text has if it has them."""
        found: dict[str, list[tuple[Alias, frozenset[str]]]] = {}
        for alias in self.aliases:
            words = words_of(alias.name)
            if words:
                longest = max(words, key=lambda word: (len(word), word))
                found.setdefault(longest, []).append((alias, frozenset(words)))
            for part in _short_forms(alias) if alias.is_everywhere else ():
                words = words_of(part)
                found.setdefault(max(words, key=lambda word: (len(word), word)), []).append((alias, frozenset(words)))
        return found


class PseudonymFinder(NamedTuple):
    """Finds names in the texts of one thread."""

    pattern: re.Pattern[str] | None
    """Matches the names; None if there are none."""
    pseudonyms: Mapping[str, frozenset[str]]
    """Which pseudonyms a name may stand for, by its spelling in lower case."""

    def instead(self, match: re.Match[str], mark: str) -> str:
        """What is written in place of a name: `mark` for an address, and where several people have the name.

        In addresses of pages, and behind `@`, the pseudonym is in small letters, with a hyphen.
        """
        found = self.pseudonyms.get(_spelling(match[0]), frozenset())
        if len(found) != 1:
            return mark
        (pseudonym,) = found
        is_handle = _JOINED.search(match[0]) or match.string.endswith(("@", "/", "~"), 0, match.start())
        return _BETWEEN.sub("-", pseudonym).casefold() if is_handle else pseudonym

    def redaction(self, match: re.Match[str], mark: str) -> Redaction:
        """What `instead` says, as a change of the text. An address in `<>` behind a name goes with these: a parser of
        attributions would take a mark for a part of the name.
        """
        instead, (start, end), text = self.instead(match, mark), match.span(), match.string
        if "@" in match[0] and text[end : end + 1] == ">" and (before := _NAMED.search(text, max(0, start - 3), start)):
            return Redaction(before.start(1), end + 1, "")
        return Redaction(start, end, instead)


def words_of(text: str) -> set[str]:
    """The words of a text, case-folded, whatever its markup is."""
    plain = unescape(text) if "&" in text else text
    plain = plain.replace("\\_", "_") if "\\_" in plain else plain
    folded = plain.casefold() if plain.isascii() else normalize("NFKC", plain).casefold()
    found = set(_WORD.findall(folded))
    return found | {part for word in found if "_" in word for part in word.split("_")} if "_" in folded else found


def _short_forms(alias: Alias) -> set[str]:
    """The parts of a name, and its words in one, case-folded; none of an address."""
    if alias.is_address:
        return set()
    return {*(part.casefold() for part in parts_of(alias.name)), "".join(_WORD.findall(alias.name.casefold()))} - {""}


def _spelling(name: str) -> str:
    return _BETWEEN.sub(" ", name).casefold()


def _by_spelling(aliases: Iterable[Alias]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for alias in aliases:
        for spelling in {_spelling(alias.name), *map(_spelling, _short_forms(alias))}:
            found.setdefault(spelling, set()).add(alias.pseudonym)
    whole = {_spelling(alias.name): frozenset({alias.pseudonym}) for alias in aliases}
    return {spelling: frozenset(some) for spelling, some in found.items()} | whole
