"""The progress bar of a long build."""

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

_AFTER = 0.3  # seconds; a shorter build needs no bar
_EVERY = 0.1  # seconds between two updates


class ProgressBar:
    """A bar for each stage of a build in turn, with counts, speed and the time left."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._start = self._shown = time.monotonic()
        self._what = ""

    def advance(self, what: str, done: int, total: int) -> None:
        """Move the bar.

        Args:
            what: The name of the stage. If it differs from the last one, a new bar begins.
            done: The number of threads or pages that are done.
            total: The number of all threads or pages of the stage; 0 if it is not known.
        """
        now = time.monotonic()
        if now - self._start < _AFTER or (now - self._shown < _EVERY and done < total and what == self._what):
            return
        self._shown = now
        if what != self._what:
            for task in self._bar.task_ids:
                self._bar.remove_task(task)
            self._bar.add_task(what, total=total or None)
            self._bar.start()
            self._what = what
        self._bar.update(self._bar.task_ids[0], completed=done)

    def stop(self) -> None:
        """Remove the bar from the terminal."""
        self._bar.stop()


class _Rate(ProgressColumn):
    """The number of threads or pages per second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")
