"""The files under `site/`: written to a staging folder, moved to their paths, and removed when they are obsolete; or
put into a bucket, and removed from it.

Only files that the manifest has records of, and that have not been edited since, are replaced or removed. All other
files stay and are reported.
"""

from archiver.publish.bucket_publisher import BucketPublisher
from archiver.publish.bucket_scan import BucketScan, collapse_foreign, scan_bucket
from archiver.publish.lease import BuildLease, last_builder
from archiver.publish.publisher import Publisher
from archiver.publish.scan import (
    OutputScan,
    OwnPaths,
    RecordedOutput,
    folders_of,
    read_stat_signature,
    scan_folders,
    scan_output,
)
from archiver.publish.stagers import FolderStager, SiteBucket, Stager, StagingPlace, open_stager
from archiver.publish.staging import check_output_folder, open_staging, stage

__all__ = [
    "BucketPublisher",
    "BucketScan",
    "BuildLease",
    "FolderStager",
    "OutputScan",
    "OwnPaths",
    "Publisher",
    "RecordedOutput",
    "SiteBucket",
    "Stager",
    "StagingPlace",
    "check_output_folder",
    "collapse_foreign",
    "folders_of",
    "last_builder",
    "open_stager",
    "open_staging",
    "read_stat_signature",
    "scan_bucket",
    "scan_folders",
    "scan_output",
    "stage",
]
