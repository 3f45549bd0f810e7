"""The process that keeps lists and search of the preview up to date."""

import dataclasses
import multiprocessing
import os
import queue
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver.config import Config
from archiver.manifest import open_manifest, open_reader
from archiver.model import Report
from archiver.preview.recording import recorder as recorder_module
from archiver.preview.recording.record_process import BuildFailure, Order, RecordProcess, Retry, run_order
from archiver.preview.recording.recorder import LARGEST_SLICE, Pauses, Recorder, RecordOutcome, Slices
from archiver.preview.site.project_state import preview_folder, read_preview_config
from tests.conftest import Project

_LIMIT = 30  # seconds, after which a test gives up
TEXT = "# Moon talk\n\n## ada · 2022-07-01T14:03:00Z {#p1}\n\nThe moon is up.\n"
REPORT = Report(
    threads=0, posts=0, drawn=0, reasons=(), written=(), written_bytes=0, unchanged=0, removed=0, problems=(),
    foreign=(), messages=(), seconds=0.0,
)  # fmt: skip

_PARENT = """
import multiprocessing, os, queue, sys
from pathlib import Path
from archiver.config import read_config
from archiver.preview.recording.recorder import Recorder

if __name__ == "__main__":
    outcomes = queue.Queue()
    with Recorder(outcomes.put) as recorder:
        recorder.request(read_config(Path(sys.argv[1])))
        assert outcomes.get(timeout=30).report
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        os._exit(0)
"""


class Outcomes:
    """The recorder, and what it has told."""

    def __init__(self, recorder: Recorder, told: "queue.Queue[RecordOutcome]", config: Config) -> None:
        self.recorder, self._told, self.config = recorder, told, config

    def request(self) -> None:
        self.recorder.request(self.config)

    def next(self) -> RecordOutcome:
        return self._told.get(timeout=_LIMIT)

    def last(self) -> RecordOutcome:
        """The outcome that has nothing left."""
        while (outcome := self.next()).report is None or outcome.report.left:
            pass
        return outcome

    def are_none(self, seconds: float) -> bool:
        try:
            self._told.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@contextmanager
def recording(project: Project, process: RecordProcess | None = None) -> Iterator[Outcomes]:
    told: queue.Queue[RecordOutcome] = queue.Queue()
    with Recorder(told.put, process) as recorder:
        yield Outcomes(recorder, told, of_preview(project))


def of_preview(project: Project) -> Config:
    config = project.config
    state = config.state / "preview"
    return dataclasses.replace(config, state=state, output_place=state / "site", browser_index=False)


def titles(outcomes: Outcomes) -> set[str]:
    with open_reader(outcomes.config.state, outcomes.config.zone) as reader:
        assert reader
        found = (reader.summary(source) for source, _, _ in reader.groups.thread_urls())
        return {summary.title for summary in found if summary}


def process_of(outcomes: Outcomes) -> int:
    """The number of the process that builds."""
    (process,) = [child for child in multiprocessing.active_children() if child.name == "archiver-recorder"]
    assert process.pid
    return process.pid


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z" if Path("/proc").is_dir() else True


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _LIMIT
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_each_request_is_answered_by_a_build_without_pages(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    with recording(project) as outcomes:
        outcomes.request()
        first = outcomes.next()
        assert (first.problems, first.progress) == ((), None)
        assert first.report
        assert (first.report.threads, first.report.written) == (1, ())
        project.write("content/sun.md", TEXT.replace("Moon", "Sun"))
        outcomes.request()
        assert (second := outcomes.next().report)
        assert second.threads == 2
        assert titles(outcomes) == {"Moon talk", "Sun talk"}
        process = process_of(outcomes)
        os.kill(process, signal.SIGINT)  # as Ctrl+C does, which the server answers
        outcomes.request()
        assert outcomes.next().report
        assert process_of(outcomes) == process
    assert not is_running(process)
    assert not project.config.output.exists()


def test_an_archive_is_read_in_slices_and_the_newest_request_counts(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "FIRST_SLICE", 1)
    for number in range(5):
        project.write(f"content/t{number}.md", TEXT.replace("Moon", f"Moon {number}"))
    with recording(project) as outcomes:
        outcomes.request()
        slices = [outcomes.next() for _ in range(3)]
        assert [outcome.progress for outcome in slices] == [(1, 5), (3, 5), None]
        assert slices[-1].report
        assert (slices[-1].report.threads, slices[-1].report.left) == (5, 0)
        project.write("archiver.toml", "[markdown]\nbreaks = true\n")  # every thread is stale
        outcomes.config = of_preview(project)
        outcomes.request()
        assert outcomes.next().progress == (1, 5)
        project.write("content/t0.md", TEXT.replace("Moon", "Sun"))
        outcomes.request()
        assert (last := outcomes.last().report)
        assert last.threads == 5
        wait_until(lambda: "Sun talk" in titles(outcomes))


def test_requests_that_come_at_once_are_answered_together(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    with recording(project) as outcomes:
        for number in range(50):
            project.write("content/moon.md", TEXT.replace("Moon", f"Moon {number}"))
            outcomes.request()
        seen = 0
        while not seen or titles(outcomes) != {"Moon 49 talk"}:
            outcomes.next()
            seen += 1
        assert seen < 25


def test_a_build_that_another_process_holds_up_is_tried_again_without_a_word(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    with recording(project) as outcomes:
        with open_manifest(outcomes.config.state, outcomes.config.zone, outcomes.config.root):
            outcomes.request()
            assert outcomes.are_none(seconds=1)
        assert outcomes.next().report


def test_a_build_that_the_disk_refuses_is_told_and_tried_again(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    with recording(project) as outcomes:
        outcomes.config.state.parent.mkdir()
        outcomes.config.state.write_bytes(b"")  # in place of the folder
        outcomes.request()
        failed = outcomes.next()
        assert failed.report is None
        assert [problem.path for problem in failed.problems] == ["archiver.toml"]
        outcomes.config.state.unlink()
        assert outcomes.last().report


def test_a_theme_that_cannot_be_used_is_told_once(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    project.write("themes/default/theme.toml", "[")
    with recording(project) as outcomes:
        outcomes.request()
        failed = outcomes.next()
        assert (failed.report, [problem.path for problem in failed.problems]) == (None, ["themes/default/theme.toml"])
        assert outcomes.are_none(seconds=1)
        shutil.rmtree(project.root / "themes")
        outcomes.request()
        assert outcomes.next().report


def test_a_project_that_is_gone_is_not_made_anew(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    with recording(project) as outcomes:
        project.root.rename(project.root.with_name("moved"))
        outcomes.request()
        assert "gone" in outcomes.next().problems[0].message
        assert not project.root.exists()
        project.root.with_name("moved").rename(project.root)
        outcomes.request()
        assert outcomes.next().report


def test_a_folder_of_the_previews_own_whose_records_are_lost_is_made_anew(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    project.write(".archiver/preview/site/assets/media/left.png", b"of a build that was going on")
    order = Order(config=read_preview_config(project.root, preview_folder(project.root)), most_threads=None)
    first, second = run_order(order), run_order(order)
    assert isinstance(first, BuildFailure)
    assert first.retry is Retry.SOON
    assert isinstance(second, Report)
    assert second.threads == 1


def test_a_folder_of_the_users_whose_records_are_lost_stays_as_it_is(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    kept = project.write("site/mine.html", b"mine")
    result = run_order(Order(config=project.config, most_threads=None))
    assert isinstance(result, BuildFailure)
    assert kept.exists()


def test_a_process_that_dies_is_told_and_another_one_goes_on(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    with recording(project) as outcomes:
        outcomes.request()
        assert outcomes.next().report
        first = process_of(outcomes)
        os.kill(first, signal.SIGKILL)
        project.write("content/sun.md", TEXT.replace("Moon", "Sun"))
        outcomes.request()
        assert "has died (-9)" in outcomes.next().problems[0].message
        assert (report := outcomes.next().report)
        assert report.threads == 2
        assert process_of(outcomes) != first


def test_the_process_ends_with_the_server(project: Project) -> None:
    project.write("content/moon.md", TEXT)
    script = project.write("parent.py", _PARENT)
    done = subprocess.run(
        [sys.executable, script, project.root], capture_output=True, text=True, timeout=60, check=True
    )
    (process,) = map(int, done.stdout.split())
    wait_until(lambda: not is_running(process))


def test_the_end_does_not_wait_for_a_long_build(project: Project) -> None:
    with recording(project, RecordProcess(_run_for_ever)) as outcomes:
        outcomes.request()
        wait_until(lambda: bool(multiprocessing.active_children()))
        process = process_of(outcomes)
        began = time.monotonic()
    assert time.monotonic() - began < _LIMIT / 3
    assert not is_running(process)


def _run_for_ever(_: Order) -> Report | BuildFailure:
    time.sleep(600)
    return BuildFailure(problems=(), retry=Retry.NEVER)


def test_slices_grow_and_no_thread_that_is_stale_again_and_again_holds_them_up() -> None:
    slices, sizes, left = Slices(), list[int](), 10_000
    while left:
        sizes.append(slices.most_threads)
        left = max(0, left - slices.most_threads)
        progress = slices.follow(replace(REPORT, drawn=sizes[-1], left=left))
        assert progress == ((10_000 - left, 10_000) if left else None)
    assert (sizes[:5], max(sizes)) == ([200, 400, 800, 1600, 2000], LARGEST_SLICE)
    assert slices.most_threads == 200
    while slices.most_threads < 20_000:  # nothing gets done
        slices.follow(replace(REPORT, drawn=slices.most_threads, left=20_000))


def test_pauses_grow_for_what_may_take_long() -> None:
    pauses, later = Pauses(), BuildFailure(problems=(), retry=Retry.LATER)
    assert [pauses.after(later) for _ in range(9)] == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]
    assert pauses.is_reported
    assert pauses.after(BuildFailure(problems=(), retry=Retry.NEVER)) is None


def test_of_builds_of_others_only_those_that_take_long_are_reported() -> None:
    pauses, soon = Pauses(), BuildFailure(problems=(), retry=Retry.SOON)
    reported = [(pauses.after(soon), pauses.is_reported) for _ in range(60)]
    assert reported == [(0.1, False)] * 50 + [(0.1, True)] * 10
