"""The export of an index as files for browsers: planned, encoded by tasks, and published in the order of this class."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Protocol, TypeVar

from archiver.model import Output
from archiver.search.analysis.stems import has_stemmer
from archiver.search.browser.directory import Share, read_share, write_directories
from archiver.search.browser.files import Read
from archiver.search.browser.plan import Plan, finished, plan_export, plan_update
from archiver.search.browser.stemmers import read_stemmer_module
from archiver.search.browser.tasks import Found, MendTask, export_from, view_of
from archiver.search.index.doc_order import View
from archiver.search.index.fields import LETTERS
from archiver.search.index.handle import IndexHandle
from archiver.search.index.values import TermDiff

T = TypeVar("T")
R = TypeVar("R")


class Run(Protocol):
    """Runs a function over tasks, perhaps in several processes; results in the order of the tasks."""

    def __call__(self, function: Callable[[T], R], tasks: Sequence[T], /) -> Iterable[R]:
        """Run it."""
        ...


class Export:
    """The files of one export, made as they are iterated."""

    def __init__(self, handle: IndexHandle, diff: TermDiff | None, zone: str, read: Read, run: Run) -> None:
        """Plan an export.

        Args:
            handle: The index to export.
            diff: What has changed in the index since the last export; None exports all of it.
            zone: The IANA name of the time zone of the archive's days.
            read: Reads the files of the last export.
            run: Runs the tasks.
        """
        self._handle, self._read, self._run = handle, read, run
        view = view_of(handle)
        standing = read_share(read) if diff else None
        self._is_update = diff is not None
        if diff and standing:
            keys = [(LETTERS[field], term) for field, term in diff.terms]
            self._plan = plan_update(view, zone, standing, keys, _places(diff, view), read)
        else:
            self._plan = plan_export(view, zone)
        self._unchanged: list[str] = []

    def __iter__(self) -> Iterator[Output]:
        """The files that are new or changed: those of the tasks, the directories of them, the stemmers."""
        found: list[Found] = []
        yield from self._outputs(self._plan, found)
        share = finished(self._plan, found)
        yield from write_directories(share)
        self._unchanged = list(share.paths())
        yield from self._stemmers(share)

    def unchanged(self) -> Iterable[str]:
        """The paths of the files to keep; complete when all files are made."""
        return self._unchanged

    def _outputs(self, plan: Plan, found: list[Found]) -> Iterator[Output]:
        """The files of a plan's tasks; appends to `found` what the directories say of them."""
        mends = [task for task in plan.tasks if isinstance(task, MendTask)]
        others = [task for task in plan.tasks if not isinstance(task, MendTask)]
        export = partial(export_from, self._handle)
        seen: set[str] = set()  # tasks may make the same file
        for part in chain(map(export, mends), self._run(export, others)):
            found.append(part.found)
            new = [output for output in part.files if output.path not in seen]
            seen.update(output.path for output in new)
            yield from new

    def _stemmers(self, share: Share) -> Iterator[Output]:
        """The stemmers; those of the last export are kept in an update, since they never change."""
        for lang in filter(has_stemmer, share.langs):
            path = f"assets/stemmers/{lang}.js"
            if self._is_update and self._read(path) is not None:
                self._unchanged.append(path)
            else:
                yield Output(path=path, content=read_stemmer_module(lang))


def _places(diff: TermDiff, view: View) -> list[tuple[int, int]]:
    """The documents of the threads that have changed: the number of the segment, and of the document in it."""
    return [
        (number, document)
        for number, segment in enumerate(view.index.segments)
        for url, start, end in segment.blocks()
        if url in diff.threads
        for document in range(start, end)
        if document not in segment.deleted
    ]
