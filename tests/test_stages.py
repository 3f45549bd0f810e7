"""Tests that share what a module makes once run in one process: else each process would make it, too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.builds

SHARING = """
from pathlib import Path

import pytest

@pytest.fixture(scope="module", params=["first", "second"])
def made(request, worker_id):
    with Path("made").open("a") as file:
        file.write(f"{request.param}\\n")
    return request.param

@pytest.mark.slow
@pytest.mark.parametrize("number", range(8))
def test_uses_it(made, number):
    assert made
"""


def test_what_a_module_shares_is_made_once_whatever_the_number_of_processes(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").touch()
    (tmp_path / "test_sharing.py").write_text(SHARING)
    script = (REPOSITORY / ".ci/test").read_text()
    options = next(line for line in script.splitlines() if "-m pytest" in line).partition("-m pytest ")[2]
    options = options.replace("auto", "2").removesuffix(' "$@"')
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.stages", *options.split()]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert "16 passed" in done.stdout, done.stdout + done.stderr
    assert sorted((tmp_path / "made").read_text().split()) == ["first", "second"]
