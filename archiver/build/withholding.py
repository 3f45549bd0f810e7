"""The stage that withholds what is taken down, and names that pseudonyms replace: sources get edits, with which all
that is published reads them.

Without entries in `takedowns.toml`, and without pseudonyms, nothing of it runs.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from archiver.config import AUTHORS_NAME, CONFIG_NAME, TAKEDOWNS_NAME, Config
from archiver.errors import Problem, Severity
from archiver.identity import Takedown
from archiver.manifest import NO_DIGEST, NO_ENTRY, WithheldRecord
from archiver.model import Digest, Removal, Slug, Withheld, digest_of
from archiver.pool import Pool
from archiver.source import Source, SourceScan

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
    if not config.takedowns.entries and not config.people.hides_names:
        return scan, {}
    from archiver.build.withheld_addresses import find_withheld_addresses
    from archiver.build.withheld_sources import find_withheld

    found = find_withheld(scan, config, before, pool)
    published = replace(_with_withheld(scan, found.records, config), own_pages=found.pages)
    addresses = find_withheld_addresses(found.names)
    sources = tuple(map(addresses.renamed, published.sources))
    removed = addresses.kept(published.removed)
    return replace(published, sources=sources, removed=removed, withheld_names=found.names), found.records


def withheld_key(config: Config) -> Digest:
    """The digest of all that is taken down, and of the names that pseudonyms replace; NO_DIGEST if there is nothing."""
    takedowns, people = config.takedowns, config.people.identity if config.people.hides_names else ""
    entries = [replace(entry, line=0) for entry in takedowns.entries]
    return digest_of(repr((takedowns.key, entries, people)).encode()) if entries or people else NO_DIGEST


def removed_threads(config: Config) -> Mapping[str, Takedown]:
    """The entries that take down a whole thread, by the slug that its source has."""
    entries = {entry.thread: entry for entry in config.takedowns.entries if entry.thread and not entry.post}
    return {slug: entry for slug, entry in entries.items() if not entry.anonymize}


def _with_withheld(scan: SourceScan, records: Records, config: Config) -> SourceScan:
    gone = removed_threads(config)
    sources = tuple(_edited(s, records[s.path].withheld) for s in scan.sources if s.slug not in gone)
    slugs = {*(s.slug for s in scan.sources if s.slug in gone), *(Slug(s) for s, entry in gone.items() if entry.purged)}
    removed = tuple((slug, Removal(gone[slug].date.isoformat(), gone[slug].reason)) for slug in sorted(slugs))
    faults = tuple(
        Problem(path=source.project_path, line=0, message=source.withheld.fault)
        for source in sources
        if source.withheld and source.withheld.fault
    )
    problems = (*scan.problems, *faults, *_unmatched(scan, records, config), *_of_pseudonyms(records, config))
    return replace(scan, sources=sources, removed=removed, problems=tuple(sorted(problems)))


def _edited(source: Source, withheld: Withheld | None) -> Source:
    return source if withheld is None else source.with_known(withheld=withheld)


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


def _of_pseudonyms(records: Records, config: Config) -> Iterable[Problem]:
    """A problem for two authors with one pseudonym, and a warning for each name that nobody has."""
    people, owners = config.people, dict[str, str]()
    for row in (row for record in records.values() for row in record.taken if row.entry == NO_ENTRY):
        key = people.key_of(row.author, row.address)
        if owners.setdefault(row.pseudonym, key) != key:
            message = f'"{key}" and "{owners[row.pseudonym]}" have one pseudonym; give one its own in an [[author]]'
            yield Problem(path=AUTHORS_NAME, line=0, message=message)
    known = frozenset(owners.values())
    for name in people.hidden:
        if people.key_of(name) not in known:
            entry = people.find(name)
            path, line = (AUTHORS_NAME, entry.line) if entry else (CONFIG_NAME, 0)
            message = f'nobody has the name "{name}" in any source, so that a pseudonym takes the place of nothing'
            yield Problem(path=path, line=line, message=message, severity=Severity.WARNING)


def describe_withheld(records: Records, config: Config) -> tuple[str, ...]:
    """A line that says how much is withheld; none if nothing is taken down.

    `records` are those of `withhold_taken`; `config` is the project.
    """
    entries = config.takedowns.entries
    rows = [row for record in records.values() for row in record.taken]
    hidden = len({row.pseudonym for row in rows if row.entry == NO_ENTRY})
    messages = (f"pseudonyms: {hidden} author{'' if hidden == 1 else 's'}",) if config.people.hides_names else ()
    if not entries:
        return messages
    posts = sum(row.entry != NO_ENTRY and not entries[row.entry].anonymize for row in rows)
    quotes = sum(record.withheld.quotes for record in records.values() if record.withheld)
    return (
        *messages,
        f"taken down: {posts} post{'' if posts == 1 else 's'}, {quotes} quote{'' if quotes == 1 else 's'}",
    )
