"""Builds on a cluster: a scheduler and workers, each a process, which are killed, stopped, and of other versions."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.build import build
from archiver.errors import ClusterError, ConfigError
from archiver.pool import cluster as cluster_module
from archiver.pool.cluster import admission, runs
from tests.cluster import REPOSITORY, RunningCluster, open_cluster, wait_until
from tests.cluster_orders import SOURCE
from tests.conftest import Project
from tests.laws.small_site import STAGING, found, thread, write_small_site
from tests.ports import HOST, own_port

pytestmark = pytest.mark.slow

THREADS = 100  # two batches, and more than one thread before and after the one at which a worker is struck


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    with open_cluster(tmp_path_factory.mktemp("cluster")) as opened:
        yield opened


@pytest.fixture
def talks(project: Project) -> Project:
    return write_talks(project)


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """`talks`, built in one process."""
    made = write_talks(Project(tmp_path_factory.mktemp("serial")))
    made.build(jobs=1)
    return made


def write_talks(project: Project) -> Project:
    """A project with pictures, links and quotes, whose last batch has the thread at which a worker can be struck."""
    write_small_site(project)
    project.write("archiver.toml", "base_url = 'https://talks.example/'\n[quotes]\nacross_threads = true\n")
    for number in range(THREADS):
        link = "[that](../b1/t1.md)" if number % 9 else "![a picture](/files/moon.png)"
        project.write(f"content/b{number % 5}/t{number}.md", thread(f"Talk {number}", f"Word{number}.", link))
    project.write(f"content/{SOURCE}", thread("Struck", "Here a worker may end.", "> Here a worker may end.\n\nYes."))
    for number in range(10):
        project.write(f"content/z{number}.md", thread(f"After {number}", "The moon again."))
    return project


def build_on(cluster: RunningCluster, project: Project) -> None:
    build(project.config, cluster=cluster.address)


def assert_equal(project: Project, clean: Project) -> None:
    """The sites have equal files, and equal posts are found."""
    assert project.tree() == clean.tree()
    assert_finds_equal(project, clean)


def assert_finds_equal(project: Project, clean: Project) -> None:
    """Equal posts are found."""
    assert found(project) == found(clean)
    posts, others = (sorted(hit.url for hit in one.search("date:2000..", 10_000).hits) for one in (project, clean))
    assert posts == others


def built_clean(project: Project) -> Project:
    """The project, built in one process in another folder."""
    copy = Project(project.root.with_name(f"{project.root.name}-clean"))
    shutil.copytree(project.root, copy.root, ignore=shutil.ignore_patterns("site", ".archiver"))
    copy.build(jobs=1)
    return copy


def test_a_build_on_a_cluster_equals_one_here_also_after_an_edit(
    cluster: RunningCluster, talks: Project, serial: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_POLL", 0.01)  # seconds, in which no worker draws a batch
    cluster.have_workers(2)
    told: list[tuple[str, int, int]] = []
    report = build(talks.config, cluster=cluster.address, progress=lambda *one: told.append(one))
    assert_equal(talks, serial)
    threads = [done for stage, done, _ in told if stage == "threads"]
    assert threads == sorted(threads)
    assert threads[-1] == report.threads
    assert len(set(threads)) > 3  # more often than batches end
    talks.write("content/b1/t1.md", thread("Another talk", "> Word3.\n\nOf another board.", "Salt."))
    (talks.root / "content/b2/t2.md").unlink()
    build_on(cluster, talks)
    assert_equal(talks, built_clean(talks))
    assert build(talks.config, cluster=cluster.address).written == ()


def test_a_worker_that_is_killed_in_mid_batch_changes_nothing(
    cluster: RunningCluster, talks: Project, serial: Project
) -> None:
    cluster.have_workers(2)
    cluster.order(signal.SIGKILL)
    build_on(cluster, talks)
    (dead,) = [worker for worker in cluster.workers if worker.pid == cluster.obeying()]
    assert dead.wait() == -signal.SIGKILL
    assert_equal(talks, serial)
    assert talks.build().written == ()


@pytest.mark.parametrize("wakes", ["lists", "end"])
def test_a_worker_that_only_seemed_dead_changes_nothing(
    cluster: RunningCluster, talks: Project, serial: Project, wakes: str
) -> None:
    cluster.have_workers(2)
    cluster.order(signal.SIGSTOP)
    seen = set[str]()

    def progress(stage: str, _done: int, _all: int) -> None:
        if cluster.has_obeyed() and "lost" not in seen:
            cluster.take_for_dead(cluster.obeying())
            seen.add("lost")
        if stage == wakes and "awake" not in seen:
            os.kill(cluster.obeying(), signal.SIGCONT)
            seen.add("awake")

    build(talks.config, cluster=cluster.address, progress=progress)
    before = talks.tree()
    if wakes == "end":
        os.kill(cluster.obeying(), signal.SIGCONT)
    (stopped,) = [worker for worker in cluster.workers if worker.pid == cluster.obeying()]
    stopped.wait(60)  # it is told that it is taken for dead
    assert talks.tree() == before
    assert_equal(talks, serial)
    assert not (talks.root / "site" / STAGING).exists()
    assert talks.build().written == ()


def test_an_interrupt_cancels_what_is_on_the_cluster(cluster: RunningCluster, talks: Project, serial: Project) -> None:
    cluster.have_workers(2)
    cluster.order(signal.SIGSTOP)
    command = [sys.executable, "-m", "archiver", "-C", str(talks.root), "build", "--cluster", cluster.address]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        wait_until(cluster.has_obeyed)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert cluster.tasks() == 0
    os.kill(cluster.obeying(), signal.SIGCONT)
    build_on(cluster, talks)
    assert_equal(talks, serial)


def test_without_workers_a_build_ends_in_time_and_the_site_stays(
    cluster: RunningCluster, talks: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "PATIENCE", 1.0)
    talks.build()
    before = talks.tree()
    cluster.have_workers(1)
    for path in (talks.root / "content").glob("*.md"):
        path.write_text(path.read_text() + "\nAnd more.\n")
    cluster.order(signal.SIGKILL)
    with pytest.raises(ClusterError, match="has had no worker for 1 seconds; start some with dask worker"):
        build_on(cluster, talks)
    assert talks.tree() == before
    with pytest.raises(ClusterError, match="no worker"):
        build_on(cluster, talks)
    talks.build()
    assert_equal(talks, built_clean(talks))


def another_version(folder: Path) -> Path:
    """A copy of the program with another line."""
    shutil.copytree(REPOSITORY / "archiver", folder / "archiver", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "archiver/pages/site.py").open("a") as file:
        file.write("\n_OF_ANOTHER_VERSION = True\n")
    return folder


def test_workers_that_differ_are_refused_before_anything_is_written(
    cluster: RunningCluster, talks: Project, tmp_path: Path
) -> None:
    cluster.have_workers(1)
    stranger = cluster.start_worker(another_version(tmp_path / "code"), threads=2)
    done = talks.run("build", "--cluster", cluster.address)
    stranger.kill()
    stranger.wait()
    assert done.returncode == 2
    (told,) = done.stderr.splitlines()
    assert told.startswith(f"worker tcp://{HOST}:")
    assert "runs several tasks in one process; start it with --nthreads 1" in told
    assert "has archiver 0.1.0 (code " in told
    assert "here it is 0.1.0 (code " in told
    assert not talks.tree().keys() - {".archiver"}


def build_while_one_comes(cluster: RunningCluster, project: Project, code: Path) -> None:
    """A build whose only worker is killed, whereupon one comes with the program in the folder `code`."""
    cluster.have_workers(1)
    cluster.order(signal.SIGKILL)
    came = list[subprocess.Popen[bytes]]()

    def progress(_stage: str, _done: int, _all: int) -> None:
        if cluster.has_obeyed() and not came:
            came.append(cluster.start_worker(code))

    try:
        build(project.config, cluster=cluster.address, progress=progress)
    finally:
        came[0].kill()
        came[0].wait()


def test_a_worker_that_comes_during_the_build_is_given_tasks(
    cluster: RunningCluster, talks: Project, serial: Project
) -> None:
    build_while_one_comes(cluster, talks, REPOSITORY)
    assert_equal(talks, serial)


def test_a_worker_of_another_version_that_comes_during_the_build_is_refused(
    cluster: RunningCluster, talks: Project, serial: Project, tmp_path: Path
) -> None:
    with pytest.raises(ClusterError, match="has archiver 0"):
        build_while_one_comes(cluster, talks, another_version(tmp_path / "code"))
    talks.build()
    assert_equal(talks, serial)


def test_a_scheduler_that_does_not_answer_is_told(talks: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "_CONNECT", 0.5)
    with own_port() as port:
        with pytest.raises(ClusterError, match=f"no scheduler answers at tcp://{HOST}:{port}; start one"):
            build(talks.config, cluster=f"tcp://{HOST}:{port}")
        for wrong in ("nowhere", "http://127.0.0.1:1", "tcp://:x"):
            with pytest.raises(ClusterError, match="no scheduler answers at"):
                build(talks.config, cluster=wrong)


def test_a_missing_library_is_told_with_its_extra(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("archiver.pool.cluster")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigError, match=r'comes with the extra "cluster": pip install "archiver\[cluster\]"'):
        build(project.config, cluster="tcp://127.0.0.1:1")
