"""Plans an update: from what has changed in the index, finds the files that differ from those of the last export."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from archiver.search.browser.bundle_meta import BundleMeta
from archiver.search.browser.export_plan import ExportPlan, plan_export, result_block_tasks
from archiver.search.browser.files import split_digests
from archiver.search.browser.labels import decode_term, term_of
from archiver.search.browser.layout import DEFAULT_LAYOUT, BundleLayout
from archiver.search.browser.result_blocks import DIGEST_PREFIX, UNDATED
from archiver.search.browser.shard_ranges import ShardRanges, TermRange
from archiver.search.browser.shards import LongList, Shard
from archiver.search.browser.tasks import EncodeColumns, UpdateColumns, UpdateShards
from archiver.search.index.fields import FIELDS
from archiver.search.index.searcher import Searcher
from archiver.search.port import ReadFile

TermKey = tuple[str, bytes]
"""The letter of a field, and a term in UTF-8."""
_Entry = TypeVar("_Entry", Shard, LongList)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed in the index since the last export. It may name more than has changed, but never less."""

    terms: Collection[TermKey]
    """All terms whose postings differ, and all that appear or vanish."""
    docs: Collection[int]
    """The current doc ids of all posts that are new, or of which any stored value differs."""


def plan_update(
    searcher: Searcher,
    zone: str,
    previous: BundleMeta,
    changes: Changes,
    read: ReadFile,
    layout: BundleLayout = DEFAULT_LAYOUT,
) -> ExportPlan:
    """Plan an export of the files that have changed since the previous export.

    All files are planned if doc ids have shifted, or if the zone is another one: days, which posts are counted by,
    begin at other times then.

    Args:
        searcher: The index.
        zone: The IANA name of the time zone of the archive's days.
        previous: The meta of the previous export.
        changes: What has changed in the index since the previous export.
        read: Reads the files of the previous export.
        layout: The sizes of the files, which must be those of the previous export.
    """
    same_order = previous.count <= searcher.count and previous.order == searcher.order.digest(previous.count)
    if not same_order or previous.zone != zone or not previous.count:
        return plan_export(searcher, zone, layout)
    return _UpdatePlanner(searcher, previous, changes, layout).plan(read)


class _UpdatePlanner:
    """Plans an update. Every post of the previous export must still have the doc id that it had then."""

    def __init__(self, searcher: Searcher, previous: BundleMeta, changes: Changes, layout: BundleLayout) -> None:
        self._searcher = searcher
        self._previous = previous
        self._layout = layout
        self._docs = sorted({*changes.docs, *range(previous.count, searcher.count)})
        self._terms = {*changes.terms, *self._labelled_terms()}

    def plan(self, read: ReadFile) -> ExportPlan:
        ranges = tuple(self._stale_ranges())
        layout = self._layout
        results = result_block_tasks(sorted({doc // layout.result_block for doc in self._docs}), layout)
        columns = [self._columns_task()] if self._docs else []
        return ExportPlan(
            tasks=(*results, *columns),
            shard_updates=tuple(self._shard_updates(ranges, read)),
            unchanged=self._unchanged(ranges),
        )

    def _labelled_terms(self) -> Iterator[TermKey]:
        """The authors and tags of changed posts, whose labels may now be spelled in another way."""
        for doc in self._docs:
            thread, post = self._searcher.post(doc)
            if post.author is not None:
                yield "a", term_of(post.author)
            for tag in thread.tags:
                yield "g", term_of(tag)

    def _stale_ranges(self) -> Iterator[TermRange]:
        """The ranges of terms whose shards differ. Each begins and ends with a boundary, or an end of a field."""
        for letter in sorted({letter for letter, _ in self._terms}):
            changed = {term for other, term in self._terms if other == letter}
            prefix = letter.encode()
            firsts = (shard.first for shard in self._previous.shards if shard.first.startswith(prefix))
            before = {first[1:] for first in firsts if self._layout.is_boundary(first)}
            moved = {term for term in changed if self._layout.is_boundary(prefix + term)}
            after = (before - moved) | {term for term in moved if self._searcher.find(FIELDS[letter], term)}
            yield from ShardRanges(letter, before, after).find_stale(changed)

    def _shard_updates(self, ranges: Iterable[TermRange], read: ReadFile) -> Iterator[UpdateShards]:
        shards = self._previous.shards
        blocks = chain.from_iterable(split_digests(one.blocks) for one in self._previous.long_lists)
        reusable = frozenset(blocks)
        changed = sorted(letter.encode() + term for letter, term in self._terms)
        firsts = [shard.first for shard in shards]
        for terms in ranges:
            start, end = terms.first_key, terms.end_key
            yield UpdateShards(
                terms=terms,
                shards=shards[bisect_left(firsts, start) : bisect_left(firsts, end)],
                changed=frozenset(changed[bisect_left(changed, start) : bisect_left(changed, end)]),
                reusable=reusable,
                read=read,
                layout=self._layout,
            )

    def _columns_task(self) -> UpdateColumns | EncodeColumns:
        previous, layout = self._previous.columns, self._layout
        authors = tuple(label for label in previous.authors if ("a", term_of(label)) not in self._terms)
        if self._previous.count != self._searcher.count:
            return EncodeColumns(layout=layout, authors=authors, reusable=previous.blocks)
        stale = tuple(sorted({doc // layout.column_block for doc in self._docs}))
        return UpdateColumns(layout=layout, authors=authors, previous=previous, stale=stale)

    def _unchanged(self, ranges: Collection[TermRange]) -> BundleMeta:
        """The previous meta without the shards and long lists of stale ranges, and with the new number of posts."""
        searcher, previous = self._searcher, self._previous
        langs = set(previous.langs)
        for letter, term in self._terms:
            if letter == "l":
                (langs.add if searcher.find(FIELDS[letter], term) else langs.discard)(decode_term(term))
        days = array("i", [UNDATED]) * searcher.count
        days[: previous.count] = previous.days
        return replace(
            previous,
            count=searcher.count,
            langs=tuple(sorted(langs)),
            order=searcher.order.digest(searcher.count),
            shards=tuple(_outside(previous.shards, ranges)),
            long_lists=tuple(_outside(previous.long_lists, ranges)),
            result_digests=previous.result_digests.ljust(
                DIGEST_PREFIX * self._layout.result_blocks(searcher.count), b"\0"
            ),
            days=days,
        )


def _outside(entries: Iterable[_Entry], ranges: Iterable[TermRange]) -> Iterator[_Entry]:
    """The entries, of shards or of long lists, whose (first) key is in none of `ranges`."""
    ordered = sorted((terms.first_key, terms.end_key) for terms in ranges)
    starts = [start for start, _ in ordered]
    for entry in entries:
        i = bisect_right(starts, entry[0]) - 1
        if i < 0 or entry[0] >= ordered[i][1]:
            yield entry
