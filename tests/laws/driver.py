"""The side of the tests that `crash_driver` answers to."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import Project


class Driver:
    """The process that runs builds and lets them die."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.laws.crash_driver"]
        pipe = subprocess.PIPE
        folder = Path(__file__).parents[2]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=folder)

    def build(self, project: Project, at: int | None, *, clean: bool = False) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        order = {"root": str(project.root), "at": at, "clean": clean}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer
