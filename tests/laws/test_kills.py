"""Law 5: old or new, never half: builds that are killed or interrupted."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

import pytest

from tests.conftest import Project
from tests.laws.small_site import IS_DEEP, STAGING, found, thread, tree_of_clean_build
from tests.picture_samples import png


def write_many_threads(project: Project, word: str) -> None:
    """Each shows one of three pictures, of which one is another for each word."""
    for number in range(60):
        said = f"About the moon, {word}. ![a picture](../p{number % 3}.png)"
        project.write(f"content/b{number % 5}/t{number}.md", thread(f"Talk {number}", said))
    for number in range(3):
        width = crc32(word.encode()) % 90 if number == 2 else number
        project.write(f"content/p{number}.png", png(size=(60 + width, 60)))


@contextmanager
def killed_build(project: Project, seconds: float, jobs: int) -> Iterator[subprocess.Popen[bytes]]:
    """A build that is killed so long after it has begun, if it is not faster. What it started is ended afterwards."""
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "build", "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True) as process:
        while process.poll() is None and not (project.root / "site" / STAGING).exists():
            time.sleep(0.001)
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_mends_it(project: Project, elsewhere: Path) -> None:
    write_many_threads(project, "at first")
    project.build()
    moments = random.Random(5)  # noqa: S311  the same moments in each run
    killed, kills = 0, 200 if IS_DEEP else 8
    for number in range(kills):
        old, answers = project.tree(), found(project)
        write_many_threads(project, f"the {number + 1}th time")
        new = tree_of_clean_build(project, elsewhere)
        with killed_build(project, moments.uniform(0, 0.2), jobs=2 if number % 4 == 3 else 1) as process:
            killed += process.returncode == -signal.SIGKILL
            left = {path: content for path, content in project.tree().items() if not path.startswith(STAGING)}
            assert not [path for path, content in left.items() if content not in (old.get(path), new.get(path))]
            assert found(project) == answers
            assert not project.build().problems
            assert (project.tree(), found(project)) == (new, answers)
    assert killed >= kills / 2


@pytest.mark.slow
def test_the_workers_of_a_killed_build_end_with_it(project: Project) -> None:
    write_many_threads(project, "at first")
    with killed_build(project, 0.2, jobs=2) as process:
        assert process.returncode == -signal.SIGKILL
        process.communicate(timeout=10)  # the output ends when the last who could write to it has ended


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_build_says_130_and_leaves_no_work_behind(project: Project, jobs: int) -> None:
    write_many_threads(project, "at first")
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "build", "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not any((project.root / "site").glob(f"{STAGING}/*")):
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        _, said = process.communicate(timeout=20)
    assert (process.returncode, b"Traceback" in said) == (130, False)
    assert not (project.root / "site" / STAGING).exists()
    assert not project.build().problems
