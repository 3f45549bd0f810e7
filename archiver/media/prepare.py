"""Prepares a file of the content folder to be published: takes its path; returns its `Medium` and the files to write.

The file is read once, without following a link. What does not fit into memory is streamed when it is staged.
"""

import os
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from archiver import urls
from archiver.media.content_files import open_regular, read_again
from archiver.media.file_types import HEAD_SIZE, SVG, FileType, download_type, file_type_of
from archiver.media.formats import PictureHeader, pieces_to_download, read_picture
from archiver.media.options import MediaOptions
from archiver.media.pieces import ByteRange, Piece, read_pieces, total_size
from archiver.media.variant_store import VariantFile
from archiver.media.variants import PublishedPicture, find_variants
from archiver.model import (
    Digest,
    MediaKind,
    Medium,
    Output,
    StreamedOutput,
    Url,
    Variant,
    digest_of,
    digest_of_chunks,
)

MOST_IN_MEMORY = 8_000_000
"""Bytes; a larger file is streamed."""


class PreparedFile(Struct, frozen=True, kw_only=True):
    """A file of the content folder, ready to be published."""

    medium: Medium
    digest: Digest
    """The digest of the file as it is in the content folder."""
    outputs: tuple[Output | StreamedOutput, ...]
    """The published file, then its smaller versions."""


def prepare_file(path: Path, options: MediaOptions, store: Path) -> PreparedFile:
    """Read a file of the content folder, and prepare it to be published.

    Args:
        path: the file, which must be a regular one.
        options: the settings.
        store: the folder of smaller versions of pictures, which is made if it is needed.

    Raises OSError, also if `path` is a link or anything else that is not a regular file. Reading a streamed output
    raises OSError if the file is no longer the same.
    """
    with open_regular(path) as file:
        stat = os.fstat(file.fileno())
        start = file.read(MOST_IN_MEMORY + 1)
        if len(start) <= MOST_IN_MEMORY:
            return _prepare(_Original(path, stat, BytesIO(start), len(start), digest_of(start)), options, store)
        digest = digest_of_chunks(read_pieces(file, (ByteRange(0, stat.st_size),)))
        return _prepare(_Original(path, stat, file, stat.st_size, digest), options, store)


class _Original(Struct, frozen=True):
    """An open file of the content folder: in memory, or on the disk if it is large."""

    path: Path
    stat: os.stat_result
    file: BinaryIO
    size: int
    digest: Digest


def _prepare(original: _Original, options: MediaOptions, store: Path) -> PreparedFile:
    file_type = _file_type(original)
    header = _read_header(original, file_type, options)
    shown = header if header and header.is_shown else None
    if shown is None and file_type.kind is MediaKind.PICTURE:
        file_type = download_type(file_type)
    keeps = options.keeps_metadata
    pieces = header.pieces if header else pieces_to_download(original.file, file_type, keeps_metadata=keeps)
    published = _published(original, file_type, pieces)
    variants = [_variant(file) for file in find_variants(_picture(published, shown), store)] if shown else []
    medium = Medium(
        kind=file_type.kind,
        url=published.url,
        mime_type=file_type.mime_type,
        size=published.size,
        width=shown.width if shown else 0,
        height=shown.height if shown else 0,
        variants=tuple(variant for variant, _ in variants),
    )
    outputs = _output(published), *(output for _, output in variants)
    return PreparedFile(medium=medium, digest=original.digest, outputs=outputs)


def _file_type(original: _Original) -> FileType:
    original.file.seek(0)
    return file_type_of(original.file.read(HEAD_SIZE), original.path.name)


def _read_header(original: _Original, file_type: FileType, options: MediaOptions) -> PictureHeader | None:
    if file_type != SVG:
        return read_picture(original.file, file_type, keeps_metadata=options.keeps_metadata)
    from archiver.media.svg import MAX_SVG_SIZE, read_svg  # half of the imports, and few sites have one

    original.file.seek(0)
    clean = read_svg(original.file.read(MAX_SVG_SIZE + 1))
    if clean is None:
        return None
    return PictureHeader(width=clean.width, height=clean.height, is_animated=False, pieces=(clean.content,))


class _Published(Struct, frozen=True):
    """A file as it is published."""

    original: _Original
    file_type: FileType
    pieces: tuple[Piece, ...]
    digest: Digest

    @property
    def url(self) -> Url:
        return urls.media_url(self.digest, self.file_type.extension)

    @property
    def size(self) -> int:
        return total_size(self.pieces)

    def read(self) -> bytes:
        return b"".join(read_pieces(self.original.file, self.pieces))


def _published(original: _Original, file_type: FileType, pieces: tuple[Piece, ...]) -> _Published:
    whole = (ByteRange(0, original.size),)
    digest = original.digest if pieces == whole else digest_of_chunks(read_pieces(original.file, pieces))
    return _Published(original, file_type, pieces, digest)


def _output(published: _Published) -> Output | StreamedOutput:
    path = urls.output_path(published.url)
    if published.size <= MOST_IN_MEMORY:
        return Output(path=path, content=published.read())
    original = published.original
    read = partial(read_again, original.path, original.stat, published.pieces)
    return StreamedOutput(path=path, digest=published.digest, size=published.size, read=read)


def _picture(published: _Published, header: PictureHeader) -> PublishedPicture:
    return PublishedPicture(
        source=published.original.digest,
        digest=published.digest,
        size=published.size,
        mime_type=published.file_type.mime_type,
        width=header.width,
        height=header.height,
        is_animated=header.is_animated,
        read=published.read,
    )


def _variant(file: VariantFile) -> tuple[Variant, Output]:
    url = urls.media_url(digest_of(file.content), file.extension)
    return Variant(width=file.width, url=url), Output(path=urls.output_path(url), content=file.content)
