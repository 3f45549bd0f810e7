"""Withholds from the files of a source what is taken down."""

import errno

from archiver.model import Edit, SourceFile, Withheld, digest_of


def edit_files(files: tuple[SourceFile, ...], withheld: Withheld) -> tuple[SourceFile, ...]:
    """The files of a source without what is withheld from it.

    Raises OSError if nothing of it may be published, or if the files are not those for which it was found: they have
    changed since.
    """
    if withheld.fault:
        raise OSError(errno.EACCES, withheld.fault)
    if tuple(digest_of(file.content) for file in files) != withheld.digests:
        raise OSError(errno.EAGAIN, "it has changed since the build began; build again")
    return tuple(file._replace(content=_edited(file, withheld.edits)) for file in files)


def _edited(file: SourceFile, edits: tuple[Edit, ...]) -> bytes:
    parts, at = list[bytes](), 0
    for edit in edits:
        if edit.path == file.path:
            parts += [file.content[at : edit.start], edit.content]
            at = edit.end
    return b"".join([*parts, file.content[at:]])
