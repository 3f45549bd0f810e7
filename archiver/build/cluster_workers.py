"""What a build asks of the workers of a cluster: its program, theme and time zones, and where the project is.

The settings go along with each task, so they cannot differ. If content and site are in buckets, the themes of the
project go along, too, and workers share nothing else with this machine.
"""

import os
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from archiver.buckets import open_bucket
from archiver.build.program import program_traits
from archiver.build.sent_project import pickle_for_others
from archiver.build.tasks import Job
from archiver.config import Config
from archiver.errors import BucketError, ConfigError, Problem
from archiver.model import BucketUrl, Digest, digest_of
from archiver.pool import Workers
from archiver.publish import StagingPlace
from archiver.theme import Theme

_PROBE = ".archiver/probe"  # any path: the answer matters, not the file
_YEARS = range(1970, 2038)


def connect_cluster(address: str, job: Job) -> Workers:
    """The workers of the scheduler at an address, which run the tasks of a build.

    Raises ConfigError if the library is missing that this needs, and ClusterError if the scheduler cannot be reached or
    a worker would not build the same. `job` is what all tasks share.
    """
    try:
        from archiver.pool.cluster import Admission, Cluster
    except ModuleNotFoundError as error:
        message = f'needs {error.name}, which comes with the extra "cluster": pip install "archiver[cluster]"'
        raise ConfigError((Problem(path="--cluster", line=0, message=message),)) from error
    content = job.config.content_place
    sample = _any_name(content) if isinstance(content, Path) else ""
    find_faults = partial(find_worker_faults, job, sample, zone_digest(job.config.zone))
    dumps = partial(pickle_for_others, job.config.root, job.theme) if job.is_alone else pickle.dumps
    return Cluster(address, Admission(traits=program_traits, find_faults=find_faults, dumps=dumps))


def _any_name(folder: Path) -> str:
    """The name of something in a folder; "" if it is empty, or none."""
    try:
        with os.scandir(folder) as entries:
            return next((entry.name for entry in entries), "")
    except OSError:
        return ""


def find_worker_faults(job: Job, sample: str, zone: Digest) -> tuple[str, ...]:
    """What keeps this process from building what the one that asks would build, in words that go on after a name.

    Args:
        job: what all tasks share.
        sample: the name of something in the content folder; "" if it is empty.
        zone: the `zone_digest` of the project there.
    """
    return tuple(_faults(job, sample, zone))


def _faults(job: Job, sample: str, zone: Digest) -> Iterator[str]:
    config = job.config
    yield from _faults_of_content(config, sample)
    yield from _faults_of_site(job.staging, config)
    if job.index and not _is_writable(config.state):
        yield f"cannot write to the search index in {config.state}; share the folder with it, at this path"
    if path := _different_file(job.theme):
        yield f"has another theme than here (as {path}); install the same there"
    if zone_digest(config.zone) != zone:
        yield f"has other rules for the time zone {config.timezone}; update its time zone data"


def _faults_of_content(config: Config, sample: str) -> Iterator[str]:
    place = config.content_place
    if not isinstance(place, Path):
        yield from _faults_of_bucket(place)
    elif not os.path.lexists(place / sample):
        yield f"does not see the threads in {place}; share the folder with it, at this path"


def _faults_of_site(staging: StagingPlace, config: Config) -> Iterator[str]:
    if not isinstance(staging, Path):
        yield from _faults_of_bucket(staging.url)
    elif not _is_writable(staging):
        yield f"cannot write to the site in {config.output_place}; share the folder with it, at this path"


def _faults_of_bucket(url: BucketUrl) -> Iterator[str]:
    try:
        open_bucket(url).read(_PROBE)
    except BucketError as error:
        yield f"cannot use the bucket ({error})"


def _is_writable(folder: Path) -> bool:
    """True if this process can make a folder in another one."""
    probe = folder / os.urandom(16).hex()
    try:
        probe.mkdir()
        probe.rmdir()
    except OSError:
        return False
    return True


def _different_file(theme: Theme) -> str:
    """A file of a theme that is missing here, or has other bytes; "" if there is none."""
    return next((path for path, digest in theme.files.items() if _digest_of_file(path) != digest), "")


def _digest_of_file(path: str) -> Digest | None:
    try:
        return digest_of(Path(path).read_bytes())
    except OSError:
        return None


def zone_digest(zone: ZoneInfo) -> Digest:
    """The digest of the rules of a time zone: of its names and offsets from UTC in each month."""
    months = (datetime(year, month, 1, tzinfo=UTC).astimezone(zone) for year in _YEARS for month in range(1, 13))
    return digest_of(" ".join(f"{at:%Z%z}" for at in months).encode())
