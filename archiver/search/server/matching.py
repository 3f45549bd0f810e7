"""From the tree of a query to conditions on terms, sets and dates: all that a search server has to know of queries.

Words have their stems here, beginnings and misspelled words the terms that they stand for, days the seconds at which
they begin. Terms that no post has are left out: of the stems in thirty languages most are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo

from msgspec import Struct

from archiver.search.index.doc_order import midnight
from archiver.search.index.fields import SEARCHED, UNSTEMMED
from archiver.search.query.ast import (
    And,
    Dates,
    Everything,
    FieldValue,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    meant_by,
)
from archiver.search.query.leaves import lists_of_word
from archiver.search.server.documents import bounded


class AnyTerm(Struct, frozen=True):
    """Posts that have one of these terms in a field of words."""

    field: str
    terms: tuple[str, ...]


class TermSequence(Struct, frozen=True):
    """Posts that have these terms one after another in a field of words."""

    field: str
    terms: tuple[str, ...]


class InSet(Struct, frozen=True):
    """Posts that have a value in a set, as `author:ada`."""

    value: str


class Between(Struct, frozen=True):
    """Posts of the seconds since 1970 first <= date < last; None: no limit. Posts without a date are left out."""

    first: int | None
    last: int | None


class ThesePosts(Struct, frozen=True):
    """Posts by their threads' numbers (`thread_id`) and their places in the threads."""

    posts: tuple[tuple[int, int], ...]


class AllOf(Struct, frozen=True):
    """Posts that meet all conditions; all posts, if there are none."""

    parts: "tuple[Condition, ...]"


class AnyOf(Struct, frozen=True):
    """Posts that meet one of the conditions; no posts, if there are none."""

    parts: "tuple[Condition, ...]"


class NotOf(Struct, frozen=True):
    """Posts that do not meet the condition."""

    part: "Condition"


Condition = AnyTerm | TermSequence | InSet | Between | ThesePosts | AllOf | AnyOf | NotOf


class Matching:
    """Makes conditions of trees.

    Args:
        langs: The languages of the index.
        zone: The time zone of the days in queries.
        expand: The terms that a beginning or a misspelled word stands for.
        frequency: How many posts have a term in a field, of those in a language; "" for all.
    """

    def __init__(
        self,
        langs: Sequence[str],
        zone: tzinfo,
        expand: Callable[[Prefix | Fuzzy], Sequence[str]],
        frequency: Callable[[str, str, str], int],
    ) -> None:
        self._langs, self._zone, self._expand, self._frequency = langs, zone, expand, frequency

    def condition(self, node: Node) -> Condition:  # noqa: PLR0911  one for each kind
        """The condition that posts meet which match a tree."""
        match node := meant_by(node):
            case And(parts):
                return _all_of(tuple(map(self.condition, parts)))
            case Or(parts):
                return AnyOf(tuple(map(self.condition, parts)))
            case Not(part):
                return NotOf(self.condition(part))
            case Everything():
                return AllOf(())
            case Dates(start, end):
                return Between(*(None if day is None else midnight(day, self._zone) for day in (start, end)))
            case FieldValue(field, value):
                return InSet(bounded(f"{SEARCHED[field][0]}:{value}"))
            case Phrase(field, terms):
                sequence = tuple(map(bounded, terms))
                return AnyOf(
                    tuple(TermSequence(name, sequence) for name in SEARCHED[field] if self._has(name, sequence))
                )
            case Word(field):
                return AnyOf(tuple(part for name in SEARCHED[field] for part in self._word(name, node)))
            case Prefix(field) | Fuzzy(field):
                expanded = self._expand(node)
                found = {name: [term for term in expanded if self._has(name, (term,))] for name in SEARCHED[field]}
                return AnyOf(tuple(AnyTerm(name, tuple(terms)) for name, terms in found.items() if terms))
            case _:
                return AnyOf(())

    def _has(self, field: str, terms: Iterable[str]) -> bool:
        """True if each of the terms is in some post."""
        return all(self._frequency(field, term, "") for term in terms)

    def _word(self, field: str, word: Word) -> Iterator[Condition]:
        langs = () if word.field in UNSTEMMED else self._langs
        single = len(langs) == 1  # then all posts are in the language
        plain = []
        for each in lists_of_word(field, word.text, langs):
            term, lang = bounded(each.term), "" if single else each.lang
            if not self._frequency(field, term, lang):
                continue
            if lang:
                yield AllOf((AnyTerm(field, (term,)), InSet(f"lang:{lang}")))
            else:
                plain.append(term)
        if plain:
            yield AnyTerm(field, tuple(plain))


def _all_of(parts: tuple[Condition, ...]) -> Condition:
    """The condition for posts that meet all of the parts; if no post meets one of them, that for no posts."""
    return AnyOf(()) if AnyOf(()) in parts else AllOf(parts)
