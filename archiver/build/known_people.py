"""The stage that finds which people of `authors.toml` sources name, so that a change of the file draws no other pages.

Without entries that have several names, nothing of it runs.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from archiver.build.source_records import update_records
from archiver.config import AUTHORS_NAME, Config
from archiver.errors import Problem, Severity
from archiver.manifest import PeopleRecord
from archiver.model import KnownPerson
from archiver.pool import Pool
from archiver.source import Source, SourceScan
from archiver.urls import name_key

PeopleRecords = Mapping[str, PeopleRecord]
"""What is known of each source, by path."""
_CHUNK = 64  # sources


def find_known_people(
    scan: SourceScan, config: Config, before: PeopleRecords, pool: Pool | None
) -> tuple[SourceScan, PeopleRecords]:
    """The sources, each with the people of whom it has a name.

    Args:
        scan: the sources as they are.
        config: the project.
        before: what this function has returned before: sources that have not changed are not read again.
        pool: reads the others; None: this process does.

    Returns:
        The scan, with a warning for each name that no source has, and what is known of each source.
    """
    entries = [entry for entry in config.published_people if entry.also]
    if not entries:
        return scan, {}
    keys = tuple(sorted({name_key(name) for entry in entries for name in entry.names}))
    read = partial(_read, config, keys, pool)
    records = update_records(scan.sources, config, before, "\x1e".join(keys), read)
    people = {name_key(name): KnownPerson(entry.name, entry.also) for entry in entries for name in entry.names}
    sources = (_with_people(source, people, records[source.path]) for source in scan.sources)
    problems = _unknown_names(records.values(), config)
    return replace(scan, sources=tuple(sources), problems=tuple(sorted((*scan.problems, *problems)))), records


def _read(config: Config, keys: tuple[str, ...], pool: Pool | None, stale: list[Source]) -> Iterable[PeopleRecord]:
    """The names that are in the `stale` sources. `keys` are those of all names; see `find_known_people`."""
    from archiver.build.names_in_sources import find_names  # imports the parsers

    function = partial(find_names, config, keys)
    return map(function, stale) if pool is None else pool.run(function, stale, expected=len(stale), chunk=_CHUNK)


def _with_people(source: Source, people: Mapping[str, KnownPerson], record: PeopleRecord) -> Source:
    found = tuple(dict.fromkeys(people[name] for name in record.names))
    return source.with_known(people=found) if found else source


def _unknown_names(records: Iterable[PeopleRecord], config: Config) -> Iterator[Problem]:
    """A warning for each name that no source has."""
    known = {name for record in records for name in record.names}
    for entry in config.published_people:
        for name in entry.also:
            if name_key(name) not in known:
                message = f'nobody has the name "{name}" in any source; correct it, or remove it'
                yield Problem(path=AUTHORS_NAME, line=entry.line, message=message, severity=Severity.WARNING)
