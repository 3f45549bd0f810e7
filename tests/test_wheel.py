"""The wheel: built, installed where nothing else is, it builds a site, searches it, and has types."""

import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from mypy import api

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.slow


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder, on a machine that reaches a package index: pip needs one for what it builds and installs."""
    made = tmp_path_factory.mktemp("wheel")
    probe = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(made / "probe"),
        "hatchling",
    ]
    if subprocess.run(probe, capture_output=True, timeout=120, check=False).returncode:
        pytest.skip("pip reaches no package index from here, so no wheel can be built and installed")
    return made


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, REPOSITORY, cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(folder: Path, wheel: Path) -> Path:
    """A Python with archiver and what it needs, and nothing of this repository."""
    venv.create(folder / "venv", with_pip=True)
    interpreter = folder / "venv" / "bin" / "python"
    _run(interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return interpreter


def test_the_wheel_has_all_that_is_not_python(wheel: Path) -> None:
    with ZipFile(wheel) as content:
        names = set(content.namelist())
    package = REPOSITORY / "archiver"
    expected = {
        path.relative_to(REPOSITORY).as_posix()
        for path in package.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    themes = {
        f"archiver/{path.relative_to(REPOSITORY).as_posix()}"
        for path in (REPOSITORY / "themes").rglob("*")
        if path.is_file()
    }
    assert expected | themes == {name for name in names if ".dist-info/" not in name}


def test_an_installed_archiver_builds_and_searches(python: Path, tmp_path: Path) -> None:
    command = python.with_name("archiver")
    _run(command, "new", "talks", cwd=tmp_path)
    page = tmp_path / "talks" / "site" / "meta" / "welcome" / "index.html"
    for theme, words in (("mail", "From: "), ("plain", ""), ("default", "")):
        settings = tmp_path / "talks" / "archiver.toml"
        settings.write_text(f'theme = "{theme}"\n', encoding="utf-8")
        _run(command, "build", "--strict", cwd=tmp_path / "talks")
        assert words in page.read_text(encoding="utf-8")
    assert "ben" in _run(command, "search", "heading", cwd=tmp_path / "talks")
    program = 'import archiver; print(archiver.search("lovely", project="talks")[0].author)'
    assert _run(python, "-c", program, cwd=tmp_path) == "ada\n"


def test_an_installed_archiver_has_types(python: Path, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text((REPOSITORY / "tests" / "typing" / "public_api.py").read_text(encoding="utf-8"))
    output, _, status = api.run(["--strict", "--python-executable", str(python), str(program)])
    assert (output.strip(), status) == ("Success: no issues found in 1 source file", 0)
