"""The log of imports: `import.log` in the project's folder, JSON lines, appended by each run."""

import json
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from archiver.errors import Problem

LOG_NAME = "import.log"


class ImportLog:
    """The log, open for additions; nothing is written if `path` is None."""

    def __init__(self, path: Path | None) -> None:
        self._file: IO[str] | None = path.open("a", encoding="utf-8", errors="backslashreplace") if path else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._file is None:
            return
        if kind is not None:
            self.add(event="broken off", why=str(error) or kind.__name__)
        self._file.close()

    def add(self, **fields: Any) -> None:
        """Append a line with these fields. Values are JSON's; others are written as text."""
        if self._file is not None:
            self._file.write(json.dumps(fields, ensure_ascii=False, default=str) + "\n")

    def add_problem(self, problem: Problem) -> None:
        """Append a line with a problem."""
        self.add(event="problem", place=problem.path, record=problem.line or None, message=problem.message)
