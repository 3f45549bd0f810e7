"""The bounds of what is read from an export, which strangers may have made."""

from typing import NamedTuple


class UnpackingLimits(NamedTuple):
    """Bounds on sizes and numbers. What is beyond them is a problem, and is left out."""

    members: int = 2_000_000
    """Files in a folder or archive."""
    depth: int = 3
    """Archives and compressed files within one another."""
    unpacked: int = 1 << 40
    """Bytes of all that is unpacked, in sum."""
    free_ratio: int = 1 << 28
    """Bytes that a compressed file may have unpacked, whatever its size."""
    ratio: int = 200
    """Bytes unpacked for each packed one, beyond `free_ratio`. Real archives of posts have ratios up to 30."""
    line: int = 1 << 26
    """Bytes of a line."""
    document: int = 1 << 29
    """Bytes of a document that is read as a whole."""


DEFAULT_LIMITS = UnpackingLimits()
