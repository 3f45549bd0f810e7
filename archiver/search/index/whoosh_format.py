"""The only module, besides `whoosh_version`, that imports Whoosh: this project uses its file format.

Whoosh's own writer, reader, searcher and query parser don't run in production: the code of this folder writes and reads
the files of its W3 codec by itself, many times as fast. Builds use Whoosh to pickle the table of contents, and to write
the column of stored fields, which is empty. Tests check that the files are as Whoosh would write them: they write equal
posts with Whoosh's writer, and read both indexes with Whoosh's reader. For these tests the schema can analyze texts.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from whoosh.analysis import RegexTokenizer, Token, Tokenizer
from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec, W3Segment
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence, Format
from whoosh.index import TOC

from archiver.search.analysis.stems import stem_term
from archiver.search.analysis.tokens import find_terms
from archiver.search.index.fields import NO_DATE, REFERENCE_LENGTHS, SETS
from archiver.search.index.impact import decode_positions, encode_positions, impact
from archiver.search.index.postings_codec import BLOCK
from archiver.search.index.table_of_contents import INDEX_NAME
from archiver.search.index.types import SegmentMeta

SEPARATOR = "\x1f"
"""Separates the values of a field in a document for Whoosh's writer, which takes one string for a field."""
DATE = NumericColumn("q", default=NO_DATE)


def write_stored_fields(path: Path, documents: int) -> None:
    """Write the column of stored fields of a segment: no document has any, but Whoosh's reader needs the file.

    `path` is the file, `documents` the number of documents. Raises OSError.
    """
    file = FileStorage(str(path.parent)).create_file(path.name)
    STORED_COLUMN.writer(file).finish(documents)
    file.close()


def write_table_of_contents(folder: Path, segments: Sequence[SegmentMeta], generation: int) -> None:
    """Write the table of contents of an index, for `read_table_of_contents` and for Whoosh. Raises OSError.

    `folder` is the folder of the index, `segments` are all its segments, `generation` is the number of the commit.
    """
    found = [_segment(segment) for segment in segments]
    TOC(make_schema(), found, generation).write(FileStorage(str(folder)), INDEX_NAME)


def _segment(meta: SegmentMeta) -> W3Segment:
    codec = W3Codec(blocklimit=BLOCK, compression=0)
    deleted = set(meta.deleted) if meta.deleted else None
    return W3Segment(codec, INDEX_NAME, doccount=meta.documents, segid=meta.name, deleted=deleted)


class TermTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """Makes Whoosh's tokens of the terms of a text, for tests. The text begins with its language and `SEPARATOR`."""

    def __call__(self, value: str, mode: str = "", **_: Any) -> Iterator[Token]:
        lang, _sign, text = value.partition(SEPARATOR)
        position, end = -1, -1
        for term in find_terms(text, for_index=mode == "index"):
            if not term.is_extra:
                position += term.end != end or len(term.text) > 1  # the last of a run has its pair's position
                end = term.end
            token = Token(positions=True, chars=True, mode=mode)
            token.text, token.boost, token.stopped = term.text, 1.0, False
            token.pos, token.startchar, token.endchar = position, term.start, term.end
            token.stem, token.is_extra = stem_term(term.written_in(text), lang), term.is_extra
            yield token


class Impacts(Format):  # type: ignore[misc]
    """Whoosh's description of our postings: the weight is the impact, the value has the positions, "" for a stem."""

    def __init__(self, reference_length: int) -> None:
        super().__init__()
        self.reference_length = reference_length

    def word_values(self, value: str, analyzer: Any, **options: Any) -> Iterator[tuple[str, int, float, bytes]]:
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
        """Decode the positions of a posting; Whoosh calls this for phrase queries, in tests."""
        return decode_positions(value)


def make_schema() -> Schema:
    """The fields of the index as Whoosh's schema; `date` is in seconds since 1970."""
    words: dict[str, Any] = {
        name: FieldType(format=Impacts(length), analyzer=TermTokenizer()) for name, length in REFERENCE_LENGTHS.items()
    }
    values = RegexTokenizer(rf"[^{SEPARATOR}]+")
    sets: dict[str, Any] = {name: FieldType(format=Existence(), analyzer=values) for name in SETS}
    return Schema(**words, **sets, date=COLUMN(DATE))
