"""Parsers of query fields: each makes a node of the text after a field's colon, or None of a text that is no value.

`index/fields.py` has the table of fields; `client/search/query.js` of the default theme has the same parsers.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from archiver.model import InterfaceText
from archiver.search.analysis.identifiers import LONGEST, part_spans
from archiver.search.analysis.tokens import Term, find_terms, fold, is_one_of_a_pair
from archiver.search.index.fields import QUERY_FIELDS
from archiver.search.query import dates
from archiver.search.query.ast import FieldValue, Fuzzy, Node, Phrase, Prefix, Word, all_of, alternatives, any_of
from archiver.urls import first_page, name_key, slug_segment

_ENDING = re.compile(r"(\*+|~+[0-9]?)\Z")
_HOST = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]*://[^/]*")
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_POST = re.compile(r"#([^/#]*)\Z")
_VERSION = re.compile(r"[vV]?[0-9]+\.[0-9]")
_HYPHENATED = re.compile(r"(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9]+(?:[-_]+[A-Za-z0-9]+)+\Z")
_COMMA_OR = re.compile(r", | or ")


class TypedField(Struct, frozen=True, kw_only=True):
    """A field as typed in a query, as `author:ada`: what a parser makes a node of."""

    field: str
    """The name of the field; "" for words without a field."""
    text: str
    """The text after the colon, without quotation marks."""
    is_quoted: bool
    """True if the text was in quotation marks."""
    today: date
    """The current day in the site's time zone."""
    hint: Callable[[InterfaceText], None]
    """Called with a message for the user."""


Parser = Callable[[TypedField], Node | None]


def parse_field(typed: TypedField) -> Node | None:
    """The node of a typed field; None if the text is no value of the field."""
    return PARSERS[QUERY_FIELDS[typed.field].parser or typed.field](typed)


def _words(typed: TypedField) -> Node | None:
    """Several words are a phrase. One word matches by its stem, too, unless it was in quotation marks."""
    ending = None if typed.is_quoted else _ENDING.search(typed.text)
    text = typed.text[: ending.start()] if ending else typed.text
    terms = [term for term in find_terms(text) if term.text]
    last = None
    if ending and terms and terms[-1].end == len(text) and not is_one_of_a_pair(text[-1]):
        last = _expandable_word(text[terms[-1].start :], terms.pop().text, ending[0], typed)
    return all_of([*_parse_terms(text, terms, typed), last])


def _expandable_word(word: str, term: str, ending: str, typed: TypedField) -> Node:
    """The node of `word*` (prefix) or `word~` (misspelled); of the word itself, with a hint, if it is too short.

    Args:
        word: The word as typed.
        term: The word's term.
        ending: What is typed after the word: `*` or `~`, perhaps repeated or with a digit.
        typed: The text that the word is a part of.
    """
    if len(term) < 2:
        typed.hint(InterfaceText('"%(word)s" is too short: it takes two characters or more', word=f"{word}{ending}"))
        return Word(typed.field, word)
    return Prefix(typed.field, term) if ending[0] == "*" else Fuzzy(typed.field, term)


def _parse_terms(text: str, terms: list[Term], typed: TypedField) -> list[Node]:
    """Nodes of the terms of `text`, which must all match.

    A single character of a script that is indexed in pairs of characters may begin a pair, so its node is a prefix. The
    other terms, between such characters, are words and phrases.
    """
    nodes = list[Node]()
    for is_single, run in groupby(terms, lambda term: is_one_of_a_pair(text[term.start : term.end])):
        found = list(run)
        if is_single:
            nodes += [Prefix(typed.field, term.text) for term in found]
        elif typed.is_quoted:
            nodes.append(Phrase(typed.field, tuple(term.text for term in found)))
        else:
            forms = _forms(text[found[0].start : found[-1].end], [term.text for term in found], typed.field)
            nodes.append(alternatives(forms))
    return nodes


def _forms(typed: str, terms: Sequence[str], field: str) -> tuple[Word | Phrase, ...]:
    """What one word as typed, which may have several terms, is searched as.

    A version number is found with and without its v, a name in code however its words are joined.

    Args:
        typed: The word.
        terms: Its terms.
        field: The field that is searched.

    >>> _forms("v4.0", ["v4", "0"], "")
    (Phrase(field='', terms=('v4', '0'), is_run=True), Phrase(field='', terms=('4', '0'), is_run=True))
    >>> _forms("e-mail", ["e", "mail"], "text")
    (Phrase(field='text', terms=('e', 'mail'), is_run=True), Word(field='text', text='email'))
    """
    if len(terms) == 1:
        parts = tuple(fold(typed[start:end]) for start, end in part_spans(typed))
        return (Word(field, typed), *[Phrase(field, parts, is_run=True)] * (len(parts) > 1))
    whole = Phrase(field, tuple(terms), is_run=True)
    if _VERSION.match(typed):
        first = terms[0][1:] if terms[0][0] == "v" else f"v{terms[0]}"
        return (whole, Phrase(field, (first, *terms[1:]), is_run=True))
    joined = _HYPHENATED.match(typed) and re.sub("[-_]", "", typed)
    return (whole, Word(field, joined)) if joined and len(joined) <= LONGEST else (whole,)


def _author(typed: TypedField) -> Node | None:
    """Matches the author's whole name, or words of the name."""
    whole = name_key(typed.text)
    words = replace(typed, field="name")
    return any_of([FieldValue(typed.field, whole), _words(words)]) if whole else None


def _tag(typed: TypedField) -> Node | None:
    """Matches a tag, regardless of case and spaces."""
    return _value(typed, name_key(typed.text))


def _board(typed: TypedField) -> Node | None:
    """Matches a board by its path or URL."""
    return _value(typed, _slug(typed.text))


def _thread(typed: TypedField) -> Node | None:
    """Matches a thread by its path or URL, or by that of one of its posts or pages."""
    return _value(typed, _slug(first_page(_POST.sub("", typed.text))))


def _quotes(typed: TypedField) -> Node | None:
    """Matches posts that quote the post with this path or URL."""
    post = _POST.search(typed.text)
    thread = _thread(typed)
    return (
        FieldValue(typed.field, f"{thread.value}#{post[1]}")
        if isinstance(thread, FieldValue) and post and post[1]
        else None
    )


def _choice(typed: TypedField) -> Node | None:
    """Matches one of the words that the field takes."""
    value = typed.text.lower()
    return FieldValue(typed.field, value) if value in _COMMA_OR.split(QUERY_FIELDS[typed.field].takes) else None


def _value(typed: TypedField, value: str | None) -> Node | None:
    return FieldValue(typed.field, value) if value else None


PARSERS: dict[str, Parser] = {
    "after": lambda typed: dates.parse_after(typed.text),
    "author": _author,
    "before": lambda typed: dates.parse_before(typed.text),
    "board": _board,
    "choice": _choice,
    "date": lambda typed: dates.parse_range(typed.text),
    "newer": lambda typed: dates.parse_newer(typed.text, typed.today),
    "older": lambda typed: dates.parse_older(typed.text, typed.today),
    "quotes": _quotes,
    "tag": _tag,
    "thread": _thread,
    "words": _words,
}


def _slug(address: str) -> str | None:
    """The slug of a path or a URL, readable or percent-encoded; None if a segment has no letter or digit."""
    path = _unescaped(_HOST.sub("", address)).strip("/")
    segments = [slug_segment(segment) for segment in path.split("/")]
    return "/".join(segments) if all(segments) else None


def _unescaped(path: str) -> str:
    """Decode percent-encoding. A path with other percent signs, or of invalid UTF-8, stays unchanged."""
    try:
        return path if _NO_ESCAPE.search(path) else unquote(path, errors="strict")
    except UnicodeDecodeError:
        return path
