"""Sizes of the files of the browser index: how many postings, posts or bytes go into one.

Where files begin depends on hashes of what they begin with (content-defined borders): of about so many things one
begins a file, and whether it does depends on nothing else. Such a border is hard. Between two hard borders a file ends
when it is full.
"""

from zlib import crc32

from msgspec import Struct


class FileSize(Struct, frozen=True, kw_only=True):
    """When a file of postings or posts is cut."""

    threads: int
    """On average the files after the first posting or post of one of this number of threads begin anew."""
    most: int
    """How many postings or posts a file has at most."""

    def is_border(self, place: int) -> bool:
        """True if the first posting or post of the thread at this place begins a file."""
        return crc32(place.to_bytes(6, "big")) % self.threads == 0


class BundleLayout(Struct, frozen=True, kw_only=True):
    """Sizes of files. The defaults are the format's; tests pass small sizes to have many files.

    A reader need not know them: they are the writer's choice. But a site must be updated with the sizes of its last
    export.
    """

    key_interval: int = 64
    """On average one of this number of keys is a boundary: a key that always begins a shard."""
    shard_size: int = 16 * 1024
    """A shard is full when its records have this number of bytes before compression, or more."""
    longest: int = 1024
    """A list with more postings than this is in blocks."""
    most_inside: int = 2048
    """The positions of a block with more postings than this are in a file of their own."""
    words_interval: int = 1024
    """On average one of this number of words of a field begins a file of words. A multiple of `key_interval`."""
    list_block: FileSize = FileSize(threads=1024, most=32_768)
    """The blocks of lists with impacts."""
    set_block: FileSize = FileSize(threads=2048, most=65_536)
    """The blocks of lists without impacts: they take few bytes, and most queries need all blocks."""
    results: FileSize = FileSize(threads=4, most=32)
    """The result blocks: the ten results of a page are in ten blocks."""
    columns: FileSize = FileSize(threads=256, most=4096)
    """The blocks of the days, and of the columns. Their borders must be some of those of result blocks."""
    node_interval: int = 128
    """On average one of this number of entries of the directory begins a node."""
    task_docs: int = 4096
    """Posts whose result blocks, or whose words, one task encodes."""

    def is_boundary(self, key: bytes) -> bool:
        """True if a key always begins a shard."""
        return crc32(key) % self.key_interval == 0

    def is_words_border(self, key: bytes) -> bool:
        """True if the key of a word always begins a file of words."""
        return crc32(key) % self.words_interval == 0


DEFAULT_LAYOUT = BundleLayout()
