"""The table of contents of an index: Whoosh's file that lists the segments of a commit, and the names of all its files.

The room `whoosh_format` writes it. It is read here without Whoosh, whose import would take as long as a cold query.
After a head and a pickled schema, which are skipped, the file has the number of the commit, and a pickled list of
Whoosh's `W3Segment`, of which only the attributes are read.
"""

from io import BytesIO
from pathlib import Path
from pickle import Unpickler, UnpicklingError
from struct import Struct
from typing import Any

from archiver.errors import DamagedIndex
from archiver.search.index.types import SegmentMeta
from archiver.search.index.varints import read_varint

INDEX_NAME = "MAIN"
"""The name that Whoosh has for the only index in a folder."""
TERMS, POSTINGS, DATES = ".trm", ".pst", ".date.col"
"""The extensions of Whoosh's files of a segment: terms, postings, and the column of dates."""
_SIZES = 3  # varints: the sizes of C's int, long and float
_ORDER = Struct("!ii")  # a number that shows the order of bytes, and the version of the format
_RELEASE = 3  # varints: the version of Whoosh
_GENERATION = Struct("!ii")  # the number of the commit, and an unused one
_CLASSES = frozenset({("whoosh.codec.whoosh3", "W3Segment"), ("archiver.search.whoosh_format.codec", "ArchiveCodec")})


def file_of(segment: str, extension: str) -> str:
    """The name of the file with this extension of the segment with this name.

    >>> file_of("0a1b", TERMS)
    'MAIN_0a1b.trm'
    """
    return f"{INDEX_NAME}_{segment}{extension}"


def toc_file_name(generation: int) -> str:
    """The name of the table of contents of the commit with the number `generation`."""
    return f"_{INDEX_NAME}_{generation}.toc"


def read_table_of_contents(folder: Path, generation: int) -> tuple[SegmentMeta, ...]:
    """Read the list of segments of an index.

    Args:
        folder: The folder of the index, whose files were compared with their checksums.
        generation: The number of the commit.

    Raises:
        OSError: The table of contents cannot be read.
        DamagedIndex: `whoosh_format` didn't write the table of contents.
    """
    content = (folder / toc_file_name(generation)).read_bytes()
    try:
        segments = _Segments(BytesIO(content[_end_of_head(content) :])).load()
        return tuple(map(_meta, segments))
    except (UnpicklingError, IndexError, KeyError) as error:
        raise DamagedIndex("its table of contents is of another program") from error


def _end_of_head(content: bytes) -> int:
    at = 0
    for _ in range(_SIZES):
        _, at = read_varint(content, at)
    at += _ORDER.size
    for _ in range(_RELEASE):
        _, at = read_varint(content, at)
    schema, at = read_varint(content, at)
    return at + schema + _GENERATION.size


class _Segments(Unpickler):
    """Unpickles Whoosh's segments as plain objects, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _CLASSES:
            raise UnpicklingError(name)
        return _Attributes


class _Attributes:
    """Takes the attributes of an unpickled object."""


def _meta(segment: _Attributes) -> SegmentMeta:
    state = vars(segment)
    deleted = frozenset(map(int, state["_deleted"] or ()))
    return SegmentMeta(name=state["segid"], documents=state["_doccount"], deleted=deleted)
