"""Scans a site in a bucket: which objects are as builds have put them, and what else is there. It is listed once."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from archiver.buckets import Bucket, Version
from archiver.model import Folders, digest_of
from archiver.publish.bucket_intents import INTENTS, OWN, Leftover, read_intents
from archiver.publish.lease import RECORD_PATH
from archiver.publish.scan import OutputScan, RecordedOutput, folders_of, parent


class BucketScan(Struct, frozen=True, kw_only=True):
    """What a listing of a bucket has found, compared with the records of the site."""

    scan: OutputScan
    versions: Mapping[str, Version]
    """The versions of the files that a build has put, by path: they may be replaced and removed."""
    leftovers: Mapping[str, Leftover]
    """Those of them that builds have put which were killed."""
    lease: Version | None
    """The version of the record of who builds; None if nobody has ever built into the bucket."""
    intents: Mapping[str, Version]
    """The versions of the intents of builds that were killed, by path."""


def scan_bucket(bucket: Bucket, recorded: RecordedOutput) -> BucketScan:
    """Compare a bucket with its records, which are `recorded`. Files are read whose versions are not the recorded ones.

    Raises BucketError.
    """
    listed = {file.path: file for file in bucket.list_files()}
    intents = {path: file.version for path, file in listed.items() if path.startswith(INTENTS)}
    intended, known = read_intents(bucket, intents), dict(recorded.stat_signatures.items())
    standing = {path: file.version for path, file in listed.items() if path in known or path in intended}
    versions = {path: version for path, version in standing.items() if version.signature == known.get(path)}
    new_signatures, leftovers, edited = dict[str, int](), dict[str, Leftover](), set[str]()
    for path, stored in bucket.read_all([path for path in standing if path not in versions]):
        if stored is None:
            continue  # it was there a moment ago
        digest = digest_of(stored.content)
        if path in known and digest == recorded.digest(path):
            versions[path], new_signatures[path] = stored.version, stored.version.signature
        elif digest in intended.get(path, ()):
            versions[path], leftovers[path] = stored.version, Leftover(stored.version, digest)
        elif path in known:
            edited.add(path)
    scan = OutputScan(
        missing=frozenset(known.keys() - versions.keys() - edited),
        edited=frozenset(edited),
        truncated=frozenset(leftovers.keys() & known.keys()),
        new_signatures=new_signatures,
        folders=_foreign(listed.keys() - known.keys() - leftovers.keys()),
    )
    lease = listed[RECORD_PATH].version if RECORD_PATH in listed else None
    return BucketScan(scan=scan, versions=versions, leftovers=leftovers, lease=lease, intents=intents)


def _foreign(paths: Iterable[str]) -> Folders:
    """The foreign files among `paths`, one by one, as if they were in the bucket itself.

    Which folders are the site's own is known when a build has put its files, or found them again: `collapse_foreign`.
    """
    names = tuple(sorted(path for path in paths if not path.startswith(OWN)))
    return Folders({}, {"": names} if names else {})


def collapse_foreign(paths: Iterable[str], ours: Iterable[str]) -> Folders:
    """The folders of a bucket: the foreign files at `paths`, or the foreign folders that they are in.

    `ours` are the paths of the files of the site.
    """
    folders, names = folders_of(ours), dict[str, set[str]]()
    for path in paths:
        above = path
        while parent(above) not in folders:
            above = parent(above)
        names.setdefault(parent(above), set()).add(above.removeprefix(parent(above)))
    return Folders({}, {folder: tuple(sorted(found)) for folder, found in names.items()})
