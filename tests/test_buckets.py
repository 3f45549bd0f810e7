"""What every bucket does: the interface over a store in memory, and over a folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from archiver.buckets import Bucket, Headers, ListedFile, Upload, Version, is_named_by_content, open_bucket
from archiver.buckets.folder import FolderBucket
from archiver.buckets.object_store import StoreBucket, _without_keys
from archiver.errors import BucketError
from archiver.model import Digest

HEADERS = Headers(content_type="text/html; charset=utf-8", cache_control="public, max-age=60")


@pytest.fixture(params=["memory", "folder"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Bucket:
    make: dict[str, Callable[[], Bucket]] = {
        "memory": lambda: StoreBucket("memory://", MemoryStore(), 4),
        "folder": lambda: FolderBucket(tmp_path),
    }
    return make[request.param]()


def put(bucket: Bucket, path: str, content: bytes, expected: Version | None = None) -> Version | None:
    return bucket.put([Upload(path=path, read=lambda: content, headers=HEADERS, expected=expected)]).get(path)


def test_a_new_path_is_put_once_and_a_known_one_in_its_version_only(bucket: Bucket) -> None:
    first = put(bucket, "a/b.html", b"1")
    assert first
    assert put(bucket, "a/b.html", b"2") is None
    second = put(bucket, "a/b.html", b"2", first)
    assert second
    assert put(bucket, "a/b.html", b"3", first) is None
    assert (stored := bucket.read("a/b.html"))
    assert (stored.content, stored.version) == (b"2", second)
    assert second.signature != first.signature != 0


def test_a_listing_has_the_versions_of_all_files(bucket: Bucket) -> None:
    versions = {path: put(bucket, path, b"xyz") for path in ("a.html", "b/c.html", "b/d/e.html")}
    listed = sorted(bucket.list_files())
    assert [(file.path, file.size) for file in listed] == [(path, 3) for path in sorted(versions)]
    assert {file.path: file.version for file in listed} == versions
    assert sorted(file.path for file in bucket.list_files("b")) == ["b/c.html", "b/d/e.html"]
    assert isinstance(listed[0], ListedFile)


def test_many_are_read_in_order_and_a_missing_one_is_none(bucket: Bucket) -> None:
    for number in range(20):
        put(bucket, f"{number}.html", str(number).encode())
    paths = [*(f"{number}.html" for number in range(20)), "missing"]
    read = list(bucket.read_all(iter(paths)))
    assert [path for path, _ in read] == paths
    assert [stored and stored.content for _, stored in read] == [*(str(n).encode() for n in range(20)), None]


def test_only_files_in_the_expected_version_are_removed(bucket: Bucket) -> None:
    ours, changed = put(bucket, "ours", b"1"), put(bucket, "changed", b"1")
    assert ours
    assert changed
    put(bucket, "changed", b"2", changed)
    assert bucket.remove({"ours": ours, "changed": changed, "gone": ours}) == {"changed"}
    assert [file.path for file in bucket.list_files()] == ["changed"]


@pytest.mark.parametrize("url", ["http://x/y", "memory://", "s3x://a", ""])
def test_other_addresses_are_none_of_a_bucket(url: str) -> None:
    with pytest.raises(BucketError, match="begins with s3://, gs://, az:// or file://"):
        open_bucket(url)


def test_neither_an_address_nor_an_answer_tells_a_key() -> None:
    with pytest.raises(BucketError, match="read from the environment") as refused:
        open_bucket("s3://name:PIN@bucket/x")
    assert "PIN" not in str(refused.value)
    answer = (
        'GET http://name:PIN@host/x: 403: <?xml version="1.0"?><Error><Code>InvalidAccessKeyId</Code>'
        "<Message>No such key.</Message><AWSAccessKeyId>AKID</AWSAccessKeyId><StringToSign>PIN</StringToSign></Error>"
        "\n\nDebug source: PIN"
    )
    assert _without_keys(answer) == "GET http://host/x: 403: InvalidAccessKeyId: No such key."


def test_only_what_a_build_names_by_its_content_is_kept_for_ever() -> None:
    named = {
        path
        for path in ("search/data/t/0a1b.bin", "search/data/meta.bin", "index.html")
        if is_named_by_content(path, Digest("0"))
    }
    assert named == {"search/data/t/0a1b.bin"}
