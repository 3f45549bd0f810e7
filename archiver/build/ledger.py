"""The account of one build: what stands now, and what the manifest will say of it.

It carries out what the stages have come to: claims paths before files are moved to them, keeps the search index in
step, and commits last.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from archiver.build.before import FOLDER, INDEX, LISTS, SITE, VALUES, Before, knows_output, output_name, read_before
from archiver.build.keys import Surroundings
from archiver.build.segments import discard_segments
from archiver.build.tasks import ListReceipt, ThreadReceipt
from archiver.config import Config
from archiver.errors import Problem
from archiver.manifest import NO_DIGEST, Manifest, OutputRecord, ThreadRecord
from archiver.model import Digest, Folders, GroupKey, Kind, Output, Reason, Report, StagedFile, ThreadSummary
from archiver.pages import memberships
from archiver.publish import Moved, Publisher, folders_of, look_through, read_stat_signature, stage
from archiver.search import IndexTransaction, open_index
from archiver.source import Source
from archiver.stat_signatures import RACY
from archiver.theme import Theme

T = TypeVar("T")

_BATCH = 100  # threads, or pages of lists, whose files are claimed and moved at once
_ALL = GroupKey(Kind.SITE, "")


@dataclass(slots=True)
class Ledger:
    """One build's account. Opened by `open_ledger`; ended by `commit`."""

    config: Config
    manifest: Manifest
    index: IndexTransaction
    publisher: Publisher
    before: Before
    surroundings: Surroundings
    clock: Callable[[], int]
    is_clean: bool
    """All is to be drawn, since it was asked for."""
    outputs: dict[str, OutputRecord] = field(default_factory=dict)
    """The files that this build has drawn, of the owners that it has gone through; those of others stay as recorded."""
    kept: set[str] = field(default_factory=set)
    """Their other files, which stay as they are recorded."""
    gone_through: set[str] = field(default_factory=set)
    changed: set[GroupKey] = field(default_factory=set)
    """The groups of which a thread has changed, come or gone."""
    problems: list[Problem] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    written_bytes: int = 0
    lists_key: Digest = NO_DIGEST
    """What lists were planned from beside their threads; none if one could not be drawn."""
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
            self._forget(self._before(source))
            self.changed |= self.manifest.drop(source)
            self.gone_through.add(source)

    def enter_lists(self, receipts: Iterable[ListReceipt]) -> None:
        """Publish what workers have drawn of lists."""
        for batch in _batched(receipts):
            self._claim(file for receipt in batch for file in receipt.files)
            for receipt in batch:
                owner = receipt.task.owner
                keys = {draft.path: key for draft, key in receipt.task.pages}
                for file in receipt.files:
                    self._move(owner, (file,), keys[file.path], self.surroundings.stamp(receipt.reads[file.path]))
                for path, problem in receipt.problems.items():  # it stays as it was, and the next build tries again
                    self.problems.append(problem)
                    self.lists_key = NO_DIGEST
                    if self.before.stands(path):
                        self.outputs[path] = replace(self.before.records_of(owner)[path], key=NO_DIGEST)

    def publish(self, owner: str, outputs: Iterable[Output]) -> None:
        """Stage and publish files of one owner."""
        files = stage(outputs, self.before.known(owner), self.publisher.staging)
        self._claim(files)
        self._move(owner, files)

    def explain(self, what: str, why: str) -> None:
        """Note why a thread or a page is drawn; where all is drawn anew, once for all."""
        if self.before.is_trusted or not self.reasons or self.reasons[-1].why != why:
            self.reasons.append(Reason(what, why))

    def remove_unplanned(self) -> None:
        """Remove the files of ours that nothing has entered, of the owners that were gone through and of nobody."""
        mine = self.publisher.ours - self.before.files.keys()
        theirs = (path for owner in self.gone_through for path in self.before.records_of(owner))
        for path in sorted({*mine, *theirs} - self.outputs.keys() - self.kept):
            moved = self.publisher.remove(path)
            self.removed += moved is Moved.REMOVED
            if moved is Moved.REFUSED:
                self._note_refusal(SITE, path)

    def commit(self, start: float) -> Report:
        """Make it the truth: the index first, the manifest last."""
        index_state = self.index.commit()
        recorded = self.manifest.problems().items()
        self.problems += (p for source, found in recorded if source not in self.gone_through for p in found)
        foreign = self._commit_manifest(index_state)
        total = self.manifest.count_outputs()
        site = self.manifest.groups.group(_ALL)
        return Report(
            threads=site.threads if site else 0,
            posts=site.posts if site else 0,
            drawn=self.drawn,
            reasons=tuple(self.reasons),
            written=tuple(self.written),
            written_bytes=self.written_bytes,
            kept=total - len(self.written),
            removed=self.removed,
            problems=tuple(sorted({*self.problems, *self.publisher.problems})),
            foreign=foreign,
            messages=self.index.messages,
            seconds=time.perf_counter() - start,
        )

    def _commit_manifest(self, index_state: str) -> tuple[str, ...]:
        """Returns what isn't ours in the output folder."""
        now_ns = self.clock()
        before = self.before
        gone = {path for owner in self.gone_through for path in before.records_of(owner)}
        gone -= self.outputs.keys() | self.kept
        if before.facts[FOLDER] not in {None, output_name(self.config)}:
            self.manifest.forget_outputs()
        said = before.survey.signed.items()
        self.manifest.sign_outputs([(path, signed) for path, signed in said if path not in self.outputs])
        written = frozenset(self.written)
        self.manifest.put_outputs([self._signed(r, written, now_ns) for r in self.outputs.values()], gone)
        folders = self._commit_folders(written, gone, now_ns)
        self.manifest.put_reads(self.surroundings.new)
        self.manifest.commit(
            {
                INDEX: index_state,
                FOLDER: output_name(self.config),
                LISTS: self.lists_key,
                VALUES: json.dumps(self.surroundings.values()),
            }
        )
        return folders.foreign_paths()

    def _commit_folders(self, written: AbstractSet[str], gone: AbstractSet[str], now_ns: int) -> Folders:
        """Look again through the folders in which something has come or gone, and keep what was found in all."""
        before, found = self.before, self.before.survey.folders
        files = (before.files.keys() - gone) | self.outputs.keys()
        changed = written | gone | (self.outputs.keys() - before.files.keys())
        if changed:
            stale = folders_of(changed)
            ours = folders_of(files) if gone else found.signatures.keys() | stale
            again = look_through(str(self.config.output), stale & ours, files, ours, Folders({}, {}), now_ns)
            signatures = {**_without(found.signatures, stale), **again.signatures}
            found = Folders(signatures, {**_without(found.foreign, stale), **again.foreign})
        self.manifest.put_folders(found, before.folders)
        return found

    def _enter_batch(self, batch: list[ThreadReceipt]) -> None:
        self._claim(file for receipt in batch for file in receipt.files)
        for receipt in batch:
            self._enter(receipt)

    def _enter(self, receipt: ThreadReceipt) -> None:
        source = receipt.source.path
        self.gone_through.add(source)
        summary = receipt.summary
        before = self._before(source)
        if summary:
            self._move(source, receipt.files)
            self.index.remove(summary.slug)  # its posts as they are now are in the segment of the worker
            self._forget(before)  # its URL may have been another
        elif not receipt.draft and before and before.slug == receipt.source.slug:
            summary = before
            self._keep_files(source)
        elif not receipt.draft and self.publisher.attic:
            self._adopt(receipt.source)
        if summary is None:
            self._forget(before)
        self.problems += receipt.problems
        record = ThreadRecord(
            source=source,
            content=receipt.content,
            inputs=receipt.inputs,
            stamp=self.surroundings.stamp(receipt.reads) if receipt.content else NO_DIGEST,
            signature=receipt.source.signature,
            summary=summary,
            problems=receipt.problems,
        )
        self.changed |= self.manifest.put(record, memberships(summary) if summary else ())
        self.drawn += 1

    def _before(self, source: str) -> ThreadSummary | None:
        """What was kept of a thread by the last build."""
        return self.manifest.summary(source) if source in self.before.threads else None

    def _forget(self, before: ThreadSummary | None) -> None:
        """Take a thread out of the index, as it was before, if it was in it."""
        if before:
            self.index.remove(before.slug)

    def _claim(self, files: Iterable[StagedFile]) -> None:
        """Record the paths as ours, before anything is written to them; never one where something else stands.

        Where all records are lost nobody knows what does: a build that dies then leaves nothing but a folder that was
        ours, which the next one takes over as this one did.
        """
        if self.publisher.attic:
            return
        if paths := [file.path for file in files if file.staged and self.publisher.may_write(file.path)]:
            self.manifest.claims.add(paths)

    def _move(
        self, owner: str, files: Iterable[StagedFile], key: Digest = NO_DIGEST, stamp: Digest = NO_DIGEST
    ) -> None:
        for file in files:
            moved = self.publisher.publish(file)
            if moved is Moved.REFUSED:
                self._note_refusal(owner, file.path)
                continue
            self.outputs[file.path] = OutputRecord(
                path=file.path, owner=owner, digest=file.digest, key=key, stamp=stamp
            )
            if moved is Moved.WRITTEN:
                self.written.append(file.path)
                self.written_bytes += file.size

    def _note_refusal(self, owner: str, path: str) -> None:
        """What is in our way is remembered by a digest that no file has: it is looked at again in each build."""
        self.outputs[path] = OutputRecord(path=path, owner=owner, digest=NO_DIGEST)

    def _keep_files(self, owner: str) -> None:
        """Files that aren't drawn now stay as they were, if they are there."""
        self.kept.update(filter(self.before.stands, self.before.records_of(owner)))

    def _adopt(self, source: Source) -> None:
        """A thread without a record cannot be drawn now: what stands where its files belong is taken for them."""
        for path, digest in self.publisher.standing(source.slug):
            self.outputs[path] = OutputRecord(path=path, owner=source.path, digest=digest)

    def _signed(self, record: OutputRecord, written: AbstractSet[str], now_ns: int) -> OutputRecord:
        """The record with what the file system says of the file, where that is as we wrote it."""
        path, before = record.path, self.before
        if path not in written and before.is_intact(path):
            return replace(record, signature=before.survey.signed.get(path, before.files[path]))
        if path not in written and path in before.survey.edited:
            return replace(record, signature=RACY)  # of a page that could not be drawn: what stands there isn't ours
        said = read_stat_signature(f"{self.config.output}/{path}", now_ns) if record.digest else RACY
        return replace(record, signature=said)


def _without(found: Mapping[str, T], paths: AbstractSet[str]) -> dict[str, T]:
    return {path: value for path, value in found.items() if path not in paths}


def _batched(receipts: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(receipts)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


@contextmanager
def open_ledger(
    config: Config,
    theme: Theme,
    manifest: Manifest,
    staging: Path,
    *,
    clock: Callable[[], int],
    takes_over: bool,
    clean: bool,
) -> Iterator[Ledger]:
    """Open the account of a build; what it has not committed when it is closed is as if it had not been."""
    previous = manifest.fact(INDEX) if knows_output(config, manifest) else None
    index = open_index(config.state / "search", enabled=config.search).begin(previous, afresh=clean)
    try:
        before = read_before(config, manifest, index, clean=clean, now_ns=clock())
        ours = (before.files.keys() - before.survey.broken) | before.survey.torn | before.claims
        publisher = Publisher(config.output, staging, ours, config.state / "replaced" if takes_over else None)
        surroundings = Surroundings(config, theme, manifest.reads())
        yield Ledger(config, manifest, index, publisher, before, surroundings, clock, clean)
    finally:
        discard_segments()
        index.rollback()
