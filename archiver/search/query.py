"""From what people type to a Whoosh query. Never an error: what cannot be meant is searched as words, with a hint.

words            every word, in the poster's own words or the title
"a phrase"       these words, in this order
-word            not this word; also before a phrase or a field
author:ada       also by a part of the name: author:"ada lovelace"
board:space      with the boards below it
tag:moon
title: text: quoted:   words in one field only
before:2024-05   up to the start of that day, month or year
after:2024-05    from its start on
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from whoosh import query as q

from archiver import urls
from archiver.search.tokens import find_terms, is_one_of_a_pair

_PART = re.compile(r'(?P<not>-)?(?:(?P<field>\w+):(?!//))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_TITLE_BOOST = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuery:
    """A query, the terms to mark in what it finds, and what the one who asked should know."""

    query: q.Query
    terms: frozenset[str]
    in_quotes: bool
    """True if quoted words were asked for: the passage to show is in them."""
    hints: tuple[str, ...]


def parse_query(text: str, zone: tzinfo) -> ParsedQuery:
    """Read a query. Dates are days of `zone`."""
    wanted: list[q.Query] = []
    unwanted: list[q.Query] = []
    terms: set[str] = set()
    hints: list[str] = []
    in_quotes = False
    for part in _PART.finditer(text):
        field, value = (part["field"] or "").lower(), part["phrase"] if part["word"] is None else part["word"]
        if field and field not in _FIELDS:
            hints.append(f'there is no "{field}:"; known are {", ".join(f"{name}:" for name in sorted(_FIELDS))}')
            field, value = "", f"{field} {value}"
        made = _FIELDS[field](value, zone) if field else _words(value)
        if made is None:
            hints.append(f'"{part[0]}" says nothing to search for' if value else f'"{part[0]}" has no words')
            continue
        if part["not"]:
            unwanted.append(made)
        else:
            wanted.append(made)
            in_quotes |= field == "quoted"
            terms |= {term.text for term in find_terms(value)} if field in _MARKED else set()
    return ParsedQuery(
        query=_combine(wanted, unwanted), terms=frozenset(terms), in_quotes=in_quotes, hints=tuple(hints)
    )


def _combine(wanted: list[q.Query], unwanted: list[q.Query]) -> q.Query:
    if not wanted and not unwanted:
        return q.NullQuery
    query = q.And(wanted) if wanted else q.Every()
    return q.AndNot(query, q.Or(unwanted)) if unwanted else query


def _words(value: str) -> q.Query | None:
    """Words that stand in the poster's own words or in the title, those of one value next to each other."""
    terms = [term.text for term in find_terms(value)]
    return q.Or([_in_field("text", terms), _in_field("title", terms, _TITLE_BOOST)]) if terms else None


def _in_field(field: str, terms: list[str], boost: float = 1.0) -> q.Query:
    """Terms next to each other. A lone character of a script that is indexed in pairs begins one, anywhere."""
    lone = [q.Prefix(field, term, boost=boost) for term in terms if is_one_of_a_pair(term)]
    others = [term for term in terms if not is_one_of_a_pair(term)]
    if len(others) > 1:
        return q.And([q.Phrase(field, others, boost=boost), *lone])
    return q.And([*(q.Term(field, term, boost=boost) for term in others), *lone])


def _field_words(field: str) -> Callable[[str, tzinfo], q.Query | None]:
    def make(value: str, _zone: tzinfo) -> q.Query | None:
        terms = [term.text for term in find_terms(value)]
        return _in_field(field, terms) if terms else None

    return make


def _author(value: str, zone: tzinfo) -> q.Query | None:
    whole = urls.identity(value)
    words = _field_words("author_word")(value, zone)
    return q.Or([q.Term("author", whole), *([words] if words else [])]) if whole else None


def _board(value: str, _zone: tzinfo) -> q.Query | None:
    slug = urls.slug_of_path(value.strip("/"))
    return q.Term("board", slug) if slug else None


def _tag(value: str, _zone: tzinfo) -> q.Query | None:
    return q.Term("tag", urls.identity(value)) if value.strip() else None


def _before(value: str, zone: tzinfo) -> q.Query | None:
    start = _start_of(value, zone)
    return q.NumericRange("date", None, start, endexcl=True) if start is not None else None


def _after(value: str, zone: tzinfo) -> q.Query | None:
    start = _start_of(value, zone)
    return q.NumericRange("date", start, None) if start is not None else None


def _start_of(value: str, zone: tzinfo) -> int | None:
    """The first second of a year, month or day, since 1970."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    try:
        return int(datetime(int(match[1]), int(match[2] or 1), int(match[3] or 1), tzinfo=zone).timestamp())
    except (ValueError, OverflowError):
        return None


_FIELDS: dict[str, Callable[[str, tzinfo], q.Query | None]] = {
    "author": _author,
    "board": _board,
    "tag": _tag,
    "title": _field_words("title"),
    "text": _field_words("text"),
    "quoted": _field_words("quoted"),
    "before": _before,
    "after": _after,
}
_MARKED = frozenset({"", "title", "text", "quoted"})
"""Fields whose words are marked in the passage that is shown."""
