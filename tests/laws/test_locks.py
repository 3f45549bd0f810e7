"""Law 5: old or new, never half: one build at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from archiver.build import build
from archiver.errors import LockedError
from tests.conftest import Project
from tests.laws.small_site import found, make_changes, tree_of_clean_build

_HOLDER = """
import sys
from datetime import UTC
from pathlib import Path
from archiver.manifest import open_manifest
with open_manifest(Path(sys.argv[1]), UTC, Path(sys.argv[1]).parent):
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


@pytest.mark.slow
def test_of_builds_at_once_one_is_made_and_the_others_say_so(site: Project, elsewhere: Path) -> None:
    make_changes(site)
    new = tree_of_clean_build(site, elsewhere)
    command = [sys.executable, "-m", "archiver", "-C", str(site.root), "build"]
    builds = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [build.communicate(timeout=60)[1] for build in builds]
    codes = [build.returncode for build in builds]
    assert 0 in codes
    assert set(codes) <= {0, 4}, said
    assert all("another build" in text for text, code in zip(said, codes, strict=True) if code)
    assert (site.tree(), found(site)) == (new, found(Project(elsewhere)))
    assert site.build().written == ()


def test_a_build_within_a_build_is_refused_and_spoils_nothing(site: Project, elsewhere: Path) -> None:
    make_changes(site)
    new = tree_of_clean_build(site, elsewhere)
    refused = []

    def build_again(*_: object) -> None:
        with pytest.raises(LockedError) as refusal:
            build(site.config)
        refused.append(str(refusal.value))

    assert not build(site.config, progress=build_again).problems
    assert refused
    assert (site.tree(), found(site)) == (new, found(Project(elsewhere)))
