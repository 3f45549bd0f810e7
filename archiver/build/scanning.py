"""Finds the sources of a project: which files are threads, and which files together are one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archiver.build.known_people import find_known_people
from archiver.build.withholding import withhold_taken
from archiver.config import Config
from archiver.manifest import NameRecord, PeopleRecord, WithheldRecord
from archiver.pool import Pool
from archiver.source import SourceScan, Volume, scan_sources

Names = Mapping[str, NameRecord]
"""The names that files gave their threads, by the paths of the files relative to the content folder."""


@dataclass(slots=True, kw_only=True)
class ScanMemory:
    """What scans have found out of sources, by path, so that those that have not changed are not read again."""

    withheld: Mapping[str, WithheldRecord] = field(default_factory=dict)
    people: Mapping[str, PeopleRecord] = field(default_factory=dict)


def scan_project(
    config: Config,
    names: Names | None = None,
    *,
    now_ns: int = 0,
    memory: ScanMemory | None = None,
) -> tuple[SourceScan, Names]:
    """Find all thread sources of a project as they are published: without what is taken down.

    Args:
        config: the project.
        names: see `scan_originals`, which has the result, too.
        now_ns: see `scan_originals`.
        memory: what is known of sources, which is brought up to date; without it, all sources are read while something
            is taken down, or people have several names.
    """
    scan, found = scan_originals(config, names, now_ns=now_ns)
    return find_published(scan, config, memory or ScanMemory(), None), found


def find_published(scan: SourceScan, config: Config, memory: ScanMemory, pool: Pool | None) -> SourceScan:
    """The sources of a scan as they are published: without what is taken down, and with the people whom they name.

    Args:
        scan: the sources as they are.
        config: the project.
        memory: what is known of sources, which is brought up to date.
        pool: reads sources; None: this process does.
    """
    scan, memory.withheld = withhold_taken(scan, config, memory.withheld, pool)
    scan, memory.people = find_known_people(scan, config, memory.people, pool)
    return scan


def scan_originals(
    config: Config,
    names: Names | None = None,
    *,
    now_ns: int = 0,
    volume: Volume | None = None,
) -> tuple[SourceScan, Names]:
    """Find all thread sources of a project, and the files that they may show or link to (see `scan_sources`).

    Args:
        config: the project.
        names: what an earlier scan has returned: files that have not changed since are not read again.
        now_ns: the current time in nanoseconds since the epoch, for the stat signatures of the files.
        volume: the part of the archive to scan; None: all of it.

    Returns:
        The sources, and the names of the threads of those files that had to be read to know them.
    """
    if not any(convention.thread for convention in config.conventions):
        return scan_sources(config, now_ns=now_ns, volume=volume), {}
    from archiver.build.naming import ThreadNamer  # imports the parsers

    namer = ThreadNamer(config, names or {})
    return scan_sources(config, namer.name, now_ns=now_ns, volume=volume), namer.names
