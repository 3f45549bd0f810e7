"""What workers of tests load at first: one of them can be told to end or stop itself in the middle of a batch.

It does so when it has drawn the thread `SOURCE`, if the folder that `ARCHIVER_TEST_ORDERS` names has the file `ORDER`
with the number of a signal, and replaces the file by one with its process id. It reports each thread at once.

A worker with `ARCHIVER_TEST_FAR_FROM` in its environment can use no file below that folder, as one on another machine.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from archiver.build import worker
from archiver.pool.cluster import worker as cluster_worker
from tests.cluster_orders import OBEYED, ORDER, SOURCE

FOLDER = Path(os.environ.get("ARCHIVER_TEST_ORDERS", "."))

cluster_worker._REPORT_EVERY = -1.0
_draw = worker._draw_thread


def _draw_and_obey(job: Any, reader: Any, index: Any, task: Any) -> Any:
    receipt = _draw(job, reader, index, task)
    if task.source.path == SOURCE:
        order = ""
        with suppress(FileNotFoundError):
            order = (FOLDER / ORDER).read_text()
            (FOLDER / ORDER).rename(FOLDER / "read")
        if order:
            (FOLDER / "read").write_text(str(os.getpid()))
            (FOLDER / "read").rename(FOLDER / OBEYED)
            os.kill(os.getpid(), int(order))
    return receipt


worker._draw_thread = _draw_and_obey


def _refuse_near_files(event: str, args: tuple[Any, ...]) -> None:
    """An audit event: https://docs.python.org/3/library/audit_events.html"""
    if event.startswith(("open", "os.", "shutil.")):
        for path in args:
            if isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(FAR_FROM):
                raise PermissionError(f"{event} {path}")


FAR_FROM = os.environ.get("ARCHIVER_TEST_FAR_FROM", "")
if FAR_FROM:
    sys.addaudithook(_refuse_near_files)
