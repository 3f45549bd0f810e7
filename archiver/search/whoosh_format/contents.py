"""Writes the table of contents of an index, which names the classes of the schema and of the codec."""

from collections.abc import Sequence
from pathlib import Path

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from archiver.search.index.table_of_contents import INDEX_NAME
from archiver.search.index.types import SegmentMeta
from archiver.search.whoosh_format.codec import ArchiveCodec
from archiver.search.whoosh_format.schema import make_schema


def write_table_of_contents(folder: Path, segments: Sequence[SegmentMeta], generation: int, zone: str) -> None:
    """Write the table of contents of an index, for `read_table_of_contents` and for Whoosh. Raises OSError.

    Args:
        folder: The folder of the index.
        segments: All its segments.
        generation: The number of the commit.
        zone: The IANA name of the archive's time zone.
    """
    codec = ArchiveCodec(zone)
    found = [_segment(segment, codec) for segment in segments]
    TOC(make_schema(zone), found, generation).write(FileStorage(str(folder)), INDEX_NAME)


def _segment(meta: SegmentMeta, codec: ArchiveCodec) -> W3Segment:
    deleted = set(meta.deleted) if meta.deleted else None
    return W3Segment(codec, INDEX_NAME, doccount=meta.documents, segid=meta.name, deleted=deleted)
