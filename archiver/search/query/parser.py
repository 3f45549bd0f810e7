"""From what people type to a tree. Never an error: what cannot be meant is searched as words, with a hint.

words  "a phrase"  -word  a OR b  ( )  word*  word~  author:ada  @ada  #moon  title:(a OR b)  date:2023..2024
Words stand side by side for "and", which binds tighter than OR; `-` and NOT bind tightest. The names are in `fields`.
"""

import re
from datetime import date

from archiver.search.analysis.tokens import find_terms
from archiver.search.query.ast import Node, Not, Nothing, Query, Value, either, every
from archiver.search.query.fields import FIELDS, Given

_KNOWN = ", ".join(f"{name}:" for name in FIELDS if name)
_LONGEST = 2_000  # characters
_DEEPEST = 50  # brackets in brackets
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_WHITE = re.compile(r"\s")

_SPACES = re.compile(" *")
_OR = re.compile(r'(?:OR(?![^ "()|])|\|+) *(?=[^ )])')
_AND = re.compile(r'AND(?![^ "()|]) *(?=[^ )|])')
_NOT = re.compile(r'(?:-|NOT(?: +|(?=["(])))+(?=[^ )|])')  # a run of them is one
_BARS = re.compile(r"\|+")
_OPEN = re.compile(r"\(")
_CLOSE = re.compile(r"\)")
_VALUE = re.compile(r'"([^"]*)"?|[^ "()|]*')
_SIGN = re.compile(r"[@#](?=[^ @#()|])")
_NAME = re.compile(r"([^\W\d_]{2,20}):(?!//)(?=([^ :/\\|)])?)")  # and what it stands before


def parse_query(text: str, today: date) -> Query:
    """Read a query. `newer:` and `older:` count back from `today`."""
    reader = _Reader(_WHITE.sub(" ", text[:_LONGEST].translate(_QUOTES)), today)
    if len(text) > _LONGEST:
        reader.hint(f"only the first {_LONGEST:,} characters were read")
    node = reader.read_any("") or Nothing()
    return Query(node=node, hints=tuple(reader.hints), **reader.shown)


class _Reader:
    """Where reading stands, and what was said by the way. Each method reads one rule of the grammar; None: nothing."""

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self._today = today
        self._at = 0
        self._depth = 0
        self.hints = dict[str, None]()
        self.shown = dict[str, str]()

    def hint(self, hint: str) -> None:
        """Say something once."""
        self.hints[hint] = None

    def read_any(self, field: str) -> Node | None:
        """Alternatives, up to the bracket that ends them. Words without a field of their own are of `field`."""
        parts = [self._read_all(field)]
        while self._take(_OR):
            parts.append(self._read_all(field))
        return either(parts)

    def _read_all(self, field: str) -> Node | None:
        parts = list[Node | None]()
        while not self._is_at_end() and not (parts and _OR.match(self._text, self._at)):
            if not (parts and self._take(_AND)):
                parts.append(self._read_unit(field))
        return every(parts)

    def _is_at_end(self) -> bool:
        """True at the end of the text or of a group. A bracket that closes none is passed over."""
        while self._take(_SPACES) and self._text.startswith(")", self._at):
            if 0 < self._depth <= _DEEPEST:
                return True
            self._depth = max(0, self._depth - 1)
            self._at += 1
        return self._at == len(self._text)

    def _read_unit(self, field: str) -> Node | None:
        excluded = self._take(_NOT)
        part = self._read_named(field)
        return Not(part) if part and excluded else part

    def _read_named(self, field: str) -> Node | None:
        """A value with its field before it, or one without."""
        if sign := self._take(_SIGN):
            return self._read_value("author" if sign[0] == "@" else "tag", named=True)
        name = _NAME.match(self._text, self._at)
        if name and name[1].lower() in FIELDS:
            self._at = name.end()
            return self._read_value(name[1].lower(), named=True)
        if not name or not name[2]:
            return self._read_value(field, named=False)
        self.hint(f'there is no "{name[1]}:"; known are {_KNOWN}')
        words = self._read_value(field, named=False)
        return every([words, self._read_value(field, named=False)]) if self._at == name.end() else words

    def _read_value(self, field: str, *, named: bool) -> Node | None:
        if self._take(_OPEN):
            return self._read_group(field)
        if not named and self._take(_BARS):
            return None
        match = self._take(_VALUE)
        word, phrase = (match[0], match[1]) if match else ("", None)
        return self._make(field, word if phrase is None else phrase, quoted=phrase is not None, named=named)

    def _read_group(self, field: str) -> Node | None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self.hint(f"brackets in more than {_DEEPEST} others were ignored")
            return None
        node = self.read_any(field)
        self._take(_CLOSE)
        self._depth -= 1
        return node

    def _make(self, field: str, value: str, *, quoted: bool, named: bool) -> Node | None:
        if not named and not any(term.text for term in find_terms(value)):
            return None  # a dash or a smiley between words
        node = FIELDS[field].make(Given(text=value, quoted=quoted, today=self._today, hint=self.hint))
        if node is None:
            self.hint(f'"{field}:{value}" says nothing: {field}: takes {FIELDS[field].takes}')
        if isinstance(node, Value) and node.field in ("order", "group"):
            self.shown[node.field] = node.value
            return None
        return node

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self._text, self._at)
        if match:
            self._at = match.end()
        return match
