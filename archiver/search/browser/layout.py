"""Sizes of the files of the browser index: how many postings, posts or bytes go into one."""

from dataclasses import dataclass
from zlib import crc32


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleLayout:
    """Sizes of shards and blocks. The defaults are the format's; tests pass small sizes to have many files.

    A reader has to know `list_block`, `set_block`, `result_block` and `column_block`. The others are the writer's
    choice, but a site must be updated with the sizes of its last export.
    """

    boundary_interval: int = 512
    """On average one of this number of keys is a boundary: a key that always begins a shard."""
    shard_size: int = 48 * 1024
    """A shard is full when its records have this number of bytes before compression, or more."""
    list_block: int = 4096
    """Postings in a block of a long list that has impacts. A list with more postings is long, in every field."""
    set_block: int = 8 * 4096
    """Postings in a block of a long list of doc ids alone: they take few bytes, and most queries need all blocks."""
    result_block: int = 32
    """Posts in a result block: the ten results of a page are in ten blocks."""
    column_block: int = 8192
    """Posts in a block of the facet columns."""
    task_docs: int = 4096
    """Posts whose result blocks, or whose words, one task encodes."""

    def is_boundary(self, key: bytes) -> bool:
        """True if a key always begins a shard. This depends on the key alone, so that an edit moves no boundaries."""
        return crc32(key) % self.boundary_interval == 0

    def result_blocks(self, docs: int) -> int:
        """The number of result blocks of an index with `docs` posts."""
        return -(-docs // self.result_block)

    def column_blocks(self, docs: int) -> int:
        """The number of blocks of the facet columns of an index with `docs` posts."""
        return -(-docs // self.column_block)


DEFAULT_LAYOUT = BundleLayout()
