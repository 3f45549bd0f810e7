"""What tests share: a project in a temporary folder, the sample archive in a browser, cases that stand in `spec/`."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from coverage import Coverage
from hypothesis import settings

from archiver.build import Report, build
from archiver.config import Config, read_config
from archiver.model import SearchResults
from archiver.search import open_project_index
from tests import stages
from tests.browser import open_browser, open_context, serve_folder
from tests.compiled import keep_compiled_templates

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REPOSITORY = Path(__file__).parents[1]
SUBPATH = "archive"
"""Where the published sample archive stands on its host."""
SPEC = Path(__file__).parent / "spec"
_FENCE = re.compile(r"`{3,}$|~{3,}$")


def pytest_configure(config: pytest.Config) -> None:
    """Set up the process: tests have stages, interrupts work also where a shell has started them in the background, and
    an example of a property may take as long as it needs.
    """
    config.pluginmanager.register(stages)
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many processes again as there are processors: many tests wait for a browser, a server or a clock."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Each project would compile the templates of its theme once more."""
    with pytest.MonkeyPatch.context() as patch:
        keep_compiled_templates(patch.setattr)
        yield


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where forks of Whoosh are put, each into a folder of its own."""
    return tmp_path_factory.getbasetemp() / "forks"


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that the test runs count for the coverage, where it is measured. They take twice as long then."""
    if Coverage.current():
        monkeypatch.setenv("COVERAGE_PROCESS_START", str(REPOSITORY / "pyproject.toml"))


@dataclass(frozen=True)
class Project:
    """A project of its own for one test."""

    root: Path

    def write(self, path: str, text: str | bytes) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    @property
    def config(self) -> Config:
        return read_config(self.root)

    def build(self, *, jobs: int | None = None, now_ns: int | None = None) -> Report:
        """`now_ns`: what the clock of the build says, in place of the system's."""
        clock = time.time_ns if now_ns is None else lambda: now_ns
        return build(self.config, jobs=jobs, clock=clock)

    def search(self, query: str, limit: int = 50, *, facets: bool = False) -> SearchResults:
        config = self.config
        index = open_project_index(config)
        return index.search(query, limit=limit, zone=config.zone, facets=facets)

    def tree(self) -> dict[str, bytes]:
        """Every file of the site, by path."""
        site = self.config.output
        return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run the command as a user would."""
        command = [sys.executable, "-m", "archiver", "-C", str(self.root), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **options)


def with_own_names(html: str) -> str:
    """A page that names assets by their own names, without digests."""
    return re.sub(r"(?<=assets/)([\w/-]+)\.[0-9a-f]{8}(?=\.\w)", r"\1", html)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    (tmp_path / "content").mkdir()
    return Project(tmp_path)


def spec_cases(name: str) -> list[Any]:
    """The cases of `spec/<name>.md`: a heading, then a fenced block: what goes in, a line of `.`, what comes out."""
    cases = []
    title, fence, block = "", "", list[str]()
    for line in (SPEC / f"{name}.md").read_text(encoding="utf-8").split("\n"):
        if not fence and line.startswith("## "):
            title = line[3:]
        elif not fence and (mark := _FENCE.match(line)):
            fence, block = mark[0], []
        elif fence and line == fence:
            given, _, expected = "\n".join(block).partition("\n.\n")
            cases.append(pytest.param(given, expected.rstrip("\n"), id=title))
            fence = ""
        else:
            block.append(line)
    return cases


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium, for tests that are marked so."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A page that remembers nothing of others."""
    with open_context(browser) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a static host has it, with the built sample archive under a subpath."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "archiver.toml", root)
    built = Project(root).run("build")
    assert built.returncode == 0, built.stderr
    (root / "www").mkdir()
    (root / "site").rename(root / "www" / SUBPATH)
    return root / "www"


@pytest.fixture(scope="module")
def published_site(published: Path) -> Iterator[str]:
    """Its address."""
    with serve_folder(published) as address:
        yield f"{address}/{SUBPATH}"
