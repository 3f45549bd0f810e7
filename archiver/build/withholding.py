"""The stage that withholds what is taken down: sources get edits, with which all that is published reads them.

Without entries in `takedowns.toml` nothing of it runs.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from archiver.config import TAKEDOWNS_NAME, Config
from archiver.errors import Problem, Severity
from archiver.manifest import WithheldRecord
from archiver.model import Removal, Slug, Withheld, digest_of
from archiver.pool import Pool
from archiver.source import Source, SourceScan
from archiver.stat_signatures import RACY

Records = Mapping[str, WithheldRecord]
"""What is known of each source, by path."""


def withhold_taken(scan: SourceScan, config: Config, before: Records, pool: Pool | None) -> tuple[SourceScan, Records]:
    """The sources, with what is withheld from each, and without threads that are taken down.

    Args:
        scan: the sources as they are.
        config: the project.
        before: what this function has returned before: sources that have not changed are not read again.
        pool: reads the others; None: this process does.

    Returns:
        The scan, and what is known of each source; nothing if nothing is taken down.
    """
    if not config.takedowns.entries:
        return scan, {}
    from archiver.build.withheld_sources import find_withheld

    records = find_withheld(scan.sources, config, before, pool)
    return _with_withheld(scan, records, config), records


def _with_withheld(scan: SourceScan, records: Records, config: Config) -> SourceScan:
    entries = {entry.thread: entry for entry in config.takedowns.entries if entry.thread and not entry.post}
    gone = {slug: entry for slug, entry in entries.items() if not entry.anonymize}
    sources = tuple(_edited(s, records[s.path].withheld) for s in scan.sources if s.slug not in gone)
    slugs = {*(s.slug for s in scan.sources if s.slug in gone), *(Slug(s) for s, entry in gone.items() if entry.purged)}
    removed = tuple((slug, Removal(gone[slug].date.isoformat(), gone[slug].reason)) for slug in sorted(slugs))
    faults = tuple(
        Problem(path=source.project_path, line=0, message=source.withheld.fault)
        for source in sources
        if source.withheld and source.withheld.fault
    )
    problems = (*scan.problems, *faults, *_unmatched(scan, records, config))
    return replace(scan, sources=sources, removed=removed, problems=tuple(sorted(problems)))


def _edited(source: Source, withheld: Withheld | None) -> Source:
    """A source from which something is withheld. Its signature changes with that, so that all that is remembered of the
    source is found anew.
    """
    if withheld is None:
        return source
    signature = source.signature
    if signature != RACY:
        signature = int(digest_of(repr((signature, withheld)).encode("utf-8", "replace"))[:15], 16) or 1
    return source._replace(withheld=withheld, signature=signature)


def _unmatched(scan: SourceScan, records: Records, config: Config) -> Iterable[Problem]:
    """A warning for each entry that takes down nothing."""
    matched = {row.entry for record in records.values() for row in record.taken}
    slugs = {source.slug for source in scan.sources}
    for index, entry in enumerate(config.takedowns.entries):
        if entry.words or entry.purged or index in matched or (entry.thread in slugs and not entry.post):
            continue
        if any(other.is_same(entry) for other in config.takedowns.entries[:index]):
            message = f"it takes down {entry.target} again; remove one of the entries"
        else:
            message = f"there is no {entry.target} that it could take down; mend it, or remove it"
        yield Problem(path=TAKEDOWNS_NAME, line=entry.line, message=message, severity=Severity.WARNING)


def describe_withheld(records: Records, config: Config) -> tuple[str, ...]:
    """A line that says how much is withheld; none if nothing is taken down.

    `records` are those of `withhold_taken`; `config` is the project.
    """
    entries = config.takedowns.entries
    if not entries:
        return ()
    posts = sum(not entries[row.entry].anonymize for record in records.values() for row in record.taken)
    quotes = sum(record.withheld.quotes for record in records.values() if record.withheld)
    return (f"taken down: {posts} post{'' if posts == 1 else 's'}, {quotes} quote{'' if quotes == 1 else 's'}",)
