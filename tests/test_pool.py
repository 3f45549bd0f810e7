"""The pool: results in order, and the progress of tasks with many parts, in one process and in several."""

import time

import pytest

from archiver.pool import Pool, report_done

pytestmark = pytest.mark.builds


def work(parts: int) -> int:
    for _ in range(parts):
        time.sleep(0.02)
        report_done(1)
    return parts


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_is_that_of_all_tasks_while_they_run(jobs: int) -> None:
    for _ in range(2):  # the second run begins at none again
        done: list[int] = []
        with Pool(jobs) as pool:
            assert list(pool.run(work, [20, 30, 10], expected=3, chunk=1, on_done=done.append)) == [20, 30, 10]
            first = list(done)
            assert list(pool.run(work, [5], expected=1, chunk=1, on_done=done.append)) == [5]
        assert first == sorted(first)
        assert len(set(first)) > 4  # more often than the three tasks end
        assert max(first) <= 60
        assert all(number <= 5 for number in done[len(first) :])


def test_a_task_reports_to_nobody_without_being_asked() -> None:
    report_done(3)
    with Pool(1) as pool:
        assert list(pool.run(work, [1], expected=1)) == [1]
