"""The fields of the index, in Whoosh's terms: what its own writer makes of a document is what ours makes of it.

One document is one post. Fields of words keep an impact and positions for each term; beside the terms as they are
written stand, where they differ, their stems (`run~en`). The other fields are sets of values.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import RegexTokenizer, Token, Tokenizer
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence, Format

from archiver.search.analysis.stems import stem_term
from archiver.search.analysis.tokens import find_terms
from archiver.search.index.commit_point import SEPARATOR
from archiver.search.index.impact import decode_positions, encode_positions, impact

NO_DATE = -(2**63)
USUAL_LENGTHS = {"text": 100, "title": 8, "quoted": 60, "name": 2}
"""The fields of words, and how many they usually have."""
SETS = ("author", "board", "cites", "flag", "lang", "tag", "thread")
"""The fields that are sets of values."""
DATE = NumericColumn("q", default=NO_DATE)


class TermTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """Our terms, as Whoosh takes them. A text begins with its language and a separator."""

    def __call__(self, value: str, mode: str = "", **_: Any) -> Iterator[Token]:
        lang, _sign, text = value.partition(SEPARATOR)
        position, end = -1, -1
        for term in find_terms(text, for_index=mode == "index"):
            position += term.end != end or len(term.text) > 1  # a run's last character stands where its last pair does
            end = term.end
            token = Token(positions=True, chars=True, mode=mode)
            token.text, token.boost, token.stopped = term.text, 1.0, False
            token.pos, token.startchar, token.endchar = position, term.start, term.end
            token.stem = stem_term(text[term.start : term.end], lang)
            yield token


class Impacts(Format):  # type: ignore[misc]
    """A posting's weight is its impact, its value the positions; a stem has none."""

    def __init__(self, usual: int) -> None:
        super().__init__()
        self.usual = usual

    def word_values(self, value: str, analyzer: Any, **options: Any) -> Iterator[tuple[str, int, float, bytes]]:
        places: dict[str, list[int]] = {}
        stems: dict[str, int] = {}
        length = 0
        for token in analyzer(value, **options):
            length += 1
            if token.text:
                places.setdefault(token.text, []).append(token.pos)
            if token.stem:
                stems[token.stem] = stems.get(token.stem, 0) + 1
        for term, at in places.items():
            yield term, len(at), float(impact(len(at), length, self.usual)), encode_positions(at)
        for stem, frequency in stems.items():
            yield stem, frequency, float(impact(frequency, length, self.usual)), b""

    def decode_positions(self, value: bytes) -> list[int]:
        """For Whoosh's own phrase queries."""
        return decode_positions(value)


def make_schema() -> Schema:
    """Every field of a document; `date` is in seconds since 1970."""
    words: dict[str, Any] = {
        name: FieldType(format=Impacts(usual), analyzer=TermTokenizer()) for name, usual in USUAL_LENGTHS.items()
    }
    values = RegexTokenizer(rf"[^{SEPARATOR}]+")
    sets: dict[str, Any] = {name: FieldType(format=Existence(), analyzer=values) for name in SETS}
    return Schema(**words, **sets, date=COLUMN(DATE))
