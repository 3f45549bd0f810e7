"""stub."""

from pathlib import Path
from typing import Any

from archiver.config import Config
from archiver.errors import Problem


def problem_fields(problem: Problem, config: Config | None, root: Path) -> dict[str, Any]:
    return {
        "severity": problem.severity.name.lower(),
        "path": problem.path,
        "line": problem.line,
        "column": 0,
        "message": problem.message,
        "hint": "",
        "example": problem.example,
        "lines": [],
        "chain": [],
        "editor": "",
    }


def source_fields(path: str, line: int, config: Config | None) -> dict[str, Any]:
    return {"path": path, "line": line, "editor": ""}
