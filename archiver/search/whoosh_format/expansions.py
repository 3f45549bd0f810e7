"""Whoosh's queries for what stands for several terms: a word with its other forms, a prefix, a misspelled word.

They find their terms in the index that is asked, as Whoosh's own queries of several terms do. Terms of stems, which are
in the same fields, are no words: a prefix does not find them.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.query import MultiTerm, Or, Query, Require, Term, Wildcard

from archiver.search.analysis.edit_distance import SAME_BEGINNING, is_near
from archiver.search.analysis.stems import STEM, stem_of
from archiver.search.analysis.tokens import fold

_FORM_BOOST = 0.5  # of the forms of a word that are not the one typed


class Expansion(MultiTerm):  # type: ignore[misc]  # Whoosh has no types
    """What stands for several terms of a field."""

    def __init__(self, field: str, text: str, boost: float = 1.0) -> None:
        self.fieldname, self.text, self.boost = field, text, boost

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.fieldname!r}, {self.text!r})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), self.fieldname, self.text, self.boost))


class WordForms(Expansion):
    """A word as typed, and the words of the same stem in the language of each post."""

    def simplify(self, ixreader: Any) -> Query:
        """The terms in the index as a query of Whoosh's."""
        term = fold(self.text)
        queries: list[Query] = [Term(self.fieldname, term, boost=self.boost)]
        boost = self.boost * _FORM_BOOST
        for lang, stem in self._stems(ixreader):
            queries.append(Term(self.fieldname, f"{stem}~{lang}", boost=boost))
            if stem != term:
                queries.append(Require(Term(self.fieldname, stem, boost=boost), Term("lang", lang)))
        return Or(queries) if len(queries) > 1 else queries[0]

    def _stems(self, ixreader: Any) -> Iterator[tuple[str, str]]:
        """The languages of the posts, each with the stem of the word in it. Names have no stems."""
        if self.fieldname != "name":
            for lang in ixreader.field_terms("lang"):
                if stem := stem_of(self.text, lang):
                    yield lang, stem

    def _btexts(self, ixreader: Any) -> Iterator[bytes]:
        forms = dict.fromkeys(form for lang, stem in self._stems(ixreader) for form in (stem, f"{stem}~{lang}"))
        for form in (fold(self.text), *forms):
            encoded = form.encode("utf-8", "surrogatepass")
            if (self.fieldname, encoded) in ixreader:
                yield encoded

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Whoosh's reader of the posts that match, with their scores."""
        return self.simplify(searcher.reader()).matcher(searcher, context)


class Beginning(Expansion):
    """All words that begin with a text, which is folded."""

    def _btexts(self, ixreader: Any) -> Iterator[bytes]:
        return _without_stems(ixreader.expand_prefix(self.fieldname, self.text))


class Misspelled(Expansion):
    """All words that are spelled nearly like a text, which is folded."""

    def _btexts(self, ixreader: Any) -> Iterator[bytes]:
        found = _without_stems(ixreader.expand_prefix(self.fieldname, self.text[:SAME_BEGINNING]))
        return (term for term in found if is_near(self.text, term.decode("utf-8", "surrogatepass")))


class Pattern(Wildcard):  # type: ignore[misc]
    """All words that match a pattern, which is folded: `*` is any letters, `?` any letter."""

    def _btexts(self, ixreader: Any) -> Iterator[bytes]:
        return _without_stems(super()._btexts(ixreader))


def _without_stems(terms: Iterator[bytes]) -> Iterator[bytes]:
    return (term for term in terms if STEM not in term)
