"""Runs builds that die at a chosen moment, have a full disk, or run at once, for the tests of law 5.

In comes a line of JSON for each order, out goes one with what became of it. A build that is to die is a fork of this
process, so that it pays neither for imports nor for templates. What a build does is seen through Python's audit events
and SQLite's trace: nothing of ours is replaced.
"""

import json
import os
import sqlite3
import sys
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archiver.build import build
from archiver.build.worker import renderer
from archiver.config import read_config
from archiver.errors import ArchiverError
from tests.compiled import keep_compiled_templates
from tests.conftest import Project
from tests.laws.small_site import write_small_site

FINISHED, FAILED, LOCKED, DISK_FAILED, DEAD = 0, 2, 4, 5, 9
"""How a build ends: as the command does, but that it tells of an OSError apart."""
_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_connect = sqlite3.connect


class Tripwire:
    """Notes every change on disk before it is made, and ends the process at the one with the number `at`."""

    def __init__(self) -> None:
        self._root = ""
        self._at: int | None = None
        self.log: list[tuple[str, str]] = []

    def set(self, root: str, at: int | None) -> None:
        """Watch the files below `root`, from now on; without a root, nothing."""
        self._root, self._at, self.log = root, at, []

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        """An audit event: https://docs.python.org/3/library/audit_events.html"""
        if event in _CHANGES:
            self._see(event, args[1] if event == "os.rename" else args[0])
        elif event == "open" and isinstance(args[2], int) and args[2] & _WRITING:
            self._see("append" if args[2] & os.O_APPEND else event, args[0])

    def connect(self, path: str | Path) -> sqlite3.Connection:
        """Stands in for SQLite's own `connect`, and listens to what is said to the database."""
        connection = _connect(path)
        connection.set_trace_callback(self._hear_statement)
        return connection

    def _hear_statement(self, sql: str) -> None:
        verb = sql.split(maxsplit=1)[0].rstrip(";")
        if self._root and verb not in {"SELECT", "PRAGMA"}:
            self._step("sql", verb)

    def _see(self, event: str, path: object) -> None:
        if self._root and isinstance(path, (str, os.PathLike)):
            name = os.fspath(path)
            if name.startswith(self._root):
                self._step(event, name[len(self._root) + 1 :])
            elif not name.startswith("/"):
                self._step(event, name)  # relative to a folder's descriptor: shutil.rmtree

    def _step(self, event: str, what: str) -> None:
        if len(self.log) == self._at:
            self._die(event, what)
        self.log.append((event, what))

    def _die(self, event: str, what: str) -> None:
        """Die, and leave half of a file where one was to be written."""
        root, self._root = self._root, ""
        if event in {"open", "append"}:
            with (Path(root) / what).open("wb" if event == "open" else "ab") as file:
                file.write(b"half")
        os._exit(DEAD)


def _build(order: dict[str, Any], wire: Tripwire) -> None:
    """As a new process would: it has no templates yet."""
    renderer.cache_clear()
    config = read_config(Path(order["root"]))
    now = order["now"]
    clock = time.time_ns if now is None else lambda: now
    wire.set(order["root"], order["at"])
    build(config, jobs=1, clean=order["clean"], clock=clock)


def _fork(order: dict[str, Any], wire: Tripwire) -> int:
    """Start a build in a process of its own."""
    child = os.fork()
    if child:
        return child
    status = FINISHED
    try:
        _build(order, wire)
    except ArchiverError as error:
        status = error.exit_code
    except OSError:
        status = DISK_FAILED
    except BaseException:  # noqa: BLE001  the child must not go on with its parent's work
        traceback.print_exc()
        status = 1
    os._exit(status)


def _follow(order: dict[str, Any], wire: Tripwire) -> list[int]:
    """Do what is ordered; returns the exit statuses of the processes that did it."""
    if not order["processes"]:
        _build(order, wire)
        return []
    children = [_fork(order, wire) for _ in range(order["processes"])]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _compile_templates() -> None:
    """Those of the default theme, for all the children of this process."""
    keep_compiled_templates()
    with TemporaryDirectory() as folder:
        project = Project(Path(folder))
        write_small_site(project)
        project.build(jobs=1)


def main() -> None:
    wire = Tripwire()
    _compile_templates()
    sqlite3.connect = wire.connect  # type: ignore[assignment]  # the audit event comes before one can listen
    sys.addaudithook(wire.hear)
    for line in sys.stdin:
        statuses = _follow(json.loads(line), wire)
        answer = {"statuses": statuses, "log": wire.log}
        wire.set("", None)
        print(json.dumps(answer), flush=True)  # noqa: T201  to the test


if __name__ == "__main__":
    main()
