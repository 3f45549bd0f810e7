"""Where the site of a build goes, a folder or a bucket: what a build finds there, and what it writes with."""

import os
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from archiver.buckets import Bucket, open_bucket
from archiver.build.previous import FoundSite, has_records_of_output, read_recorded_output
from archiver.config import Config
from archiver.errors import OutputError
from archiver.manifest import Manifest
from archiver.model import BucketUrl, digest_of
from archiver.publish import (
    BucketPublisher,
    BucketScan,
    BuildLease,
    Publisher,
    SiteBucket,
    StagingPlace,
    check_output_folder,
    last_builder,
    open_staging,
    scan_bucket,
    scan_output,
)

SitePublisher = Publisher | BucketPublisher


class SitePlace(Struct, frozen=True, kw_only=True):
    """The place of a site, scanned."""

    staging: StagingPlace
    """Where workers leave files."""
    found: FoundSite
    open_publisher: Callable[[Container[str]], SitePublisher]
    """Opens what publishes the files of a build, which may replace and remove the files in the container."""


@contextmanager
def open_site_place(config: Config, manifest: Manifest, now_ns: int) -> Iterator[SitePlace]:
    """Open the place of the site of a project, and scan it.

    Args:
        config: the project.
        manifest: its manifest.
        now_ns: the time in nanoseconds of the epoch, for stat signatures.

    Raises OutputError if builds may not write there, OSError, BucketError.
    """
    place = config.output_place
    if not isinstance(place, Path):
        with _open_in_bucket(place, config, manifest) as opened:
            yield opened
        return
    recorded = read_recorded_output(config, manifest)
    takes_over = check_output_folder(place, is_known=has_records_of_output(config, manifest))
    quarantine = config.state / "replaced" if takes_over else None
    with open_staging(place, config.root) as staging:
        scan = scan_output(str(place), recorded, now_ns)
        yield SitePlace(
            staging=staging,
            found=FoundSite(recorded=recorded, scan=scan, intents=recorded.intents),
            open_publisher=lambda ours: Publisher(place, staging, ours, quarantine),
        )


@contextmanager
def _open_in_bucket(url: BucketUrl, config: Config, manifest: Manifest) -> Iterator[SitePlace]:
    """`url` is the bucket; all else is as for `open_site_place`."""
    bucket, recorded = open_bucket(url), read_recorded_output(config, manifest)
    found = scan_bucket(bucket, recorded)
    site = _site_bucket(url, found, is_known=_is_known(bucket, found, config, manifest))
    with BuildLease(bucket, url, _builder(config, manifest, takes_over=site.takes_over), found.lease) as lease:
        yield SitePlace(
            staging=site,
            found=FoundSite(
                recorded=recorded, scan=found.scan, intents=found.leftovers.keys(), versions=found.versions
            ),
            open_publisher=lambda _: BucketPublisher(site=site, bucket=bucket, lease=lease, found=found),
        )


def _is_known(bucket: Bucket, found: BucketScan, config: Config, manifest: Manifest) -> bool:
    """True if the manifest has records of the bucket, or a first build with it has written there until it was killed.

    Args:
        bucket: where the site goes.
        found: its scan.
        config: the project.
        manifest: its manifest.
    """
    builder = _builder(config, manifest, takes_over=False)
    return has_records_of_output(config, manifest) or (manifest.is_new and last_builder(bucket, found.lease) == builder)


def _builder(config: Config, manifest: Manifest, *, takes_over: bool) -> str:
    """What no other machine's builds have, nor those of another copy of the project on this one. It tells no name.

    A build that takes the bucket over has a text of its own: if it is killed, the next one takes over, too.
    """
    return digest_of(f"{manifest.identity}\n{os.uname().nodename}\n{config.root}\n{takes_over}".encode())


def _site_bucket(url: BucketUrl, found: BucketScan, *, is_known: bool) -> SiteBucket:
    """The bucket that a build may write into.

    Raises OutputError if it has files, and no build of any project has written into it.
    """
    foreign = sorted(path for path in found.scan.folders.foreign_paths() if not path.startswith("."))
    if foreign and not is_known and found.lease is None:
        some = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
        raise OutputError(
            f"{url} has files that archiver did not put there ({some}); "
            f"empty it, or choose another prefix with `output` in archiver.toml"
        )
    return SiteBucket(url=url, leftovers=found.leftovers, takes_over=found.lease is not None and not is_known)
