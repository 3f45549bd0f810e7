"""What is to be exported: all of an index, or what has changed in it since the share that stands was made."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import TypeVar

from archiver.search.analysis.tokens import find_terms
from archiver.search.browser.directory import Share
from archiver.search.browser.facet_columns import BLOCK as COLUMN_BLOCK
from archiver.search.browser.facet_columns import Columns
from archiver.search.browser.files import Read, digests_of
from archiver.search.browser.labels import term_of, text_of
from archiver.search.browser.postings import is_in, terms_of
from archiver.search.browser.results import BLOCK, NAME, UNDATED
from archiver.search.browser.shards import Long, Shard, is_hard
from archiver.search.browser.tasks import (
    ColumnsTask,
    Found,
    MendTask,
    Task,
    TermsFound,
    TermsTask,
    TextsFound,
    TextsTask,
)
from archiver.search.index.doc_order import View
from archiver.search.index.fields import FIELDS

_PIECE = 4096  # documents whose words, or texts, are a task
_SAMPLE = 256  # posts that say how words are spread
_SPLIT = {"x": "text", "q": "quoted"}  # fields that are more than one task, and what a post has of them

Key = tuple[str, bytes]
"""The letter of a field, and a term."""
Entry = TypeVar("Entry", Shard, Long)
Place = tuple[int, int]
"""A segment, and a document of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The tasks of an export, and what the directories say already: `stays` has no shard or list that a task makes."""

    tasks: tuple[Task, ...]
    stays: Share


def plan_export(view: View, zone: str) -> Plan:
    """Export all of an index. `zone` is what its local days are of."""
    langs = tuple(sorted(text_of(term) for term, _ in terms_of(view, "l")))
    order = view.numbering.digest(view.count)
    columns = Columns()
    stays = Share(
        count=view.count,
        langs=langs,
        zone=zone,
        order=order,
        shards=(),
        longs=(),
        texts=bytes(NAME * -(-view.count // BLOCK)),
        columns=columns,
        days=array("i", [UNDATED]) * view.count,
    )
    texts = _text_tasks(range(-(-view.count // BLOCK)))
    return Plan(tasks=(*_all_terms(view), *texts, ColumnsTask()), stays=stays)


def _all_terms(view: View) -> Iterator[TermsTask]:
    for letter in sorted(FIELDS, key=lambda letter: letter not in _SPLIT):  # the longest first
        starts = (b"", *_splits(view, letter)) if letter in _SPLIT else (b"",)
        for start, stop in zip(starts, (*starts[1:], None), strict=True):
            yield TermsTask(letter=letter, start=start, stop=stop)


def _splits(view: View, letter: str) -> Iterable[bytes]:
    """Terms that part a field into pieces of about equal work, as far as a few posts can say."""
    pieces = -(-view.count // _PIECE)
    if pieces < 2:
        return ()
    ranks = range(0, view.count, max(1, view.count // _SAMPLE))
    texts = (getattr(view.post(rank)[1], _SPLIT[letter])[:_PIECE] for rank in ranks)
    terms = sorted(term.text.encode("utf-8", "surrogatepass") for text in texts for term in find_terms(text))
    return sorted({terms[len(terms) * i // pieces] for i in range(1, pieces)}) if terms else ()


def _text_tasks(blocks: Iterable[int]) -> Iterator[TextsTask]:
    """Tasks for ascending blocks, those next to each other together."""
    most = _PIECE // BLOCK
    for first, last in _runs(blocks):
        for start in range(first, last + 1, most):
            yield TextsTask(first=start, stop=min(start + most, last + 1))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of ascending numbers that follow each other."""
    for _, group in groupby(enumerate(numbers), key=lambda placed: placed[1] - placed[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]


def plan_update(
    view: View, zone: str, standing: Share, keys: Collection[Key], changed: Collection[Place], read: Read
) -> Plan:
    """Export what has changed since `standing` was made.

    `keys` are those whose lists are not what they were, as far as any post has them or had them; `changed` are the
    documents of which anything is not as it was: what is kept of the post, its date, its number in the thread. If that
    moves others to new numbers, everything is exported. `read` gives the files of the share that stands.
    """
    same_order = standing.count <= view.count and standing.order == view.numbering.digest(standing.count)
    if not same_order or standing.zone != zone or not standing.count:
        return plan_export(view, zone)
    ranks = [view.numbering.ranks[segment][document] for segment, document in changed]
    ranks += range(standing.count, view.count)
    keys = {*keys, *_shown_keys(view, ranks)}
    terms = tuple(_stale_terms(view, standing, keys))
    mends = _mends(terms, standing, keys, read)
    texts = _text_tasks(sorted({rank // BLOCK for rank in ranks}))
    columns = [_columns_task(view, standing, keys, ranks)] if ranks else []
    return Plan(tasks=(*mends, *texts, *columns), stays=_without(view, standing, keys, terms))


def _shown_keys(view: View, ranks: Iterable[int]) -> Iterator[Key]:
    """The keys with names that changed posts have: they may spell them in another way."""
    for rank in ranks:
        thread, post = view.post(rank)
        if post.author is not None:
            yield "a", term_of(post.author)
        for tag in thread.tags:
            yield "g", term_of(tag)


def _stale_terms(view: View, standing: Share, keys: Collection[Key]) -> Iterator[TermsTask]:
    """The ranges between hard keys that have these keys; where a hard key comes or goes, also what ends before it."""
    for letter in sorted({letter for letter, _ in keys}):
        terms = sorted(term for other, term in keys if other == letter)
        hard = {term for term in _firsts(standing, letter) if is_hard(_key(letter, term))}
        for term in terms:
            if is_hard(_key(letter, term)):
                (hard.add if is_in(view, letter, term) else hard.discard)(term)
        starts = sorted({b"", *hard})
        stale = {bisect_right(starts, term) - 1 for term in terms}
        stale |= {bisect_left(starts, term) - 1 for term in terms if term and is_hard(_key(letter, term))}
        for first, last in _runs(sorted(stale)):
            stop = starts[last + 1] if last + 1 < len(starts) else None
            yield TermsTask(letter=letter, start=starts[first], stop=stop)


def _mends(terms: Iterable[TermsTask], standing: Share, keys: Collection[Key], read: Read) -> Iterator[MendTask]:
    blocks = frozenset(chain.from_iterable(digests_of(long.blocks) for long in standing.longs))
    known = sorted(_key(letter, term) for letter, term in keys)
    firsts = [shard.first for shard in standing.shards]
    for task in terms:
        start, end = _key(task.letter, task.start), _end(task)
        yield MendTask(
            terms=task,
            shards=standing.shards[bisect_left(firsts, start) : bisect_left(firsts, end)],
            keys=frozenset(known[bisect_left(known, start) : bisect_left(known, end)]),
            standing=blocks,
            read=read,
        )


def _firsts(standing: Share, letter: str) -> Iterator[bytes]:
    return (shard.first[1:] for shard in standing.shards if shard.first.startswith(letter.encode()))


def _settled_authors(standing: Share, keys: Collection[Key]) -> Iterator[str]:
    """The authors whose names are as they were."""
    for name in standing.columns.names:
        if ("a", term_of(name)) not in keys:
            yield name


def _columns_task(view: View, standing: Share, keys: Collection[Key], ranks: Iterable[int]) -> ColumnsTask:
    authors = tuple(_settled_authors(standing, keys))
    same_threads = standing.count == view.count
    stale = tuple(sorted({rank // COLUMN_BLOCK for rank in ranks})) if same_threads else None
    return ColumnsTask(authors=authors, known=standing.columns, stale=stale)


def _without(view: View, standing: Share, keys: Collection[Key], terms: Iterable[TermsTask]) -> Share:
    """What stays of a share whose order is that of the index."""
    langs = set(standing.langs)
    for letter, term in keys:
        if letter == "l":
            lang = text_of(term)
            (langs.add if is_in(view, letter, term) else langs.discard)(lang)
    blocks = -(-view.count // BLOCK)
    days = array("i", [UNDATED]) * view.count
    days[: standing.count] = standing.days
    return replace(
        standing,
        count=view.count,
        langs=tuple(sorted(langs)),
        order=view.numbering.digest(view.count),
        shards=tuple(_outside(standing.shards, terms)),
        longs=tuple(_outside(standing.longs, terms)),
        texts=standing.texts.ljust(NAME * blocks, b"\0"),
        days=days,
    )


def _outside(entries: Iterable[Entry], terms: Iterable[TermsTask]) -> Iterator[Entry]:
    """The shards, or long lists, that begin in no range that is made again; both come by their keys."""
    ranges = sorted((_key(task.letter, task.start), _end(task)) for task in terms)
    starts = [start for start, _ in ranges]
    for entry in entries:
        i = bisect_right(starts, entry[0]) - 1
        if i < 0 or entry[0] >= ranges[i][1]:
            yield entry


def _key(letter: str, term: bytes) -> bytes:
    return letter.encode() + term


def _end(task: TermsTask) -> bytes:
    """The key that the range of a task ends before."""
    return _key(chr(ord(task.letter) + 1), b"") if task.stop is None else _key(task.letter, task.stop)


def finished(plan: Plan, found: Iterable[Found]) -> Share:
    """The share that a plan's tasks have made, from what they have found, in any order."""
    share = plan.stays
    shards, longs = list(share.shards), list(share.longs)
    texts, days, columns = bytearray(share.texts), share.days[:], share.columns
    for one in found:
        if isinstance(one, TermsFound):
            shards += one.shards
            longs += one.longs
        elif isinstance(one, TextsFound):
            texts[one.first * NAME : one.first * NAME + len(one.names)] = one.names
            days[one.first * BLOCK : one.first * BLOCK + len(one.days)] = one.days
        else:
            columns = one
    return replace(
        share,
        shards=tuple(sorted(shards)),
        longs=tuple(sorted(longs)),
        texts=bytes(texts),
        columns=columns,
        days=days,
    )
