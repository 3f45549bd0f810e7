"""What `archiver new --ci` writes: files that the hosts' schemas know, in new projects and in those that are there."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from archiver.workflows import WORKFLOWS, CiHost
from tests.conftest import Project

SCHEMAS = {
    CiHost.GITHUB: "vendor.github-workflows",
    CiHost.CLOUDFLARE: "vendor.github-workflows",
    CiHost.FORGEJO: "vendor.github-workflows",
    CiHost.GITLAB: "vendor.gitlab-ci",
}
MAY = {
    CiHost.GITHUB: {"build": {"contents": "read"}, "deploy": {"pages": "write", "id-token": "write"}},
    CiHost.CLOUDFLARE: {"build": {"contents": "read"}},
    CiHost.FORGEJO: {"build": {"contents": "write"}},
}


@pytest.mark.parametrize("host", CiHost)
def test_a_new_project_has_the_files_and_says_what_is_next(tmp_path: Path, host: CiHost) -> None:
    folder = tmp_path / "talks"
    made = run_new(folder, host)
    assert made.returncode == 0, made.stderr
    for name in WORKFLOWS[host].files:
        assert f"wrote {folder / name}" in made.stdout
        assert "OUTPUT" not in (folder / name).read_text(encoding="utf-8")
    assert [step for step in WORKFLOWS[host].next_steps if step not in made.stdout] == []
    assert (folder / "content/meta/welcome.md").is_file()
    assert run_new(folder, host).returncode != 0, "what is there is not written again"


def test_a_project_that_is_there_gets_these_files_alone_with_its_output_folder(project: Project) -> None:
    project.write("archiver.toml", 'output = "public"\n')
    assert run_new(project.root, CiHost.GITHUB).returncode == 0
    assert "path: public" in project.read(".github/workflows/archive.yml")
    assert {path.name for path in project.root.iterdir()} == {"archiver.toml", "content", ".github"}


def test_a_file_of_the_user_stays(project: Project) -> None:
    project.write("archiver.toml", "")
    project.write("netlify/keep-records/index.js", "// mine\n")
    made = run_new(project.root, CiHost.NETLIFY)
    assert made.returncode != 0
    assert "index.js is there already, and stays as it is" in made.stderr
    assert project.read("netlify/keep-records/index.js") == "// mine\n"
    assert not (project.root / "netlify.toml").exists()


@pytest.mark.parametrize("host", SCHEMAS)
def test_the_schema_of_the_host_knows_the_file(tmp_path: Path, host: CiHost) -> None:
    (text,) = WORKFLOWS[host].files.values()
    file = tmp_path / "workflow.yml"
    file.write_text(text, encoding="utf-8")
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[host], str(file)]
    found = subprocess.run(check, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("host", MAY)
def test_jobs_may_do_what_they_have_to_and_one_deploys_at_a_time(host: CiHost) -> None:
    (text,) = WORKFLOWS[host].files.values()
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == MAY[host]
    assert workflow["concurrency"] == {"group": "archive", "cancel-in-progress": False}
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            assert re.fullmatch(r".+@v\d+", step.get("uses", "a@v1"))
            assert "${{" not in step.get("run", ""), "an expression would be a part of the shell's program"


def test_gitlab_deploys_one_at_a_time_and_keeps_the_records() -> None:
    job = yaml.safe_load(WORKFLOWS[CiHost.GITLAB].files[".gitlab-ci.yml"])["pages"]
    assert job["resource_group"]
    assert ".archiver/" in job["cache"]["paths"]


def test_netlify_builds_with_one_command_and_keeps_the_records() -> None:
    files = WORKFLOWS[CiHost.NETLIFY].files
    build = tomllib.loads(files["netlify.toml"])
    assert build["build"]["command"].endswith(" && archiver build && archiver check --host netlify")
    assert f"{build['plugins'][0]['package'].removeprefix('./')}/index.js" in files
    assert json.loads(re.findall(r"\[.*\]", files["netlify/keep-records/index.js"])[0])[0] == ".archiver"


@pytest.mark.parametrize("host", CiHost)
def test_what_is_installed_is_asked_for_and_never_guessed(host: CiHost) -> None:
    texts = "".join(WORKFLOWS[host].files.values())
    assert re.findall(r"pip install (\S+)", texts) == ['"${ARCHIVER:?set']


def run_new(folder: Path, host: CiHost) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "archiver", "new", str(folder), "--ci", host]
    return subprocess.run(command, capture_output=True, text=True, check=False)
