"""A built site goes to another machine by rsync: over what stands in for ssh, and to a daemon."""

import os
import shutil
import socket
import stat
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from archiver.buckets import Headers, Upload, Version
from archiver.deploy import DeployOptions, DeployReport, deploy
from archiver.deploy.record import RECORD_PATH
from archiver.deploy.targets import open_target
from archiver.deploy.targets.rsync import RsyncTarget, open_rsync
from archiver.errors import DeployError, OvertakenError
from tests.conftest import Project
from tests.ports import own_port
from tests.test_deploy import MOON, NOW, SUN, files_of, reader_of, with_style

pytestmark = [
    pytest.mark.builds,
    pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed"),
]

HOSTILE = ("-e sh", "$(touch x)", "a;b", "a\nb", "ü ñ", "#x", "\\#012", "[a]*?", "'\"", " ")


@pytest.fixture
def built(project: Project) -> Project:
    project.write("content/space/moon.md", MOON)
    project.write("content/space/sun.md", SUN)
    project.build()
    return project


@pytest.fixture
def styled(built: Project) -> Project:
    """With a stylesheet of its own."""
    return with_style(built)


@pytest.fixture
def www(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("www")


@pytest.fixture
def over_ssh(www: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A URL whose host is this machine: in place of ssh, a script runs what ssh would run there."""
    script = tmp_path / "ssh"
    script.write_text('#!/bin/sh\nwhile [ "$1" != host ]; do shift; done; shift; exec sh -c "$*"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("RSYNC_RSH", str(script))
    return f"rsync+ssh://host{www}"


@pytest.fixture
def daemon(www: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a module of a daemon that asks for a password."""
    secrets = tmp_path / "secrets"
    secrets.write_text("ada:moonlight\n")
    secrets.chmod(0o600)
    (tmp_path / "rsyncd.conf").write_text(
        f"use chroot = no\n[site]\npath = {www}\nread only = no\nauth users = ada\nsecrets file = {secrets}\n"
        f"uid = {os.getuid()}\ngid = {os.getgid()}\n"
    )
    monkeypatch.setenv("RSYNC_PASSWORD", "moonlight")
    with own_port() as port:
        options = ["--no-detach", "--address=127.0.0.1", f"--port={port}", f"--config={tmp_path / 'rsyncd.conf'}"]
        with subprocess.Popen(["rsync", "--daemon", *options]) as server:  # noqa: S607  which one is the user's choice
            try:
                wait_for(port)
                yield f"rsync://ada@127.0.0.1:{port}/site"
            finally:
                server.terminate()


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the daemon does not listen")


@pytest.fixture(params=["over_ssh", "daemon"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def put(project: Project, url: str, options: DeployOptions = NOW) -> DeployReport:
    return deploy(project.config, open_rsync(url), options)


def test_the_target_has_the_site_changes_go_along_and_deletions_come_later(built: Project, www: Path, url: str) -> None:
    first = put(built, url)
    assert files_of(www) == files_of(built.config.output)
    assert (again := put(built, url)).put == again.removed == ()
    assert again.kept == len(first.put)
    built.write("content/space/moon.md", MOON.replace("is up", "is down"))
    (built.root / "content/space/sun.md").unlink()
    built.build()
    assert put(built, url, DeployOptions(grace=600)).waiting > 0
    assert (www / "space/sun/index.html").exists()
    assert "space/sun/index.html" in put(built, url).removed
    assert files_of(www) == files_of(built.config.output)


def test_nothing_to_do_runs_rsync_once(built: Project, over_ssh: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(built, over_ssh)
    runs: list[list[str]] = []
    run = subprocess.run

    def count(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        runs.append(command)
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", count)
    put(built, over_ssh)
    assert len(runs) == 1


def test_what_is_somebody_elses_stays_and_is_told(built: Project, www: Path, over_ssh: str) -> None:
    (www / "404.html").write_text("mine")
    (www / "index.html").mkdir()
    (www / "robots.txt").symlink_to("404.html")
    assert put(built, over_ssh).refused == ("404.html", "index.html", "robots.txt")
    (www / "space/moon/index.html").write_text("edited")
    (www / "space/sun/index.html").write_text("edited")
    built.write("content/space/moon.md", MOON.replace("is up", "is down"))
    (built.root / "content/space/sun.md").unlink()
    built.build()
    assert {"space/moon/index.html", "space/sun/index.html", "404.html"} <= {*put(built, over_ssh).refused}
    assert (www / "404.html").read_text() == "mine"
    assert (www / "space/sun/index.html").read_text() == "edited"
    assert "404.html" not in put(built, over_ssh, DeployOptions(overwrite=True)).refused


def test_a_dry_run_writes_nothing(built: Project, www: Path, over_ssh: str) -> None:
    assert put(built, over_ssh, DeployOptions(dry_run=True)).put
    assert list(www.iterdir()) == []


def test_names_that_a_shell_or_a_pattern_would_read_are_names(built: Project, www: Path, url: str) -> None:
    for name in HOSTILE:
        (built.config.output / "more").mkdir(exist_ok=True)
        (built.config.output / "more" / name).write_text(name)
    built.build()
    assert put(built, url).refused == ()
    assert {path.name for path in (www / "more").iterdir()} == {*HOSTILE}
    assert put(built, url).put == ()
    shutil.rmtree(built.config.output / "more")
    built.build()
    assert {f"more/{name}" for name in HOSTILE} <= {*put(built, url).removed}
    assert files_of(www) == files_of(built.config.output)


def test_a_reader_meets_no_missing_page_and_no_missing_style_meanwhile(styled: Project, www: Path, daemon: str) -> None:
    put(styled, daemon)
    styled.write("themes/mine/assets/style.css", "p { color: blue }")
    styled.write("content/space/mars.md", SUN.replace("Sun", "Mars"))
    styled.build()
    with reader_of(www) as reader:
        put(styled, daemon, DeployOptions(grace=600))
    assert reader.missing == []
    assert reader.walks > 1


def test_a_killed_deployment_is_resumed(built: Project, www: Path, over_ssh: str) -> None:
    class Killed(RsyncTarget):
        runs = 0

        def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
            Killed.runs += 1
            if Killed.runs == 4:
                super().put(uploads[: len(uploads) // 2])
                raise KeyboardInterrupt
            return super().put(uploads)

    with pytest.raises(KeyboardInterrupt):
        deploy(built.config, Killed(f"host:{www}/", ()), NOW)
    assert put(built, over_ssh).refused == ()
    assert files_of(www) == files_of(built.config.output)


def test_the_slower_of_two_deployments_ends(built: Project, www: Path, over_ssh: str) -> None:
    class Overtaken(RsyncTarget):
        def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
            if any(upload.path == "index.html" for upload in uploads):
                put(built, over_ssh)
            return super().put(uploads)

    with pytest.raises(OvertakenError, match="another deployment to this target has begun"):
        deploy(built.config, Overtaken(f"host:{www}/", ()), NOW)
    assert files_of(www) == files_of(built.config.output)


def test_a_record_that_is_written_over_at_once_is_noticed(www: Path, over_ssh: str) -> None:
    class Raced(RsyncTarget):
        def _send(self, uploads: Sequence[Upload], *options: str) -> dict[str, Version]:
            versions = super()._send(uploads, *options)
            if uploads:
                (www / RECORD_PATH).write_bytes(b"another")
            return versions

    headers = Headers(content_type="", cache_control="")
    upload = Upload(path=RECORD_PATH, read=lambda: b"mine", headers=headers, expected=None)
    assert Raced(f"host:{www}/", ()).put((upload,)) == {}
    assert open_rsync(over_ssh).remove({RECORD_PATH: Version("other")}) == {RECORD_PATH}


@pytest.mark.parametrize(
    "target",
    ["rsync+ssh://-oProxyCommand=x/srv", "rsync+ssh://-l@host/srv", "rsync://host", "rsync+ssh://host/a/../b",
     "rsync://host/module/*", "rsync+ssh:///srv", "rsync+ssh://host/a%0Ab", "rsync+ssh://host:x/srv"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(target: str) -> None:
    with pytest.raises(DeployError, match="rsync"):
        open_target(target, Path("unused"), 1)


def test_a_password_is_in_no_message(daemon: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for target in ("rsync://ada:moonlight@host/module", "ftp://ada:moonlight@host/x"):
        with pytest.raises(DeployError) as told:
            open_target(target, Path("unused"), 1)
        assert "moonlight" not in str(told.value)
    monkeypatch.setenv("RSYNC_PASSWORD", "sunlight")
    with pytest.raises(DeployError, match="auth failed") as told:
        open_rsync(daemon).read("index.html")
    assert "sunlight" not in str(told.value)
