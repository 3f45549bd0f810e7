"""Searches among the documents of one version of an index in OpenSearch."""

from collections.abc import Iterator, Sequence
from typing import Any

from archiver.errors import QueryError, SearchServerError
from archiver.search.server.opensearch.head import IndexHead
from archiver.search.server.opensearch.queries import Dsl, all_but, check_size
from archiver.search.server.opensearch.session import HttpSession, Json, MissingError

MOST_HITS = 10_000
"""Hits of one search: `index.max_result_window`."""
STORED_HITS = 500
"""Hits of one search that hands over what is stored of posts."""
KEPT = "1m"
"""How long the server keeps a point in time that is not used."""
_PATIENCE = "10s"
_SEARCH = "/_search?allow_partial_search_results=false"


class VersionView:
    """A version of an index, at a point in time, or, without one, as the index is now."""

    def __init__(self, session: HttpSession, head: IndexHead, point: str | None) -> None:
        self._session, self.head, self._point = session, head, point

    def search(self, query: Dsl, *, kind: str = "post", scoring: Dsl | None = None, **body: Any) -> Json:
        """What the server answers to a search for documents of the version that match `query`.

        Args:
            query: A filter.
            kind: Posts or terms: `post` or `term`.
            scoring: Further parts of the query, `must` or `should`, which give scores.
            body: Further parts of the request.

        Raises:
            SearchServerError: The search failed.
            QueryError: The index is gone, or the query is too large.
        """
        version = self.head
        whole = all_but([*version.filters(kind), query], version.exclusions)
        whole["bool"] |= scoring or {}
        request: dict[str, Any] = {"query": check_size(whole), "timeout": _PATIENCE, **body}
        path = f"/{version.index}{_SEARCH}"
        if self._point:
            request["pit"] = {"id": self._point, "keep_alive": KEPT}
            path = _SEARCH
        try:
            answer = self._session.ask("POST", path, request)
        except MissingError:
            raise QueryError("a build has just replaced the index; ask again") from None
        if answer.get("timed_out"):
            raise SearchServerError("the search server took too long for this; ask for less")
        return answer

    def hits(self, query: Dsl, **body: Any) -> list[Json]:
        """The hits of a search: see `search`."""
        found: list[Json] = self.search(query, track_total_hits=False, **body)["hits"]["hits"]
        return found

    def count(self, query: Dsl) -> int:
        """The number of posts that match a filter."""
        return int(self.search(query, size=0, track_total_hits=True)["hits"]["total"]["value"])

    def every(self, query: Dsl, order: Sequence[str], *, page: int = MOST_HITS, **body: Any) -> Iterator[Json]:
        """All hits of a search for `query`, in the `order` of fields that no two documents have in common.

        `page` is the number of hits of an answer, `body` has further parts of the request.
        """
        return self.pages(query, [{field: "asc"} for field in order], page=page, **body)

    def pages(
        self, query: Dsl, sort: Sequence[Dsl], *, page: int, limit: int | None = None, **body: Any
    ) -> Iterator[Json]:
        """The hits of a search, of which each answer has some, as answers are bounded in size.

        Args:
            query: A filter.
            sort: The order.
            page: The number of hits of an answer.
            limit: The largest number of hits; None: all.
            body: Further parts of the request.
        """
        after: dict[str, Any] = {}
        while limit is None or limit > 0:
            size = page if limit is None else min(page, limit)
            found = self.hits(query, size=size, sort=sort, **body, **after)
            yield from found
            if len(found) < size:
                return
            limit = None if limit is None else limit - size
            after = {"search_after": found[-1]["sort"]}
