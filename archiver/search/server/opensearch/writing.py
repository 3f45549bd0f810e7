"""Writes the next version of an index in OpenSearch: see `head` for what makes it atomic."""

import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from secrets import token_hex

from msgspec.structs import replace

from archiver.config import SearchServer
from archiver.errors import SearchServerError
from archiver.search.server.documents import thread_id
from archiver.search.server.opensearch.bulk import Batches
from archiver.search.server.opensearch.head import create_head_index, create_index, read_head, write_head
from archiver.search.server.opensearch.lexicon import LexiconChange, added, chunks_of, term_document
from archiver.search.server.opensearch.mapping import WORDS, index_body, is_ours, term_of
from archiver.search.server.opensearch.queries import Dsl
from archiver.search.server.opensearch.reading import OpenSearchReader
from archiver.search.server.opensearch.records import TermKey, read_posts, read_terms
from archiver.search.server.opensearch.session import ConflictError, HttpSession, Json, MissingError
from archiver.search.server.opensearch.view import MOST_HITS, VersionView

_AT_ONCE = 1_000  # threads, or terms, of one search
_POSTS_AT_ONCE = 200  # with all their terms
_MOST_REMOVED = 250_000  # threads; the head is read with each query until they are deleted
_OVERTAKEN = "another build writes the index on the search server; run this one when it is done"


class OpenSearchWriter:
    """Implements `ServerWriter`. `session` is its own; it is closed with it."""

    def __init__(self, session: HttpSession, server: SearchServer, *, afresh: bool) -> None:
        """Begin to change the current index, or, with `afresh`, an empty one. Raises SearchServerError.

        A build that began before this one, and is not committed, can no more be.
        """
        self._session, self._name = session, server.database
        create_head_index(session, self._name, server.option("replicas", ""))
        read = read_head(session, self._name)
        old = read.head
        abandoned = (*old.abandoned, old.attempt) if old.attempt != old.build else old.abandoned
        begun = replace(old, attempt=old.attempt + 1, writer=token_hex(8), abandoned=abandoned)
        with _overtaken():
            self._read = write_head(session, self._name, read, begun)
        self._delete_other_indexes()
        self._previous = None if afresh or not old.index else VersionView(session, begun, None)
        index = begun.index if self._previous else f"{self._name}-{begun.attempt:08d}"
        abandoned = abandoned if self._previous else ()
        self._next = replace(begun, index=index, build=begun.attempt, abandoned=abandoned, removed=(), is_tidy=True)
        self._batches = Batches(session, index)
        self._stale: list[str] = []
        self._change = LexiconChange(Path(tempfile.gettempdir()))
        if self._previous:
            self._delete_leftovers(self._previous)
        else:
            options = (server.option("shards", "1"), server.option("replicas", ""))
            create_index(session, index, index_body(index, *options))

    def remove(self, threads: Collection[str]) -> None:
        """Delete the posts of the threads with these slugs."""
        if self._previous is None:
            return
        ids = sorted(map(thread_id, threads))
        found: set[int] = set()
        for at in range(0, len(ids), _AT_ONCE):
            query = {"terms": {"thread": ids[at : at + _AT_ONCE]}}
            source = ["lang", *(f"{field}_impacts" for field in WORDS)]
            counts: Counter[TermKey] = Counter()
            for hit in self._previous.every(query, ("thread", "number"), page=_POSTS_AT_ONCE, _source=source):
                self._stale.append(hit["_id"])
                found.add(hit["sort"][0])
                post = hit["_source"]
                for field in WORDS:
                    terms = post.get(f"{field}_impacts") or ()
                    counts.subtract(TermKey(term_of(term), field, post["lang"]) for term in terms)
            self._change.add(counts)
        if len(found) > _MOST_REMOVED:
            raise SearchServerError("too many threads change for the search server; run: archiver build --clean")
        self._next = replace(self._next, removed=tuple(sorted(found)))

    def load(self, spools: Sequence[Path]) -> None:
        """Add the threads of spool files. Raises OSError."""
        self._batches.write(read_posts(spools, self._next.build))
        for spool in spools:
            self._change.add(read_terms(spool))

    def finish(self) -> None:
        """Write the lexicon, and let the documents be found."""
        for changes in chunks_of(self._change.merged(), _AT_ONCE):
            known = self._known_terms(list(changes))
            counts = {term: added(known.get(term, {}), change) for term, change in changes.items()}
            documents = [term_document(term, found, self._next.build) for term, found in counts.items()]
            self._stale += [name for (name, _), found in zip(documents, counts.values(), strict=True) if not found]
            self._batches.write(documents)
        self._batches.refresh()
        self._describe()

    @contextmanager
    def reader(self) -> Iterator[OpenSearchReader]:
        """Read the next index, after `finish`."""
        yield OpenSearchReader(self._view)

    def commit(self, version: str) -> None:
        """Make the next index the current one, under the name `version`; then delete what is only of the last one."""
        last = self._read.head.index
        head = replace(self._next, version=version, is_tidy=not self._stale)
        with _overtaken():
            self._read = write_head(self._session, self._name, self._read, head)
        if last and last != head.index:
            self._delete_index(last)
        if self._stale:
            self._batches.delete(self._stale)
            self._batches.refresh()
            with suppress(ConflictError):  # a build that has begun since: it has found nothing, and will say so
                write_head(self._session, self._name, self._read, replace(head, removed=(), is_tidy=True))

    def close(self) -> None:
        """End; what is not committed is of no version, and the next build deletes it."""
        self._change.close()
        self._session.close()

    @property
    def _view(self) -> VersionView:
        return VersionView(self._session, self._next, None)

    def _known_terms(self, terms: Sequence[str]) -> dict[str, dict[str, dict[str, int]]]:
        """How many posts of the last version have each term; their documents are stale from now on."""
        if self._previous is None:
            return {}
        query, known = {"terms": {"term": terms}}, {}
        for hit in self._previous.every(query, ("term", "born"), kind="term", _source=["counts"]):
            known[hit["sort"][0]] = hit["_source"]["counts"]
            self._stale.append(hit["_id"])
        return known

    def _describe(self) -> None:
        """Count the posts of the next version, for its head."""
        asked = {
            "earliest": {"min": {"field": "at"}},
            "latest": {"max": {"field": "at"}},
            "langs": {"terms": {"field": "lang", "size": MOST_HITS}},
        }
        answer = self._view.search({"match_all": {}}, size=0, track_total_hits=True, aggs=asked)
        found = answer["aggregations"]
        dates = {name: found[name]["value"] for name in ("earliest", "latest")}
        self._next = replace(
            self._next,
            posts=answer["hits"]["total"]["value"],
            langs=tuple(sorted(bucket["key"] for bucket in found["langs"]["buckets"] if bucket["key"])),
            **{name: None if date is None else int(date) for name, date in dates.items()},
        )

    def _delete_other_indexes(self) -> None:
        """Delete the indexes of builds that were not committed, and of one that was replaced and left."""
        is_numbered = re.compile(rf"{re.escape(self._name)}-\d{{8,}}").fullmatch
        try:
            indexes = self._session.ask("GET", f"/{self._name}-*/_mapping")
        except MissingError:
            return
        for name, index in indexes.items():
            if name != self._read.head.index and is_numbered(name) and is_ours(index.get("mappings")):
                self._delete_index(name)

    def _delete_index(self, name: str) -> None:
        with suppress(MissingError):  # another build has deleted it
            self._session.ask("DELETE", f"/{name}")

    def _delete_leftovers(self, last: VersionView) -> None:
        """Delete documents of builds that were not committed, and what the last build has left."""
        head = last.head
        queries: list[Dsl] = head.exclusions
        if queries or not head.is_tidy:
            self._batches.refresh()
        if queries:
            query = {"bool": {"should": queries, "minimum_should_match": 1}}
            body = {"query": query, "size": MOST_HITS, "_source": False, "sort": ["_doc"]}
            while hits := self._session.ask("POST", f"/{head.index}/_search", body)["hits"]["hits"]:
                self._batches.delete(hit["_id"] for hit in hits)
                self._batches.refresh()
        if not head.is_tidy:
            terms = last.every({"match_all": {}}, ("term", "born"), kind="term", _source=["fields"])
            self._batches.delete(_older(terms))
            self._batches.refresh()


def _older(terms: Iterable[Json]) -> Iterator[str]:
    """The names of documents of terms that a later one replaces, and of terms that no post has any more."""
    for _, of_term in groupby(terms, key=lambda hit: hit["sort"][0]):
        *older, newest = of_term
        yield from (hit["_id"] for hit in (*older, *(() if newest["_source"]["fields"] else (newest,))))


@contextmanager
def _overtaken() -> Iterator[None]:
    try:
        yield
    except ConflictError:
        raise SearchServerError(_OVERTAKEN) from None
