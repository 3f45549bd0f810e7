"""The meta of the browser index: `meta.bin`, which names the root of the directory, which names all other files."""

import json
import zlib
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from archiver.model import Output, Synonyms
from archiver.search.analysis.stems import has_stemmer
from archiver.search.browser.directory import encode_directory, paths_of, read_directory
from archiver.search.browser.files import META, NODES, FileSet, content_reader, decompress, path_of
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import PlaceScale
from archiver.search.browser.posts import to_json
from archiver.search.port import ReadFile

VERSION = 5
"""Version of the format, which FORMAT.md describes. Readers and updates refuse others."""


class BundleMeta(Struct, frozen=True, kw_only=True):
    """The decoded meta of a browser index, with the whole directory."""

    count: int
    """The number of posts."""
    langs: tuple[str, ...]
    """The primary language subtags of all posts, sorted."""
    zone: str
    """The IANA name of the time zone of the days."""
    scale: PlaceScale
    """How the places of threads are chosen."""
    entries: Mapping[bytes, bytes]
    """The entries of the directory."""
    synonyms: Synonyms = field(default_factory=dict)
    """What words of queries find, too; empty where the meta was read."""
    nodes: tuple[bytes, ...] = ()
    """The digests of the nodes of the directory, where it was read."""

    def paths(self) -> Iterator[str]:
        """The paths in the output folder of all files that the directory names, and of its nodes that were read."""
        for key, value in self.entries.items():
            yield from paths_of(key, value)
        yield from (path_of(digest, NODES) for digest in self.nodes)


def encode_meta(meta: BundleMeta, files: FileSet, layout: BundleLayout) -> tuple[Output, ...]:
    """Encode the directory and `meta.bin` as files, `meta.bin` last.

    Publish them in this order, after all files that the directory names: who reads `meta.bin` finds the rest.
    `files` knows which nodes need not be written; `layout` says where nodes begin.
    """
    root, levels = encode_directory(meta.entries, files, layout)
    files.add_meta(
        to_json(
            {
                "v": VERSION,
                "n": meta.count,
                "zone": meta.zone,
                "places": meta.scale,
                "langs": meta.langs,
                "stems": tuple(filter(has_stemmer, meta.langs)),
                "root": root.hex(),
                "levels": levels,
                **({"synonyms": dict(meta.synonyms)} if meta.synonyms else {}),
            }
        )
    )
    return files.outputs()


def read_meta(read: ReadFile) -> BundleMeta | None:
    """Read `meta.bin` and the directory by means of `read`; None if any is missing, damaged, or of another version."""
    try:
        content = read(META)
        fields = json.loads(decompress(content)) if content is not None else {}
        if fields.get("v") != VERSION:
            return None
        root, levels = bytes.fromhex(fields["root"]), int(fields["levels"])
        entries, nodes = read_directory(root, levels, content_reader(read))
        return BundleMeta(
            count=int(fields["n"]),
            langs=tuple(fields["langs"]),
            zone=fields["zone"],
            scale=PlaceScale(*fields["places"]),
            entries=entries,
            nodes=tuple(nodes),
        )
    except (LookupError, TypeError, ValueError, AttributeError, EOFError, zlib.error):
        return None
