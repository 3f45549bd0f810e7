"""Parses a query to a tree. No text is an error: what has no meaning is searched as words, and a hint says so.

    words  "a phrase"  -word  a OR b  ( )  word*  word~  author:ada  @ada  #moon  title:(a OR b)  date:2023..2024

Parts next to each other must all match; this binds tighter than OR. `-` and NOT bind tightest. A number after # is a
tag or a word. `index/fields.py` has the names of the fields. `client/search/query.js` of the default theme parses the
same grammar.
"""

import re
from datetime import date

from archiver.search.analysis.tokens import find_terms
from archiver.search.index.fields import QUERY_FIELDS
from archiver.search.query.ast import (
    FieldValue,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Query,
    Required,
    Signed,
    all_of,
    any_of,
    meant_by,
)
from archiver.search.query.fields import TypedField, parse_field

LONGEST_QUERY = 2_000  # characters
DEEPEST_QUERY = 50  # brackets in brackets
_KNOWN = ", ".join(f"{name}:" for name in sorted(QUERY_FIELDS) if name)
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_WHITE = re.compile(r"\s")

_SPACES = re.compile(" *")
_OR = re.compile(r'(?:OR(?![^ "()|])|\|+) *(?=[^ )])')
_AND = re.compile(r'AND(?![^ "()|]) *(?=[^ )|])')
_NOT = re.compile(r'(?:-|NOT(?: +|(?=["(])))+(?=[^ )|])')  # repeated signs count once
_BARS = re.compile(r"\|+")
_OPEN = re.compile(r"\(")
_CLOSE = re.compile(r"\)")
_VALUE = re.compile(r'"([^"]*)"?|[^ "()|]*')
_SIGN = re.compile(r"[@#](?=[^ @#()|])")
_NUMBER = re.compile(r"#([0-9]+)(?![^ )|])")
_SIGNED = re.compile(r'(-+|@|#(?![0-9]+(?![^ )|])))([^\W_][^ "()|:]*)(?![^ )|])')
_MEANINGS = {"-": "NOT ", "@": "author:", "#": "tag:"}
_NAME = re.compile(
    r"([^\W\d_]{2,20}):(?!//)(?=([^ :/\\|)])?)"
)  # the second group is the next character, if a value can begin with it


def parse_query(text: str, today: date) -> Query:
    """Parse a query as typed. `newer:` and `older:` count from `today`, the current day in the site's time zone."""
    parser = _Parser(_WHITE.sub(" ", text[:LONGEST_QUERY].translate(_QUOTES)), today)
    if len(text) > LONGEST_QUERY:
        parser.hint(f"only the first {LONGEST_QUERY:,} characters were read")
    node = parser.parse_any("") or Nothing()
    return Query(node=node, hints=tuple(parser.hints), readings=tuple(parser.readings), **parser.shown)


class _Parser:
    """A recursive-descent parser. Each method `parse_…` parses one rule of the grammar; it returns None for no node."""

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self._today = today
        self._at = 0
        self._depth = 0
        self.hints = dict[str, None]()
        self.readings = dict[str, None]()
        self.shown = dict[str, str]()

    def hint(self, hint: str) -> None:
        """Add a message for the user, once."""
        self.hints[hint] = None

    def parse_any(self, field: str) -> Node | None:
        """Parse alternatives up to a closing bracket. `field` is the field of words without a field."""
        parts = [self._parse_all(field)]
        while self._take(_OR):
            parts.append(self._parse_all(field))
        return any_of(parts)

    def _parse_all(self, field: str) -> Node | None:
        parts = list[Node | None]()
        joined = set[int]()  # the indexes of parts beside an AND
        while not self._is_at_end() and not (parts and _OR.match(self._text, self._at)):
            if parts and self._take(_AND):
                joined |= {len(parts) - 1, len(parts)}
            else:
                parts.append(self._parse_unit(field))
        return all_of(Required(part) if part and i in joined else part for i, part in enumerate(parts))

    def _is_at_end(self) -> bool:
        """True at the end of the text or of a group. Skips spaces, and closing brackets that no bracket has opened."""
        while self._take(_SPACES) and self._text.startswith(")", self._at):
            if 0 < self._depth <= DEEPEST_QUERY:
                return True
            self._depth = max(0, self._depth - 1)
            self._at += 1
        return self._at == len(self._text)

    def _parse_unit(self, field: str) -> Node | None:
        signed = _SIGNED.match(self._text, self._at)
        if signed:
            meaning = f"{_MEANINGS[signed[1][0]]}{signed[2]}"
            self.readings[f'"{signed[0]}" was read as {meaning}; in quotation marks it is words'] = None
        excluded = self._take(_NOT)
        part = self._parse_named(field)
        meant = Not(meant_by(part)) if part and excluded else part
        typed = self._make(field, signed[2], quoted=False, named=False) if signed else None
        return Signed(meant, typed) if meant and typed else meant

    def _parse_named(self, field: str) -> Node | None:
        """Parse a value, perhaps with a field before it."""
        if number := self._take(_NUMBER):
            typed = Phrase("", (number[1],))
            return Signed(Or((FieldValue("tag", number[1]), typed)), typed)
        if sign := self._take(_SIGN):
            return self._parse_value("author" if sign[0] == "@" else "tag", named=True)
        name = _NAME.match(self._text, self._at)
        if name and name[1].lower() in QUERY_FIELDS:
            self._at = name.end()
            return self._parse_value(name[1].lower(), named=True)
        if not name or not name[2]:
            return self._parse_value(field, named=False)
        self.hint(f'there is no "{name[1]}:"; known are {_KNOWN}')
        words = self._parse_value(field, named=False)
        return all_of([words, self._parse_value(field, named=False)]) if self._at == name.end() else words

    def _parse_value(self, field: str, *, named: bool) -> Node | None:
        if self._take(_OPEN):
            return self._parse_group(field)
        if not named and self._take(_BARS):
            return None
        match = self._take(_VALUE)
        word, phrase = (match[0], match[1]) if match else ("", None)
        return self._make(field, word if phrase is None else phrase, quoted=phrase is not None, named=named)

    def _parse_group(self, field: str) -> Node | None:
        self._depth += 1
        if self._depth > DEEPEST_QUERY:
            self.hint(f"brackets in more than {DEEPEST_QUERY} others were ignored")
            return None
        node = self.parse_any(field)
        self._take(_CLOSE)
        self._depth -= 1
        return node

    def _make(self, field: str, value: str, *, quoted: bool, named: bool) -> Node | None:
        if not named and not any(term.text for term in find_terms(value)):
            if value:  # a dash or a smiley between words
                self.readings["signs alone are not searched"] = None
            return None
        typed = TypedField(field=field, text=value, is_quoted=quoted, today=self._today, hint=self.hint)
        node = parse_field(typed)
        if node is None:
            self.hint(f'"{field}:{value}" says nothing: {field}: takes {QUERY_FIELDS[field].takes}')
        if isinstance(node, FieldValue) and node.field in ("order", "group"):
            self.shown[node.field] = node.value
            return None
        return node

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self._text, self._at)
        if match:
            self._at = match.end()
        return match
