"""Finds the sources of a project: which files are threads, and which files together are one."""

from collections.abc import Mapping

from archiver.config import Config
from archiver.manifest import NameRecord
from archiver.source import SourceScan, scan_sources

Names = Mapping[str, NameRecord]
"""The names that files gave their threads, by the paths of the files relative to the content folder."""


def scan_project(config: Config, names: Names | None = None, *, now_ns: int = 0) -> tuple[SourceScan, Names]:
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
