"""The export of the index to the files that browsers search: planned, encoded in the pool, published."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from archiver.build.ledger import Ledger
from archiver.build.tasks import Job
from archiver.model import Output
from archiver.pool import Pool
from archiver.search.analysis.stems import has_stemmer
from archiver.search.browser import (
    LETTERS,
    Found,
    MendTask,
    Plan,
    Source,
    View,
    export_from,
    finished,
    plan_export,
    plan_update,
    read_share,
    view_of,
    write_directories,
)
from archiver.search.browser.stemmers import read_stemmer_module
from archiver.search.index.transaction import Change


def export_index(owner: str, job: Job, ledger: Ledger, pool: Pool) -> None:
    """Publish what has changed of the share, as files of `owner`, and keep the rest. Raises OSError."""
    source, zone, read = ledger.index.source(), job.config.timezone, partial(_read, ledger)
    view = view_of(source)
    change = ledger.index.change() if ledger.before.is_whole(owner) else None
    standing = read_share(read) if change else None
    if change and standing:
        plan = plan_update(view, zone, standing, _keys(change), _places(change, view), read)
    else:
        plan = plan_export(view, zone)
    found: list[Found] = []
    ledger.publish(owner, _outputs(plan, source, found, pool))
    share = finished(plan, found)
    ledger.publish(owner, write_directories(share))
    stemmers = {f"assets/stemmers/{lang}.js": lang for lang in share.langs if has_stemmer(lang)}
    known = ledger.before.known_files(owner, stemmers)  # anew only with the rest: the same library makes the same
    ledger.publish(owner, (_stemmer(path, lang) for path, lang in stemmers.items() if not change or path not in known))
    ledger.kept.update(known, share.paths())


def _outputs(plan: Plan, source: Source, found: list[Found], pool: Pool) -> Iterator[Output]:
    """The files of a plan's tasks, as they are made; what the directories will say of them goes into `found`."""
    mends = [task for task in plan.tasks if isinstance(task, MendTask)]
    others = [task for task in plan.tasks if not isinstance(task, MendTask)]
    export = partial(export_from, source)
    seen: set[str] = set()  # tasks may make the same file
    for part in chain(map(export, mends), pool.run(export, others, expected=len(others), chunk=1)):
        found.append(part.found)
        new = [output for output in part.files if output.path not in seen]
        seen.update(output.path for output in new)
        yield from new


def _stemmer(path: str, lang: str) -> Output:
    return Output(path=path, content=read_stemmer_module(lang))


def _read(ledger: Ledger, path: str) -> bytes | None:
    """A file of the site, if it stands as we wrote it."""
    return (ledger.config.output / path).read_bytes() if ledger.before.is_intact(path) else None


def _keys(change: Change) -> list[tuple[str, bytes]]:
    return [(LETTERS[field], term) for field, term in change.terms]


def _places(change: Change, view: View) -> list[tuple[int, int]]:
    """The documents of the threads that have changed, by segment."""
    return [
        (number, document)
        for number, segment in enumerate(view.index.segments)
        for url, start, end in segment.runs()
        if url in change.threads
        for document in range(start, end)
        if document not in segment.deleted
    ]
