"""All that this project uses of Whoosh, its file format: no other module imports it, but for `whoosh_version`.

Whoosh's own writer, reader, searcher and query parser don't run in production: they are tens of times as slow as the
code of this folder, which writes and reads the files of its W3 codec by itself. What Whoosh still does is to pickle the
table of contents, to name files, and to write the column of stored fields, which is empty. That the files are those of
Whoosh is held by tests, which write the same posts with Whoosh's writer and read both indexes with Whoosh's reader; for
this, the schema knows how to analyze a text, too.

All files here are ours and were compared with their checksums: some are pickles.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from whoosh.analysis import RegexTokenizer, Token, Tokenizer
from whoosh.codec.whoosh3 import STORED_COLUMN, WHOOSH3_HEADER_MAGIC, W3Codec, W3Segment
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence, Format
from whoosh.index import TOC

from archiver.search.analysis.stems import stem_term
from archiver.search.analysis.tokens import find_terms
from archiver.search.index.fields import NO_DATE, REFERENCE_LENGTHS, SETS
from archiver.search.index.impact import decode_positions, encode_positions, impact
from archiver.search.index.values import SegmentMeta

__all__ = [
    "BLOCK",
    "DATE",
    "INDEX_NAME",
    "POSTINGS",
    "POSTINGS_MAGIC",
    "SEPARATOR",
    "TERMS",
    "W3Segment",
    "make_schema",
    "new_segment",
    "path_of_dates",
    "read_segments",
    "segment_of",
    "write_contents",
    "write_stored_fields",
]

INDEX_NAME = "MAIN"
"""The name that Whoosh has for an index in a folder with no other one."""
SEPARATOR = "\x1f"
"""Between the values of a field that has several, in a document as Whoosh's writer takes it."""
BLOCK = 1024
"""The postings of a block. Whoosh's writer puts 128 into one, but all queries here read whole lists."""
POSTINGS_MAGIC: bytes = WHOOSH3_HEADER_MAGIC
"""Before the blocks of each term."""
TERMS, POSTINGS = W3Codec.TERMS_EXT, W3Codec.POSTS_EXT
"""The extensions of the files of terms and of postings."""
DATE = NumericColumn("q", default=NO_DATE)


def new_segment() -> W3Segment:
    """A segment with a random name."""
    return W3Segment(_codec(), INDEX_NAME)


def segment_of(meta: SegmentMeta) -> W3Segment:
    """A finished segment."""
    return W3Segment(_codec(), INDEX_NAME, doccount=meta.documents, segid=meta.name)


def _codec() -> W3Codec:
    return W3Codec(blocklimit=BLOCK, compression=0)


def path_of_dates(folder: Path, segment: W3Segment) -> Path:
    """The file of a segment's dates: of each document the seconds since 1970 as 64 bits, the highest byte first."""
    return folder / str(W3Codec.column_filename(segment, "date"))


def write_stored_fields(folder: Path, segment: W3Segment, documents: int) -> None:
    """Write the column of stored fields, in which none of the segment's documents has any. Raises OSError."""
    file = FileStorage(str(folder)).create_file(W3Codec.column_filename(segment, "_stored"))
    STORED_COLUMN.writer(file).finish(documents)
    file.close()


def write_contents(folder: Path, segments: Sequence[W3Segment], generation: int) -> list[str]:
    """Write the table of contents of an index; returns the names of all files of the index. Raises OSError.

    `folder` is the folder of the index, `segments` are all that it has, `generation` is the number of the commit.
    """
    storage = FileStorage(str(folder))
    TOC(make_schema(), segments, generation).write(storage, INDEX_NAME)
    names = [TOC._filename(INDEX_NAME, generation)]  # noqa: SLF001  Whoosh has no other name for it
    names += (name for segment in segments for name in segment.list_files(storage))
    return sorted(names)


def read_segments(folder: Path, generation: int) -> list[W3Segment]:
    """Read the segments of an index in `folder` from its table of contents of a generation. Raises OSError."""
    contents = TOC.read(FileStorage(str(folder)), INDEX_NAME, generation, schema=make_schema())
    return list(contents.segments)


class TermTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """Makes Whoosh's tokens of the terms of a text, which begins with its language and a separator."""

    def __call__(self, value: str, mode: str = "", **_: Any) -> Iterator[Token]:
        lang, _sign, text = value.partition(SEPARATOR)
        position, end = -1, -1
        for term in find_terms(text, for_index=mode == "index"):
            position += term.end != end or len(term.text) > 1  # the last of a run has its pair's position
            end = term.end
            token = Token(positions=True, chars=True, mode=mode)
            token.text, token.boost, token.stopped = term.text, 1.0, False
            token.pos, token.startchar, token.endchar = position, term.start, term.end
            token.stem = stem_term(text[term.start : term.end], lang)
            yield token


class Impacts(Format):  # type: ignore[misc]
    """A format of postings: the weight of a posting is its impact, its value the positions; a stem has no value."""

    def __init__(self, reference_length: int) -> None:
        super().__init__()
        self.reference_length = reference_length

    def word_values(self, value: str, analyzer: Any, **options: Any) -> Iterator[tuple[str, int, float, bytes]]:
        positions: dict[str, list[int]] = {}
        stems: dict[str, int] = {}
        length = 0
        for token in analyzer(value, **options):
            length += 1
            if token.text:
                positions.setdefault(token.text, []).append(token.pos)
            if token.stem:
                stems[token.stem] = stems.get(token.stem, 0) + 1
        for term, at in positions.items():
            yield term, len(at), float(impact(len(at), length, self.reference_length)), encode_positions(at)
        for stem, frequency in stems.items():
            yield stem, frequency, float(impact(frequency, length, self.reference_length)), b""

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions of a posting, for phrase queries of Whoosh."""
        return decode_positions(value)


def make_schema() -> Schema:
    """The fields of a document as Whoosh knows them; `date` is in seconds since 1970."""
    words: dict[str, Any] = {
        name: FieldType(format=Impacts(length), analyzer=TermTokenizer()) for name, length in REFERENCE_LENGTHS.items()
    }
    values = RegexTokenizer(rf"[^{SEPARATOR}]+")
    sets: dict[str, Any] = {name: FieldType(format=Existence(), analyzer=values) for name in SETS}
    return Schema(**words, **sets, date=COLUMN(DATE))
