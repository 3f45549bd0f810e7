"""Law 5, of the search index: whoever asks while builds run, or after one was killed, hears of one whole state."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition, Event

import pytest

from archiver.errors import QueryError
from archiver.model import SearchResults
from archiver.search.index import current as current_index
from archiver.search.index.commit_point import CommitPoint
from tests.conftest import Project
from tests.laws.small_site import IS_DEEP, thread

THREADS = 40
MOST_OF_A_SIZE = 8
"""Segments of about the same size, up to which none are merged."""
KILLS = 100 if IS_DEEP else 10
SETTINGS = 'lang = "ja"\n[pages]\njson = false\nfeeds = false\n'  # what takes the least time
Editions = dict[int, int]
"""Of each thread, by number, which edition of it there is."""


def write_edition(project: Project, number: int, edition: int) -> None:
    project.write(f"content/b{number % 5}/t{number}.md", thread(f"Talk {number}", f"Moon, edition{edition}.", "Salt."))


def found(project: Project) -> Editions | None:
    """What the index has, as searches tell; None if there is none yet."""
    try:
        answer = project.search("moon", limit=1000)
    except QueryError as error:
        assert "no search index yet" in str(error)  # noqa: PT017  any other is none that is to be
        return None
    editions = editions_of(answer)
    for edition, count in Counter(editions.values()).items():
        assert project.search(f"edition{edition}").total == count
    return editions


def editions_of(answer: SearchResults) -> Editions:
    """The number of a thread is that of its address, its edition that of its text."""
    shown = (re.findall(r"/t(\d+)/.* edition(\d+)", f"{hit.url} {hit.snippet}") for hit in answer.hits)
    return {int(number): int(edition) for ((number, edition),) in shown}


def index_files(project: Project) -> list[str]:
    folder = project.config.state / "search"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def current_files(project: Project) -> list[str]:
    current = CommitPoint.read(project.config.state / "search")
    assert current
    return sorted(["current", *(f"{current.name}/{name}" for name in current.files)])


@contextmanager
def begun_build(project: Project, jobs: int) -> Iterator[subprocess.Popen[bytes]]:
    """A build that has begun to index. What it started is ended afterwards."""
    before = index_files(project)
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "build", "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True) as process:
        while process.poll() is None and index_files(project) == before:
            time.sleep(0.0005)
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def killed_build(project: Project, seconds: float, jobs: int) -> bool:
    """A build that is killed so long after it has begun to index; False if it was faster."""
    with begun_build(project, jobs) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=seconds)
        process.kill()
        process.wait()
        return process.returncode == -signal.SIGKILL


def seconds_of_indexing(project: Project, jobs: int) -> float:
    with begun_build(project, jobs) as process:
        start = time.perf_counter()
        process.communicate()
        return time.perf_counter() - start


class Scenario:
    """A project, time and again before a build that indexes."""

    def __init__(self, project: Project, kind: str) -> None:
        self.project, self.kind = project, kind
        self.jobs = 2 if kind == "two workers" else 1
        self.editions: Editions = {}
        project.write("archiver.toml", SETTINGS)
        self.edit(range(THREADS))
        if kind != "first build":
            project.build(jobs=1)

    def edit(self, numbers: Iterable[int]) -> None:
        edition = max(self.editions.values(), default=0) + 1
        for number in numbers:
            self.editions[number] = edition
            write_edition(self.project, number, edition)

    def begin(self) -> tuple[Editions | None, Editions]:
        """Come to what is to be built; returns what is found before and after."""
        if self.kind == "first build":
            for name in ("site", ".archiver"):
                shutil.rmtree(self.project.root / name, ignore_errors=True)
            return None, self.editions
        if self.kind == "merge":
            for number in range(1, MOST_OF_A_SIZE):
                self.edit([number])
                self.project.build(jobs=1)
            assert len([file for file in index_files(self.project) if file.endswith(".trm")]) == MOST_OF_A_SIZE
        before = dict(self.editions)
        assert found(self.project) == before
        self.edit(range(THREADS) if self.kind == "two workers" else [0])
        return before, self.editions

    def take_back(self, before: Editions) -> None:
        """Write the sources as they were."""
        self.editions = before
        for number, edition in before.items():
            write_edition(self.project, number, edition)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["first build", "edit", "taken back", "merge", "two workers"])
def test_a_killed_build_leaves_the_index_as_it_was_or_is_to_be(project: Project, kind: str) -> None:
    scenario = Scenario(project, kind)
    scenario.begin()
    most = seconds_of_indexing(project, scenario.jobs)
    moments = random.Random(kind)  # noqa: S311  the same moments in each run
    kills = 0
    while kills < KILLS:
        before, after = scenario.begin()
        if killed_build(project, moments.uniform(0, most), scenario.jobs):
            kills += 1
        else:
            most *= 0.8
        assert found(project) in (before, after)
        if kind == "taken back" and before:
            scenario.take_back(before)
            after = before
        assert not project.build(jobs=1).problems
        assert found(project) == after
        assert index_files(project) == current_files(project)


BUILDER = """
import sys
from pathlib import Path
from tests.conftest import Project
from tests.laws.test_search_kills import THREADS, write_edition
project = Project(Path(sys.argv[1]))
for edition in range(2, int(sys.argv[2])):
    for number in range(THREADS if edition % 4 == 0 else 3):
        write_edition(project, number, edition)
    assert not project.build(jobs=1).problems
    print(edition, flush=True)
    input()
"""


@pytest.mark.slow
def test_every_answer_while_builds_run_is_that_of_one_build(project: Project) -> None:
    """Threads that ask an open index, and such that open it anew for every question."""
    scenario = Scenario(project, "edit")
    states = [dict(scenario.editions)]
    for edition in range(2, 22):
        states.append({**states[-1], **dict.fromkeys(range(THREADS if edition % 4 == 0 else 3), edition)})
    askers = [Asker(project, anew=number % 2 == 1) for number in range(4)]
    command = [sys.executable, "-c", BUILDER, str(project.root), "22"]
    with ThreadPoolExecutor(len(askers)) as threads:
        asking = [threads.submit(asker.ask) for asker in askers]
        try:
            wait_for_answers(askers)
            build_while_asked(command, askers)
        finally:
            for asker in askers:
                asker.ended.set()
        for done in asking:
            done.result()
    for asker in askers:
        seen = [states.index(state) for state in asker.answers]
        assert seen == sorted(seen)
        assert set(seen) == set(range(len(states)))
    assert found(project) == states[-1]


def build_while_asked(command: list[str], askers: list["Asker"]) -> None:
    """Run a builder, which goes on after each of its builds when all have asked again."""
    folder = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as builder:
        assert builder.stdin
        assert builder.stdout
        try:
            for line in builder.stdout:
                assert line.strip().isdigit(), line
                wait_for_answers(askers)
                builder.stdin.write("\n")
                builder.stdin.flush()
        finally:
            builder.kill()


def wait_for_answers(askers: list["Asker"]) -> None:
    for asker in askers:
        asker.wait_for_answer()


class Asker:
    """Asks again and again, in a thread; `anew`: opens the index for each question."""

    def __init__(self, project: Project, *, anew: bool) -> None:
        self.project, self.anew = project, anew
        self.answers: list[Editions] = []
        self.ended, self.has_asked = Event(), Condition()

    def ask(self) -> None:
        while not self.ended.is_set():
            if self.anew:
                current_index._open.cache_clear()
            answer = editions_of(self.project.search("moon", limit=1000))
            with self.has_asked:
                self.answers.append(answer)
                self.has_asked.notify_all()

    def wait_for_answer(self) -> None:
        """Wait for the answer to a question that was asked after the call."""
        with self.has_asked:
            wanted = len(self.answers) + 2  # the first of these may have been asked before
            assert self.has_asked.wait_for(lambda: len(self.answers) >= wanted, timeout=300)
