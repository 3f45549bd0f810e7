"""Decides what a deployment puts and removes. Pure."""

from collections.abc import Mapping

from msgspec import Struct

from archiver.buckets import Headers, Version, headers_of
from archiver.deploy.phases import Phase, phase_of_new
from archiver.deploy.record import DepartedFile, DeployedFile, TargetRecord
from archiver.deploy.site_files import DeployableFile
from archiver.model import Digest, digest_of


class Put(Struct, frozen=True, kw_only=True):
    """A file that a deployment puts."""

    path: str
    file: DeployableFile
    headers: Headers
    expected: Version | None
    """The version that the target must have; None: it must have no file of this path."""

    @property
    def phase(self) -> Phase:
        """When it is put."""
        return self.file.phase if self.expected else phase_of_new(self.path, self.file.phase)

    def is_done(self, deployed: DeployedFile) -> bool:
        """True if the target has the file as it should."""
        return (deployed.digest, deployed.headers) == (self.file.digest, self.headers_digest)

    @property
    def headers_digest(self) -> Digest:
        """The digest of the headers, as records have it."""
        return digest_of("\n".join(self.headers).encode())


class DeployPlan(Struct, frozen=True, kw_only=True):
    """What a deployment does."""

    puts: tuple[Put, ...]
    """In the order of their phases, and of their paths within each."""
    kept: Mapping[str, DeployedFile]
    """The files that stand at the target as they should."""
    departed: Mapping[str, DepartedFile]
    """Files at the target that are not part of the site, and stay until they are due."""
    due: Mapping[str, Version]
    """Files at the target that are not part of the site, and are removed."""


class Timing(Struct, frozen=True, kw_only=True):
    """When files that are no longer part of the site are removed: `grace` seconds after a deployment has found it.

    `now` is the time in seconds since the epoch.
    """

    now: int
    grace: int


def plan_deployment(
    site: Mapping[str, DeployableFile], record: TargetRecord, timing: Timing, *, compress: bool
) -> DeployPlan:
    """What has to be done so that a target has the files of a site.

    Args:
        site: the files of the site by path.
        record: what stands at the target.
        timing: when what is no longer part of the site is removed.
        compress: True to store text compressed.
    """
    wanted = {path: _put(path, file, record, compress=compress) for path, file in site.items()}
    kept = {path: file for path, file in record.files.items() if path in wanted and wanted[path].is_done(file)}
    departed = _departed(site, record, timing.now)
    due = {path: file.version for path, file in departed.items() if file.since + timing.grace <= timing.now}
    return DeployPlan(
        puts=tuple(sorted((put for put in wanted.values() if put.path not in kept), key=lambda p: (p.phase, p.path))),
        kept=kept,
        departed={path: file for path, file in departed.items() if path not in due},
        due=due,
    )


def _put(path: str, file: DeployableFile, record: TargetRecord, *, compress: bool) -> Put:
    headers = headers_of(path, immutable=file.phase is Phase.NAMED_BY_CONTENT, compress=compress)
    return Put(path=path, file=file, headers=headers, expected=_standing_version(path, record))


def _standing_version(path: str, record: TargetRecord) -> Version | None:
    """The version of a file that archiver has put to the target; None if it has put none."""
    if path in record.files:
        return record.files[path].version
    return record.departed[path].version if path in record.departed else None


def _departed(site: Mapping[str, DeployableFile], record: TargetRecord, now: int) -> dict[str, DepartedFile]:
    """The files at the target that are not part of the site, with the time at which that was first found."""
    found = {path: DepartedFile(file.version, now) for path, file in record.files.items()} | dict(record.departed)
    return {path: file for path, file in found.items() if path not in site}
