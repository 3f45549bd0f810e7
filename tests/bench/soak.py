"""A preview under random changes for a long time: `python tests/bench/soak.py [--minutes 30] [--threads 1000]`.

Options: `--seed 1`; `--warm-up 2` (minutes); `--compare-every 5` (minutes); `--no-browser`; `--verbose`: each change.

Sources, templates and the configuration are edited, spoilt and healed, renamed, checked out by git; the state folder is
removed; pages are asked for, tabs and event streams are opened and killed. Printed each minute: the resident memory of
all processes together, open file descriptors, threads and processes. Now and then, and at the end, all faults are
healed; when the preview has come to rest, each file of a clean build has to be served with its bytes (but for the
preview's script, and without the search in the browser: `search/data/`, `assets/stemmers/`), and the address of each
thread that has left has to be 404. What comes right within 40 s is no fault, for a build that failed is tried again,
but it is printed.

The exit code is 1 if something differs, if an answer was lost, if the preview has ended, or if it has grown since the
warm-up, measured without visitors and at rest: more than 1.25 times the memory and 20 MB more, more than 8 open files,
4 threads or no more than the same processes.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.generate import generate
from tests.bench.preview_probes import free_port
from tests.bench.preview_saves import Repository
from tests.bench.previewers import Previewer, previewers
from tests.bench.process_tree import ProcessTree, Use, exit_on_signals
from tests.bench.soak_edits import CONTENT, STATE, Edits
from tests.bench.soak_visitors import Visitors
from tests.browser import open_browser

_PROJECT = Path(__file__).parents[2]
_CLIENT = re.compile(rb'<script src="[^"]*_archiver/live\.js"[^>]*></script>')
_NOT_SERVED = ("search/data/", "assets/stemmers/", ".archiver")
_POSTS = 10
_PAUSE = 0.3  # seconds between two actions, on average
_START_UP = 120.0  # seconds to the first page
_REST = 180.0  # seconds that the preview has to come to rest
_SCAN = 6.0  # seconds in which it finds by itself what no event told
_LATE = 40.0  # seconds in which a build that failed is tried again
_SAID = 2_000  # characters
_SHOWN = 12  # differences
_REMEMBERED = 25  # actions
_MOST = Use(memory=20, files=8, threads=4, processes=0)
_MOST_MEMORY = 1.25


def main() -> None:
    arguments = _arguments()
    exit_on_signals()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="archiver-soak-")))
        browser = None if arguments.no_browser else stack.enter_context(open_browser())
        generate(folder / "threads", arguments.threads, _POSTS)
        root, program = folder / "project", previewers(folder)["archiver"]
        root.mkdir()
        program.write(folder / "threads", root)
        random, port = Random(arguments.seed), free_port()  # noqa: S311  the same in each run
        edits = Edits(root, Repository(root, CONTENT, min((root / CONTENT).rglob("*.md"))), random)
        tree = stack.enter_context(ProcessTree(program.command(port), root, folder / "log", program.env))
        soak = Soak(root, program, tree, edits, Visitors(browser, port, random), random)
        try:
            faults = soak.run(arguments)
        except PreviewEndedError as error:
            faults = [str(error)]
        soak.visitors.close()
    for fault in faults:
        say(f"FAULT: {fault}")
    say("no fault" if not faults else f"{len(faults)} faults")
    raise SystemExit(1 if faults else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--threads", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--warm-up", type=float, default=2, help="minutes")
    parser.add_argument("--compare-every", type=float, default=5, help="minutes")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


class PreviewEndedError(Exception):
    """The preview runs no more, or answers no more."""


class Soak:
    """A preview that runs, and all that is done to it."""

    def __init__(
        self, root: Path, program: Previewer, tree: ProcessTree, edits: Edits, visitors: Visitors, random: Random
    ) -> None:
        self._root, self._program, self._tree = root, program, tree
        self._edits, self._random = edits, random
        self.visitors = visitors
        self._last: list[str] = []
        self._comparisons = 0

    def run(self, arguments: argparse.Namespace) -> list[str]:
        """What is wrong."""
        self._wait_for_start()
        self._verbose = arguments.verbose
        say(f"{'minute':>10}{'actions':>9}{'MB':>8}{'files':>8}{'threads':>9}{'processes':>11}")
        self._play(arguments.warm_up, "warm-up")
        faults = self._compare("after the warm-up")
        before = self._use_at_rest("start")
        played = 0.0
        while played < arguments.minutes:
            minutes = min(arguments.compare_every, arguments.minutes - played)
            self._play(minutes, "", played)
            played += minutes
            faults += self._compare(f"after {played:g} minutes")
        after = self._use_at_rest("end")
        faults += _growth(before, after)
        return faults + [f"no answer to a request for {path}" for path in self.visitors.lost]

    def _wait_for_start(self) -> None:
        deadline = time.monotonic() + _START_UP
        while self.visitors.ask("/")[0] != 200:
            if time.monotonic() > deadline or self._tree.code is not None:
                raise PreviewEndedError(f"the preview did not start: {self._tree.said()}")
            time.sleep(0.1)
        self._tree.wait_quiet(_REST)
        self.visitors.lost.clear()
        for path in self._edits.threads():
            self.visitors.ask(self._edits.url_of(path))  # caches are as full as they can be

    def _play(self, minutes: float, label: str, played: float = 0) -> None:
        start, actions, shown = time.monotonic(), 0, 0
        while (passed := (time.monotonic() - start) / 60) < minutes:
            if int(passed) > shown:
                shown = int(passed)
                self._say_use(label or f"{played + shown:g}", actions)
            self._act()
            actions += 1
            time.sleep(self._random.expovariate(1 / _PAUSE))
        self._say_use(label or f"{played + minutes:g}", actions)

    def _act(self) -> None:
        if self._random.random() < 0.5:
            done = self._edits.act()
        else:
            done = self.visitors.act([self._edits.url_of(path) for path in self._edits.threads()] or ["/"])
        self._last = [*self._last[-_REMEMBERED:], done]
        if self._verbose:
            say(f"  {done}")
        if self._tree.code is not None:
            raise PreviewEndedError(f"it ended with {self._tree.code} after {self._last}: {self._tree.said(3000)}")

    def _use_at_rest(self, label: str) -> Use:
        self.visitors.close()
        self._rest()
        return self._say_use(label, 0)

    def _say_use(self, label: str, actions: int) -> Use:
        use = self._tree.use()
        say(f"{label:>10}{actions:>9}{use.memory:8.0f}{use.files:8}{use.threads:9}{use.processes:11}")
        return use

    def _rest(self) -> None:
        """Wait until the preview has nothing to do any more, with what it finds without events."""
        self._tree.wait_quiet(_REST)
        time.sleep(_SCAN)
        if not self._tree.wait_quiet(_REST):
            raise PreviewEndedError(f"it does not come to rest in {_REST:g} s; the last actions: {self._last}")

    def _compare(self, when: str) -> list[str]:
        """What is served but not built, built but not served, or not the same, once all is healed."""
        self._edits.reset()
        self._edits.last_edits()
        self._rest()
        wanted = self._clean_build()
        gone = self._edits.left - set(wanted)
        deadline, first = time.monotonic() + _LATE, -1
        while differences := self._differences(wanted, gone):
            first = len(differences) if first < 0 else first
            if time.monotonic() > deadline:
                break
            time.sleep(_LATE / 8)
        late = f" ({first} before some seconds more)" if first > len(differences) else ""
        say(f"compared {when}: {len(wanted):,} files and {len(gone):,} that left, {len(differences)} differ{late}")
        if first > 0:
            say(f"  the last actions: {'; '.join(self._last)}\n  the preview said: …{self._tree.said(_SAID)}")
        more = [f"{len(differences) - _SHOWN} more"] if len(differences) > _SHOWN else []
        return [f"{when}: {difference}" for difference in [*differences[:_SHOWN], *more]]

    def _differences(self, wanted: dict[str, bytes], gone: set[str]) -> list[str]:
        found = [difference for path, body in wanted.items() if (difference := self._difference(path, body))]
        return found + [f"{path} is still served" for path in sorted(gone) if self.visitors.ask(path)[0] != 404]

    def _difference(self, path: str, wanted: bytes) -> str:
        status, body = self.visitors.ask(path)
        body = _CLIENT.sub(b"", body)
        if status != 200 and not (path == "/404.html" and status == 404):
            return f"{path} has status {status}"
        if body == wanted:
            return ""
        lines = zip(body.splitlines(), wanted.splitlines(), strict=False)
        served, built = next((pair for pair in lines if pair[0] != pair[1]), (b"", b""))
        return f"{path}: {len(body)} bytes served, {len(wanted)} built: {served[:160]!r}, not {built[:160]!r}"

    def _clean_build(self) -> dict[str, bytes]:
        """The bytes of each file of a clean build of the same project, by the path of its URL."""
        self._comparisons += 1
        copy = self._root.with_name(f"clean-{self._comparisons}")
        shutil.copytree(self._root, copy, ignore=shutil.ignore_patterns(STATE))
        command = [sys.executable, "-m", "archiver", "-C", str(copy), "build"]
        env = {**os.environ, "PYTHONPATH": str(_PROJECT)}
        built = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if built.returncode not in {0, 1}:
            raise PreviewEndedError(f"the clean build ended with {built.returncode}: {built.stderr}")
        files = {path.relative_to(copy / "site").as_posix(): path for path in (copy / "site").rglob("*")}
        found = {
            f"/{quote(name).removesuffix('index.html')}": path.read_bytes()
            for name, path in files.items()
            if path.is_file() and not name.startswith(_NOT_SERVED)
        }
        shutil.rmtree(copy)
        return found


def _growth(before: Use, after: Use) -> list[str]:
    """Each use that has grown more than it may."""
    counts = (first + more for first, more in zip(before[1:], _MOST[1:], strict=True))
    most = (max(before.memory * _MOST_MEMORY, before.memory + _MOST.memory), *counts)
    return [
        f"{name}: {first:.0f} at the start, {last:.0f} at the end"
        for name, first, last, bound in zip(Use._fields, before, after, most, strict=True)
        if last > bound
    ]


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
