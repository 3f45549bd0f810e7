"""What a dialect does for the search: it reads a committed index, and writes the next one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import tzinfo
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from archiver.model import Counts
from archiver.search.query.ast import Node
from archiver.search.query.ranking import LOOSE_POSTINGS
from archiver.search.server.matching import Condition
from archiver.search.server.spool import Spooled
from archiver.search.server.weighing import Frequencies, Weighing

ThreadId = int
MOST_RANKED = LOOSE_POSTINGS
"""The largest number of posts that a dialect has to rank by relevance: all that match in part; of more that match as a
whole, the newest ones.
"""


class Wanted(Struct, frozen=True, kw_only=True):
    """Which posts are wanted, and in which order."""

    condition: Condition
    order: str
    """relevance, newest or oldest."""
    limit: int
    scored: tuple[tuple[Node, int], ...] = ()
    """The leaves and alternatives that add to scores, and how often each counts."""
    clauses: tuple[tuple[Node, int], ...] = ()
    """Clauses that not all posts have, and their idf: see `query.ranking`."""
    without: Condition | None = None
    """Posts that meet it are not wanted, but count in their threads."""


class FoundRow(Struct, frozen=True, kw_only=True):
    """A post that was found."""

    thread: ThreadId
    number: int
    score: int
    stored_thread: bytes
    stored_post: bytes


class FoundCounts(Struct, frozen=True, kw_only=True):
    """How many posts meet a condition."""

    posts: int
    by_thread: Mapping[ThreadId, int]
    """Of the threads that were asked for."""
    threads: int
    years: Counts = ()
    authors: Counts = ()
    """Names as displayed."""
    boards: Counts = ()


class ServerReader(Protocol):
    """Reads the index at one commit: builds that commit meanwhile change no answer. Errors raise QueryError."""

    @property
    def posts(self) -> int:
        """The number of posts."""
        ...

    @property
    def langs(self) -> tuple[str, ...]:
        """The primary language subtags of all posts, sorted."""
        ...

    def frequencies(self, terms: Collection[str]) -> Frequencies:
        """How many posts have each of these terms."""
        ...

    def terms(self, field: str, beginning: str) -> Sequence[tuple[str, int]]:
        """The terms of a field that begin so, without stems, and how many posts have each."""
        ...

    def count(self, condition: Condition) -> int:
        """The number of posts that meet a condition."""
        ...

    def exists(self, condition: Condition) -> bool:
        """True if a post meets a condition."""
        ...

    def find(self, wanted: Wanted, weighing: Weighing) -> Sequence[FoundRow]:
        """The posts that are wanted, the first ones first."""
        ...

    def counts(self, condition: Condition, threads: Collection[ThreadId], zone: tzinfo, *, facets: bool) -> FoundCounts:
        """How many posts meet a `condition`: in all, in some `threads`, and, with `facets`, by year, author and board.

        Years begin in the time zone `zone`.
        """
        ...

    def holders(
        self, conditions: Sequence[Condition], threads: Collection[ThreadId]
    ) -> Sequence[tuple[ThreadId, int, Sequence[bool]]]:
        """The posts of threads that meet one of some conditions: thread, number, and which they meet."""
        ...

    def thread(self, thread: ThreadId) -> tuple[bytes, Sequence[bytes]] | None:
        """What is stored of a thread, and of its posts; None if there is no such thread."""
        ...

    def everything(self) -> Iterable[tuple[bytes, bytes]]:
        """What is stored of each post's thread, and of the post."""
        ...


class ServerWriter(Protocol):
    """Writes the next index, which nobody reads before `commit`. Errors raise SearchServerError."""

    def remove(self, threads: Collection[str]) -> None:
        """Delete the posts of the threads with these slugs."""
        ...

    def load(self, spools: Sequence[Path]) -> None:
        """Add the threads of spool files."""
        ...

    def finish(self) -> None:
        """Do all that is left to do before `commit`. Call it once."""
        ...

    def reader(self) -> AbstractContextManager[ServerReader]:
        """Read the next index, after `finish`."""
        ...

    def commit(self, version: str) -> None:
        """Make the next index the current one, under the name `version`."""
        ...

    def close(self) -> None:
        """End; what is not committed is gone."""
        ...


class ServerConnection(Protocol):
    """An index on a server."""

    def version(self) -> str | None:
        """The name of the current version; None if there is no index. Raises SearchServerError."""
        ...

    def reader(self) -> AbstractContextManager[ServerReader]:
        """Read the current index. Raises QueryError."""
        ...

    def begin(self, *, afresh: bool) -> ServerWriter:
        """Begin to write the next index; `afresh` begins an empty one. Raises SearchServerError."""
        ...

    @property
    def spooled(self) -> Spooled:
        """Makes a part of a spool file of a thread. Pickles."""
        ...

    def close(self) -> None:
        """End all connections to the server that are not in use."""
        ...
