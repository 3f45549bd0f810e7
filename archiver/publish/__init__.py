"""The files under `site/`: written to a staging folder, moved to their paths, and removed when they are obsolete.

Only files that the manifest has records of, and that have not been edited since, are replaced or removed. All other
files stay and are reported.
"""

from archiver.publish.publisher import Publisher, PublishOutcome
from archiver.publish.scan import (
    OutputScan,
    OwnPaths,
    RecordedOutput,
    folders_of,
    read_stat_signature,
    scan_folders,
    scan_output,
)
from archiver.publish.staging import check_output_folder, open_staging, stage
from archiver.publish.zip_file import write_zip

__all__ = [
    "OutputScan",
    "OwnPaths",
    "PublishOutcome",
    "Publisher",
    "RecordedOutput",
    "check_output_folder",
    "folders_of",
    "open_staging",
    "read_stat_signature",
    "scan_folders",
    "scan_output",
    "stage",
    "write_zip",
]
