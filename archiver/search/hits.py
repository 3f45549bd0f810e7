"""Asking the index: hits in the order of their scores, each with the passage that matched."""

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from whoosh import query as q
from whoosh import scoring
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from archiver.errors import QueryError
from archiver.model import Hit, PostId, Url, moment_from_fields
from archiver.search.query import ParsedQuery, parse_query
from archiver.search.schema import open_index
from archiver.search.tokens import Term, find_terms

_PASSAGE = 200  # characters
_LEAD = 40  # characters before the first marked word


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The best hits, how many posts match in all, and what the one who asked should know."""

    hits: tuple[Hit, ...]
    total: int
    hints: tuple[str, ...]


def search(folder: Path, text: str, *, limit: int, zone: tzinfo) -> Answer:
    """Ask the index in `folder`. Raises QueryError if there is none, or one that cannot be read."""
    found = open_index(folder)
    if found is None:
        raise QueryError("there is no search index yet; run `archiver build` first")
    parsed = parse_query(text, zone)
    try:
        return _ask(found, parsed, limit, zone)
    except Exception as error:  # odd bytes make Whoosh raise anything
        raise QueryError("the search index is damaged; make it again with `archiver build --clean`") from error
    finally:
        found.close()


def _ask(found: FileIndex, parsed: ParsedQuery, limit: int, zone: tzinfo) -> Answer:
    with found.searcher(weighting=scoring.BM25F()) as searcher:
        results = searcher.search(parsed.query, limit=limit)
        hits = tuple(_hit(result.fields(), result.score, parsed, zone) for result in results)
        hints = parsed.hints or (() if hits else _hints(searcher, parsed))
        return Answer(hits=tuple(sorted(hits, key=_order)), total=len(results), hints=hints)


def _order(hit: Hit) -> tuple[float, str]:
    return (-hit.score, hit.url)


def _hints(searcher: Searcher, parsed: ParsedQuery) -> tuple[str, ...]:
    """Where the words are, if no post has them as its own."""
    if not parsed.terms or parsed.in_quotes:
        return ()
    quoted = searcher.search(q.And([q.Term("quoted", term) for term in sorted(parsed.terms)]), limit=1)
    return ("these words are only quoted; to find where, ask for quoted:…",) if len(quoted) else ()


def _hit(fields: dict[str, Any], score: float, parsed: ParsedQuery, zone: tzinfo) -> Hit:
    shown: tuple[str, str, int, str | None, str | None, bool] = fields["shown"]
    title, post, number, author, at, has_time = shown
    text = str(fields.get("quoted" if parsed.in_quotes else "text", ""))
    snippet, marks = find_passage(text, parsed.terms)
    return Hit(
        url=Url(str(fields["url"])),
        thread=Url(str(fields["thread"])),
        title=title,
        post=PostId(post),
        number=number,
        author=author,
        date=moment_from_fields(at, has_time, zone),
        snippet=snippet,
        marks=marks,
        score=score,
    )


def find_passage(text: str, terms: frozenset[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The passage of a text that has most of the terms, and where they are in it.

    >>> find_passage("Ah yes, but now they have Belarus.", frozenset({"belarus"}))
    ('Ah yes, but now they have Belarus.', ((26, 33),))
    """
    text = " ".join(text.split())
    found = [term for term in find_terms(text) if term.text in terms]
    start = max(0, _best(found) - _LEAD) if len(text) > _PASSAGE else 0
    if start:
        start = text.find(" ", start, start + _LEAD) + 1 or start
    end = min(len(text), start + _PASSAGE)
    if end < len(text):
        end = max(text.rfind(" ", start + _PASSAGE // 2, end), start + _PASSAGE // 2) if " " in text[start:end] else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    inside = [(t.start, t.end) for t in found if start <= t.start and t.end <= end]
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in _merged(inside))
    return f"{before}{text[start:end]}{after}", marks


def _best(found: list[Term]) -> int:
    """Where the passage with the most different terms begins."""
    best, most = 0, 0
    first = 0
    for last, term in enumerate(found):
        while first < last and term.end - found[first].start > _PASSAGE - _LEAD:
            first += 1
        different = len({t.text for t in found[max(first, last - 50) : last + 1]})
        if different > most:
            best, most = found[first].start, different
    return best


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
