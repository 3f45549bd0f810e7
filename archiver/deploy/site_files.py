"""The files of the site as they stand in the output folder: those that the last build wrote, and those beside them."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from archiver.config import Config
from archiver.deploy.phases import Phase, phase_of
from archiver.errors import DeployError
from archiver.files import read_chunks
from archiver.manifest import Manifest, open_manifest
from archiver.model import Digest, digest_of_chunks
from archiver.publish import OutputScan, RecordedOutput, scan_output

_WELL_KNOWN = ".well-known"
"""The only name with a dot that a site serves (RFC 8615)."""


class DeployableFile(Struct, frozen=True, kw_only=True):
    """A file of the site."""

    digest: Digest
    phase: Phase


def read_site(config: Config, now_ns: int) -> Mapping[str, DeployableFile]:
    """The files of the site by their paths, relative to the output folder.

    Files that no build wrote are part of it, but for those whose names begin with a dot, and symbolic links. `now_ns`
    is the current time in nanoseconds since the epoch.

    Raises DeployError if the site is not built, or files of it are missing, and LockedError while a build runs.
    """
    with open_manifest(config.state, config.zone, config.root) as manifest:
        if manifest.is_new:
            raise DeployError("there is no site yet; run archiver build")
        signatures = manifest.recorded_files()
        records = manifest.outputs(signatures)
        scan = _scan(config, manifest, signatures, now_ns)
    files = {
        path: DeployableFile(digest=record.digest, phase=phase_of(path, record.owner, record.digest))
        for path, record in records.items()
        if record.digest and path not in scan.edited
    }
    for path in (*scan.edited, *_foreign_files(config.output, scan)):
        owner = records[path].owner if path in records else None
        digest = digest_of_chunks(read_chunks(config.output / path))
        files[path] = DeployableFile(digest=digest, phase=phase_of(path, owner, digest))
    return files


def _scan(config: Config, manifest: Manifest, signatures: Mapping[str, int], now_ns: int) -> OutputScan:
    """Compare the output folder with the records of the manifest.

    Args:
        config: the project.
        manifest: its records.
        signatures: the stored stat signature of each file of the site, by path.
        now_ns: the current time in nanoseconds since the epoch.

    Raises DeployError if files are missing.
    """
    recorded = RecordedOutput(
        stat_signatures=signatures,
        digest=manifest.digest_of_output,
        folders=manifest.folders(),
        intents=manifest.intents.read(),
    )
    scan = scan_output(str(config.output), recorded, now_ns)
    if recorded.intents or scan.missing or scan.truncated:
        raise DeployError("the site is not as the last build left it; run archiver build")
    return scan


def _foreign_files(output: Path, scan: OutputScan) -> Iterator[str]:
    """The paths of the files that no build wrote, in the order of their names."""
    for path in scan.folders.foreign_paths():
        if path.endswith("/"):
            yield from _files_below(output, path.rstrip("/"))
        elif _is_served(path.rpartition("/")[2]) and not (output / path).is_symlink():
            yield path


def _files_below(output: Path, folder: str) -> Iterator[str]:
    if not _is_served(folder.rpartition("/")[2]):
        return
    for root, folders, names in os.walk(output / folder):
        folders[:] = sorted(filter(_is_served, folders))
        for name in sorted(filter(_is_served, names)):
            file = Path(root, name)
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(output).as_posix()


def _is_served(name: str) -> bool:
    return not name.startswith(".") or name == _WELL_KNOWN
