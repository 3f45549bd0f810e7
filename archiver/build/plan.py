"""The plan of a build: which threads are to be drawn or indexed, and why. Values in, values out; nothing is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from archiver.build.changed_media import ChangedMedia
from archiver.build.keys import thread_inputs
from archiver.build.stale import StaleCheck
from archiver.build.tasks import ThreadTask
from archiver.config import Config, convention_for
from archiver.errors import Problem
from archiver.manifest import NO_DIGEST, ThreadState
from archiver.model import ALL_PATHS, CrossThread, Digest, PathRanges, Reason, Slug
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
    changed_media: frozenset[str]
    """See `ChangedMedia.names`."""
    media_signatures: Mapping[str, int]
    """The stat signatures of `files` which differ from the recorded ones, though the content does not."""
    media_snapshot: Digest
    """The `snapshot_digest` of `files`; NO_DIGEST if the next build has to compare them one by one."""
    ignored: tuple[str, ...]
    """See `SourceScan.ignored`; none while threads are left, which may use them."""
    problems: tuple[Problem, ...]


class _Stale(NamedTuple):
    """A thread to draw or to index, and the reason if it is drawn."""

    task: ThreadTask
    is_recorded: bool
    reason: Reason | None


class _States:
    """The recorded states of threads, which are taken in the order of their sources: few are in memory at a time."""

    def __init__(self, recorded: Iterator[tuple[str, ThreadState]]) -> None:
        self._recorded = recorded
        self._next = next(recorded, None)
        self.without_source: list[str] = []
        """The recorded threads that were passed over: those that nobody has taken."""

    def take(self, source: str) -> ThreadState | None:
        """The state of a thread; None if it has no record."""
        self.pass_over(lambda path: path < source)
        if self._next is None or self._next[0] != source:
            return None
        _, state = self._next
        self._next = next(self._recorded, None)
        return state

    def pass_over(self, is_before: Callable[[str], bool]) -> None:
        """Pass over the next states while `is_before` is true of their sources."""
        while self._next is not None and is_before(self._next[0]):
            self.without_source.append(self._next[0])
            self._next = next(self._recorded, None)


def plan_build(
    scan: SourceScan,
    cross_thread: Mapping[str, CrossThread],
    check: StaleCheck,
    config: Config,
    *,
    index_is_new: bool,
    most_threads: int | None = None,
    media: ChangedMedia,
    ranges: PathRanges = ALL_PATHS,
) -> BuildPlan:
    """Plan what to do with threads.

    Args:
        scan: all sources, or those of a volume.
        cross_thread: what threads show of others, by source.
        check: decides which threads have to be drawn.
        config: the project.
        index_is_new: the search index is begun empty: current threads have to be indexed too.
        most_threads: the largest number of tasks; None: no limit.
        media: what has changed among the files that they show or link to.
        ranges: the paths that the volume has: only these threads may be gone.
    """
    return _Planner(check, media, ranges, cross_thread, config, index_is_new, most_threads).plan(scan)


class _Planner(Struct, frozen=True):
    """Plans thread by thread, with the arguments of `plan_build`."""

    check: StaleCheck
    media: ChangedMedia
    ranges: PathRanges
    cross_thread: Mapping[str, CrossThread]
    config: Config
    index_is_new: bool
    most_threads: int | None

    def plan(self, scan: SourceScan) -> BuildPlan:
        """The plan for all sources of the archive."""
        previous, signatures = self.check.previous, list[tuple[str, int]]()
        states = _States(previous.manifest.thread_states(self.ranges))
        chosen, left = self._chosen(list(self._find_stale(scan, states, signatures)))
        reasons = (thread.reason for thread in chosen if thread.reason)
        unread = {path for path in states.without_source if path.startswith(scan.unreadable_folders)}
        return BuildPlan(
            tasks=tuple(thread.task for thread in chosen),
            left=len(left),
            postponed=tuple(sorted(self._postponed(left, unread))),
            reasons=tuple(reasons if previous.trusts_records else distinct_neighbours(reasons)),
            gone=tuple(path for path in states.without_source if path not in unread),
            source_signatures=tuple(signatures),
            files=scan.files,
            source_slugs=scan.source_slugs(),
            changed_media=self.media.names,
            media_signatures=self.media.stat_signatures,
            media_snapshot=self._media_snapshot() if not unread and not left else NO_DIGEST,
            ignored=() if left else scan.ignored,
            problems=(*scan.problems, *self.media.problems),
        )

    def _find_stale(self, scan: SourceScan, states: _States, signatures: list[tuple[str, int]]) -> Iterator[_Stale]:
        """The threads to draw or to index, in the order of their sources.

        Args:
            scan: all sources.
            states: the recorded threads, all of which are taken or passed over.
            signatures: gets the `BuildPlan.source_signatures`.
        """
        failed = self.check.previous.failed_sources() if self.index_is_new else frozenset()
        for source in scan.sources:
            state = states.take(source.path)
            thread = self._plan_thread(source, state, has_failed=source.path in failed)
            if thread:
                yield thread
            if state and not (thread and thread.task.draws) and source.signature not in {RACY, state.stat_signature}:
                signatures.append((source.path, source.signature))
        states.pass_over(lambda _: True)

    def _chosen(self, stale: list[_Stale]) -> tuple[list[_Stale], list[_Stale]]:
        """The threads of this build, and those that are left."""
        if self.most_threads is None or len(stale) <= self.most_threads:
            return stale, []
        in_turn = sorted(stale, key=lambda thread: not thread.is_recorded)
        return in_turn[: self.most_threads], in_turn[self.most_threads :]

    def _postponed(self, left: list[_Stale], unread: Iterable[str]) -> Iterator[str]:
        yield from (thread.task.source.path for thread in left if thread.is_recorded)
        if self.index_is_new or not self.check.previous.trusts_records:
            yield from unread

    def _media_snapshot(self) -> Digest:
        """The problems of a table are not recorded: while it has some, each build reads it."""
        return NO_DIGEST if self.media.problems else self.media.snapshot

    def _plan_thread(self, source: Source, state: ThreadState | None, *, has_failed: bool) -> _Stale | None:
        """What is to be done with a thread; None if there is nothing.

        Args:
            source: its source.
            state: its record; None if it has none.
            has_failed: its posts must not be indexed before it can be drawn.
        """
        shown = self.cross_thread.get(source.path, CrossThread())
        inputs = thread_inputs(shown, convention_for(source.path, self.config.conventions), source)
        changed_media = self.media.reasons.get(source.path, "")
        why = self.check.why_thread(source, state, inputs, changed_media) or (_LOST_INDEX if has_failed else "")
        if not why and not self.index_is_new:
            return None
        has_inputs = state is not None and state.inputs == inputs
        task = ThreadTask(
            source=source,
            draws=bool(why),
            cross_thread=shown,
            inputs=inputs,
            must_not_stay=source.withheld is not None and not has_inputs,
        )
        if why and not self.index_is_new:
            task = replace(task, renames=self.check.renames_of(source, state, inputs, changed_media))
        return _Stale(task, state is not None, Reason(source.project_path, why) if why else None)


def distinct_neighbours(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Of consecutive reasons with the same words, the first one."""
    return (next(group) for _, group in groupby(reasons, key=attrgetter("why")))
