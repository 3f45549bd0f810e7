"""Exports an index as the files of a browser index: all files, or after a small change those that differ."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from archiver.model import Output
from archiver.search.analysis.stems import has_stemmer
from archiver.search.browser.bundle_meta import encode_meta, read_meta
from archiver.search.browser.export_plan import ExportPlan, assemble, plan_export
from archiver.search.browser.stemmers import read_stemmer_module
from archiver.search.browser.tasks import MetaEntries, open_searcher, run_task
from archiver.search.browser.update_plan import Changes, plan_update
from archiver.search.index.fields import LETTERS
from archiver.search.index.handle import IndexHandle
from archiver.search.index.searcher import Searcher
from archiver.search.index.types import TermDiff
from archiver.search.port import ReadFile, RunTasks


class Export:
    """The files of one export, made one by one while they are iterated. Implements the port's `BrowserExport`."""

    def __init__(self, handle: IndexHandle, diff: TermDiff | None, zone: str, read: ReadFile, run: RunTasks) -> None:
        """Open the index, and plan the export. Raises OSError and DamagedIndex.

        Args:
            handle: The index to export.
            diff: What has changed in the index since the last export; None exports all files.
            zone: The IANA name of the time zone of the archive's days.
            read: Reads the files of the last export.
            run: Runs the tasks.
        """
        self._handle, self._read, self._run = handle, read, run
        searcher = open_searcher(handle)
        previous = read_meta(read) if diff else None
        self._is_update = diff is not None
        if diff and previous:
            self._plan = plan_update(searcher, zone, previous, find_changes(diff, searcher), read)
        else:
            self._plan = plan_export(searcher, zone)
        self._unchanged: list[str] = []

    def __iter__(self) -> Iterator[Output]:
        """Make the new and changed files: shards, blocks and columns, then the tables, `meta.bin`, and the stemmers."""
        entries: list[MetaEntries] = []
        yield from self._run_tasks(self._plan, entries)
        meta = assemble(self._plan, entries)
        yield from encode_meta(meta)
        self._unchanged = list(meta.paths())
        yield from self._stemmers(meta.langs)

    def unchanged(self) -> Iterable[str]:
        """The paths in the output folder of all files of the browser index; call it after the iteration has ended."""
        return self._unchanged

    def _run_tasks(self, plan: ExportPlan, entries: list[MetaEntries]) -> Iterator[Output]:
        """Run the tasks of a plan, and yield their files. Appends the meta entries of the files to `entries`."""
        run = partial(run_task, self._handle)
        seen: set[str] = set()  # tasks may make the same file
        for result in chain(map(run, plan.shard_updates), self._run(run, plan.tasks)):
            entries.append(result.entries)
            new = [output for output in result.files if output.path not in seen]
            seen.update(output.path for output in new)
            yield from new

    def _stemmers(self, langs: Iterable[str]) -> Iterator[Output]:
        """The JavaScript stemmers of `langs`. An update leaves out existing files, since they never change."""
        for lang in filter(has_stemmer, langs):
            path = f"assets/stemmers/{lang}.js"
            if self._is_update and self._read(path) is not None:
                self._unchanged.append(path)
            else:
                yield Output(path=path, content=read_stemmer_module(lang))


def find_changes(diff: TermDiff, searcher: Searcher) -> Changes:
    """The changes since the last export, by doc ids: `diff` names threads, whose documents are found in `searcher`."""
    docs = [
        doc_ids[document]
        for doc_ids, segment in zip(searcher.order.doc_ids, searcher.segments, strict=True)
        for url, start, end in segment.blocks()
        if url in diff.threads
        for document in range(start, end)
        if document not in segment.deleted
    ]
    return Changes(terms=[(LETTERS[field], term) for field, term in diff.terms], docs=docs)
