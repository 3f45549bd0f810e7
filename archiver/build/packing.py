"""Packs the site as the last build has left it into a zip."""

from pathlib import Path

from archiver.config import Config
from archiver.manifest import open_manifest
from archiver.publish.zip_file import write_zip


def pack_site(config: Config, file: Path) -> int:
    """Pack the files that builds of a project have written, and no others of its output folder, into a zip that
    replaces `file`; returns its size in bytes. No build can run meanwhile.

    Raises LockedError, StateError and OSError.
    """
    with open_manifest(config.state, config.zone, config.root) as manifest:
        written = (path for path in manifest.recorded_files() if (config.output / path).is_file())
        return write_zip(file, config.output, written)
