"""The side of the tests that `crash_driver` answers to."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import Project
from tests.laws.crash_driver import DEAD


class Driver:
    """The process that runs builds and lets them die."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def steps(self, project: Project, *, clean: bool = False, now: int | None = None) -> list[tuple[str, str]]:
        """Build, and tell what that did to the disk, step by step. `now` is what the clock of the build says."""
        return [(event, what) for event, what in self._order(project, clean=clean, now=now)["log"]]

    def foretell(self, project: Project, folder: Path, *, clean: bool = False) -> list[tuple[str, str]]:
        """What a build would do to the disk, told by a copy of the project in a new folder."""
        shutil.copytree(project.root, folder)
        return self.steps(Project(folder), clean=clean)

    def crash(self, project: Project, at: int, *, clean: bool = False, now: int | None = None) -> bool:
        """A build that dies at a step; False if it ended before. `now` is what its clock says."""
        (status,) = self._order(project, processes=1, at=at, clean=clean, now=now)["statuses"]
        assert status in {0, DEAD}
        return bool(status == DEAD)

    def build(self, project: Project, *, processes: int = 1, now: int | None = None) -> list[int]:
        """So many builds at once; their exit statuses."""
        statuses: list[int] = self._order(project, processes=processes, now=now)["statuses"]
        return statuses

    def _order(
        self,
        project: Project,
        *,
        processes: int = 0,
        at: int | None = None,
        clean: bool = False,
        now: int | None = None,
    ) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        order = {"root": str(project.root), "processes": processes, "at": at, "clean": clean, "now": now}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def open_driver() -> Iterator[Driver]:
    command, pipe = [sys.executable, "-m", "tests.laws.crash_driver"], subprocess.PIPE
    env = {**os.environ, "PYTHONHASHSEED": "0"}  # the same steps in each run
    folder = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=folder, env=env) as process:
        yield Driver(process)
