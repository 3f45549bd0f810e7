"""What a deployment puts, keeps and removes, in which order, and what targets are told of each file."""

import gzip

import pytest

from archiver.buckets import Version, headers_of
from archiver.buckets.headers import encode
from archiver.deploy.phases import Phase, phase_of
from archiver.deploy.plan import DeployPlan, Timing, plan_deployment
from archiver.deploy.record import (
    DepartedFile,
    DeployedFile,
    TargetRecord,
    record_from_bytes,
    record_to_bytes,
)
from archiver.deploy.site_files import DeployableFile
from archiver.errors import DeployError
from archiver.model import Digest

DIGEST = Digest("3f5a0c9d27e14b68a1b2c3d4e5f60718")
NOW = Timing(now=10_000, grace=600)


def site(**digests: str) -> dict[str, DeployableFile]:
    return {path: DeployableFile(digest=Digest(digest), phase=Phase.THREADS) for path, digest in digests.items()}


def plan(files: dict[str, DeployableFile], record: TargetRecord, timing: Timing = NOW) -> DeployPlan:
    return plan_deployment(files, record, timing, compress=False)


def deployed(files: dict[str, DeployableFile], version: str = "v1") -> TargetRecord:
    """The record of a target that has all these files."""
    puts = plan(files, TargetRecord()).puts
    return TargetRecord(
        files={put.path: DeployedFile(put.file.digest, put.headers_digest, Version(version)) for put in puts}
    )


def test_a_new_file_is_put_where_the_target_has_none() -> None:
    (put,) = plan(site(a="1"), TargetRecord()).puts
    assert (put.path, put.expected) == ("a", None)


def test_a_changed_file_replaces_the_version_that_was_put() -> None:
    changed = plan(site(a="2", b="1"), deployed(site(a="1", b="1")))
    assert [(put.path, put.expected) for put in changed.puts] == [("a", Version("v1"))]
    assert changed.kept.keys() == {"b"}


def test_new_headers_put_a_file_again() -> None:
    record = deployed(site(a="1"))
    headers = {path: file._replace(headers=Digest("other")) for path, file in record.files.items()}
    assert [put.path for put in plan(site(a="1"), TargetRecord(files=headers)).puts] == ["a"]


def test_what_the_site_no_longer_has_stays_for_a_while() -> None:
    gone = plan({}, deployed(site(a="1")))
    assert gone.departed == {"a": DepartedFile(Version("v1"), 10_000)}
    assert gone.due == {}
    later = TargetRecord(departed=gone.departed)
    assert plan({}, later, Timing(now=10_599, grace=600)).due == {}
    assert plan({}, later, Timing(now=10_600, grace=600)).due == {"a": Version("v1")}


def test_a_file_that_comes_back_replaces_the_one_that_was_to_go() -> None:
    back = plan(site(a="2"), TargetRecord(departed={"a": DepartedFile(Version("v1"), 1)}))
    assert [(put.path, put.expected) for put in back.puts] == [("a", Version("v1"))]
    assert (back.departed, back.due) == ({}, {})


def test_what_is_referred_to_comes_first() -> None:
    owners = {
        "index.html": "",
        "404.html": "",
        "assets/style.css": "",
        "assets/style.3f5a0c9d.css": "",
        "assets/map.20240131.png": "",
        "space/index.html": "/board/space",
        "space/moon/index.html": "space/moon.md",
        "space/moon/page-2/index.html": "space/moon.md",
        "search/data/meta.bin": ".search",
        "search/data/t/0123456789ab.bin": ".search",
        "search/index.html": "",
        "CNAME": None,
    }
    phases = {path: phase_of(path, owner, DIGEST) for path, owner in owners.items()}
    files = {path: DeployableFile(digest=Digest("1"), phase=phase) for path, phase in phases.items()}
    first = [put.path for put in plan(files, TargetRecord()).puts]
    assert first == [
        "assets/style.3f5a0c9d.css",
        "search/data/t/0123456789ab.bin",
        "assets/map.20240131.png",
        "assets/style.css",
        "404.html",
        "CNAME",
        "search/index.html",
        "space/index.html",
        "space/moon/index.html",
        "space/moon/page-2/index.html",
        "index.html",
        "search/data/meta.bin",
    ]
    changed = {path: DeployableFile(digest=Digest("2"), phase=phase) for path, phase in phases.items()}
    new = {"space/sun/index.html": DeployableFile(digest=Digest("1"), phase=Phase.THREADS)}
    assert [put.path for put in plan(changed | new, deployed(files)).puts] == [
        "assets/style.3f5a0c9d.css",
        "search/data/t/0123456789ab.bin",
        "assets/map.20240131.png",
        "assets/style.css",
        "space/sun/index.html",
        "space/moon/index.html",
        "space/moon/page-2/index.html",
        "404.html",
        "CNAME",
        "index.html",
        "search/index.html",
        "space/index.html",
        "search/data/meta.bin",
    ]


def test_the_directory_of_search_data_in_scripts_comes_last_too() -> None:
    assert phase_of("search/data/meta.bin.js", ".search", DIGEST) is Phase.SEARCH_DIRECTORY
    assert phase_of("search/data/t/0123456789ab.bin.js", ".search", DIGEST) is Phase.NAMED_BY_CONTENT


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("space/moon/index.html", "text/html; charset=utf-8"),
        ("space/moon/index.md", "text/markdown; charset=utf-8"),
        ("space/moon/index.json", "application/json"),
        ("space/feed.xml", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("assets/style.css", "text/css; charset=utf-8"),
        ("assets/search.js", "text/javascript; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("search/data/meta.bin", "application/octet-stream"),
        ("media/a/b.avif", "image/avif"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_the_media_type_is_that_of_the_file(path: str, content_type: str) -> None:
    assert headers_of(path, immutable=False, compress=False).content_type == content_type


def test_only_names_that_change_with_the_bytes_are_kept_for_ever() -> None:
    assert "immutable" in headers_of("search/data/t/0123456789ab.bin", immutable=True, compress=False)[1]
    assert headers_of("a", immutable=False, compress=False).cache_control == "public, max-age=60"


def test_text_is_compressed_on_request_and_equal_bytes_stay_equal() -> None:
    page = headers_of("index.html", immutable=False, compress=True)
    assert page.content_encoding == "gzip"
    assert gzip.decompress(encode(b"<p>moon", page)) == b"<p>moon"
    assert encode(b"<p>moon", page) == encode(b"<p>moon", page)
    for path in ("a.webp", "search/data/meta.bin"):
        assert encode(b"x", headers_of(path, immutable=False, compress=True)) == b"x"
    assert encode(b"x", headers_of("index.html", immutable=False, compress=False)) == b"x"


def test_a_record_is_read_as_it_was_written() -> None:
    record = TargetRecord(
        files={"a/ö.html": DeployedFile(Digest("1"), Digest("2"), Version('"e"', "7"))},
        departed={"b": DepartedFile(Version("x"), 5)},
        intents={"c": (Digest("3"), Digest("4"))},
    )
    assert record_from_bytes(record_to_bytes(record)) == record


@pytest.mark.parametrize(
    "content",
    [b"", b"x", gzip.compress(b"[]"), gzip.compress(b'{"format": 99}')],
    ids=["empty", "not compressed", "no object", "unknown format"],
)
def test_a_damaged_record_is_an_error(content: bytes) -> None:
    with pytest.raises(DeployError, match=r"deployed\.json\.gz at the target is damaged"):
        record_from_bytes(content)
