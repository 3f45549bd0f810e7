"""What is withheld from a source, since it is taken down."""

from typing import NamedTuple

from archiver.model.identifiers import Digest, PostId


class Removal(NamedTuple):
    """What a tombstone says."""

    date: str
    """The day, as `2026-11-30`."""
    reason: str
    """In the words of the archive's owner; "" if there is none."""


class Edit(NamedTuple):
    """Bytes of a source that others take the place of."""

    path: str
    """The file, relative to the content folder."""
    start: int
    """The offset of the first byte."""
    end: int
    """The offset behind the last byte."""
    content: bytes


class Withheld(NamedTuple):
    """What is withheld from a source."""

    digests: tuple[Digest, ...] = ()
    """Those of the original files, in order: the edits are for no others."""
    edits: tuple[Edit, ...] = ()
    """In the order of files and offsets; none overlap."""
    removals: tuple[tuple[PostId, Removal], ...] = ()
    """The posts that are taken down."""
    anonymous: tuple[PostId, ...] = ()
    """The posts whose authors are not named any more."""
    quotes: int = 0
    """How many quotes, and other passages that repeat words, are withheld."""
    fault: str = ""
    """Why nothing of the source may be published; "" if it may."""
    renamed: tuple[tuple[PostId, str], ...] = ()
    """The posts whose authors have pseudonyms, with these."""
