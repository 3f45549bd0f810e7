"""The head of an index in OpenSearch: one document that names the current version. Its conditional write is a commit.

Each build takes the next number. What it writes has that number (`born`), and is of a version if the number is that of
the version or a lower one, unless the build with it was given up. So documents of a build that is not committed are in
no version, wherever it stops. Threads that a build changes or removes stand in the head it writes: older documents of
theirs are no longer of the version, and are deleted then. A build that begins anew writes another index.
"""

import msgspec
from msgspec import Struct

from archiver.errors import SearchServerError
from archiver.search.server.opensearch.mapping import FORMAT, head_body, is_ours
from archiver.search.server.opensearch.queries import Dsl
from archiver.search.server.opensearch.session import ConflictError, HttpSession, MissingError

_MOST_IN_LIST = 50_000  # values of a query `terms`; the server takes 65,536


class IndexHead(Struct, frozen=True, kw_only=True):
    """What the head has."""

    format: int = FORMAT
    attempt: int = 0
    """The number of the last build that has begun."""
    writer: str = ""
    """A random name of that build: two may take one number at once."""
    index: str = ""
    """The name of the index with the documents; "" before the first commit."""
    build: int = 0
    """The number of the build that has written the current version."""
    abandoned: tuple[int, ...] = ()
    """The numbers of builds that have begun to change this index, and were not committed."""
    removed: tuple[int, ...] = ()
    """The numbers of threads of which no document is of this version that an earlier build has written."""
    is_tidy: bool = True
    """False until documents are deleted that are of earlier versions alone."""
    version: str = ""
    posts: int = 0
    langs: tuple[str, ...] = ()
    earliest: int | None = None
    latest: int | None = None
    """The first and the last date of all posts, in seconds since 1970; None if no post has one."""

    def filters(self, kind: str) -> list[Dsl]:
        """What documents of this version match: posts, or terms."""
        return [{"term": {"kind": kind}}, {"range": {"born": {"lte": self.build}}}]

    @property
    def exclusions(self) -> list[Dsl]:
        """What documents of this version do not match."""
        abandoned = [{"terms": {"born": list(self.abandoned)}}] if self.abandoned else []
        return [*abandoned, *self.superseded]

    @property
    def superseded(self) -> list[Dsl]:
        """Queries for the documents of removed threads."""
        lists = (self.removed[at : at + _MOST_IN_LIST] for at in range(0, len(self.removed), _MOST_IN_LIST))
        older = {"range": {"born": {"lt": self.build}}}
        return [{"bool": {"filter": [{"terms": {"thread": list(threads)}}, older]}} for threads in lists]


class ReadHead(Struct, frozen=True, kw_only=True):
    """The head, and what its next write must name so that no other came between."""

    head: IndexHead
    seq_no: int | None = None
    term: int | None = None
    """None, both: there is none yet."""


def read_head(session: HttpSession, name: str) -> ReadHead:
    """The head of the index `name`; one without an index, if there is none or one of another format."""
    try:
        found = session.ask("GET", f"/{name}/_doc/head")
    except MissingError:
        return ReadHead(head=IndexHead())
    source = found.get("_source") or {}
    current = source.get("format") == FORMAT
    head = msgspec.convert(source, IndexHead) if current else IndexHead(attempt=int(source.get("attempt", 0)))
    return ReadHead(head=head, seq_no=found["_seq_no"], term=found["_primary_term"])


def write_head(session: HttpSession, name: str, read: ReadHead, head: IndexHead) -> ReadHead:
    """Write the head, if it is as it was read.

    Args:
        session: The server.
        name: The index of the head.
        read: The head as it was read.
        head: The next one.

    Raises:
        ConflictError: Another build has written it since.
        SearchServerError: The server does not answer.
    """
    query = "op_type=create" if read.seq_no is None else f"if_seq_no={read.seq_no}&if_primary_term={read.term}"
    try:
        answer = session.ask("PUT", f"/{name}/_doc/head?{query}", head)
    except (ConflictError, SearchServerError):
        found = read_head(session, name)  # the answer to a first try may have been lost, and not the write
        if found.head != head:
            raise
        return found
    return ReadHead(head=head, seq_no=answer["_seq_no"], term=answer["_primary_term"])


def create_head_index(session: HttpSession, name: str, replicas: str) -> None:
    """Create the index `name` of the head by `session`, with so many `replicas`, if it is missing.

    Raises SearchServerError if another program has an index so named.
    """
    is_own = _is_own(session, name)
    if is_own is None:
        create_index(session, name, head_body(replicas))
    elif not is_own:
        raise SearchServerError(f'the index "{name}" on the search server is of another program; name another one')


def create_index(session: HttpSession, name: str, body: object) -> None:
    """Create the index `name` by `session`, with the settings and fields in `body`. Raises SearchServerError."""
    try:
        session.ask("PUT", f"/{name}", body)
    except SearchServerError:
        if not _is_own(session, name):  # else the answer to a first try was lost
            raise


def _is_own(session: HttpSession, name: str) -> bool | None:
    """True if this program has made an index, None if there is none."""
    try:
        found = session.ask("GET", f"/{name}/_mapping")
    except MissingError:
        return None
    return all(is_ours(index.get("mappings")) for index in found.values())
