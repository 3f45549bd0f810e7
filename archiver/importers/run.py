"""Runs an import: opens the source, finds its format, and gives each thread to the store."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from archiver.errors import Problem
from archiver.importers.addresses import treat_addresses
from archiver.importers.containers import Source, UnreadableError, open_source, why_not_unpacked
from archiver.importers.formats import Recognised, UnknownFormatError, find_importer, recognise
from archiver.importers.import_log import LOG_NAME, ImportLog
from archiver.importers.importer import CERTAIN, UNLIKELY, ImportContext, Progress
from archiver.importers.settings import check_names
from archiver.importers.store import Edited, Outcome, Saved, ThreadStore
from archiver.importers.threads import ImportedThread
from archiver.mail_addresses import Addresses

_LOOKED_AT = 100  # files, of which one may tell why no format is known
_MOST_KEPT = 1000  # problems and claims in a report; `import.log` has all


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the user has asked for."""

    place: str
    """The path of the source, or "-" for the standard input."""
    format: str | None = None
    """The name of the format; None to find it by looking."""
    into: str | None = None
    """The board of all threads, as `lists/dev`. With a slash at its end the boards of the export go below it."""
    addresses: Addresses = Addresses.MASK
    edited: Edited = Edited.REPORT
    is_dry: bool = False
    settings: dict[str, str] = field(default_factory=dict)


class ImportFolders(NamedTuple):
    """The folders of the project."""

    root: Path
    content: Path
    state: Path
    """For temporary files."""


class Claim(NamedTuple):
    """A thread of which fewer or more posts arrived than the export says it has."""

    title: str
    claimed: int
    arrived: int


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What an import has done."""

    format: str = ""
    others: tuple[str, ...] = ()
    """Further formats that the source might have."""
    threads: Counter[Outcome] = field(default_factory=Counter)
    posts: Counter[Outcome] = field(default_factory=Counter)
    """The posts of the threads, by what was done with these."""
    attachments: int = 0
    """Attachments that were written."""
    read: int = 0
    """Records that were read."""
    skipped: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """The first ones."""
    problem_count: int = 0
    claims: list[Claim] = field(default_factory=list)
    """The first ones."""
    claim_count: int = 0
    seconds: float = 0.0


def import_source(
    folders: ImportFolders, options: ImportOptions, zone: tzinfo = UTC, progress: Progress | None = None
) -> ImportReport:
    """Import a source into a project.

    Args:
        folders: those of the project.
        options: what the user has asked for.
        zone: the time zone of dates that name none.
        progress: is told how far the import is.

    Raises ArchiverError if the source cannot be read at all, or its format is not known; OSError if the disk refuses.
    """
    start = time.monotonic()
    log_path = None if options.is_dry else folders.root / LOG_NAME
    try:
        with open_source(options.place, folders.state / "import") as source, ImportLog(log_path) as log:
            recognised = _choose(source, options.format)
            check_names(recognised[0].importer, options.settings)
            run = _Run(ImportContext(zone=zone, settings=options.settings, progress=progress), log)
            run.report.format = recognised[0].importer.name
            others = (other for other in recognised[1:] if other.confidence > UNLIKELY)
            run.report.others = tuple(other.importer.name for other in others)
            log.add(event="begin", time=datetime.now(UTC), source=source.name, format=run.report.format)
            run.read_all(source, recognised[0], folders, options)
            run.finish(source, time.monotonic() - start)
            return run.report
    except UnreadableError as error:
        raise UnknownFormatError(f"{options.place}: {error}") from error


def _choose(source: Source, name: str | None) -> tuple[Recognised, ...]:
    """The importer that the user has named, or all that know the source. Raises UnknownFormatError if there is none."""
    if name:
        return (Recognised(find_importer(name), CERTAIN),)
    if recognised := recognise(source):
        return recognised
    for member in islice(source.members(), _LOOKED_AT):
        if why := why_not_unpacked(member.head()):
            raise UnknownFormatError(f"{source.name}/{member.name}: {why}")
    message = f"{source.name}: no format is known for this; `archiver import --list` has all, --as FORMAT names one"
    raise UnknownFormatError(message)


class _Run:
    """One import: counts what comes and goes."""

    def __init__(self, context: ImportContext, log: ImportLog) -> None:
        self.report = ImportReport()
        self._context, self._log = context, log

    def read_all(self, source: Source, recognised: Recognised, folders: ImportFolders, options: ImportOptions) -> None:
        prefix = folders.content.relative_to(folders.root).as_posix()
        with ThreadStore(folders.content, prefix, edited=options.edited, is_dry=options.is_dry) as store:
            try:
                for thread in recognised.importer.read(source, self._context):
                    treated = treat_addresses(_into_board(thread, options.into), options.addresses)
                    self._count(thread, store.save(treated))
                    self._drain()
            except UnreadableError as error:
                self._context.problem(source.name, 0, f"the import ends here: {error}")
            self.report.attachments = store.attachments

    def _count(self, thread: ImportedThread, saved: Saved) -> None:
        report = self.report
        report.threads[saved.outcome] += 1
        report.posts[saved.outcome] += saved.posts
        for problem in saved.problems:
            self._add(problem)
        if thread.claimed_posts not in {None, len(thread.posts)}:
            claim = Claim(thread.title, thread.claimed_posts or 0, len(thread.posts))
            report.claim_count += 1
            if len(report.claims) < _MOST_KEPT:
                report.claims.append(claim)
            self._log.add(event="claim", thread=claim.title, claimed=claim.claimed, arrived=claim.arrived)
        if saved.outcome not in {Outcome.UNCHANGED, Outcome.EMPTY}:
            self._log.add(event=saved.outcome.value, path=saved.path, posts=saved.posts)

    def _drain(self) -> None:
        """Take the problems that the importer has reported since the last time."""
        if self._context.problems:
            for problem in self._context.problems:
                self._add(problem)
            self._context.problems.clear()

    def _add(self, problem: Problem) -> None:
        self.report.problem_count += 1
        if len(self.report.problems) < _MOST_KEPT:
            self.report.problems.append(problem)
        self._log.add_problem(problem)

    def finish(self, source: Source, seconds: float) -> None:
        """Complete the report, and write its numbers to the log."""
        self._drain()
        for problem in source.problems:
            self._add(problem)
        report, context = self.report, self._context
        if source.links:
            context.skip("symbolic links, which are not followed", len(source.links))
        report.read, report.seconds = context.read, seconds
        report.skipped, report.notes = dict(context.skipped), dict(context.notes)
        self._log.add(
            event="end",
            threads={outcome.value: count for outcome, count in report.threads.items()},
            posts={outcome.value: count for outcome, count in report.posts.items()},
            read=report.read,
            attachments=report.attachments,
            skipped=report.skipped,
            notes=report.notes,
            problems=report.problem_count,
            seconds=round(seconds, 3),
        )


def _into_board(thread: ImportedThread, into: str | None) -> ImportedThread:
    if into is None:
        return thread
    board = tuple(filter(None, into.split("/")))
    return replace(thread, board=(*board, *thread.board) if into.endswith("/") else board)
