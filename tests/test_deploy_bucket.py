"""A built site goes to a bucket: a server that speaks S3's language, in a process of its own, on loopback."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import obstore
import pytest
from obstore.store import S3Store

from archiver.deploy import DeployOptions, DeployReport, deploy
from archiver.deploy.record import RECORD_PATH, record_from_bytes
from archiver.deploy.targets import open_target
from archiver.errors import BucketError
from tests.bucket_server import empty_bucket, run_server, settings_of
from tests.conftest import Project

pytestmark = pytest.mark.slow

BUCKET = "archive-of-tests"
MOON = "# Moon\n\n## Ada · 2024-05-01 {#p1}\n\nThe moon is up.\n"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the server."""
    with run_server() as address:
        yield address


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch) -> S3Store:
    """An empty bucket."""
    for name, value in settings_of(server).items():
        monkeypatch.setenv(name, value)
    return empty_bucket(server, BUCKET)


@pytest.fixture
def built(project: Project) -> Project:
    for number in range(40):
        project.write(f"content/space/moon-{number}.md", MOON)
    project.build()
    return project


def put(project: Project, **options: bool | int) -> DeployReport:
    settings = DeployOptions(grace=0, **options)  # type: ignore[arg-type]  # of several types
    return deploy(project.config, open_target(f"s3://{BUCKET}/sub", project.root, 16), settings)


def files_of(store: S3Store) -> dict[str, bytes]:
    """All files below the prefix but the record."""
    paths = [meta["path"] for batch in obstore.list(store, "sub") for meta in batch]
    found = {path.removeprefix("sub/"): obstore.get(store, path).bytes().to_bytes() for path in paths}
    return {path: content for path, content in found.items() if path != RECORD_PATH}


def site_of(project: Project) -> dict[str, bytes]:
    return {path: content for path, content in project.tree().items() if not path.startswith(".archiver")}


def start(project: Project) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "deploy", f"s3://{BUCKET}/sub"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ.copy())


def test_the_bucket_has_the_site_with_its_headers(built: Project, store: S3Store) -> None:
    report = put(built)
    assert files_of(store) == site_of(built)
    assert len(report.put) == len(site_of(built))
    assert (again := put(built)).put == again.refused == ()
    attributes = obstore.get(store, "sub/space/moon-1/index.html").attributes
    assert attributes["Content-Type"] == "text/html; charset=utf-8"
    assert attributes["Cache-Control"] == "public, max-age=60"
    assert "Content-Encoding" not in attributes
    assert put(built, compress=True).refused == ()
    attributes = obstore.get(store, "sub/space/moon-1/index.html").attributes
    assert attributes["Content-Encoding"] == "gzip"


def test_what_is_gone_is_removed_and_what_somebody_else_put_stays(built: Project, store: S3Store) -> None:
    put(built)
    obstore.put(store, "sub/space/moon-2/index.html", b"edited")
    obstore.put(store, "sub/space/moon-3/index.html", b"edited")
    obstore.put(store, "sub/mine.html", b"mine")
    for name in ("moon-1", "moon-2"):
        (built.root / f"content/space/{name}.md").unlink()
    built.write("content/space/moon-3.md", MOON.replace("up", "down"))
    built.write("content/mine.md", MOON)
    built.build()
    report = put(built)
    assert report.refused == ("space/moon-2/index.html", "space/moon-3/index.html")
    assert "space/moon-1/index.html" in report.removed
    edited = dict.fromkeys(report.refused, b"edited")
    assert files_of(store) == site_of(built) | edited | {"mine.html": b"mine"}


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_killed_deployment_is_resumed(built: Project, store: S3Store, share: float) -> None:
    wanted = len(site_of(built)) * share
    process = start(built)
    while process.poll() is None and sum(len(batch) for batch in obstore.list(store, "sub")) < wanted:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert put(built).refused == ()
    assert files_of(store) == site_of(built)


def test_of_two_at_once_one_at_least_ends_and_the_site_is_whole(built: Project, store: S3Store) -> None:
    processes = [start(built), start(built)]
    ended = [(process.communicate(timeout=120), process.returncode) for process in processes]
    assert {code for _, code in ended} <= {0, 4}, ended
    assert 0 in {code for _, code in ended}, ended
    assert files_of(store) == site_of(built)
    assert record_from_bytes(obstore.get(store, f"sub/{RECORD_PATH}").bytes().to_bytes()).intents == {}


def test_a_bucket_that_is_missing_and_a_url_without_one_are_told(built: Project, store: S3Store) -> None:
    run = built.run("deploy", "s3://no-such-bucket-at-all", env=os.environ.copy())
    assert (run.returncode, run.stderr) == (2, "s3://no-such-bucket-at-all: there is no such bucket\n")
    with pytest.raises(BucketError, match="s3://"):
        open_target("s3://", built.root, 1).read("a")
