"""The process in which the recorder builds, so that the server never waits for the interpreter."""

import os
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from msgspec import Struct

from archiver.build import Report, build
from archiver.config import CONFIG_NAME, Config
from archiver.errors import ArchiverError, ConfigError, LockedError, OutputError, Problem
from archiver.pool.processes import follow_parent, interrupts_blocked
from archiver.preview.heap import return_free_memory

_NICENESS = 5  # below the server, whose pages somebody waits for
_PATIENCE = 0.2  # seconds that a build has to end at the end of the preview; one that is killed spoils nothing
_ONE_PROCESS = 400  # threads: up to so many, starting further processes takes longer than they save
PROJECT_GONE = Problem(path=".", line=0, message="the folder of the project is gone; nothing is drawn until it is back")
"""What the recorder and the session tell, whichever notices it first, so that it is told once."""


class Retry(Enum):
    """When a build that has failed is tried again, if nothing is requested before."""

    SOON = auto()
    """Another process builds the project."""
    LATER = auto()
    """The cause may go away by itself, as a full disk."""
    NEVER = auto()
    """Only a change of the project can mend it."""


class Order(Struct, frozen=True, kw_only=True):
    """A build without pages to run. At most `most_threads` threads are read; None: all that are stale."""

    config: Config
    most_threads: int | None


class BuildFailure(Struct, frozen=True, kw_only=True):
    """Why a build has failed, and when to try again."""

    problems: tuple[Problem, ...]
    retry: Retry


_PROJECT_GONE_FAILURE = BuildFailure(problems=(PROJECT_GONE,), retry=Retry.NEVER)
RunOrder = Callable[[Order], Report | BuildFailure]


def run_order(order: Order) -> Report | BuildFailure:
    """Run a build in this process. Exceptions become failures."""
    if not order.config.root.is_dir():  # a build would make the folder anew
        return _PROJECT_GONE_FAILURE
    is_small = order.most_threads is not None and order.most_threads <= _ONE_PROCESS
    try:
        return build(order.config, jobs=1 if is_small else None, pages=False, most_threads=order.most_threads)
    except Exception as error:  # noqa: BLE001  an error in a source must not end the process
        return _failure_of(error, order.config) if order.config.root.is_dir() else _PROJECT_GONE_FAILURE


def _failure_of(error: Exception, config: Config) -> BuildFailure:
    """The failure for an exception. What the preview itself has left without records is removed: see OutputError."""
    match error:
        case ConfigError():
            return BuildFailure(problems=error.problems, retry=Retry.NEVER)
        case LockedError():
            return _failure(str(error), Retry.SOON)
        case OutputError() if config.output.is_relative_to(config.state):  # the records were deleted during a build
            shutil.rmtree(config.output, ignore_errors=True)
            return _failure(str(error), Retry.SOON)
        case ArchiverError() | OSError():
            return _failure(str(error), Retry.LATER)
        case _:
            return _failure(f"{type(error).__name__}: {error}", Retry.NEVER)


def _failure(message: str, retry: Retry) -> BuildFailure:
    return BuildFailure(problems=(Problem(path=CONFIG_NAME, line=0, message=message),), retry=retry)


class RecordProcess:
    """A process that runs builds, one at a time. It is started for the first one, and again if it has died.

    Args:
        run: called in the process with each order; it has to pickle.
    """

    def __init__(self, run: RunOrder = run_order) -> None:
        self._run = run
        self._lock = threading.Lock()  # of all that follows
        self._process: BaseProcess | None = None
        self._orders: Connection | None = None
        self._is_ended = False

    def run(self, order: Order) -> Report | BuildFailure | None:
        """Run a build, and wait for its result; None if the process is ended meanwhile. One thread calls this."""
        with self._lock:
            if self._is_ended:
                return None
            orders = self._orders or self._start()
            with suppress(OSError):  # it has died: `recv` tells
                orders.send(order)
        try:
            result: Report | BuildFailure = orders.recv()
        except (EOFError, OSError):
            return self._died()
        return result

    def end(self) -> None:
        """End the process. A build that takes long is killed; the next one repairs what is half done."""
        with self._lock:
            self._is_ended = True
            process, orders = self._process, self._orders
            if orders:
                with suppress(OSError):
                    orders.send(None)
        if process:
            process.join(_PATIENCE)
            process.kill()
            process.join()

    def _start(self) -> Connection:
        context = get_context("spawn")  # a fork would copy locks that threads of this process hold
        self._orders, its_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(its_end, self._run), name="archiver-recorder")
        with interrupts_blocked():
            self._process.start()
        its_end.close()  # so that the end of the process is the end of the connection
        return self._orders

    def _died(self) -> BuildFailure | None:
        with self._lock:
            process, orders, self._process, self._orders = self._process, self._orders, None, None
            if self._is_ended or process is None or orders is None:
                return None
        orders.close()
        process.join()
        message = f"the process that reads the archive has died ({process.exitcode}); another one is started"
        return _failure(message, Retry.LATER)


def _serve(orders: Connection, run: RunOrder) -> None:
    """What the process does: run builds until it gets None for an order, or the server ends."""
    os.nice(_NICENESS)
    follow_parent()
    with suppress(EOFError):
        while (order := orders.recv()) is not None:
            orders.send(run(order))
            return_free_memory()
