"""The account of one build: what was there, what stands now, and what the manifest will say of it.

It carries out what the stages have come to: claims paths before files are moved to them, keeps the search index in
step, and commits last.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from archiver.build.report import Report
from archiver.build.worker import Receipt
from archiver.config import Config
from archiver.errors import Problem
from archiver.manifest import Manifest, OutputRecord, ThreadRecord
from archiver.model import Digest, Output, ThreadSummary, Written
from archiver.publish import Moved, Publisher, Survey, signature_of, stage, survey
from archiver.search import IndexWriter, index_state
from archiver.source import Source

SITE = ""
"""The owner of the files that belong to no thread."""
_INDEX, _FOLDER, _LISTS = "index", "output", "lists"  # what the manifest knows beside files and threads
_BATCH = 100  # threads whose files are claimed and moved at once


@dataclass(slots=True)
class Ledger:
    """One build's account. Made by `open_ledger`; ended by `commit`."""

    config: Config
    manifest: Manifest
    index: IndexWriter
    publisher: Publisher
    before: dict[str, OutputRecord]
    threads_before: dict[str, ThreadRecord]
    owned: Mapping[str, list[OutputRecord]]
    """The records of `before` by their owners."""
    survey: Survey
    trusts_before: bool
    """False if every thread is to be drawn: asked for, or the index isn't the one that the manifest knows."""
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

    def known(self, owner: str) -> dict[str, Digest]:
        """The files of an owner that stand as we wrote them."""
        if not self.trusts_before:
            return {}
        return {r.path: r.digest for r in self.owned[owner] if r.path in self.survey.intact}

    def is_current(self, source: str, key: Digest) -> bool:
        """True if a thread was drawn from the same as now, and all of its files stand as they were written."""
        record = self.threads_before.get(source)
        if not self.trusts_before or record is None or not key or record.key != key:
            return False
        return all(r.path in self.survey.intact for r in self.owned[source])

    def keep(self, source: str) -> None:
        """Enter a thread that needn't be drawn again, or cannot be."""
        record = self.threads_before[source]
        self.threads[source] = record
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
        known = self.known(owner)
        files = [stage(output, known.get(output.path), self.publisher.staging) for output in outputs]
        self._claim(files)
        self._move(owner, files)

    def keep_lists(self, key: Digest) -> bool:
        """Enter the files of the whole site if they were drawn from the same as now, and stand as they were written."""
        self.lists_key = key
        current = self.trusts_before and self.manifest.fact(_LISTS) == key
        if current and all(r.path in self.survey.intact for r in self.owned[SITE]):
            self._keep_files(SITE)
            return True
        return False

    def fail_list(self, path: str, problem: Problem) -> None:
        """A list page could not be drawn: it stays as it was, and the next build tries again."""
        self.problems.append(problem)
        self.lists_key = ""
        self.keep_last_good(path)

    def keep_last_good(self, path: str) -> None:
        """A page that could not be drawn stays as it was, if it is there."""
        if path in self.survey.intact or path in self.survey.edited:
            self.outputs[path] = self.before[path]

    def remove_unplanned(self) -> None:
        """Remove the files of ours that nothing has entered, and forget threads that are gone."""
        for path in sorted({*self.before, *self.publisher.ours} - self.outputs.keys()):
            moved = self.publisher.remove(path)
            self.removed += moved is Moved.REMOVED
            if moved is Moved.REFUSED:
                self._note_refusal(SITE, path)
        for source, record in self.threads_before.items():
            now = self.threads.get(source)
            if record.summary and (now is None or now.summary is None):
                self.index.remove(record.summary.url)

    def commit(self, start: float) -> Report:
        """Make it the truth: the index first, the manifest last."""
        self.index.commit()
        now_ns = time.time_ns()
        outputs = {path: self._signed(record, now_ns) for path, record in self.outputs.items()}
        index = index_state(self.config.state / "search")
        facts = {_INDEX: index, _FOLDER: _output_name(self.config), _LISTS: self.lists_key}
        is_news = outputs != self.before or self.threads != self.threads_before or bool(self.manifest.claims())
        if is_news or any(self.manifest.fact(name) != value for name, value in facts.items()):
            self.manifest.commit(outputs.values(), self.threads.values(), facts)
        summaries = list(self.summaries)
        # Where records were lost, all that stood there looked foreign; now we know what is ours.
        foreign = self._survey(outputs).foreign if self.publisher.takes_over else self.survey.foreign
        return Report(
            threads=len(summaries),
            posts=sum(summary.posts for summary in summaries),
            drawn=self.drawn,
            written=tuple(self.written),
            kept=len(outputs) - len(self.written),
            removed=self.removed,
            problems=tuple(sorted({*self.problems, *self.publisher.problems})),
            foreign=foreign,
            seconds=time.perf_counter() - start,
        )

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
        elif not receipt.draft and (last_good := self.threads_before.get(source)):
            summary = last_good.summary
            self._keep_files(source)
        elif not receipt.draft and self.publisher.takes_over:
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

    def _keep_files(self, source: str) -> None:
        for record in self.owned[source]:
            self.keep_last_good(record.path)

    def _adopt(self, source: Source) -> None:
        """A thread without a record cannot be drawn now: what stands where its files belong is taken for them."""
        for path, digest in self.publisher.standing(source.slug):
            self.outputs[path] = OutputRecord(path=path, owner=source.path, digest=digest)

    def _signed(self, record: OutputRecord, now_ns: int) -> OutputRecord:
        """The record with what the file system says of the file, where that is as we wrote it."""
        if record is self.before.get(record.path):
            return replace(record, signature=self.survey.intact.get(record.path, ""))
        return replace(
            record, signature=signature_of(self.config.output / record.path, now_ns) if record.digest else ""
        )

    def _survey(self, records: Mapping[str, OutputRecord]) -> Survey:
        return look_at(self.config.output, records, set())


def knows_output(config: Config, manifest: Manifest) -> bool:
    """True if the manifest's records are of this output folder: those of one say nothing of another."""
    if manifest.is_new:
        return bool(manifest.claims())  # of a first build that did not end
    return manifest.fact(_FOLDER) == _output_name(config)


def _output_name(config: Config) -> str:
    return config.output.relative_to(config.root).as_posix()


def look_at(folder: Path, records: Mapping[str, OutputRecord], claims: set[str]) -> Survey:
    """Hold the output folder against records and claims."""
    return survey(folder, {r.path: (r.digest, r.signature) for r in records.values()}, claims, time.time_ns())


def open_ledger(config: Config, manifest: Manifest, staging: Path, *, takes_over: bool, clean: bool) -> Ledger:
    """Open the account: look at what stands in the output folder, and whether the index is the one we know."""
    known = knows_output(config, manifest)
    before, claims = (manifest.outputs(), manifest.claims()) if known else ({}, set[str]())
    found = look_at(config.output, before, claims)
    index = IndexWriter(config.state / "search")
    trusts = not clean and index_state(config.state / "search") == manifest.fact(_INDEX)
    if not trusts:
        index.start_afresh()
    owned: dict[str, list[OutputRecord]] = defaultdict(list)
    for record in before.values():
        owned[record.owner].append(record)
    return Ledger(
        config=config,
        manifest=manifest,
        index=index,
        publisher=Publisher(config.output, staging, set(found.intact) | claims, takes_over),
        before=before,
        threads_before=manifest.threads(),
        owned=owned,
        survey=found,
        trusts_before=trusts,
    )
