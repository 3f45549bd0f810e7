"""Projects for the tests of the laws."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.laws.driver import Driver, open_driver
from tests.laws.small_site import write_small_site


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """An empty project, in the same place for every test: compiled templates are kept by it."""
    root = tmp_path_factory.getbasetemp() / "laws"
    shutil.rmtree(root, ignore_errors=True)
    (root / "content").mkdir(parents=True)
    return Project(root)


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a clean build is made to compare with."""
    return tmp_path_factory.getbasetemp() / "elsewhere"


@pytest.fixture
def site(project: Project) -> Project:
    """A small project that has been built."""
    write_small_site(project)
    assert not project.build().problems
    return project


@pytest.fixture(scope="session")
def driver() -> Iterator[Driver]:
    with open_driver() as driver:
        yield driver
