"""Whoosh's queries for what is typed in a field, which find the posts that our own evaluation finds."""

from datetime import UTC, datetime
from functools import partial

from whoosh.query import And, Not, Or, Phrase, Query, Term

from archiver.search.analysis.stems import primary_subtag
from archiver.search.analysis.tokens import fold
from archiver.search.index.fields import SEARCHED
from archiver.search.query import ast
from archiver.search.query.fields import PARSERS, TypedField, parse_field
from archiver.search.whoosh_format.expansions import Beginning, Misspelled, Pattern, WordForms

_FIELDS = {"cites": ("quotes",), "flag": ("is", "has")}
"""The fields of our grammar that ask for an index field, where they are not called as it."""
_READ_ALIKE = {"lang": primary_subtag}
"""How a value is read of fields that our grammar does not have."""


def find_query(field: str, text: str, boost: float) -> Query | None:
    """Whoosh's query for a text typed in an index field, as `prob*` or `Ada`; None if the text says nothing."""
    if "?" in text or "*" in text.rstrip("*"):
        return Pattern(field, fold(text), boost=boost)
    if field in _READ_ALIKE:
        return Term(field, _READ_ALIKE[field](text), boost=boost)
    node = _parse(field, text, is_quoted=False)
    return _query_of(node, boost) if node else None


def value_of(field: str, text: str) -> str:
    """The value of a set field that a text stands for, as `ada lind` for `Ada Lind`; "" if it is no value."""
    if field in _READ_ALIKE:
        return _READ_ALIKE[field](text)
    node = _parse(field, text, is_quoted=True)
    leaves = ast.leaves_of(node) if node else ()
    return next((leaf.value for leaf in leaves if isinstance(leaf, ast.FieldValue)), "")


def _parse(field: str, text: str, *, is_quoted: bool) -> ast.Node | None:
    """The node of a text typed in an index field."""
    today = datetime.now(UTC).date()  # no date is typed in these fields
    typed = partial(TypedField, text=text, is_quoted=is_quoted, today=today, hint=_ignore)
    if field == "name":
        return PARSERS["words"](typed(field=field))
    return ast.any_of(parse_field(typed(field=name)) for name in _FIELDS.get(field, (field,)))


def _ignore(hint: str) -> None:
    """Whoosh's parser has no place for hints."""


def _query_of(node: ast.Node, boost: float) -> Query:
    """Whoosh's query for a node."""
    match node:
        case ast.And(parts) | ast.Or(parts):
            joined = And if isinstance(node, ast.And) else Or
            return joined([_query_of(part, boost) for part in parts])
        case ast.Not(part):
            return Not(_query_of(part, boost))
        case ast.Word() | ast.Phrase() | ast.Prefix() | ast.Fuzzy():
            leaves = [_leaf_of(node, field, boost) for field in SEARCHED[node.field]]
            return leaves[0] if len(leaves) == 1 else Or(leaves)
        case ast.FieldValue(name, value):
            return Term(SEARCHED[name][0], value, boost=boost)
        case _:
            raise TypeError(f"{node} is typed in no field")


def _leaf_of(node: ast.Word | ast.Phrase | ast.Prefix | ast.Fuzzy, field: str, boost: float) -> Query:
    match node:
        case ast.Word(_, text):
            return WordForms(field, text, boost)
        case ast.Prefix(_, text):
            return Beginning(field, text, boost)
        case ast.Fuzzy(_, text):
            return Misspelled(field, text, boost)
        case ast.Phrase(_, terms):
            return Phrase(field, list(terms), boost=boost) if len(terms) > 1 else Term(field, *terms, boost=boost)
