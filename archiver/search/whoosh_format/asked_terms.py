"""Words of a query as terms of Whoosh's: what is typed in a field stands for all that our grammar finds by it.

Whoosh's parser makes a query `Term` of each word between its operators. The term that a field gives it for a word is an
`AskedText`, which a segment answers (`codec`) with the posts that our own evaluation of the typed text finds: those
with the word in another form, with the run of characters, with the name.
"""

from datetime import UTC, datetime
from functools import partial
from typing import Self

from archiver.search.analysis.stems import primary_subtag
from archiver.search.analysis.tokens import find_terms
from archiver.search.query import ast
from archiver.search.query.fields import PARSERS, TypedField, parse_field

_FIELDS = {"cites": ("quotes",), "flag": ("is", "has")}
"""The fields of our grammar that ask for an index field, where they are not called as it."""


class AskedText(str):
    """A text typed in a field, which is not a term of the index."""

    __slots__ = ()


class AskedTerm(bytes):
    """An `AskedText` as bytes, which Whoosh takes for a term: those of the terms in the text, for highlights."""

    typed: str

    def __new__(cls, text: AskedText) -> Self:
        """The bytes of a typed text."""
        terms = " ".join(term.text for term in find_terms(text))
        asked = super().__new__(cls, terms.encode("utf-8", "surrogatepass"))
        asked.typed = str(text)
        return asked


def read_typed(field: str, text: str) -> str | None:
    """The term of a text typed in an index field: an `AskedText`, or the value that it names; None if it is no text."""
    node = find_node(field, text)
    if isinstance(node, ast.FieldValue):
        return node.value
    return AskedText(text) if node else None


def find_value(field: str, text: str) -> str:
    """The value of a set field that a text names, as `ada lind` for `Ada Lind`; "" if it is no value."""
    node = find_node(field, text)
    leaves = ast.leaves_of(node) if node else ()
    return next((leaf.value for leaf in leaves if isinstance(leaf, ast.FieldValue)), "")


def find_node(field: str, text: str) -> ast.Node | None:
    """The node of a text typed in an index field; None if it says nothing."""
    if field == "lang":
        return ast.FieldValue(field, primary_subtag(text))
    today = datetime.now(UTC).date()  # no date is typed in these fields
    typed = partial(TypedField, text=text, is_quoted=False, today=today, hint=_ignore)
    if field == "name":
        return PARSERS["words"](typed(field=field))
    return ast.any_of(parse_field(typed(field=name)) for name in _FIELDS.get(field, (field,)))


def _ignore(hint: str) -> None:
    """Whoosh's parser has no place for hints."""
