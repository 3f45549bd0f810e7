"""The account of one build: what stands now, and what the manifest will say of it.

It carries out what the stages have come to: claims paths before files are moved to them, keeps the search index in
step, and commits last.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from archiver.build.before import FOLDER, INDEX, LISTS, SITE, Before, look_at, output_name, read_before
from archiver.build.tasks import ListReceipt, ThreadReceipt
from archiver.config import Config
from archiver.errors import Problem
from archiver.manifest import Manifest, OutputRecord, ThreadRecord
from archiver.model import Digest, GroupKey, Kind, Output, Report, Written
from archiver.pages import memberships
from archiver.publish import Moved, Publisher, signature_of, stage
from archiver.search import IndexWriter, NoIndex, index_state
from archiver.source import Source

T = TypeVar("T")

_BATCH = 100  # threads, or pages of lists, whose files are claimed and moved at once
_NO_KEY = Digest("")
_ALL = GroupKey(Kind.SITE, "")


@dataclass(slots=True)
class Ledger:
    """One build's account. Opened by `open_ledger`; ended by `commit`."""

    config: Config
    manifest: Manifest
    index: IndexWriter | NoIndex
    publisher: Publisher
    before: Before
    outputs: dict[str, OutputRecord] = field(default_factory=dict)
    """The files of the owners that this build has gone through; those of the others stay as they are recorded."""
    gone_through: set[str] = field(default_factory=set)
    changed: set[GroupKey] = field(default_factory=set)
    """The groups of which a thread has changed, come or gone."""
    problems: list[Problem] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    lists_key: Digest = _NO_KEY
    """What list pages were drawn from beside their threads; none if one could not be drawn."""
    drawn: int = 0
    removed: int = 0

    def keep(self, source: str) -> None:
        """Keep a thread that needn't be drawn again, or cannot be."""
        if not self.before.is_trusted:  # the index is begun afresh without it: the next build draws it
            self.manifest.distrust(source)
            self._keep_files(source)

    def enter(self, receipts: Iterable[ThreadReceipt]) -> Iterator[ThreadReceipt]:
        """Publish, index and record what workers have drawn, batch by batch; hands every receipt on as it comes."""
        batch: list[ThreadReceipt] = []
        for receipt in receipts:
            yield receipt
            batch.append(receipt)
            if len(batch) == _BATCH:
                self._enter_batch(batch)
                batch = []
        self._enter_batch(batch)

    def drop(self, sources: Iterable[str]) -> None:
        """Forget threads whose sources are gone."""
        for source in sources:
            self._forget(source)
            self.changed |= self.manifest.drop(source)
            self.gone_through.add(source)

    def enter_lists(self, receipts: Iterable[ListReceipt]) -> None:
        """Publish what workers have drawn of lists."""
        for batch in _batched(receipts):
            self._claim(file for receipt in batch for file in receipt.files)
            for receipt in batch:
                keys = {draft.path: key for draft, key in receipt.task.pages}
                for file in receipt.files:
                    self._move(receipt.task.owner, (file,), keys[file.path])
                for path, problem in receipt.problems.items():  # it stays as it was, and the next build tries again
                    self.problems.append(problem)
                    self.lists_key = _NO_KEY
                    self._keep_file(path, key=_NO_KEY)

    def publish(self, owner: str, outputs: Iterable[Output]) -> None:
        """Stage and publish files of one owner."""
        files = stage(outputs, self.before.known(owner), self.publisher.staging)
        self._claim(files)
        self._move(owner, files)

    def keep_current(self, path: str) -> None:
        """Enter a page of a list that is drawn from what it was drawn from before."""
        self.outputs[path] = self.before.outputs[path]

    def remove_unplanned(self) -> None:
        """Remove the files of ours that nothing has entered, of the owners that were gone through and of nobody."""
        records = self.before.outputs
        mine = (path for path in self.publisher.ours if path not in records)
        theirs = (record.path for owner in self.gone_through for record in self.before.owned.get(owner, ()))
        for path in sorted({*mine, *theirs} - self.outputs.keys()):
            moved = self.publisher.remove(path)
            self.removed += moved is Moved.REMOVED
            if moved is Moved.REFUSED:
                self._note_refusal(SITE, path)

    def commit(self, start: float) -> Report:
        """Make it the truth: the index first, the manifest last."""
        self.index.commit()
        recorded = self.manifest.problems().items()
        self.problems += (p for source, found in recorded if source not in self.gone_through for p in found)
        total = self._commit_manifest()
        site = self.manifest.groups.group(_ALL)
        return Report(
            threads=site.threads if site else 0,
            posts=site.posts if site else 0,
            drawn=self.drawn,
            written=tuple(self.written),
            kept=total - len(self.written),
            removed=self.removed,
            problems=tuple(sorted({*self.problems, *self.publisher.problems})),
            foreign=self._foreign(),
            seconds=time.perf_counter() - start,
        )

    def _commit_manifest(self) -> int:
        """Returns how many files the site has."""
        now_ns = time.time_ns()
        before = self.before
        signed = {path: self._signed(record, now_ns) for path, record in self.outputs.items()}
        for path, signature in before.survey.intact.items():
            record = before.outputs[path]
            if path not in signed and record.owner not in self.gone_through and record.signature != signature:
                signed[path] = replace(record, signature=signature)
        gone = {r.path for owner in self.gone_through for r in before.owned.get(owner, ())} - self.outputs.keys()
        if before.facts[FOLDER] not in {None, output_name(self.config)}:
            gone |= self.manifest.outputs.keys() - self.outputs.keys()  # they are of another folder
        self.manifest.put_outputs((r for r in signed.values() if before.outputs.get(r.path) != r), gone)
        index = index_state(self.config.state / "search")
        facts = {INDEX: index, FOLDER: output_name(self.config), LISTS: self.lists_key}
        self.manifest.commit(facts)
        return len(before.outputs.keys() - gone | signed.keys())

    def _foreign(self) -> tuple[str, ...]:
        """What isn't ours. Where records were lost, all that stood there had looked so; now we know better."""
        if self.publisher.attic:
            return look_at(self.config.output, self.outputs, frozenset()).foreign
        return self.before.survey.foreign

    def _enter_batch(self, batch: list[ThreadReceipt]) -> None:
        self._claim(file for receipt in batch for file in receipt.files)
        for receipt in batch:
            self._enter(receipt)

    def _enter(self, receipt: ThreadReceipt) -> None:
        source = receipt.source.path
        self.gone_through.add(source)
        summary = receipt.summary
        if summary:
            self._move(source, receipt.files)
            self.index.replace(summary.url, receipt.documents)
        elif not receipt.draft and source in self.before.threads:
            summary = self.manifest.summary(source)
            self._keep_files(source)
        elif not receipt.draft and self.publisher.attic:
            self._adopt(receipt.source)
        if summary is None:
            self._forget(source)
        self.problems += receipt.problems
        record = ThreadRecord(
            source=source,
            content=receipt.content,
            signature=receipt.source.signature,
            key=receipt.key,
            summary=summary,
            problems=receipt.problems,
        )
        self.changed |= self.manifest.put(record, memberships(summary) if summary else ())
        self.drawn += 1

    def _forget(self, source: str) -> None:
        """Take a thread out of the index, if it was in it."""
        if source in self.before.threads and (summary := self.manifest.summary(source)):
            self.index.remove(summary.url)

    def _claim(self, files: Iterable[Written]) -> None:
        """Record the paths as ours, before anything is written to them; never one where something else stands."""
        if paths := [file.path for file in files if file.staged and self.publisher.may_write(file.path)]:
            self.manifest.claims.add(paths)

    def _move(self, owner: str, files: Iterable[Written], key: Digest = _NO_KEY) -> None:
        for file in files:
            moved = self.publisher.publish(file)
            if moved is Moved.REFUSED:
                self._note_refusal(owner, file.path)
                continue
            self.outputs[file.path] = OutputRecord(path=file.path, owner=owner, digest=file.digest, key=key)
            if moved is Moved.WRITTEN:
                self.written.append(file.path)

    def _note_refusal(self, owner: str, path: str) -> None:
        """What is in our way is remembered by a digest that no file has: it is looked at again in each build."""
        self.outputs[path] = OutputRecord(path=path, owner=owner, digest=_NO_KEY, key=_NO_KEY)

    def _keep_files(self, owner: str) -> None:
        for record in self.before.owned.get(owner, ()):
            self._keep_file(record.path)

    def _keep_file(self, path: str, key: Digest | None = None) -> None:
        """A file that isn't drawn now stays as it was, if it is there."""
        if self.before.stands(path):
            record = self.before.outputs[path]
            self.outputs[path] = record if key is None else replace(record, key=key)

    def _adopt(self, source: Source) -> None:
        """A thread without a record cannot be drawn now: what stands where its files belong is taken for them."""
        for path, digest in self.publisher.standing(source.slug):
            self.outputs[path] = OutputRecord(path=path, owner=source.path, digest=digest, key=_NO_KEY)

    def _signed(self, record: OutputRecord, now_ns: int) -> OutputRecord:
        """The record with what the file system says of the file, where that is as we wrote it."""
        old = self.before.outputs.get(record.path)
        if old and old.digest == record.digest and record.path in self.before.survey.intact:
            return replace(record, signature=self.before.survey.intact[record.path])
        return replace(
            record, signature=signature_of(self.config.output / record.path, now_ns) if record.digest else ""
        )


def _batched(receipts: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(receipts)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


@contextmanager
def open_ledger(
    config: Config, manifest: Manifest, staging: Path, *, takes_over: bool, clean: bool
) -> Iterator[Ledger]:
    """Open the account of a build; what it has not committed when it is closed is as if it had not been."""
    before = read_before(config, manifest, clean=clean)
    ours = {*before.survey.intact, *before.survey.torn, *before.claims}
    publisher = Publisher(config.output, staging, ours, config.state / "replaced" if takes_over else None)
    index = (IndexWriter if config.search else NoIndex)(config.state / "search")
    try:
        if not before.is_trusted:
            index.start_afresh()
        yield Ledger(config, manifest, index, publisher, before)
    finally:
        index.cancel()
