"""Law 5: old or new, never half: one build at a time."""

import subprocess
import sys

import pytest

from archiver.errors import LockedError
from tests.conftest import Project

_HOLDER = """
import sys
from datetime import UTC
from pathlib import Path
from archiver.manifest import open_manifest
with open_manifest(Path(sys.argv[1]), UTC):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_build_at_a_time_and_a_killed_one_lets_go(site: Project) -> None:
    command = [sys.executable, "-c", _HOLDER, str(site.config.state)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=str(holder.pid)):
            site.build()
        done = site.run("build")
        assert (done.returncode, str(holder.pid) in done.stderr) == (4, True)
        assert "Traceback" not in done.stderr
        holder.kill()
    assert site.run("build").returncode == 0
