"""Finds the sources of a project: which files are threads, and which files together are one."""

from collections.abc import Mapping, MutableMapping

from archiver.build.withholding import withhold_taken
from archiver.config import Config
from archiver.manifest import NameRecord, WithheldRecord
from archiver.source import SourceScan, scan_sources

Names = Mapping[str, NameRecord]
"""The names that files gave their threads, by the paths of the files relative to the content folder."""


def scan_project(
    config: Config,
    names: Names | None = None,
    *,
    now_ns: int = 0,
    memory: MutableMapping[str, WithheldRecord] | None = None,
) -> tuple[SourceScan, Names]:
    """Find all thread sources of a project as they are published: without what is taken down.

    Args:
        config: the project.
        names: see `scan_originals`, which has the result, too.
        now_ns: see `scan_originals`.
        memory: what is known of sources, which is brought up to date; without it, all sources are read while something
            is taken down.
    """
    scan, found = scan_originals(config, names, now_ns=now_ns)
    scan, records = withhold_taken(scan, config, memory or {}, None)
    if memory is not None:
        memory.clear()
        memory.update(records)
    return scan, found


def scan_originals(config: Config, names: Names | None = None, *, now_ns: int = 0) -> tuple[SourceScan, Names]:
    """Find all thread sources of a project, and the files that they may show or link to (see `scan_sources`).

    Args:
        config: the project.
        names: what an earlier scan has returned: files that have not changed since are not read again.
        now_ns: the current time in nanoseconds since the epoch, for the stat signatures of the files.

    Returns:
        The sources, and the names of the threads of those files that had to be read to know them.
    """
    if not any(convention.thread for convention in config.conventions):
        return scan_sources(config, now_ns=now_ns), {}
    from archiver.build.naming import ThreadNamer  # imports the parsers

    namer = ThreadNamer(config, names or {})
    return scan_sources(config, namer.name, now_ns=now_ns), namer.names
