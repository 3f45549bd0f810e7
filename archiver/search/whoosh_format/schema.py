"""The schema of the index: what Whoosh's query parser asks about each field, and how Whoosh would index its texts.

Queries of other programs have Whoosh's grammar: AND, OR, NOT, brackets, quotation marks and ranges are the parser's.
What stands between them is read by our grammar (`asked_terms`): a word is found in all its forms, a run of Han is a
phrase.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Existence, Format

from archiver.search.analysis.stems import stem_term
from archiver.search.analysis.tokens import find_terms, fold
from archiver.search.index.fields import REFERENCE_LENGTHS, SETS
from archiver.search.index.impact import decode_positions, encode_positions, impact
from archiver.search.whoosh_format.asked_terms import AskedTerm, AskedText, find_value, read_typed
from archiver.search.whoosh_format.local_dates import DATE_FIELD, LocalDates

SEPARATOR = "\x1f"
"""Separates the values of a set field, and a text from its language, for Whoosh's writer. No indexed text has it."""
_STORED = frozenset({"author", "quoted", "text", "title"})


class TermTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """Makes Whoosh's tokens of the terms of a text. For its stems, the text begins with its language and SEPARATOR."""

    def __call__(self, value: str, mode: str = "", **_: Any) -> Iterator[Token]:
        """The tokens of a text; `mode` is "index" for a text that is indexed."""
        lang, text = value.split(SEPARATOR, 1) if SEPARATOR in value else ("", value)
        position, end = -1, -1
        for term in find_terms(text, for_index=mode == "index"):
            if not term.is_extra:
                position += term.end != end or len(term.text) > 1  # the last of a run has its pair's position
                end = term.end
            if term.text or mode == "index":
                token = _token(term.text, mode, position, term.start, term.end)
                token.stem, token.is_extra = stem_term(term.written_in(text), lang), term.is_extra
                yield token


class ValueTokenizer(Tokenizer):  # type: ignore[misc]
    """Makes Whoosh's tokens of the values of a set field: in a query of one value, as `Ada Lind`, else of several."""

    def __init__(self, field: str) -> None:
        self._field = field

    def __call__(self, value: str, mode: str = "", **_: Any) -> Iterator[Token]:
        """The tokens of a value, or of several; `mode` is "query" for a value that is typed."""
        values = [find_value(self._field, value)] if mode == "query" else value.split(SEPARATOR)
        for position, text in enumerate(filter(None, values)):
            yield _token(text, mode, position, 0, len(value))


def _token(text: str, mode: str, position: int, start: int, end: int) -> Token:
    """Whoosh's token of a term in a text, with its position, and the characters start <= i < end."""
    token = Token(positions=True, chars=True, mode=mode)
    token.text, token.boost, token.stopped = text, 1.0, False
    token.pos, token.startchar, token.endchar = position, start, end
    return token


class Impacts(Format):  # type: ignore[misc]
    """Whoosh's description of our postings: the weight is the impact, the value has the positions, "" for a stem."""

    def __init__(self, reference_length: int) -> None:
        super().__init__()
        self.reference_length = reference_length

    def word_values(self, value: str, analyzer: Any, **options: Any) -> Iterator[tuple[str, int, float, bytes]]:
        """What Whoosh's writer indexes of a text: terms with frequencies, weights and values."""
        positions: dict[str, dict[int, None]] = {}
        frequencies: dict[str, int] = {}
        extras: dict[str, dict[int, None]] = {}  # the positions of terms that are parts of words
        length = 0
        for token in analyzer(value, **options):
            length += not token.is_extra
            if token.text:
                positions.setdefault(token.text, {})[token.pos] = None
            for term in filter(None, (token.text, token.stem)):
                if token.is_extra:
                    extras.setdefault(term, {})[token.pos if term is token.text else 0] = None
                else:
                    frequencies[term] = frequencies.get(term, 0) + 1
        for term in {**frequencies, **extras}:
            frequency, at = frequencies.get(term), sorted(positions.get(term, ()))
            weight = impact(frequency or len(extras[term]), length, self.reference_length)
            weight = weight if frequency else max(1, weight // 2)
            yield term, frequency or len(extras[term]), float(weight), encode_positions(at) if at else b""

    def decode_positions(self, value: bytes) -> list[int]:
        """Decode the positions of a posting; Whoosh calls this for phrase queries."""
        return decode_positions(value)


class ArchiveField(FieldType):  # type: ignore[misc]
    """A field whose words and values are read by our grammar."""

    def __init__(self, name: str, format_: Format, analyzer: Tokenizer) -> None:
        super().__init__(format_, analyzer, stored=name in _STORED)
        self.name = name

    def process_text(self, qstring: str, mode: str = "", *, tokenize: bool = True, **_: Any) -> list[str]:
        """The term of a word that Whoosh's parser has found in a query; none if it has no letter or digit.

        `qstring` is the word; without `tokenize` it is a prefix or a pattern. In any `mode` but "query" it is a text.
        """
        if mode != "query":
            return [token.text for token in self.analyzer(qstring, mode=mode)]
        term = read_typed(self.name, qstring) if tokenize else fold(qstring)
        return [term] if term else []

    def to_bytes(self, value: Any) -> bytes:
        """A term in UTF-8."""
        encoded: bytes = AskedTerm(value) if isinstance(value, AskedText) else super().to_bytes(value)
        return encoded


def make_schema(zone: str = "UTC") -> Schema:
    """The fields of the index as Whoosh's schema; `zone` is the IANA name of the archive's time zone."""
    words = {name: ArchiveField(name, Impacts(length), TermTokenizer()) for name, length in REFERENCE_LENGTHS.items()}
    sets = {name: ArchiveField(name, Existence(), ValueTokenizer(name)) for name in SETS}
    return Schema(**words, **sets, **{DATE_FIELD: LocalDates(zone)}, url=STORED)
