"""Cuts long HTML of chats into pieces where messages begin, so that neither a large nor a damaged page is one tree."""

import re
from collections.abc import Iterator
from itertools import pairwise

from archiver.importers.containers import Member
from archiver.importers.importer import ImportContext

_CHUNK = 1 << 20
_LARGEST = 1 << 25  # bytes of a piece
_OVERLAP = 2000  # bytes in which the start of a piece may be cut


def read_pieces(member: Member, start: re.Pattern[bytes], context: ImportContext) -> Iterator[bytes]:
    """The pieces of a file, each from a match of `start` to the next; the last one has all that follows.

    Args:
        member: the file.
        start: matches where a piece begins, in fewer than 2000 bytes.
        context: where pieces that are too large are reported.

    Raises UnreadableError.
    """
    waiting = b""
    with member.open() as stream:
        while chunk := stream.read(_CHUNK):
            waiting += chunk
            starts = [match.start() for match in start.finditer(waiting)]
            yield from (waiting[first:end] for first, end in pairwise(starts))
            waiting = waiting[starts[-1] :] if starts else waiting[-_OVERLAP:]
            if len(waiting) > _LARGEST:
                context.problem(member.name, 0, f"left out: a message has more than {_LARGEST:,} bytes")
                waiting = b""
    if start.match(waiting):
        yield waiting
