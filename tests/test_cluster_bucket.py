"""Builds on a cluster whose workers share nothing with the machine of the project but buckets, on loopback."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from obstore.store import S3Store

from archiver.build import build
from archiver.errors import ClusterError
from archiver.publish.bucket_intents import OWN
from tests.bucket_server import empty_bucket, run_server, settings_of
from tests.cluster import RunningCluster, open_cluster
from tests.conftest import Project
from tests.test_cluster import assert_finds_equal, write_talks

pytestmark = pytest.mark.slow

BUCKET = "cluster-of-tests"
THEME = {
    "theme.toml": 'name = "mine"\nextends = "default"\n',
    "templates/thread.html": '{% extends "!default/thread.html" %}{% block title %}Mine: {{ super() }}{% endblock %}',
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with run_server() as address:
        yield address


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch) -> S3Store:
    """An empty bucket."""
    for name, value in settings_of(server).items():
        monkeypatch.setenv(name, value)
    return empty_bucket(server, BUCKET)


@pytest.fixture
def local(tmp_path: Path) -> Project:
    """A project with a theme of its own, built here."""
    project = write_talks(Project(tmp_path / "local"))
    for path, text in THEME.items():
        project.write(f"themes/mine/{path}", text)
    project.write("archiver.toml", f'theme = "mine"\n{project.read("archiver.toml")}')
    project.build(jobs=1)
    return project


@pytest.fixture
def remote(tmp_path: Path, local: Project, store: S3Store) -> Project:
    """The project with its content in a bucket, whose site goes there, too."""
    content = local.root / "content"
    for path in filter(Path.is_file, content.rglob("*")):
        obstore.put(store, f"in/{path.relative_to(content).as_posix()}", path.read_bytes())
    project = Project(tmp_path / "remote")
    project.write(
        "archiver.toml", f'content = "s3://{BUCKET}/in"\noutput = "s3://{BUCKET}/out"\n{local.read("archiver.toml")}'
    )
    shutil.copytree(local.root / "themes", project.root / "themes")
    return project


@pytest.fixture
def cluster(tmp_path: Path, remote: Project) -> Iterator[RunningCluster]:
    """Two workers that cannot use any file of the project."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    with open_cluster(folder) as opened:
        for _ in range(2):
            opened.start_worker(far_from=remote.root)
        yield opened


def site_of(project: Project) -> dict[str, bytes]:
    return {path: content for path, content in project.tree().items() if not path.startswith(".archiver")}


def objects(store: S3Store) -> dict[str, bytes]:
    """All files of the site in the bucket."""
    paths = [meta["path"] for batch in obstore.list(store, "out") for meta in batch]
    found = {path.removeprefix("out/"): obstore.get(store, path).bytes().to_bytes() for path in paths}
    return {path: content for path, content in found.items() if not path.startswith(OWN)}


def test_workers_with_nothing_but_a_bucket_build_the_same_also_if_one_is_killed(
    cluster: RunningCluster, remote: Project, local: Project, store: S3Store
) -> None:
    cluster.order(signal.SIGKILL)
    report = build(remote.config, cluster=cluster.address)
    assert cluster.has_obeyed()
    assert report.problems == ()
    assert objects(store) == site_of(local)
    assert_finds_equal(remote, local)
    assert remote.build().written == ()
    edited = local.write("content/b1/t1.md", local.read("content/b1/t1.md") + "\nAnd more of the moon.\n")
    obstore.put(store, "in/b1/t1.md", edited.read_bytes())
    build(remote.config, cluster=cluster.address)
    local.build()
    assert objects(store) == site_of(local)
    assert_finds_equal(remote, local)


def test_workers_without_the_keys_of_the_bucket_are_refused(
    cluster: RunningCluster, remote: Project, store: S3Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.delenv("AWS_ENDPOINT")
        patch.setenv("AWS_ENDPOINT", "http://127.0.0.1:9")
        stranger = cluster.start_worker(far_from=remote.root)
    with pytest.raises(ClusterError, match="cannot use the bucket"):
        build(remote.config, cluster=cluster.address)
    stranger.kill()
    assert objects(store) == {}
