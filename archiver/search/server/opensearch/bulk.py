"""Sends documents in batches. Each has a name, so that a batch which is sent twice changes nothing."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from archiver.errors import SearchServerError
from archiver.search.server.opensearch import session as http
from archiver.search.server.opensearch.mapping import writable
from archiver.search.server.opensearch.session import HttpSession, MissingError

_FULL = 5_000_000  # bytes; some hosts take no more than 10 MB
_MOST = 5_000  # documents
_BUSY = 429
_GONE = "another build has deleted the index on the search server that this one writes"
_OPTIONS = "require_alias=true&filter_path=items.*._id,items.*.status,items.*.error"


class Batches:
    """Writes and deletes documents of an index."""

    def __init__(self, session: HttpSession, index: str) -> None:
        self._session, self._index = session, index

    def write(self, documents: Iterable[tuple[str, bytes]]) -> None:
        """Write documents: their names, and their JSON. Raises SearchServerError."""
        lines = (
            (name, b"%b\n%b\n" % (msgspec.json.encode({"index": {"_id": name}}), text)) for name, text in documents
        )
        for batch in _batches(lines):
            self._send(batch)

    def delete(self, names: Iterable[str]) -> None:
        """Delete documents. Raises SearchServerError."""
        for batch in _batches((name, msgspec.json.encode({"delete": {"_id": name}}) + b"\n") for name in names):
            self._send(batch)

    def refresh(self) -> None:
        """Let searches find what has been written, and not find what has been deleted."""
        answer = self._session.ask("POST", f"/{self._index}/_refresh")
        if (answer.get("_shards") or {}).get("failed"):
            raise SearchServerError("a part of the index on the search server cannot be read")

    def _send(self, batch: dict[str, bytes]) -> None:
        """Send a batch; what a busy server refuses of it is sent again, after pauses."""
        for seconds in (*http.LONG_PAUSES, None):
            path = f"/{writable(self._index)}/_bulk?{_OPTIONS}"
            try:
                answer = self._session.ask("POST", path, b"".join(batch.values()))
            except MissingError:
                raise SearchServerError(_GONE) from None
            batch = {name: batch[name] for name in _refused(answer, batch)}
            if not batch:
                return
            if seconds is not None:
                http.pause(seconds)
        raise SearchServerError("the search server is too busy to take all posts; build again later")


def _refused(answer: dict[str, Any], batch: dict[str, bytes]) -> list[str]:
    """The documents that a busy server has refused. Raises SearchServerError for every other error."""
    items = [body for item in answer.get("items", ()) for body in item.values()]
    if len(items) != len(batch):
        raise SearchServerError("the search server has not told of all documents whether it took them")
    for item in items:
        error = item.get("error")  # none for the deletion of a document that is gone
        if error and item["status"] != _BUSY:
            if error.get("type") == "index_not_found_exception":
                raise SearchServerError(_GONE)
            raise SearchServerError(f"the search server refuses a document: {str(error.get('reason'))[:300]}")
    return [item["_id"] for item in items if item["status"] == _BUSY]


def _batches(lines: Iterable[tuple[str, bytes]]) -> Iterator[dict[str, bytes]]:
    batch: dict[str, bytes] = {}
    size = 0
    for name, line in lines:
        if batch and (size + len(line) > _FULL or len(batch) == _MOST):
            yield batch
            batch, size = {}, 0
        batch[name] = line
        size += len(line)
    if batch:
        yield batch
