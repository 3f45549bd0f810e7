"""Prepares a file of the content folder to be published: takes its path; returns its `Medium` and the files to write.

The file is read once, without following a link. What does not fit into memory is streamed when it is staged.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from archiver import urls
from archiver.media.file_types import HEAD_SIZE, SVG, FileType, download_type, file_type_of
from archiver.media.formats import PictureHeader, read_picture
from archiver.media.pieces import ByteRange, Piece, read_pieces, total_size
from archiver.media.svg import MAX_SVG_SIZE, read_svg
from archiver.media.variant_store import VariantFile
from archiver.media.variants import PublishedPicture, find_variants, pillow_version
from archiver.model import (
    Digest,
    MediaKind,
    Medium,
    Output,
    StreamedOutput,
    Variant,
    digest_of,
    digest_of_chunks,
)

MOST_IN_MEMORY = 8_000_000
"""Bytes; a larger file is streamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaOptions:
    """The settings that decide how files are published."""

    keeps_metadata: bool
    """Pictures keep their metadata, such as where they were taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedFile:
    """A file of the content folder, ready to be published."""

    medium: Medium
    digest: Digest
    """The digest of the file as it is in the content folder."""
    outputs: tuple[Output | StreamedOutput, ...]
    """The published file, then its smaller versions."""


def processing_key(options: MediaOptions) -> str:
    """A text of all that decides how a file is published, but for its name and bytes and this program's own code.

    Files are prepared again when it changes: with the settings, and when Pillow comes, goes or has another version. It
    imports nothing, so that a build with nothing to do can compare it.
    """
    return f"{options!r} {pillow_version()}"


def prepare_file(path: Path, options: MediaOptions, store: Path) -> PreparedFile:
    """Read a file of the content folder, and prepare it to be published.

    Args:
        path: the file, which must be a regular one.
        options: the settings.
        store: the folder of smaller versions of pictures, which is made if it is needed.

    Raises OSError, also if `path` is a link or anything else that is not a regular file. Reading a streamed output
    raises OSError if the file is no longer the same.
    """
    with _open_regular(path) as file:
        stat = os.fstat(file.fileno())
        start = file.read(MOST_IN_MEMORY + 1)
        if len(start) <= MOST_IN_MEMORY:
            return _prepare(_Original(path, stat, BytesIO(start), len(start), digest_of(start)), options, store)
        digest = digest_of_chunks(read_pieces(file, (ByteRange(0, stat.st_size),)))
        return _prepare(_Original(path, stat, file, stat.st_size, digest), options, store)


@dataclass(frozen=True, slots=True)
class _Original:
    """An open file of the content folder: in memory, or on the disk if it is large."""

    path: Path
    stat: os.stat_result
    file: BinaryIO
    size: int
    digest: Digest


def _prepare(original: _Original, options: MediaOptions, store: Path) -> PreparedFile:
    file_type = _file_type(original)
    header = _read_header(original, file_type, options)
    if header is None and file_type.kind is MediaKind.PICTURE:
        file_type = download_type(file_type)
    output = _output(original, header.pieces if header else (ByteRange(0, original.size),), file_type)
    variants = _find_variants(original, header, output, file_type, store) if header else ()
    outputs = tuple(_variant_output(variant) for variant in variants)
    medium = Medium(
        kind=file_type.kind,
        url=urls.url_of_path(output.path),
        mime_type=file_type.mime_type,
        size=output.size,
        width=header.width if header else 0,
        height=header.height if header else 0,
        variants=tuple(Variant(v.width, urls.url_of_path(o.path)) for v, o in zip(variants, outputs, strict=True)),
    )
    return PreparedFile(medium=medium, digest=original.digest, outputs=(output, *outputs))


def _file_type(original: _Original) -> FileType:
    original.file.seek(0)
    return file_type_of(original.file.read(HEAD_SIZE), original.path.name)


def _read_header(original: _Original, file_type: FileType, options: MediaOptions) -> PictureHeader | None:
    if file_type != SVG:
        return read_picture(original.file, file_type, keeps_metadata=options.keeps_metadata)
    original.file.seek(0)
    clean = read_svg(original.file.read(MAX_SVG_SIZE + 1))
    if clean is None:
        return None
    return PictureHeader(width=clean.width, height=clean.height, is_animated=False, pieces=(clean.content,))


def _output(original: _Original, pieces: tuple[Piece, ...], file_type: FileType) -> Output | StreamedOutput:
    size = total_size(pieces)
    if size <= MOST_IN_MEMORY:
        content = b"".join(read_pieces(original.file, pieces))
        return Output(path=_path(digest_of(content), file_type.extension), content=content)
    is_unchanged = pieces == (ByteRange(0, original.size),)
    digest = original.digest if is_unchanged else digest_of_chunks(read_pieces(original.file, pieces))
    return StreamedOutput(
        path=_path(digest, file_type.extension),
        digest=digest,
        size=size,
        read=partial(_read_again, original.path, original.stat, pieces),
    )


def _find_variants(
    original: _Original, header: PictureHeader, output: Output | StreamedOutput, file_type: FileType, store: Path
) -> tuple[VariantFile, ...]:
    picture = PublishedPicture(
        source=original.digest,
        digest=output.digest,
        size=output.size,
        mime_type=file_type.mime_type,
        width=header.width,
        height=header.height,
        is_animated=header.is_animated,
        read=lambda: b"".join(read_pieces(original.file, header.pieces)),
    )
    return find_variants(picture, store)


def _variant_output(variant: VariantFile) -> Output:
    return Output(path=_path(digest_of(variant.content), variant.extension), content=variant.content)


def _path(digest: Digest, extension: str) -> str:
    return urls.output_path(urls.media_url(digest, extension))


def _read_again(path: Path, stat: os.stat_result, pieces: tuple[Piece, ...]) -> Iterator[bytes]:
    """Read the published bytes of a file that is too large for memory, from the file as it was before."""
    with _open_regular(path) as file:
        if not _is_same(os.fstat(file.fileno()), stat):
            raise OSError(f"{path.name} changed while it was read; build again")
        yield from read_pieces(file, pieces)


def _is_same(stat: os.stat_result, other: os.stat_result) -> bool:
    return os.path.samestat(stat, other) and (stat.st_size, stat.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _open_regular(path: Path) -> BinaryIO:
    """Open a regular file to read it; a link is not followed, and a named pipe not waited for."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    file = os.fdopen(descriptor, "rb")
    if not S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise OSError(f"{path.name} is not a regular file")
    return file
