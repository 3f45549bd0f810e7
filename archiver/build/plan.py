"""The plan of a build: which threads are to be drawn or indexed, and why. Values in, values out; nothing is written."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from archiver import urls
from archiver.build.changed_media import ChangedMedia, find_changed_media
from archiver.build.keys import thread_inputs
from archiver.build.stale import StaleCheck
from archiver.build.tasks import ThreadTask
from archiver.config import Config, convention_for
from archiver.errors import Problem
from archiver.manifest import NO_DIGEST, MediaFileRecord
from archiver.model import CrossThread, Digest, Reason, Slug
from archiver.source import Source, SourceScan
from archiver.stat_signatures import RACY

_LOST_INDEX = "the search index is not the one of the last build"


class BuildPlan(Struct, frozen=True, kw_only=True):
    """What a build has to do with threads, before it has done any of it."""

    tasks: tuple[ThreadTask, ...]
    """Threads to draw, and threads to index only, in the order of their paths; those that have a record first, if some
    are left for later builds."""
    left: int
    """How many other threads are to be drawn or indexed, in later builds."""
    postponed: tuple[str, ...]
    """Recorded threads that the next build has to draw even if it finds no reason: of those that are left, and, if the
    index is new or all is drawn, those that cannot be read now."""
    reasons: tuple[Reason, ...]
    """Why each of the threads to draw is drawn. In a full rebuild, of neighbours with one reason only the first."""
    gone: tuple[str, ...]
    """Recorded threads whose sources do not exist any more."""
    source_signatures: tuple[tuple[str, int], ...]
    """The stat signatures of sources which differ from the recorded ones, though the content does not, by path."""
    files: Mapping[str, int]
    """The stat signatures of all files that posts may show or link to, by content path."""
    source_slugs: Mapping[str, Slug]
    """See `SourceScan.source_slugs`."""
    media_signatures: Mapping[str, int]
    """Those of them which differ from the recorded ones, though the content does not."""
    media_snapshot: Digest
    """The `snapshot_digest` of `files`; NO_DIGEST if the next build has to compare them one by one."""
    ignored: tuple[str, ...]
    """See `SourceScan.ignored`; none while threads are left, which may use them."""
    problems: tuple[Problem, ...]


class _Planned(NamedTuple):
    """What is to be done with one thread: None where there is nothing."""

    task: ThreadTask | None
    reason: Reason | None
    signature: tuple[str, int] | None


def plan_build(
    scan: SourceScan,
    cross_thread: Mapping[str, CrossThread],
    check: StaleCheck,
    config: Config,
    *,
    index_is_new: bool,
    most_threads: int | None,
) -> BuildPlan:
    """Plan what to do with threads.

    Args:
        scan: all sources.
        cross_thread: what threads show of others, by source.
        check: decides which threads have to be drawn.
        config: the project.
        index_is_new: the search index is begun empty: current threads have to be indexed too.
        most_threads: the largest number of tasks; None: no limit.
    """
    planner = _Planner(
        check=check,
        media=find_changed_media(scan, check.previous, config),
        cross_thread=cross_thread,
        config=config,
        index_is_new=index_is_new,
        most_threads=most_threads,
    )
    return planner.plan(scan)


class _Planner(Struct, frozen=True, kw_only=True):
    """Plans thread by thread, with the arguments of `plan_build`."""

    check: StaleCheck
    media: ChangedMedia
    cross_thread: Mapping[str, CrossThread]
    config: Config
    index_is_new: bool
    most_threads: int | None

    def plan(self, scan: SourceScan) -> BuildPlan:
        """The plan for all sources of the archive."""
        previous = self.check.previous
        failed = previous.failed_sources() if self.index_is_new else frozenset()
        planned = [self._plan_thread(source, has_failed=source.path in failed) for source in scan.sources]
        chosen, left = self._chosen([thread for thread in planned if thread.task])
        reasons = (thread.reason for thread in chosen if thread.reason)
        unread = {path for path in previous.threads if path.startswith(scan.unreadable_folders)}
        gone = previous.threads.keys() - {source.path for source in scan.sources} - unread
        return BuildPlan(
            tasks=tuple(thread.task for thread in chosen if thread.task),
            left=len(left),
            postponed=tuple(sorted(self._postponed(left, unread))),
            reasons=tuple(reasons if previous.trusts_records else distinct_neighbours(reasons)),
            gone=tuple(sorted(gone)),
            source_signatures=tuple(thread.signature for thread in planned if thread.signature),
            files=scan.files,
            source_slugs=scan.source_slugs(),
            media_signatures=self.media.stat_signatures,
            media_snapshot=self._media_snapshot() if not unread and not left else NO_DIGEST,
            ignored=() if left else scan.ignored,
            problems=(*scan.problems, *self.media.problems),
        )

    def _chosen(self, stale: list[_Planned]) -> tuple[list[_Planned], list[_Planned]]:
        """The threads of this build, and those that are left."""
        if self.most_threads is None or len(stale) <= self.most_threads:
            return stale, []
        in_turn = sorted(stale, key=lambda thread: not self._is_recorded(thread))
        return in_turn[: self.most_threads], in_turn[self.most_threads :]

    def _postponed(self, left: list[_Planned], unread: Iterable[str]) -> Iterator[str]:
        yield from (thread.task.source.path for thread in left if thread.task and self._is_recorded(thread))
        if self.index_is_new or not self.check.previous.trusts_records:
            yield from unread

    def _is_recorded(self, thread: _Planned) -> bool:
        return thread.task is not None and thread.task.source.path in self.check.previous.threads

    def _media_snapshot(self) -> Digest:
        """The problems of a table are not recorded: while it has some, each build reads it."""
        return NO_DIGEST if self.media.problems else self.media.snapshot

    def _plan_thread(self, source: Source, *, has_failed: bool) -> _Planned:
        """`has_failed`: the posts of the thread must not be indexed before it can be drawn."""
        shown = self.cross_thread.get(source.path, CrossThread())
        inputs = thread_inputs(
            shown, convention_for(source.path, self.config.conventions), source.collides_with, source.withheld
        )
        changed_media = self.media.reasons.get(source.path, "")
        why = self.check.why_thread(source, inputs, changed_media) or (_LOST_INDEX if has_failed else "")
        state = self.check.previous.threads.get(source.path)
        is_stored = bool(why) or state is None or source.signature in {RACY, state.stat_signature}
        task = self._task(source, inputs, shown, draws=bool(why)) if why or self.index_is_new else None
        if task and why and not self.index_is_new:
            task = replace(task, renames=self.check.renames_of(source, inputs, changed_media))
        return _Planned(
            task=task,
            reason=Reason(source.project_path, why) if why else None,
            signature=None if is_stored else (source.path, source.signature),
        )

    def _task(self, source: Source, inputs: str, shown: CrossThread, *, draws: bool) -> ThreadTask:
        return ThreadTask(
            source=source,
            draws=draws,
            current=self.check.previous.intact_digests(source.path) if draws else {},
            versions=self.check.previous.versions_of(source.path) if draws else {},
            cross_thread=shown,
            inputs=inputs,
            must_not_stay=source.withheld is not None and not self._has_inputs(source, inputs),
            media=tuple(self._current_media(source)) if draws else (),
        )

    def _has_inputs(self, source: Source, inputs: str) -> bool:
        """True if a source was drawn with these inputs in the previous build."""
        state = self.check.previous.threads.get(source.path)
        return state is not None and state.inputs == inputs

    def _current_media(self, source: Source) -> Iterator[MediaFileRecord]:
        """The content files that the thread used in the previous build, if they and their published files are
        unchanged.
        """
        previous = self.check.previous
        for record in previous.manifest.media.files_of(source.path) if previous.trusts_records else ():
            outputs = urls.media_paths(record.medium)
            if record.path not in self.media.names and all(map(previous.is_intact_file, outputs)):
                yield record


def distinct_neighbours(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Of consecutive reasons with the same words, the first one."""
    return (next(group) for _, group in groupby(reasons, key=attrgetter("why")))
