"""The transaction of a build: the only place that changes the site, the search index and the manifest.

Stages hand in values. Paths are recorded as intents before files are moved to them; the index is committed after all
files, and the manifest last. If a build dies, the next one finds the intents and repairs what is half done.
"""

import json
from collections.abc import Callable, Generator, Iterable
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, field

from msgspec.structs import replace

from archiver.build.dependencies import DependencyTracker
from archiver.build.lasting_addresses import LastingAddresses
from archiver.build.lists import ListPlan
from archiver.build.own_pages import OwnPages
from archiver.build.plan import BuildPlan, distinct_neighbours
from archiver.build.previous import Fact, PreviousBuild
from archiver.build.site_records import SiteRecords
from archiver.build.site_writer import MEDIA, SiteWriter
from archiver.build.stage_times import StageTimes
from archiver.build.tasks import BatchReceipt, ListReceipt, Scope, media_store
from archiver.build.thread_writer import ThreadWriter
from archiver.build.withholding import withheld_key
from archiver.config import Config
from archiver.errors import Problem
from archiver.manifest import NO_DIGEST, Manifest, OutputRecord
from archiver.model import ALL_THREADS, Digest, GroupKey, Output, Reason, Report
from archiver.pool import chunked
from archiver.search import IndexTransaction
from archiver.source import ignored_file_problems

_BATCH = 100  # receipts of lists whose files are intended and moved at once


@dataclass(slots=True, kw_only=True)
class BuildTransaction:
    """All changes of one build. What is not committed is rolled back, or repaired by the next build."""

    config: Config
    manifest: Manifest
    index: IndexTransaction
    site: SiteWriter
    previous: PreviousBuild
    tracker: DependencyTracker
    clock: Callable[[], int]
    times: StageTimes
    scope: Scope
    threads: ThreadWriter = field(init=False)
    _problems: list[Problem] = field(default_factory=list)
    _reasons: list[Reason] = field(default_factory=list)
    _lists_fact: Digest = NO_DIGEST
    """The digest of all that lists were planned from."""
    _has_undrawn_lists: bool = False
    _media_snapshot: Digest = NO_DIGEST
    """See `BuildPlan.media_snapshot`."""
    _addresses_fact: Digest = NO_DIGEST
    """See `LastingAddresses.key`."""
    _messages: tuple[str, ...] = ()
    _ignored: list[str] = field(default_factory=list)
    """Files that may hold discussions, and are no sources."""
    _left: int = 0
    _removed: int = 0

    def __post_init__(self) -> None:
        """Begin with no changes of threads."""
        self.threads = ThreadWriter(manifest=self.manifest, index=self.index, site=self.site, tracker=self.tracker)

    @property
    def records(self) -> SiteRecords:
        """The records of the site's files as this build leaves them."""
        return self.site.records

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Report problems of what the build uses besides the sources."""
        self._problems += problems

    def apply_lasting_addresses(self, found: LastingAddresses) -> None:
        """Report what was found of addresses at which something was before."""
        self._problems += found.problems
        self._addresses_fact = found.key
        self._messages += found.former_pages.messages

    def apply_own_pages(self, own_pages: OwnPages) -> None:
        """Publish the media of the pages that are no threads and no lists, and record what their files say.

        Raises OSError.
        """
        media, before = self.manifest.media, self.manifest.own_pages.read()
        self.site.intend(file for read in own_pages.media.values() for file in read.staged)
        for path, read in own_pages.media.items():
            for file in read.staged:
                self.site.move(file, OutputRecord(path=file.path, owner=MEDIA, digest=file.digest))
            media.write(path, read.record)
            self.threads.has_all_media &= read.record.is_complete
        for path in before.keys() - own_pages.records.keys():
            media.delete(path)
        if before != own_pages.records:
            self.manifest.own_pages.replace(own_pages.records)
        self._problems += own_pages.problems

    def add_messages(self, messages: Iterable[str]) -> None:
        """Tell what is no problem."""
        self._messages += tuple(messages)

    def apply_threads(self, plan: BuildPlan, receipts: Generator[BatchReceipt, None, None]) -> None:
        """Publish, index and record threads as workers return them, and delete the threads whose sources are gone.

        When this ends, no worker is at work any more. Raises OSError, and what a worker has raised.
        """
        self._problems += plan.problems
        self._reasons += plan.reasons
        self.manifest.update_source_signatures(plan.source_signatures)
        self.manifest.media.update_signatures(plan.media_signatures)
        self._media_snapshot, self._left = plan.media_snapshot, plan.left
        self.threads.postpone(plan.postponed)
        if plan.tasks:
            self.site.publisher.begin()
        with closing(receipts):
            for receipt in receipts:
                self.threads.apply(receipt)
        for source in plan.gone:
            self.threads.delete(source)
        self._ignored += plan.ignored

    def changed_groups(self) -> AbstractSet[GroupKey]:
        """Update the groups of which a thread has changed, come or gone, and the sums of figures; return the keys of
        these groups.
        """
        self.manifest.figures.renew()
        self.manifest.groups.renew(self.threads.changed)
        return self.threads.changed

    def apply_lists(self, plan: ListPlan, receipts: Generator[ListReceipt, None, None]) -> None:
        """Publish and record list pages as workers return them.

        When this ends, no worker is at work any more. Raises OSError, and what a worker has raised.
        """
        self._lists_fact = plan.everything
        self.records.changes.visit(plan.owners)
        with closing(receipts):
            for batch in chunked(receipts, _BATCH):
                self.site.intend(file for receipt in batch for file in receipt.files)
                for receipt in batch:
                    self._apply_list(receipt)
                self.site.publisher.forget_folders()
        self.records.changes.retain(plan.unchanged)
        self._problems += plan.problems
        self._reasons += plan.reasons

    def prepare_index(self) -> bool:
        """Write the files of the next index; False if it does not change. Raises OSError, StateError."""
        self.site.take_over_orphans()
        if (self.previous.facts[Fact.TAKEDOWNS] or NO_DIGEST) != withheld_key(self.config):
            self.index.forget_removed()
        return self.index.prepare()

    def publish(self, owner: str, outputs: Iterable[Output]) -> None:
        """Publish files of an owner. Raises OSError."""
        self.site.publish(owner, outputs)

    def replace_files(
        self, owner: str, outputs: Iterable[Output], retained: Callable[[], Iterable[str]] = tuple
    ) -> None:
        """Publish all files of an owner. `outputs` are the new ones; other files of the owner are obsolete, but for the
        paths that `retained()` returns, which is called when all new ones are published.

        Raises OSError.
        """
        self.records.changes.visit([owner])
        self.site.publish(owner, outputs)
        self.records.changes.retain(retained())

    def remove_obsolete(self) -> None:
        """Remove the files of ours that this build neither draws nor keeps. Raises OSError."""
        self.site.release_media(media_store(self.config))
        self._removed = self.site.remove_obsolete()

    def commit(self) -> Report:
        """Commit the index, then the manifest. Raises OSError."""
        ignored = (path for path in self._ignored if not self.manifest.media.is_used(path))
        self._problems += ignored_file_problems(ignored, self.config)
        index_state = self.index.commit()
        recorded = self.manifest.problems().items()
        self._problems += (p for source, found in recorded if source not in self.threads.faulty for p in found)
        foreign = self._commit_manifest(index_state)
        self.site.publisher.finish()
        self.times.end("records")
        site, written = self.manifest.groups.group(ALL_THREADS), self.records.changes.written()
        return Report(
            threads=site.threads if site else 0,
            posts=site.posts if site else 0,
            drawn=self.threads.drawn,
            left=self._left,
            reasons=tuple(self._reasons if self.previous.trusts_records else distinct_neighbours(self._reasons)),
            written=written,
            written_bytes=self.records.written_bytes,
            unchanged=self.manifest.count_outputs() - len(written),
            removed=self._removed,
            problems=tuple(sorted({*self._problems, *self.threads.problems, *self.site.publisher.problems})),
            foreign=foreign,
            messages=(*self._messages, *self.index.messages),
            seconds=sum(self.times.seconds.values()),
            stages=self.times.seconds,
        )

    def _commit_manifest(self, index_state: str) -> tuple[str, ...]:
        """Write all records and commit them; returns the paths of what is foreign in the output folder."""
        previous, records, now_ns = self.previous, self.records, self.clock()
        if previous.facts[Fact.OUTPUT] not in {None, self.config.output_name}:
            self.manifest.delete_outputs()
        signatures = previous.scan.new_signatures.items()
        gone = records.obsolete()
        folders = records.folders(gone, now_ns)
        is_drawn = records.changes.digest
        self.manifest.update_output_signatures([(path, s) for path, s in signatures if is_drawn(path) is None])
        self.manifest.write_outputs(records.outputs(now_ns), gone)
        self.manifest.write_folders(folders, previous.folders)
        self.manifest.write_dependency_lists(self.tracker.new)
        values = json.dumps(self.tracker.values())
        facts: dict[str, str] = {Fact.INDEX: index_state, Fact.OUTPUT: self.config.output_name}
        media_snapshot = self._media_snapshot if self.threads.has_all_media else NO_DIGEST
        lists = NO_DIGEST if self._has_undrawn_lists else self._lists_fact
        facts |= {
            Fact.ADDRESSES: self._addresses_fact,
            Fact.LISTS: lists,
            Fact.VALUES: values,
            Fact.MEDIA: media_snapshot,
            Fact.SCOPE: self.scope,
            Fact.TAKEDOWNS: (previous.facts[Fact.TAKEDOWNS] or NO_DIGEST) if self._left else withheld_key(self.config),
        }
        self.manifest.commit(facts)
        return folders.foreign_paths()

    def _apply_list(self, receipt: ListReceipt) -> None:
        owner, keys = receipt.task.owner, {plan.path: key for plan, key in receipt.task.pages}
        for file in receipt.files:
            dependencies = self.tracker.dependency_digest(receipt.dependencies[file.path])
            record = OutputRecord(path=file.path, owner=owner, digest=file.digest, key=keys[file.path])
            self.site.move(file, replace(record, dependencies=dependencies))
        for path, problem in receipt.problems.items():  # the file stays as it is, and the next build tries again
            self._problems.append(problem)
            self._has_undrawn_lists = True
            if self.previous.exists(path):
                self.records.changes.draw(replace(self.previous.records_of(owner)[path], key=NO_DIGEST))
