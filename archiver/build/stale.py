"""Which threads and pages are to be drawn, and why: each answer is a reason in words, "" for what is current."""

from collections.abc import Iterator, Mapping

from archiver.build.before import FOLDER
from archiver.build.keys import thread_inputs
from archiver.build.ledger import Ledger
from archiver.build.tasks import Job, ThreadTask
from archiver.config import convention_for, key_of
from archiver.manifest import Known
from archiver.model import Digest, Origins, digest_of
from archiver.source import Source, SourceScan, read_source

_NEW = "it is new"
_MOST_NAMED = 3


def find_stale(
    scan: SourceScan, cross_thread_origins: Mapping[str, Origins], job: Job, ledger: Ledger
) -> Iterator[ThreadTask]:
    """The threads to draw; the others are kept, also those in folders that could not be read."""
    ledger.problems += scan.problems
    for path in ledger.before.threads:
        if path.startswith(scan.unreadable_folders):
            ledger.keep(path)
    for source in scan.sources:
        others = cross_thread_origins.get(source.path, {})
        inputs = thread_inputs(others, convention_for(source.path, job.config.conventions), source.collides_with)
        if why := why_thread(source, inputs, job, ledger):
            ledger.explain(source.project_path, why)
            yield ThreadTask(
                source=source, known=ledger.before.known(source.path), cross_thread_origins=others, inputs=inputs
            )


def why_thread(source: Source, inputs: str, job: Job, ledger: Ledger) -> str:
    """Why a thread is drawn: it was drawn from something else, or its files don't stand as they were written."""
    known = ledger.before.threads.get(source.path)
    if known is None:
        return _NEW
    if not ledger.before.is_trusted:
        return _why_all(ledger)
    if not ledger.before.is_whole(source.path):
        return _why_torn(source.path, ledger)
    if known.inputs != inputs:
        return "its [[source]] table, its URL, or what other threads say, has changed"
    if not ledger.surroundings.is_current(known.stamp):
        return _why_stamp(known.stamp, ledger)
    return _why_source(source, known, job, ledger)


def why_page(owner: str, path: str, key: Digest, ledger: Ledger) -> str:
    """Why a page of a list is drawn: it says something else than before, or doesn't stand as it was written."""
    record = ledger.before.records_of(owner).get(path)
    if record is None:
        return _NEW
    if not ledger.before.is_trusted:
        return _why_all(ledger)
    if not ledger.before.is_intact(path):
        return _why_torn(owner, ledger)
    if record.key != key:
        return "it says something else now" if record.key else "it could not be drawn before"
    return "" if ledger.surroundings.is_current(record.stamp) else _why_stamp(record.stamp, ledger)


def _why_source(source: Source, known: Known, job: Job, ledger: Ledger) -> str:
    if source.signature and source.signature == known.signature:
        return ""
    try:
        content = digest_of(read_source(job.config.content, source))
    except OSError:
        return "it cannot be read"  # the worker finds it again, and says so
    if content == known.content and source.signature:
        ledger.manifest.sign(source.path, source.signature)
    return "" if content == known.content else "its source has changed"


def _why_all(ledger: Ledger) -> str:
    if ledger.is_clean:
        return "all was asked for"
    is_first = ledger.before.facts[FOLDER] is None
    return "the last build did not end" if is_first else "the search index is not the one of the last build"


def _why_torn(owner: str, ledger: Ledger) -> str:
    lost = [path for path in ledger.before.records_of(owner) if path in ledger.before.survey.missing]
    if lost:
        return f"{lost[0]} is gone from the site"
    return "a file of it is not as it was written"


def _why_stamp(stamp: Digest, ledger: Ledger) -> str:
    """What has changed of what was read."""
    names = [_told(name) for name in ledger.surroundings.changed(stamp, ledger.before.values)]
    if not names:
        return "what it is drawn from has changed"
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more} changed"


def _told(name: str) -> str:
    kind, _, what = name.partition(" ")
    match kind:
        case "":
            return "the program"
        case "template":
            return f"the template {what}"
        case "option":
            return f"the theme's option {what}"
        case "boards" if what:
            return f'the setting boards."{what}"'
        case _:
            return f"the setting {key_of(kind)}"
