"""The fields of a query: what each takes, and the node that a value of it becomes. None: the value says nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from archiver.search.analysis.tokens import Term, find_terms, is_one_of_a_pair
from archiver.search.query import dates
from archiver.search.query.ast import Fuzzy, Node, Phrase, Prefix, Value, Word, either, every
from archiver.urls import first_page, identity, slug_segment

_ENDING = re.compile(r"(\*+|~+[0-9]?)\Z")
_HOST = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]*://[^/]*")
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_POST = re.compile(r"#([^/#]*)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value as it stands in a query."""

    text: str
    quoted: bool
    today: date
    hint: Callable[[str], None]
    """Takes what the one who asked should know."""


class Field(NamedTuple):
    """What a field takes, in words, and what makes its node."""

    takes: str
    make: Callable[[Given], Node | None]


def _words(field: str, given: Given) -> Node | None:
    """Words next to each other. As it was typed if there is one, exact if it was in quotes."""
    ending = None if given.quoted else _ENDING.search(given.text)
    text = given.text[: ending.start()] if ending else given.text
    terms = [term for term in find_terms(text) if term.text]
    last = None
    if ending and terms and terms[-1].end == len(text) and not is_one_of_a_pair(text[-1]):
        last = _with_ending(field, text[terms[-1].start :], terms.pop().text, ending[0], given)
    return every([*_runs(field, text, terms, given), last])


def _with_ending(field: str, word: str, term: str, ending: str, given: Given) -> Node:
    if len(term) < 2:
        given.hint(f'"{word}{ending}" is too short: it takes two characters or more')
        return Word(field, word)
    return Prefix(field, term) if ending[0] == "*" else Fuzzy(field, term)


def _runs(field: str, text: str, terms: list[Term], given: Given) -> list[Node]:
    """A lone character of a script that is indexed in pairs begins one, anywhere; the terms between are phrases."""
    nodes = list[Node]()
    for lone, run in groupby(terms, lambda term: is_one_of_a_pair(text[term.start : term.end])):
        first, *more = run
        if lone:
            nodes += [Prefix(field, term.text) for term in (first, *more)]
        elif more or given.quoted:
            nodes.append(Phrase(field, tuple(term.text for term in (first, *more))))
        else:
            nodes.append(Word(field, text[first.start : first.end]))
    return nodes


def _author(given: Given) -> Node | None:
    whole = identity(given.text)
    return either([Value("author", whole), _words("name", given)]) if whole else None


def _tag(given: Given) -> Node | None:
    whole = identity(given.text)
    return Value("tag", whole) if whole else None


def _board(given: Given) -> Node | None:
    slug = _slug(given.text)
    return Value("board", slug) if slug else None


def _thread(given: Given) -> Node | None:
    slug = _slug(first_page(_POST.sub("", given.text)))
    return Value("thread", slug) if slug else None


def _quotes(given: Given) -> Node | None:
    post = _POST.search(given.text)
    thread = _thread(given)
    return Value("quotes", f"{thread.value}#{post[1]}") if isinstance(thread, Value) and post and post[1] else None


def _slug(address: str) -> str | None:
    """The slug of a path or of a URL's path, as a browser shows it or escaped."""
    path = _unescaped(_HOST.sub("", address)).strip("/")
    segments = [slug_segment(segment) for segment in path.split("/")]
    return "/".join(segments) if all(segments) else None


def _unescaped(path: str) -> str:
    """As it is, if it was not escaped: a name may have a percent sign."""
    try:
        return path if _NO_ESCAPE.search(path) else unquote(path, errors="strict")
    except UnicodeDecodeError:
        return path


def _one_of(field: str, *values: str) -> Field:
    def make(given: Given) -> Node | None:
        value = given.text.lower()
        return Value(field, value) if value in values else None

    return Field(f"{', '.join(values[:-1])} or {values[-1]}", make)


FIELDS = {
    "": Field("words", partial(_words, "")),
    "after": Field("2024, 2024-05 or 2024-05-01", lambda given: dates.read_after(given.text)),
    "author": Field("a name", _author),
    "before": Field("2024, 2024-05 or 2024-05-01", lambda given: dates.read_before(given.text)),
    "board": Field("a board as space/moon", _board),
    "date": Field("2024, 2024-05, 2024-05-01 or 2023..2024", lambda given: dates.read_range(given.text)),
    "group": _one_of("group", "thread", "none"),
    "has": _one_of("has", "quote", "code", "link"),
    "is": _one_of("is", "first", "reply", "unanswered"),
    "newer": Field("an age as 3d, 2w, 6m or 1y", lambda given: dates.read_newer(given.text, given.today)),
    "older": Field("an age as 3d, 2w, 6m or 1y", lambda given: dates.read_older(given.text, given.today)),
    "order": _one_of("order", "relevance", "newest", "oldest"),
    "quoted": Field("words", partial(_words, "quoted")),
    "quotes": Field("a post as space/lunar#p2", _quotes),
    "tag": Field("a tag", _tag),
    "text": Field("words", partial(_words, "text")),
    "thread": Field("a thread as space/lunar", _thread),
    "title": Field("words", partial(_words, "title")),
}
"""By name. The empty one is that of bare words; `order` and `group` say how answers are shown."""
