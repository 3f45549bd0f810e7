"""Asking the index: hits in their order, each with the passage that matched, and what else the one who asked wants."""

from collections import Counter
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import lru_cache
from pathlib import Path

from archiver.errors import DamagedIndex, QueryError
from archiver.model import Hit, PostId, SearchResults, Url, moment_from_fields
from archiver.search.index.commit_point import REBUILD_HINT, CommitPoint
from archiver.search.index.searcher import Archive
from archiver.search.index.segment_reader import open_segments
from archiver.search.index.whoosh_version import installed_over_each_other, library
from archiver.search.query.ast import Query
from archiver.search.query.evaluate import Evaluation
from archiver.search.query.facets import count_facets
from archiver.search.query.parser import parse_query
from archiver.search.query.snippet import Highlighter, find_marks, find_passage, make_highlighter, searches_quotes
from archiver.search.query.suggest import correct_spelling, find_advice

_TRIES = 20  # a build may put another index in the place of the one that is being opened, and remove its files


def search(folder: Path, text: str, *, limit: int, zone: tzinfo, facets: bool = False) -> SearchResults:
    """Ask the index in `folder`. Raises QueryError if there is none, or one that is not as it was written."""
    archive = open_archive(folder)
    query = parse_query(text, datetime.now(zone).date())
    evaluation = Evaluation(archive, query.node, zone)
    docs = evaluation.docs
    highlighter = make_highlighter(query.node, archive.langs, evaluation.expand)
    quoted = searches_quotes(query.node)
    found = _first(query, evaluation, archive, limit)
    hits = tuple(_hit(archive, document, score, highlighter, zone, quoted=quoted) for document, score in found)
    by_thread = Counter(map(archive.threads.__getitem__, docs))
    return SearchResults(
        order=query.order,
        group=query.group,
        hits=hits,
        total=len(docs),
        threads=len(by_thread),
        by_thread={hit.thread: by_thread[hit.thread] for hit in hits},
        hints=(
            *query.hints,
            *dict.fromkeys(evaluation.hints),
            *installed_over_each_other(),
        ),
        suggestion=None if docs else correct_spelling(text, query.node, archive, zone),
        advice=() if docs else tuple(find_advice(text, query.node, archive, zone)),
        facets=count_facets(archive, docs, zone) if facets else None,
    )


def open_archive(folder: Path) -> Archive:
    """The current index, checked; what has been opened once is kept. Raises QueryError."""
    for _ in range(_TRIES):
        commit_point = None
        try:
            commit_point = CommitPoint.read(folder)
            if commit_point is None:
                raise QueryError("there is no search index yet; run `archiver build` first")
            return _open(folder, commit_point.name, commit_point.generation)
        except DamagedIndex as error:
            damage = error
            if commit_point is None or _is_current(folder, commit_point):
                break
    raise QueryError(f"the search index is damaged: {damage}; {REBUILD_HINT}") from damage


def _is_current(folder: Path, commit_point: CommitPoint) -> bool:
    """False if a build has put another index in the place of this one, and may have removed its files."""
    with suppress(DamagedIndex):
        return CommitPoint.read(folder) == commit_point
    return False


@lru_cache(1)
def _open(folder: Path, name: str, generation: int) -> Archive:
    commit_point = CommitPoint.read(folder)
    if commit_point is None or (commit_point.name, commit_point.generation) != (name, generation):
        raise DamagedIndex("another one has taken its place")
    if commit_point.library != library():
        raise DamagedIndex(f"{commit_point.library} wrote it, and this is {library()}")
    commit_point.check(folder)
    try:
        return Archive(open_segments(folder / name, generation))
    except OSError as error:
        raise DamagedIndex(f"its files cannot be read: {error.strerror}") from error


def _first(query: Query, evaluation: Evaluation, archive: Archive, count: int) -> list[tuple[int, int]]:
    """The first documents that are found, with their scores."""
    docs = evaluation.docs
    if query.order == "relevance":
        scores = evaluation.scores()
        return [(d, scores[d]) for d in archive.first_in_order(docs, scores.__getitem__, count, descending=True)]
    newest = query.order == "newest"
    return [(d, 0) for d in archive.first_in_order(docs, archive.dates.__getitem__, count, descending=newest)]


def _hit(archive: Archive, document: int, score: int, highlighter: Highlighter, zone: tzinfo, *, quoted: bool) -> Hit:
    thread, post = archive.post(document)
    snippet, spans = find_passage(post.quoted if quoted else post.text, highlighter)
    return Hit(
        url=Url(f"{thread.url}{post.place}"),
        thread=Url(thread.url),
        title=thread.title,
        title_marks=find_marks(thread.title, highlighter),
        board=thread.board,
        post=PostId(post.id),
        number=post.number,
        lang=thread.lang,
        author=post.author,
        date=moment_from_fields(post.at, post.has_time, zone),
        snippet=snippet,
        marks=spans,
        score=score,
    )
