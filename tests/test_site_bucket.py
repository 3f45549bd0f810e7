"""The files of a site in a bucket: what is put, what stays, what a killed build leaves; one build at a time."""

from collections.abc import Mapping

import pytest
from obstore.store import MemoryStore

from archiver.buckets import Headers, Upload, Version
from archiver.buckets.object_store import StoreBucket
from archiver.errors import LockedError, OvertakenError
from archiver.model import Digest, Folders, Output, PublishOutcome, digest_of
from archiver.publish import RecordedOutput, collapse_foreign, lease, scan_bucket
from archiver.publish.bucket_intents import INTENTS, Leftover, put_intents
from archiver.publish.bucket_stager import REPLACED, BucketStager
from archiver.publish.lease import RECORD_PATH, BuildLease

PAGE = Output(path="a/index.html", content=b"a page")
HEADERS = Headers(content_type="text/html", cache_control="no-store")


@pytest.fixture
def bucket() -> StoreBucket:
    return StoreBucket("memory://", MemoryStore(), 4)


def put(bucket: StoreBucket, path: str, content: bytes) -> Version:
    return bucket.put([Upload(path=path, read=lambda: content, headers=HEADERS, expected=None)])[path]


def content_of(bucket: StoreBucket, path: str) -> bytes:
    stored = bucket.read(path)
    return stored.content if stored else b""


def stage(
    bucket: StoreBucket,
    versions: Mapping[str, Version] | None = None,
    leftovers: Mapping[str, Leftover] | None = None,
    *,
    takes_over: bool = False,
) -> PublishOutcome | None:
    """Stager the page, and return what became of it."""
    begun: list[bool] = []
    opened = BucketStager(bucket, leftovers or {}, lambda: begun.append(True), takes_over=takes_over)
    (file,) = opened.settle(opened.stage([PAGE], {}, versions))
    opened.close()
    assert file.put
    stored = bucket.read(PAGE.path)
    assert stored
    assert file.put.signature in {0, stored.version.signature}
    return file.put.outcome


def recorded(files: Mapping[str, tuple[Version, bytes]]) -> RecordedOutput:
    digests = {path: digest_of(content) for path, (_, content) in files.items()}
    signatures = {path: version.signature for path, (version, _) in files.items()}
    return RecordedOutput(
        stat_signatures=signatures, digest=digests.__getitem__, folders=Folders({}, {}), intents=frozenset()
    )


def test_a_new_file_is_put_after_its_intent(bucket: StoreBucket) -> None:
    assert stage(bucket) is PublishOutcome.WRITTEN
    assert content_of(bucket, PAGE.path) == PAGE.content
    (intent,) = bucket.list_files(INTENTS.rstrip("/"))
    assert content_of(bucket, intent.path) == f"{PAGE.digest} {PAGE.path}\n".encode()


def test_what_the_site_has_already_is_not_put(bucket: StoreBucket) -> None:
    opened = BucketStager(bucket, {}, lambda: None, takes_over=False)
    (file,) = opened.settle(opened.stage([PAGE], {PAGE.path: PAGE.digest}))
    assert file.put is None
    assert list(bucket.list_files()) == []


def test_a_file_is_replaced_in_the_version_that_a_build_has_put(bucket: StoreBucket) -> None:
    version = put(bucket, PAGE.path, b"older")
    assert stage(bucket, {PAGE.path: version}) is PublishOutcome.WRITTEN
    assert content_of(bucket, PAGE.path) == PAGE.content


def test_a_foreign_file_stays_and_an_equal_one_is_ours(bucket: StoreBucket) -> None:
    put(bucket, PAGE.path, b"foreign")
    assert stage(bucket) is PublishOutcome.REFUSED
    assert content_of(bucket, PAGE.path) == b"foreign"
    bucket.remove({file.path: file.version for file in bucket.list_files()})
    put(bucket, PAGE.path, PAGE.content)
    assert stage(bucket) is PublishOutcome.UNCHANGED


def test_a_file_that_somebody_has_removed_is_put_again(bucket: StoreBucket) -> None:
    assert stage(bucket, {PAGE.path: Version('"of a file that is gone"')}) is PublishOutcome.WRITTEN


def test_a_build_without_records_moves_what_is_in_its_way(bucket: StoreBucket) -> None:
    put(bucket, PAGE.path, b"whose?")
    assert stage(bucket, takes_over=True) is PublishOutcome.REPLACED
    assert content_of(bucket, PAGE.path) == PAGE.content
    (moved,) = bucket.list_files(REPLACED.rstrip("/"))
    assert content_of(bucket, moved.path) == b"whose?"


def test_what_a_killed_build_has_put_is_kept_or_replaced(bucket: StoreBucket) -> None:
    version = put(bucket, PAGE.path, PAGE.content)
    assert stage(bucket, leftovers={PAGE.path: Leftover(version, PAGE.digest)}) is PublishOutcome.UNCHANGED
    assert list(bucket.list_files(INTENTS.rstrip("/"))) == []
    assert stage(bucket, leftovers={PAGE.path: Leftover(version, Digest("another"))}) is PublishOutcome.WRITTEN


def test_a_scan_tells_ours_from_others(bucket: StoreBucket) -> None:
    files = {path: (put(bucket, path, b"1"), b"1") for path in ("same", "again", "edited", "gone", "half")}
    bucket.remove({path: version for path, (version, _) in files.items() if path != "same"})
    for path, content in {
        "again": b"1",
        "edited": b"2",
        "half": b"3",
        "new/a": b"4",
        "mine": b"5",
        "x/y/z": b"6",
    }.items():
        put(bucket, path, content)
    put_intents(bucket, [("half", digest_of(b"3")), ("new/a", digest_of(b"4")), ("mine", digest_of(b"other"))])
    found = scan_bucket(bucket, recorded({**files, "again": (Version('"old"'), b"1")}))
    assert found.scan.missing == {"gone"}
    assert found.scan.edited == {"edited"}
    assert found.scan.truncated == {"half"}
    assert found.scan.new_signatures.keys() == {"again"}
    assert found.leftovers.keys() == {"half", "new/a"}
    assert found.versions.keys() == {"same", "again", "half", "new/a"}
    assert found.scan.folders.foreign_paths() == ("mine", "x/y/z")
    assert (found.lease, len(found.intents)) == (None, 1)
    assert collapse_foreign(found.scan.folders.foreign_paths(), ["same"]).foreign_paths() == ("mine", "x/")


@pytest.fixture
def quick_pulse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "_PULSE", 0.05)


def version_of(bucket: StoreBucket) -> Version | None:
    stored = bucket.read(RECORD_PATH)
    return stored.version if stored else None


@pytest.mark.usefixtures("quick_pulse")
def test_who_builds_at_once_is_refused_and_afterwards_not(bucket: StoreBucket) -> None:
    with BuildLease(bucket, "b", "first", None) as first:
        first.acquire()
        first.acquire()
        with (
            BuildLease(bucket, "b", "second", None) as second,
            pytest.raises(LockedError, match="another build writes"),
        ):
            second.acquire()
        with BuildLease(bucket, "b", "second", version_of(bucket)) as second, pytest.raises(LockedError):
            second.acquire()
    with BuildLease(bucket, "b", "second", version_of(bucket)) as second:
        second.acquire()


@pytest.mark.usefixtures("quick_pulse")
def test_the_record_of_a_dead_build_is_taken_over_and_it_notices_if_it_lives(bucket: StoreBucket) -> None:
    suspended = BuildLease(bucket, "b", "first", None)
    suspended.acquire()
    suspended._ended.set()
    suspended._pulse.join()
    with BuildLease(bucket, "b", "second", version_of(bucket)) as second:
        second.acquire()
        with pytest.raises(OvertakenError, match="another build writes into b"):
            suspended.renew()
        with pytest.raises(OvertakenError):
            suspended.acquire()
        second.renew()


def test_nothing_is_written_for_a_build_with_nothing_to_do(bucket: StoreBucket) -> None:
    with BuildLease(bucket, "b", "first", None) as first:
        first.check()
    assert list(bucket.list_files()) == []
