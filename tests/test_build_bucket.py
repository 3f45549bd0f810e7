"""A project whose content is in a bucket and whose site goes to one: to a server on loopback."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from obstore.store import S3Store

from archiver.publish.bucket_intents import OWN
from tests.bucket_server import empty_bucket, run_server, settings_of
from tests.conftest import Project

pytestmark = pytest.mark.slow

BUCKET = "build-of-tests"
THREADS = 12
MOON = "---\ntags: [moon]\n---\n# Moon {n}\n\n## Ada · 2024-05-01 {{#p1}}\n\nThe moon {n} is up.\n\n![It](moon.png)\n"
PICTURE = (Path(__file__).parents[1] / "themes/default/assets/style.css").read_bytes()[:100]


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


def sources(count: int) -> dict[str, bytes]:
    """Threads, own pages and files, by content path; some of them nobody reads."""
    threads = {f"space/moon-{n}.md": MOON.format(n=n).encode() for n in range(count)}
    others = {
        "space/moon.png": PICTURE,
        "_pages/about.md": b"# About\n\nUs.\n",
        ".git/x.md": b"# No\n",
        "_drafts/x.md": b"",
    }
    return threads | others


@pytest.fixture
def remote(tmp_path: Path, store: S3Store) -> Project:
    """A project whose content is in the bucket."""
    for path, content in sources(THREADS).items():
        obstore.put(store, f"in/{path}", content)
    project = Project(tmp_path / "remote")
    project.write("archiver.toml", f'content = "s3://{BUCKET}/in"\noutput = "s3://{BUCKET}/out"\n')
    return project


@pytest.fixture
def local(tmp_path: Path) -> Project:
    """The project with its content in a folder."""
    project = Project(tmp_path / "local")
    for path, content in sources(THREADS).items():
        project.write(f"content/{path}", content)
    return project


def site_of(project: Project) -> dict[str, bytes]:
    return {path: content for path, content in project.tree().items() if not path.startswith(".archiver")}


def objects(store: S3Store) -> dict[str, bytes]:
    """All files of the site in the bucket."""
    paths = [meta["path"] for batch in obstore.list(store, "out") for meta in batch]
    found = {path.removeprefix("out/"): obstore.get(store, path).bytes().to_bytes() for path in paths}
    return {path: content for path, content in found.items() if not path.startswith(OWN)}


def versions(store: S3Store) -> dict[str, object]:
    return {m["path"]: (m["e_tag"], m["last_modified"]) for batch in obstore.list(store, "out") for m in batch}


def start(project: Project) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "build", "--jobs", "2"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ.copy())


def test_the_site_is_that_of_a_local_build(remote: Project, local: Project, store: S3Store) -> None:
    report, of_local = remote.build(jobs=2), local.build()
    assert objects(store) == site_of(local)
    assert report.problems == ()
    assert set(report.written) == set(of_local.written)
    attributes = obstore.get(store, "out/space/moon-1/index.html").attributes
    assert attributes["Content-Type"] == "text/html; charset=utf-8"
    assert attributes["Cache-Control"] == "public, max-age=60"
    before = versions(store)
    assert remote.build().written == ()
    assert versions(store) == before


def test_only_what_a_change_touches_is_put_and_nothing_foreign_replaced(
    remote: Project, local: Project, store: S3Store
) -> None:
    remote.build()
    local.build()
    before = versions(store)
    edited = MOON.format(n="three")
    obstore.put(store, "in/space/moon-3.md", edited.encode())
    local.write("content/space/moon-3.md", edited)
    obstore.delete(store, "in/space/moon-4.md")
    (local.root / "content/space/moon-4.md").unlink()
    obstore.put(store, "out/mine.html", b"mine")
    report, of_local = remote.build(), local.build()
    assert (set(report.written), report.removed) == (set(of_local.written), of_local.removed)
    assert report.foreign == ("mine.html",)
    assert objects(store) == site_of(local) | {"mine.html": b"mine"}
    changed = {path.removeprefix("out/") for path, version in versions(store).items() if before.get(path) != version}
    assert changed - {"mine.html", ".archiver/build.json"} == set(report.written)


def test_a_build_without_records_finds_its_files_again(remote: Project, store: S3Store) -> None:
    remote.build()
    for path in ("mine/a.html", "mine/b.html", "space/mine.html"):
        obstore.put(store, f"out/{path}", b"mine")
    shutil.rmtree(remote.root / ".archiver")
    report = remote.build()
    assert (report.written, report.removed, report.foreign) == ((), 0, ("mine/", "space/mine.html"))


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_killed_build_is_mended(remote: Project, local: Project, store: S3Store, share: float) -> None:
    local.build()
    wanted = len(site_of(local)) * share
    process = start(remote)
    while process.poll() is None and sum(len(batch) for batch in obstore.list(store, "out")) < wanted:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    obstore.put(store, "in/space/moon-3.md", MOON.format(n="three").encode())
    obstore.delete(store, "in/space/moon-4.md")
    assert remote.build().problems == ()
    local.write("content/space/moon-3.md", MOON.format(n="three"))
    (local.root / "content/space/moon-4.md").unlink()
    local.build()
    assert objects(store) == site_of(local)
    assert not [path for path in versions(store) if "/intents/" in path]


def test_of_two_at_once_one_is_refused(remote: Project, local: Project, store: S3Store, tmp_path: Path) -> None:
    other = Project(tmp_path / "other")
    other.write("archiver.toml", (remote.root / "archiver.toml").read_bytes())
    processes = [start(remote), start(other)]
    ended = [(process.communicate(timeout=120), process.returncode) for process in processes]
    assert sorted(code for _, code in ended) == [0, 4], ended
    local.build()
    assert objects(store) == site_of(local)


def test_a_missing_bucket_and_a_refusal_are_told_without_keys(
    remote: Project, store: S3Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote.write("archiver.toml", 'content = "s3://no-such-bucket-at-all"\n')
    run = remote.run("build", env=os.environ.copy())
    assert run.returncode == 2
    assert "s3://no-such-bucket-at-all: " in run.stderr
    monkeypatch.setenv("AWS_ENDPOINT", "http://user:a-secret-of-tests@127.0.0.1:9")
    refused = remote.run("build", env=os.environ.copy())
    assert refused.returncode == 2
    shown = run.stdout + run.stderr + refused.stdout + refused.stderr
    assert "Traceback" not in shown
    assert "a-secret-of-tests" not in shown
    assert "AKIDENTITY" not in shown
