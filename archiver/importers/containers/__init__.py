"""Reads the files of an export, whatever they are packed in: one file, a folder, zip, tar, gzip, bzip2, xz, Zstandard.

In: a path, or "-" for the standard input. Out: `Source`, whose members are named streams of unpacked bytes. Nothing is
unpacked to a path that an archive names; symbolic links are not followed; sizes, ratios and depths are bounded.
"""

from archiver.importers.containers.compression import why_not_unpacked
from archiver.importers.containers.limits import DEFAULT_LIMITS, UnpackingLimits
from archiver.importers.containers.members import Member
from archiver.importers.containers.reading import Line, UnreadableError, read_lines
from archiver.importers.containers.source import STDIN, Source, open_source

__all__ = [
    "DEFAULT_LIMITS",
    "STDIN",
    "Line",
    "Member",
    "Source",
    "UnpackingLimits",
    "UnreadableError",
    "open_source",
    "read_lines",
    "why_not_unpacked",
]
