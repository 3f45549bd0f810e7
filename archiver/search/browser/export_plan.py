"""Plans a full export as tasks, and assembles the meta of an export from the results of its tasks."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from archiver.search.analysis.tokens import find_terms
from archiver.search.browser.bundle_meta import BundleMeta
from archiver.search.browser.facet_columns import FacetColumns
from archiver.search.browser.labels import decode_term
from archiver.search.browser.layout import DEFAULT_LAYOUT, BundleLayout
from archiver.search.browser.result_blocks import DIGEST_PREFIX, UNDATED
from archiver.search.browser.shard_ranges import TermRange, consecutive_runs
from archiver.search.browser.tasks import (
    EncodeColumns,
    EncodeResultBlocks,
    EncodeShards,
    MetaEntries,
    Task,
    UpdateShards,
)
from archiver.search.index.fields import FIELDS
from archiver.search.index.searcher import Searcher

_SAMPLE = 256  # posts that show how words are distributed over the alphabet
_SPLIT = {"x": "text", "q": "quoted"}  # fields with several tasks, by letter: the attribute of a post with their words


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """What an export has to do: its tasks, and the entries of the meta that no task makes."""

    tasks: tuple[Task, ...]
    """Tasks to run in any order, in any process."""
    shard_updates: tuple[UpdateShards, ...] = ()
    """Tasks to run in the process that has planned them, since they read the files of the site."""
    unchanged: BundleMeta
    """The meta after the export, without the entries of files that the tasks make."""


def plan_export(searcher: Searcher, zone: str, layout: BundleLayout = DEFAULT_LAYOUT) -> ExportPlan:
    """Plan an export of all files.

    Args:
        searcher: The index.
        zone: The IANA name of the time zone of the archive's days.
        layout: The sizes of the files.
    """
    blocks = layout.result_blocks(searcher.count)
    unchanged = BundleMeta(
        count=searcher.count,
        langs=tuple(sorted(decode_term(term) for term, _ in searcher.items(FIELDS["l"]))),
        zone=zone,
        order=searcher.order.digest(searcher.count),
        shards=(),
        long_lists=(),
        result_digests=bytes(DIGEST_PREFIX * blocks),
        columns=FacetColumns(),
        days=array("i", [UNDATED]) * searcher.count,
    )
    tasks: list[Task] = [*_shard_tasks(searcher, layout), *result_block_tasks(range(blocks), layout)]
    return ExportPlan(tasks=(*tasks, EncodeColumns(layout=layout)), unchanged=unchanged)


def _shard_tasks(searcher: Searcher, layout: BundleLayout) -> Iterator[EncodeShards]:
    for letter in sorted(FIELDS, key=lambda letter: letter not in _SPLIT):  # the longest tasks first
        starts = (b"", *_split_terms(searcher, letter, layout)) if letter in _SPLIT else (b"",)
        for start, stop in zip(starts, (*starts[1:], None), strict=True):
            yield EncodeShards(terms=TermRange(letter=letter, start=start, stop=stop), layout=layout)


def _split_terms(searcher: Searcher, letter: str, layout: BundleLayout) -> Iterable[bytes]:
    """The terms before which to split a field into parts of about equal work, one part per `task_docs` posts.

    The words of some 256 posts are sorted, and cut into as many equal parts. None for a small index.
    """
    parts = -(-searcher.count // layout.task_docs)
    if parts < 2:
        return ()
    sample = range(0, searcher.count, max(1, searcher.count // _SAMPLE))
    texts = (getattr(searcher.post(doc)[1], _SPLIT[letter])[: layout.task_docs] for doc in sample)
    terms = sorted(term.text.encode("utf-8", "surrogatepass") for text in texts for term in find_terms(text))
    return sorted({terms[len(terms) * i // parts] for i in range(1, parts)}) if terms else ()


def result_block_tasks(blocks: Iterable[int], layout: BundleLayout) -> Iterator[EncodeResultBlocks]:
    """Tasks that encode the result blocks with the numbers `blocks`, which ascend.

    A task encodes consecutive blocks, with `layout.task_docs` posts at most.
    """
    most = layout.task_docs // layout.result_block
    for first, last in consecutive_runs(blocks):
        for start in range(first, last + 1, most):
            yield EncodeResultBlocks(first=start, stop=min(start + most, last + 1), layout=layout)


def assemble(plan: ExportPlan, results: Iterable[MetaEntries]) -> BundleMeta:
    """The meta of an export: the unchanged entries of `plan`, and the entries of all its tasks, in any order."""
    entries = list(results)
    unchanged = plan.unchanged
    digests, days, columns = bytearray(unchanged.result_digests), unchanged.days[:], unchanged.columns
    for blocks in chain.from_iterable(one.result_blocks for one in entries):
        at = blocks.first * DIGEST_PREFIX
        digests[at : at + len(blocks.digests)] = blocks.digests
        days[blocks.first_doc : blocks.first_doc + len(blocks.days)] = blocks.days
    for one in entries:
        columns = columns if one.columns is None else one.columns
    return replace(
        unchanged,
        shards=tuple(sorted(chain(unchanged.shards, *(one.shards for one in entries)))),
        long_lists=tuple(sorted(chain(unchanged.long_lists, *(one.long_lists for one in entries)))),
        result_digests=bytes(digests),
        columns=columns,
        days=days,
    )
