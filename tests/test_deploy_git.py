"""A built site goes to a branch of a git repository, as commits on top of it."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from archiver.buckets import Upload, Version
from archiver.deploy import DeployOptions, DeployReport, deploy
from archiver.deploy.targets import open_target
from archiver.deploy.targets.git_branch import GitBranch
from archiver.errors import DeployError, OvertakenError
from tests.conftest import Project

pytestmark = pytest.mark.builds

MOON = "# Moon\n\n## Ada · 2024-05-01 {#p1}\n\nThe moon is up.\n"


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    for name, value in {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def built(project: Project) -> Project:
    project.write("content/space/moon.md", MOON)
    project.write('content/ö "x".md', MOON)
    project.build()
    return project


@pytest.fixture
def remote(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remote.git")
    git(folder, "init", "--quiet", "--bare", ".")
    return folder


def git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S607
    return run.stdout


def put(project: Project, remote: Path, **options: int) -> DeployReport:
    target = open_target(f"git:{remote}", project.config.state, 1)
    return deploy(project.config, target, DeployOptions(grace=0, **options))  # type: ignore[arg-type]  # of several types


def checkout(remote: Path, folder: Path) -> dict[str, bytes]:
    """The files of the branch but those of archiver itself, in a clone at `folder`."""
    git(remote, "clone", "--quiet", "--branch", "gh-pages", str(remote), str(folder))
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: content for path, content in found.items() if not path.startswith((".git/", ".archiver"))}


def commit(clone: Path, path: str, content: str) -> None:
    (clone / path).write_text(content)
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org")
    git(clone, "add", path)
    git(clone, *who, "commit", "--quiet", "-m", "mine")
    git(clone, "push", "--quiet")


def site_of(project: Project) -> dict[str, bytes]:
    files = {path: content for path, content in project.tree().items() if not path.startswith(".archiver")}
    return files | {".nojekyll": b""}


def test_the_branch_has_the_site_and_each_deployment_is_a_commit(built: Project, remote: Path, tmp_path: Path) -> None:
    put(built, remote)
    assert checkout(remote, tmp_path / "first") == site_of(built)
    assert put(built, remote).put == ()
    built.write("content/space/moon.md", MOON.replace("up", "down"))
    (built.root / 'content/ö "x".md').unlink()
    built.build()
    put(built, remote)
    assert checkout(remote, tmp_path / "second") == site_of(built)
    assert git(remote, "log", "--format=%s %an", "gh-pages") == "Deploy the site archiver\n" * 2


def test_what_others_commit_to_the_branch_stays(built: Project, remote: Path, tmp_path: Path) -> None:
    put(built, remote)
    checkout(remote, tmp_path / "clone")
    commit(tmp_path / "clone", "CNAME", "archive.example")
    commit(tmp_path / "clone", "space/moon/index.html", "edited")
    built.write("content/space/moon.md", MOON.replace("up", "down"))
    built.build()
    report = put(built, remote)
    assert report.refused == ("space/moon/index.html",)
    kept = {"CNAME": b"archive.example", "space/moon/index.html": b"edited"}
    assert checkout(remote, tmp_path / "after") == site_of(built) | kept


def test_a_branch_that_got_other_commits_meanwhile_is_not_overwritten(
    built: Project, remote: Path, tmp_path: Path
) -> None:
    put(built, remote)
    checkout(remote, tmp_path / "clone")

    class Slow(GitBranch):
        def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
            if not (tmp_path / "clone/CNAME").exists():
                commit(tmp_path / "clone", "CNAME", "archive.example")
            return super().put(uploads)

    built.write("content/space/moon.md", MOON.replace("up", "down"))
    built.build()
    slow = Slow(str(remote), "gh-pages", built.config.state / "deployed.git")
    with pytest.raises(OvertakenError, match="the branch gh-pages has got other commits meanwhile; deploy again"):
        deploy(built.config, slow, DeployOptions(grace=0))
    assert put(built, remote).refused == ()
    assert checkout(remote, tmp_path / "after") == site_of(built) | {"CNAME": b"archive.example"}


def test_a_repository_that_is_missing_is_told(built: Project) -> None:
    with pytest.raises(DeployError, match=r"git ls-remote: .*no-such-repository"):
        open_target("git:/no-such-repository#pages", built.config.state, 1)
    with pytest.raises(DeployError, match="git: names no repository"):
        open_target("git:#pages", built.config.state, 1)


def test_the_command_deploys_to_the_branch_that_is_named(built: Project, remote: Path) -> None:
    assert built.run("deploy", f"git:{remote}#pages").returncode == 0
    assert git(remote, "log", "--format=%s", "pages") == "Deploy the site\n"
