"""The API for programs: it has types, and the functions can be called however they were imported."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest
import whoosh
from mypy import api

from archiver import open_index, search
from archiver.errors import QueryError
from tests.conftest import Project

pytestmark = pytest.mark.builds

EXAMPLE = Path(__file__).parent / "typing" / "public_api.py"
THREAD = "Balloons\n\nHelium leaks out overnight.\n\n\nHydrogen too.\n"


@pytest.fixture
def built(project: Project) -> Project:
    project.write("content/balloons.md", THREAD)
    project.build()
    return project


def test_a_program_has_types_under_mypy_strict() -> None:
    output, errors, status = api.run(["--strict", "--no-incremental", "--follow-imports=silent", str(EXAMPLE)])
    assert (output.strip(), errors, status) == ("Success: no issues found in 1 source file", "", 0)


def test_a_wrong_call_is_a_type_error(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text('import archiver\nfor hit in archiver.search("x", limit="ten"):\n    hit.colour\n')
    output, _, status = api.run(["--strict", "--no-incremental", "--follow-imports=silent", str(program)])
    assert status == 1
    assert 'Argument "limit" to "search" has incompatible type "str"' in output
    assert '"Hit" has no attribute "colour"' in output


def test_a_program_runs_in_a_process_of_its_own(built: Project) -> None:
    command = [sys.executable, str(EXAMPLE), str(built.root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "Balloons: None\n"


def test_the_function_can_be_called_before_and_after_the_package_of_its_name_is_imported(built: Project) -> None:
    first = search("hydrogen", project=built.root)
    import archiver.search

    assert [hit.url for hit in first] == [hit.url for hit in archiver.search("hydrogen", project=built.root)]
    assert len(search("hydrogen", project=built.root)) == 1


def test_a_project_without_an_index_is_an_error(project: Project) -> None:
    with pytest.raises(QueryError, match="archiver build"):
        search("hydrogen", project=project.root)
    with pytest.raises(QueryError, match="archiver build"):
        open_index(project.root)


def test_the_index_is_located_and_its_fork_named(built: Project) -> None:
    location = open_index(built.root)
    assert (location.path / "_MAIN_1.toc").is_file()
    assert whoosh.versionstring() == location.version
    assert importlib.metadata.version(location.fork) == location.version


def test_a_damaged_index_is_not_given_to_others(built: Project) -> None:
    table = open_index(built.root).path / "_MAIN_1.toc"
    table.write_bytes(table.read_bytes()[:-1])
    with pytest.raises(QueryError, match="damaged"):
        open_index(built.root)
