"""A command with all processes that it starts: what they use as /proc has it, and their end. Linux only.

The command is started in a session of its own, and its processes are those of this session.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Self

_TICKS = os.sysconf("SC_CLK_TCK")
_SESSION, _TIMES = 3, slice(11, 15)  # fields of /proc/PID/stat from the third on (proc_pid_stat(5))
_GRACE = 10.0  # seconds that a command has to end after Ctrl+C
_QUIET_SAMPLE = 0.1  # seconds
_QUIET_SHARE = 0.15  # of one processor
_QUIET_SAMPLES = 4  # in a row


class Use(NamedTuple):
    """What the processes of a session use: resident memory in MB (shared pages count in each), and counts."""

    memory: float
    files: int
    threads: int
    processes: int


class ProcessTree:
    """A command that runs until `stop`; what it prints goes to the file `log`."""

    def __init__(self, command: list[str], folder: Path, log: Path, env: Mapping[str, str] | None = None) -> None:
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, **(env or {})},
            )
        self.pid = self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def code(self) -> int | None:
        """The exit code; None while the command runs."""
        return self._process.poll()

    def said(self, length: int = 600) -> str:
        """The end of what the command has printed."""
        return self.log.read_bytes()[-length:].decode(errors="replace")

    def stop(self) -> float:
        """End the command as Ctrl+C does, and what is left of its session; gives the seconds that it took."""
        start = time.monotonic()
        if self.code is None:
            self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_GRACE)
        took = time.monotonic() - start
        for folder, _ in self._members():
            _send_kill(int(folder.name))
        return took

    def use(self) -> Use:
        """What the processes use now."""
        memory = files = threads = processes = 0
        for folder, _ in self._members():
            try:
                status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
                files += len(os.listdir(folder / "fd"))  # noqa: PTH208  names only, of a folder that changes
                memory += int(status.get("VmRSS", "0").split()[0])
                threads += int(status["Threads"])
                processes += 1
            except (OSError, KeyError):
                continue  # it has ended
        return Use(memory / 1e3, files, threads, processes)

    def cpu(self) -> float:
        """Seconds of all processors that its processes have used, with those that have ended."""
        ticks = sum(int(field) for _, stat in self._members() for field in stat[_TIMES])
        return ticks / _TICKS

    def wait_quiet(self, most: float) -> bool:
        """Wait until the processes have rested for some tenths of a second; False if they have not within `most` s."""
        deadline, calm, before = time.monotonic() + most, 0, self.cpu()
        while calm < _QUIET_SAMPLES and time.monotonic() < deadline:
            time.sleep(_QUIET_SAMPLE)
            now = self.cpu()
            rests = now - before <= _QUIET_SHARE * _QUIET_SAMPLE + 0.5 / _TICKS and not self._wants_to_run()
            calm = calm + 1 if rests else 0
            before = now
        return calm >= _QUIET_SAMPLES

    def _wants_to_run(self) -> bool:
        """True if one of its threads runs, or waits for a processor or a disk."""
        for folder, _ in self._members():
            for path in folder.glob("task/*/stat"):
                try:
                    if path.read_text().rpartition(")")[2].split()[0] in "RD":
                        return True
                except OSError:
                    continue  # it has ended
        return False

    def _members(self) -> Iterator[tuple[Path, list[str]]]:
        """The folder below /proc of each process, with the fields of its `stat` from the third on."""
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended
            if int(stat[_SESSION]) == self.pid and stat[0] != "Z":
                yield folder, stat


def exit_on_signals() -> None:
    """A command that is told to end unwinds as after Ctrl+C, so that the processes that it has started end too."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _exit)


def _exit(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _send_kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it has ended


def wait_until(is_so: Callable[[], bool], most: float, pause: float = 0.01) -> bool:
    """Ask again and again; False if it was not so within `most` seconds."""
    deadline = time.monotonic() + most
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
