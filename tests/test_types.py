"""The types that the browser's modules say in their comments hold: TypeScript's compiler reads them. Needs npm."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent / "client/tsconfig.json"
COMPILER = "typescript@5.9"


@pytest.mark.slow
def test_the_types_of_the_modules_hold() -> None:
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("npx, which comes with node, is not on the PATH; it fetches TypeScript's compiler")
    start = [npx, "--yes", "--package", COMPILER, "tsc"]
    there = subprocess.run([*start, "--version"], capture_output=True, text=True, timeout=300, check=False)
    if there.returncode:
        pytest.skip(f"npm's registry does not answer: {there.stderr.strip().splitlines()[-1:]}")
    done = subprocess.run([*start, "-p", PROJECT], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
