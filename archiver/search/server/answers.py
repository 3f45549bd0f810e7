"""From a query to results, by an index on a server: the answers of `query.search`, which has the index on disk."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, chain

from msgspec import Struct
from msgspec.structs import replace

from archiver.model import Facets, Hit, SearchResults
from archiver.search.index.searcher import FoundPost
from archiver.search.query.ast import And, Node, leaves_of, meant_by, scored_of, text_of
from archiver.search.query.clauses import Clause, LooseQuery, alternatives_of, loosen
from archiver.search.query.missing import MissingWords
from archiver.search.query.parser import parse_query
from archiver.search.query.ranking import FEW, LOOSE_POSTINGS, MOST_PARTIAL, NAMED
from archiver.search.query.search import Question, make_hit
from archiver.search.query.snippet import Highlighter, make_highlighter, searches_quotes
from archiver.search.query.suggest import find_other_queries
from archiver.search.server.connection import FoundCounts, FoundRow, ServerReader, ThreadId, Wanted
from archiver.search.server.documents import read_thread
from archiver.search.server.matching import AllOf, AnyOf, Condition, NotOf, ThesePosts
from archiver.search.server.resolution import ServerResolution


class _PartialRows(Struct, frozen=True, kw_only=True):
    """The posts that match in part."""

    rows: Sequence[FoundRow] = ()
    clauses: Sequence[Clause] = ()
    """The clauses that posts are said to lack."""
    hints: tuple[str, ...] = ()


def answer(reader: ServerReader, question: Question) -> SearchResults:
    """Find the posts that match a query in the index that `reader` reads. Raises QueryError."""
    return _Answer(reader, question).results()


class _Answer:
    """The answer to one query."""

    def __init__(self, reader: ServerReader, question: Question) -> None:
        self._reader, self._question = reader, question
        self._query = parse_query(question.text, question.today)
        self._resolution = ServerResolution(reader, self._query.node, question.zone, question.synonyms)
        self._condition = self._resolution.condition(self._resolution.node)

    def results(self) -> SearchResults:
        """The posts that match, and what is told of them."""
        whole = self._whole()
        is_few = len(whole) < FEW
        partial = self._partial(whole) if is_few and self._query.order == "relevance" else _PartialRows()
        first = [*whole[: self._question.limit], *partial.rows][: self._question.limit]
        hits = tuple(self._hits(first, len(whole), partial))
        threads = {row.thread for row in first}
        counts = self._counts(self._condition, threads)
        others = ThesePosts(tuple((row.thread, row.number) for row in partial.rows))
        faceted = counts if whole or not partial.rows else self._counts(others, ())
        in_part = Counter(row.thread for row in partial.rows)
        by_thread = {row.thread: counts.by_thread.get(row.thread, 0) + in_part[row.thread] for row in first}
        other = find_other_queries(self._question.text, self._resolution, finds=bool(whole)) if is_few else (None, ())
        return SearchResults(
            order=self._query.order,
            group=self._query.group,
            hits=hits,
            hints=tuple(self._hints(partial, finds=bool(whole))),
            total=counts.posts,
            threads=counts.threads,
            by_thread={hit.thread: by_thread[row.thread] for hit, row in zip(hits, first, strict=True)},
            partial=len(partial.rows),
            partial_threads=len(in_part),
            suggestion=other[0],
            advice=other[1],
            facets=_facets(faceted) if self._question.facets else None,
        )

    def _counts(self, condition: Condition, threads: Collection[ThreadId]) -> FoundCounts:
        question = self._question
        return self._reader.counts(condition, threads, question.zone, facets=question.facets)

    def _whole(self) -> Sequence[FoundRow]:
        """The first posts that match as a whole, FEW or more if there are so many."""
        node, weighing = self._resolution.node, self._resolution.weighing
        is_scored = self._query.order == "relevance"
        clauses = [clause for clause in alternatives_of(node) if weighing.size(clause.node)] if is_scored else []
        # A thread has clauses also by posts that match no part as a whole.
        has_parts = any(isinstance(part, And) for part in getattr(meant_by(node), "parts", ()))
        found_by = AnyOf((self._condition, *(self._resolution.condition(clause.node) for clause in clauses)))
        is_wider = has_parts and len(clauses) > 1
        wanted = Wanted(
            condition=found_by if is_wider else self._condition,
            without=NotOf(self._condition) if is_wider else None,
            order=self._query.order,
            limit=max(self._question.limit, FEW),
            scored=tuple((scored, 1) for scored in scored_of(node)) if is_scored else (),
            clauses=self._weighed(clauses),
        )
        return self._reader.find(wanted, weighing)

    def _weighed(self, clauses: Sequence[Clause]) -> tuple[tuple[Node, int], ...]:
        idf = self._resolution.weighing.idf
        return tuple((clause.node, idf(clause.node) * clause.times) for clause in clauses)

    def _partial(self, whole: Sequence[FoundRow]) -> _PartialRows:
        """The best posts that match in part; if there are none at all, words in quotation marks may be missing."""
        found = self._loosened(loosen(self._resolution.node))
        if found.rows or whole:
            return found
        return self._loosened(loosen(self._resolution.node, phrases=True))

    def _loosened(self, loose: LooseQuery) -> _PartialRows:
        """The best posts that match a loosened query: with no other words, if the required ones are words, too."""
        weighing, condition = self._resolution.weighing, self._resolution.condition
        weighing.learn(clause.node for clause in loose.clauses)
        rarest = self._rarest(loose.clauses)
        if not rarest and not loose.required:
            return _PartialRows()
        parts = [AnyOf(tuple(condition(clause.node) for clause in rarest))]
        required = condition(loose.required) if loose.required else AllOf(())
        wanted = Wanted(
            condition=AllOf((*parts, required)),
            order="relevance",
            limit=MOST_PARTIAL,
            scored=(
                *((node, 1) for node in (scored_of(loose.required) if loose.required else ())),
                *((clause.node, clause.times) for clause in rarest),
            ),
            clauses=self._weighed(rarest),
            without=self._condition,
        )
        rows = self._reader.find(wanted, weighing) if rarest else ()
        has_words = loose.required and any(map(text_of, leaves_of(loose.required)))
        if not rows and has_words and not self._reader.exists(wanted.condition):
            rows = self._reader.find(replace(wanted, condition=required), weighing)
        return _PartialRows(rows=rows, clauses=self._named(loose.clauses, rarest), hints=loose.hints if rows else ())

    def _rarest(self, clauses: Sequence[Clause]) -> list[Clause]:
        """The clauses with the highest idf that have together up to LOOSE_POSTINGS postings, and one in any case."""
        size = self._resolution.weighing.size
        known = sorted((clause for clause in clauses if size(clause.node)), key=lambda clause: size(clause.node))
        sums = accumulate(size(clause.node) for clause in known)
        return [clause for clause, postings in zip(known, sums, strict=True) if postings <= LOOSE_POSTINGS] or known[:1]

    def _named(self, clauses: Sequence[Clause], rarest: Sequence[Clause]) -> list[Clause]:
        """The clauses that posts are said to lack."""
        weighing = self._resolution.weighing
        idfs = [weighing.idf(clause.node) * clause.times for clause in clauses]
        highest = max(idfs, default=0)
        looked_for = [not weighing.size(clause.node) or clause in rarest for clause in clauses]
        return [
            clause
            for clause, idf, is_one in zip(clauses, idfs, looked_for, strict=True)
            if is_one and NAMED * idf >= highest
        ]

    def _hits(self, first: Sequence[FoundRow], whole: int, partial: _PartialRows) -> Iterator[Hit]:
        """The hits of the posts `first`, of which all after `whole` match in part."""
        highlighters: dict[tuple[str, bool], Highlighter] = {}
        quoted = searches_quotes(self._resolution.node)
        lacks = self._missing(first[whole:], partial.clauses)
        for at, row in enumerate(first):
            thread, is_partial = read_thread(row.stored_thread, [row.stored_post]), at >= whole
            kind = thread.lang, is_partial
            if kind not in highlighters:
                highlighters[kind] = make_highlighter(self._resolution, thread.lang, is_partial=is_partial)
            found = FoundPost(thread, thread.posts[0])
            hit = make_hit(found, row.score, highlighters[kind], self._question.zone, quoted=quoted)
            if is_partial:
                without, in_thread = lacks[row.thread, row.number]
                hit = replace(hit, is_partial=True, without=without, in_thread=in_thread)
            yield hit

    def _missing(
        self, rows: Sequence[FoundRow], clauses: Sequence[Clause]
    ) -> dict[tuple[int, int], tuple[tuple[str, ...], tuple[str, ...]]]:
        """For each post that matches in part the words that it lacks, and those of them that its thread has."""
        if not rows:
            return {}
        conditions = [self._resolution.condition(clause.node) for clause in clauses]
        held = self._reader.holders(conditions, {row.thread for row in rows}) if conditions else []
        posts = list(dict.fromkeys([*((row.thread, row.number) for row in rows), *((t, n) for t, n, _ in held)]))
        numbers = {post: number for number, post in enumerate(posts)}
        docs = [{numbers[thread, n] for thread, n, met in held if met[at]} for at in range(len(clauses))]
        typed = [clause.typed for clause in clauses]
        missing = MissingWords(zip(typed, docs, strict=True), [thread for thread, _ in posts])
        return {(row.thread, row.number): missing.of(numbers[row.thread, row.number]) for row in rows}

    def _hints(self, partial: _PartialRows, *, finds: bool) -> Iterator[str]:
        """Messages for the user, each once. How signs were read is told only if no post matches as a whole."""
        readings = () if finds else self._query.readings
        yield from dict.fromkeys(chain(self._query.hints, readings, self._resolution.hints, partial.hints))


def _facets(counts: FoundCounts) -> Facets:
    return Facets(years=counts.years, authors=counts.authors, boards=counts.boards)
