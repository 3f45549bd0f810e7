"""Exports an index as the files of a browser index: all files, or after a small change those that differ."""

from collections.abc import Iterable, Iterator
from functools import partial

from archiver.model import NO_SYNONYMS, Output, Synonyms
from archiver.search.analysis.stems import has_stemmer
from archiver.search.browser.bundle_meta import BundleMeta, encode_meta, read_meta
from archiver.search.browser.export_plan import plan_export
from archiver.search.browser.files import FileSet, content_reader
from archiver.search.browser.labels import decode_term
from archiver.search.browser.layout import DEFAULT_LAYOUT, BundleLayout
from archiver.search.browser.stemmers import read_stemmer_script
from archiver.search.browser.tasks import open_index, run_task
from archiver.search.browser.update import update_entries
from archiver.search.index.fields import FIELDS
from archiver.search.index.handle import IndexHandle
from archiver.search.index.types import IndexDiff
from archiver.search.port import ReadFile, RunTasks


class BrowserIndexFiles:
    """The files of one export, made one by one while they are iterated. Implements the port's `BrowserExport`."""

    def __init__(
        self,
        handle: IndexHandle,
        diff: IndexDiff | None,
        zone: str,
        read: ReadFile,
        run: RunTasks,
        layout: BundleLayout = DEFAULT_LAYOUT,
        synonyms: Synonyms = NO_SYNONYMS,
    ) -> None:
        """Open the index. Raises OSError and DamagedIndex.

        Args:
            handle: The index to export.
            diff: What has changed in the index since the last export; None exports all files.
            zone: The IANA name of the time zone of the archive's days.
            read: Reads the files of the last export.
            run: Runs the tasks.
            layout: The sizes of files.
            synonyms: What words of queries find, too.
        """
        self._handle, self._diff, self._zone, self._read, self._run = handle, diff, zone, read, run
        self._layout, self._synonyms = layout, synonyms
        self._index = open_index(handle)
        self._unchanged: list[str] = []

    def __iter__(self) -> Iterator[Output]:
        """Make the new and changed files: shards and blocks, then the directory, `meta.bin`, and the stemmers."""
        previous = read_meta(self._read) if self._diff is not None else None
        old_paths = frozenset(previous.paths()) if previous else frozenset()
        files, entries = FileSet(old_paths), None
        if previous and self._diff and previous.zone == self._zone:
            read = content_reader(self._read)
            entries = update_entries(self._index, previous, self._diff, read, files, self._layout)
        if entries is not None:
            yield from files.outputs()
        else:
            entries = {}
            yield from self._export_all(entries)
        meta = self._meta(entries)
        nodes = FileSet(old_paths)
        yield from encode_meta(meta, nodes, self._layout)
        self._unchanged = [*meta.paths(), *nodes.paths]
        yield from self._stemmers(meta.langs, is_update=previous is not None)

    def unchanged(self) -> Iterable[str]:
        """The paths in the output folder of all files of the browser index; call it after the iteration has ended."""
        return self._unchanged

    def _export_all(self, entries: dict[bytes, bytes]) -> Iterator[Output]:
        """Run the tasks of an export of all files, and yield the files. Adds their entries to `entries`."""
        seen: set[str] = set()  # tasks may make the same file
        for result in self._run(partial(run_task, self._handle), plan_export(self._index, self._layout)):
            entries |= result.entries
            new = [output for output in result.files if output.path not in seen]
            seen.update(output.path for output in new)
            yield from new

    def _meta(self, entries: dict[bytes, bytes]) -> BundleMeta:
        searcher = self._index.searcher
        return BundleMeta(
            count=searcher.count,
            langs=tuple(sorted(decode_term(term) for term, _ in searcher.items(FIELDS["l"]))),
            zone=self._zone,
            scale=self._index.scale,
            synonyms=self._synonyms,
            entries=entries,
        )

    def _stemmers(self, langs: Iterable[str], *, is_update: bool) -> Iterator[Output]:
        """The JavaScript stemmers of `langs`. An update leaves out existing files, since they never change."""
        for lang in filter(has_stemmer, langs):
            path = f"assets/stemmers/{lang}.js"
            if is_update and self._read(path) is not None:
                self._unchanged.append(path)
            else:
                yield Output(path=path, content=read_stemmer_script(lang))
