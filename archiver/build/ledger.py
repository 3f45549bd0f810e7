"""The account of one build: what stands now, and what the manifest will say of it.

It carries out what the stages have come to: claims paths before files are moved to them, keeps the search index in
step, and commits last.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from archiver.build.before import FOLDER, INDEX, LISTS, SITE, Before, look_at, output_name, read_before
from archiver.build.worker import Receipt
from archiver.config import Config
from archiver.errors import Problem
from archiver.manifest import Manifest, OutputRecord, ThreadRecord
from archiver.model import Digest, Output, Report, ThreadSummary, Written
from archiver.publish import Moved, Publisher, signature_of, stage
from archiver.search import IndexWriter, NoIndex, index_state
from archiver.source import Source

_BATCH = 100  # threads whose files are claimed and moved at once


@dataclass(slots=True)
class Ledger:
    """One build's account. Opened by `open_ledger`; ended by `commit`."""

    config: Config
    manifest: Manifest
    index: IndexWriter | NoIndex
    publisher: Publisher
    before: Before
    outputs: dict[str, OutputRecord] = field(default_factory=dict)
    threads: dict[str, ThreadRecord] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    lists_key: str = ""
    drawn: int = 0
    removed: int = 0

    @property
    def summaries(self) -> Iterator[ThreadSummary]:
        """The threads that have a page."""
        return (record.summary for record in self.threads.values() if record.summary)

    def keep(self, source: str) -> None:
        """Enter a thread that needn't be drawn again, or cannot be."""
        record = self.before.threads[source]
        # Where the index is begun afresh, what isn't drawn now isn't in it: the next build draws it.
        self.threads[source] = record if self.before.is_trusted else replace(record, key=Digest(""))
        self.problems += record.problems
        self._keep_files(source)

    def enter(self, receipts: Iterable[Receipt]) -> Iterator[Receipt]:
        """Publish and index what workers have drawn, batch by batch; hands every receipt on."""
        batch: list[Receipt] = []
        for receipt in receipts:
            batch.append(receipt)
            if len(batch) == _BATCH:
                self._enter_batch(batch)
                batch = []
            yield receipt
        self._enter_batch(batch)

    def publish(self, owner: str, outputs: Iterable[Output]) -> None:
        """Stage and publish files of one owner."""
        files = stage(outputs, self.before.known(owner), self.publisher.staging, owner)
        self._claim(files)
        self._move(owner, files)

    def keep_lists(self, key: Digest) -> bool:
        """Enter the files of the whole site, if they needn't be drawn again."""
        self.lists_key = key
        if self.before.lists_are_current(key):
            self._keep_files(SITE)
            return True
        return False

    def fail_list(self, path: str, problem: Problem) -> None:
        """A list page could not be drawn: it stays as it was, and the next build tries again."""
        self.problems.append(problem)
        self.lists_key = ""
        self._keep_file(path)

    def remove_unplanned(self) -> None:
        """Remove the files of ours that nothing has entered, and forget threads that are gone."""
        for path in sorted({*self.before.outputs, *self.publisher.ours} - self.outputs.keys()):
            moved = self.publisher.remove(path)
            self.removed += moved is Moved.REMOVED
            if moved is Moved.REFUSED:
                self._note_refusal(SITE, path)
        for source, record in self.before.threads.items():
            now = self.threads.get(source)
            if record.summary and (now is None or now.summary is None):
                self.index.remove(record.summary.url)

    def commit(self, start: float) -> Report:
        """Make it the truth: the index first, the manifest last."""
        self.index.commit()
        now_ns = time.time_ns()
        outputs = {path: self._signed(record, now_ns) for path, record in self.outputs.items()}
        self._commit_manifest(outputs)
        summaries = list(self.summaries)
        return Report(
            threads=len(summaries),
            posts=sum(summary.posts for summary in summaries),
            drawn=self.drawn,
            written=tuple(self.written),
            kept=len(outputs) - len(self.written),
            removed=self.removed,
            problems=tuple(sorted({*self.problems, *self.publisher.problems})),
            foreign=self._foreign(outputs),
            seconds=time.perf_counter() - start,
        )

    def _commit_manifest(self, outputs: Mapping[str, OutputRecord]) -> None:
        index = index_state(self.config.state / "search")
        facts = {INDEX: index, FOLDER: output_name(self.config), LISTS: self.lists_key}
        before = self.before
        now: tuple[object, ...] = (outputs, self.threads, facts, frozenset())
        if now != (before.outputs, before.threads, before.facts, before.claims):
            self.manifest.commit(outputs.values(), self.threads.values(), facts)

    def _foreign(self, outputs: Mapping[str, OutputRecord]) -> tuple[str, ...]:
        """What isn't ours. Where records were lost, all that stood there had looked so; now we know better."""
        if self.publisher.attic:
            return look_at(self.config.output, outputs, set()).foreign
        return self.before.survey.foreign

    def _enter_batch(self, batch: list[Receipt]) -> None:
        self._claim(file for receipt in batch for file in receipt.files)
        for receipt in batch:
            self._enter(receipt)

    def _enter(self, receipt: Receipt) -> None:
        source = receipt.source.path
        summary = receipt.summary
        if summary:
            self._move(source, receipt.files)
            self.index.replace(summary.url, receipt.documents)
        elif not receipt.draft and (last_good := self.before.threads.get(source)):
            summary = last_good.summary
            self._keep_files(source)
        elif not receipt.draft and self.publisher.attic:
            self._adopt(receipt.source)
        self.problems += receipt.problems
        self.threads[source] = ThreadRecord(source=source, key=receipt.key, summary=summary, problems=receipt.problems)
        self.drawn += 1

    def _claim(self, files: Iterable[Written]) -> None:
        """Record the paths as ours, before anything is written to them; never one where something else stands."""
        if paths := [file.path for file in files if file.staged and self.publisher.may_write(file.path)]:
            self.manifest.claim(paths)

    def _move(self, owner: str, files: Iterable[Written]) -> None:
        for file in files:
            moved = self.publisher.publish(file)
            if moved is Moved.REFUSED:
                self._note_refusal(owner, file.path)
                continue
            self.outputs[file.path] = OutputRecord(path=file.path, owner=owner, digest=file.digest)
            if moved is Moved.WRITTEN:
                self.written.append(file.path)

    def _note_refusal(self, owner: str, path: str) -> None:
        """What is in our way is remembered by a digest that no file has: it is looked at again in each build."""
        self.outputs[path] = OutputRecord(path=path, owner=owner, digest=Digest(""))

    def _keep_files(self, owner: str) -> None:
        for record in self.before.owned.get(owner, ()):
            self._keep_file(record.path)

    def _keep_file(self, path: str) -> None:
        """A file that isn't drawn now stays as it was, if it is there."""
        if self.before.stands(path):
            self.outputs[path] = self.before.outputs[path]

    def _adopt(self, source: Source) -> None:
        """A thread without a record cannot be drawn now: what stands where its files belong is taken for them."""
        for path, digest in self.publisher.standing(source.slug):
            self.outputs[path] = OutputRecord(path=path, owner=source.path, digest=digest)

    def _signed(self, record: OutputRecord, now_ns: int) -> OutputRecord:
        """The record with what the file system says of the file, where that is as we wrote it."""
        if record is self.before.outputs.get(record.path):
            return replace(record, signature=self.before.survey.intact.get(record.path, ""))
        return replace(
            record, signature=signature_of(self.config.output / record.path, now_ns) if record.digest else ""
        )


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
