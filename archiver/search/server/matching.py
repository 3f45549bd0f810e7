"""From the tree of a query to conditions on terms, sets and dates: all that a search server has to know of queries.

Words have their stems here, beginnings and misspelled words the terms that they stand for, days the seconds at which
they begin.
"""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from msgspec import Struct

from archiver.search.index.doc_order import midnight
from archiver.search.index.fields import SEARCHED, UNSTEMMED, WEIGHTS
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
    """Posts that have one of these terms in a field of words; each term has a weight."""

    field: str
    terms: tuple[tuple[str, int], ...]


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
    """

    def __init__(self, langs: Sequence[str], zone: tzinfo, expand: Callable[[Prefix | Fuzzy], Sequence[str]]) -> None:
        self._langs, self._zone, self._expand = langs, zone, expand

    def condition(self, node: Node) -> Condition:  # noqa: PLR0911  one for each kind
        """The condition that posts meet which match a tree."""
        match node := meant_by(node):
            case And(parts):
                return AllOf(tuple(map(self.condition, parts)))
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
                places = SEARCHED[field]
                return AnyOf(tuple(TermSequence(name, tuple(map(bounded, terms))) for name in places))
            case Word(field):
                return AnyOf(tuple(part for name in SEARCHED[field] for part in self._word(name, node)))
            case Prefix(field) | Fuzzy(field):
                expanded = self._expand(node)
                found = {name: tuple((term, WEIGHTS[name] // 2) for term in expanded) for name in SEARCHED[field]}
                return AnyOf(tuple(AnyTerm(name, weighed) for name, weighed in found.items() if weighed))
            case _:
                return AnyOf(())

    def _word(self, field: str, word: Word) -> list[Condition]:
        langs = () if word.field in UNSTEMMED else self._langs
        found = list(lists_of_word(field, word.text, langs))
        single = len(langs) == 1  # then all posts are in the language
        plain = tuple((bounded(each.term), each.weight) for each in found if single or not each.lang)
        others = [
            AllOf((AnyTerm(field, ((bounded(each.term), each.weight),)), InSet(f"lang:{each.lang}")))
            for each in found
            if each.lang and not single
        ]
        return [AnyTerm(field, plain), *others]
