"""The progress of long tasks: a task reports the parts that are done, and whoever has sent it gets their number."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

OnDone = Callable[[int], None]
"""Called with the number of parts that all tasks of a run have finished so far."""

_report: Callable[[int], None] | None = None


def report_done(parts: int) -> None:
    """Report that a task, which has many parts, has finished `parts` more. For functions that a pool runs."""
    if _report:
        _report(parts)


def set_report(report: Callable[[int], None] | None) -> None:
    """Let `report_done` call `report` in this process from now on; None: do nothing."""
    global _report  # noqa: PLW0603  a process runs one task at a time
    _report = report


@contextmanager
def counted(on_done: OnDone | None) -> Iterator[None]:
    """Call `on_done` at each report of a task that runs in this process, within the `with` block."""
    done = 0

    def count(parts: int) -> None:
        nonlocal done
        done += parts
        if on_done:
            on_done(done)

    before = _report
    set_report(count)
    try:
        yield
    finally:
        set_report(before)
