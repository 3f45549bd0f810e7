"""Compares live previews, from the save of a file to the sight of it: `python tests/bench/preview.py`.

Options: `--programs archiver hugo eleventy zensical mkdocs`, `--sizes 20 1000 10000` (threads), `--rounds 30`;
`--parts start saves idle memory`; `--saves content template title CSS checkout` (beginnings of their names);
`--starts 3`, `--idle 60` (seconds), `--memory-saves 1000`; `--pace 2` (milliseconds from one request to the next; they
cost the server time), `--patience 60` (seconds after which a save counts as missed), `--budget 120` (seconds for the
rounds of one number, which is then made of fewer), `--start-patience 600`; `--rivals FOLDER`: where the rivals are
installed from PyPI and npm, and found by the next run (else a temporary one); `--no-browser`.

The result is two tables in Markdown: median / 95th percentile of the rounds, in milliseconds from the end of a save.

- served: the new bytes are answered over HTTP, asked for again and again (`--pace`), while an event stream is open;
- event: the stream for live reloads has a message (Server-Sent Events, a websocket or a long poll, by the program);
- seen: headless Chromium has the new text in the page at the start of a frame. Event and seen are measured in the same
  rounds, without requests but those of the browser. A browser that missed a save loads the page anew.

Between two saves the program comes to rest, and some time passes by chance (up to half a second). Starts are seconds
from the command to the first answer with status 200: warm where a build was there. Memory is the resident memory of
all processes together, where shared pages count in each.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.generate import generate
from tests.bench.preview_probes import HOST, Client, EventStream, NotSeenError, SeenPage, free_port
from tests.bench.preview_saves import Repository, Save, make_saves
from tests.bench.previewers import Previewer, install, previewers
from tests.bench.process_tree import ProcessTree, exit_on_signals
from tests.browser import open_browser, open_context

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SAVES = ("content", "template", "title", "CSS", "checkout")
_PARTS = ("start", "saves", "idle", "memory")
_REST = 20.0  # seconds that a program has to come to rest after a save
_BY_CHANCE = 0.5  # seconds between two saves: nobody saves in step with a program's timer
_LATE_EVENT = 0.5  # seconds that the event may come after the sight
_MISSED_IN_A_ROW = 3
_SLOW_START = 30.0  # seconds; such a start is not measured again
_MEMORY_AFTER = (1, 100, 1_000)
_POSTS = 10
_PATIENT_MEMORY = 5  # budgets


@dataclass(kw_only=True, slots=True)
class Result:
    """What was measured of a program at one size: seconds."""

    program: str
    threads: int
    starts: dict[str, list[float]] = field(default_factory=dict)
    saves: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    rounds: dict[str, dict[str, int]] = field(default_factory=dict)
    memory: dict[int, float] = field(default_factory=dict)
    """MB by the count of saves."""
    idle: float | None = None
    """The share of one processor."""
    failures: list[str] = field(default_factory=list)


def main() -> None:
    arguments = _arguments()
    exit_on_signals()
    results = list[Result]()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="archiver-bench-")))
        rivals = (arguments.rivals or folder / "rivals").resolve()
        install(rivals, arguments.programs)
        browser = None if arguments.no_browser else stack.enter_context(open_browser())
        programs = previewers(rivals)
        try:
            for threads in arguments.sizes:
                generate(folder / str(threads), threads, _POSTS)
                for name in arguments.programs:
                    results.append(Result(program=name, threads=threads))
                    trial = Trial(programs[name], folder / str(threads), results[-1], arguments, browser)
                    trial.run(folder / f"{name}-{threads}")
        finally:
            print_tables(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = list(previewers(Path()))
    parser.add_argument("--programs", nargs="+", choices=names, default=names)
    parser.add_argument("--sizes", nargs="+", type=int, default=[20, 1_000, 10_000], help="threads")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--parts", nargs="+", choices=_PARTS, default=_PARTS)
    parser.add_argument("--saves", nargs="+", choices=_SAVES, default=_SAVES)
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--idle", type=float, default=60, help="seconds")
    parser.add_argument("--memory-saves", type=int, default=1_000)
    parser.add_argument("--pace", type=float, default=2, help="milliseconds")
    parser.add_argument("--patience", type=float, default=60, help="seconds")
    parser.add_argument("--start-patience", type=float, default=600, help="seconds")
    parser.add_argument("--budget", type=float, default=120, help="seconds for the rounds of one number")
    parser.add_argument("--rivals", type=Path, help="a folder that keeps them installed")
    parser.add_argument("--no-browser", action="store_true")
    return parser.parse_args()


class Trial:
    """One program at one size."""

    def __init__(
        self,
        program: Previewer,
        threads: Path,
        result: Result,
        options: argparse.Namespace,
        browser: "Browser | None",
    ) -> None:
        self._program, self._threads, self._result = program, threads, result
        self._options, self._browser = options, browser

    def run(self, root: Path) -> None:
        """Measure all that is asked for; what fails is noted in the result. Nothing of it is left behind."""
        self._root = root
        root.mkdir()
        self._program.write(self._threads, root)
        self._page, self._opened = _open_thread(self._threads, root / self._program.content)
        wants_git = "checkout" in self._options.saves and "saves" in self._options.parts
        self._repository = Repository(root, self._program.content, self._opened) if wants_git else None
        for measure in (self._measure_starts, self._measure_running):
            try:
                measure()
            except (NotSeenError, OSError) as error:
                self._fail("start", error)

    def _measure_running(self) -> None:
        if set(self._options.parts) == {"start"}:
            return
        with self._started(self._page, self._options.start_patience) as (tree, port, _):
            tree.wait_quiet(self._options.start_patience)
            self._measure_parts(tree, port)

    def _measure_parts(self, tree: ProcessTree, port: int) -> None:
        parts: dict[str, Callable[[ProcessTree, int], None]] = {
            "saves": self._measure_saves,
            "idle": self._measure_idle,
            "memory": self._measure_memory,
        }
        for name, measure in parts.items():
            if name in self._options.parts:
                try:
                    measure(tree, port)
                except Exception as error:  # noqa: BLE001  a browser or program that fails must not end the comparison
                    self._fail(name, error)
            if tree.code is not None:
                return self._fail(name, RuntimeError(f"it ended with {tree.code}: {tree.said()}"))
        return None

    def _measure_starts(self) -> None:
        """Ends with a build that is there."""
        if "start" not in self._options.parts:
            return
        for kind, page in (("cold, a thread", self._page), ("cold, home", "/"), ("warm, a thread", self._page)):
            found = self._result.starts.setdefault(kind, [])
            while len(found) < self._options.starts and max(found, default=0) < _SLOW_START:
                if kind.startswith("cold"):
                    self._remove_builds()
                with self._started(page, self._options.start_patience) as (tree, _, seconds):
                    found.append(seconds)
                    if kind.startswith("cold") and len(found) == self._options.starts:
                        tree.wait_quiet(self._options.start_patience)  # the next start finds the whole build
            say(f"  {kind}: {_seconds(found)} s")

    def _remove_builds(self) -> None:
        """Out of the way: where files were just deleted, ext4 is slow to make others."""
        for name in self._program.built:
            if (self._root / name).exists():
                (self._root / name).rename(tempfile.mkdtemp(dir=self._root.parent) + "/built")

    @contextmanager
    def _started(self, page: str, most: float) -> Iterator[tuple[ProcessTree, int, float]]:
        """The running preview, its port, and the seconds until it answered."""
        port, log = free_port(), self._root.with_suffix(".log")
        start = time.time()
        with ProcessTree(self._program.command(port), self._root, log, self._program.env) as tree:
            client = Client(port, timeout=most)
            try:
                answered = client.wait_for(page, "", most, pace=0.005, alive=lambda: tree.code is None)
            except NotSeenError as error:
                raise NotSeenError(f"{error}; it said: {tree.said()}") from None
            finally:
                client.close()
            yield tree, port, answered - start

    def _measure_saves(self, tree: ProcessTree, port: int) -> None:
        all_saves = make_saves(self._root, self._program, self._opened, self._page, self._repository)
        for save in all_saves:
            if not any(name in save.name for name in self._options.saves):
                continue
            numbers: dict[str, list[float]] = {"served": [], "event": [], "seen": []}
            self._result.saves[save.name], self._result.rounds[save.name] = numbers, {}
            try:
                self._measure_served(tree, port, save, numbers)
                if self._browser:
                    self._measure_seen(tree, port, save, numbers)
            finally:
                save.undo()
                tree.wait_quiet(_REST)
                say(f"  {save.name}: " + ", ".join(f"{name} {_milliseconds(found)}" for name, found in numbers.items()))

    def _measure_served(self, tree: ProcessTree, port: int, save: Save, numbers: dict[str, list[float]]) -> None:
        patience, pace = self._options.patience, self._options.pace / 1000
        client = Client(port, patience)
        client.get(self._page)
        with EventStream(self._program.listen, port, self._page):

            def look(marker: str, _began: float, ended: float) -> None:
                numbers["served"].append(client.wait_for(save.asked, marker, patience, pace) - ended)

            self._repeat(tree, save, "served", look)
        client.close()

    def _measure_seen(self, tree: ProcessTree, port: int, save: Save, numbers: dict[str, list[float]]) -> None:
        assert self._browser
        address, patience = f"http://{HOST}:{port}{self._page}", self._options.patience
        with open_context(self._browser) as context, EventStream(self._program.listen, port, self._page) as events:
            context.set_default_timeout(patience * 1000)
            page = SeenPage(context)
            page.open(address)

            def look(marker: str, began: float, ended: float) -> None:
                try:
                    numbers["seen"].append(page.wait_for(marker, began, patience) - ended)
                except NotSeenError:
                    page.open(address)
                    raise
                finally:
                    event = events.first_since(began, _LATE_EVENT)
                    numbers["event"] += [] if event is None else [event - ended]

            self._repeat(tree, save, "seen", look)

    def _repeat(self, tree: ProcessTree, save: Save, number: str, look: Callable[[str, float, float], None]) -> None:
        """Save and look, as many rounds as there is time for."""
        deadline = time.monotonic() + self._options.budget
        chance = random.Random(save.name)  # noqa: S311  the same pauses for all programs
        missed = in_a_row = done = 0
        while done < self._options.rounds and in_a_row < _MISSED_IN_A_ROW and time.monotonic() < deadline:
            tree.wait_quiet(_REST)
            time.sleep(chance.random() * _BY_CHANCE)
            began = time.time()
            marker = save.do()
            done, in_a_row = done + 1, in_a_row + 1
            try:
                look(marker, began, time.time())
                in_a_row = 0
            except NotSeenError:
                missed += 1
            if tree.code is not None:
                break
        self._result.rounds[save.name] |= {number: done, f"{number}, missed": missed}

    def _measure_idle(self, tree: ProcessTree, port: int) -> None:
        with EventStream(self._program.listen, port, self._page):
            tree.wait_quiet(_REST)
            before = tree.cpu()
            time.sleep(self._options.idle)
            self._result.idle = (tree.cpu() - before) / self._options.idle
        say(f"  idle: {100 * self._result.idle:.2f} %")

    def _measure_memory(self, tree: ProcessTree, port: int) -> None:
        save = make_saves(self._root, self._program, self._opened, self._page, None)[0]
        deadline = time.monotonic() + _PATIENT_MEMORY * self._options.budget
        client = Client(port, self._options.patience)
        with EventStream(self._program.listen, port, self._page):
            for number in range(1, self._options.memory_saves + 1):
                late = time.monotonic() > deadline
                client.wait_for(save.asked, save.do(), self._options.patience, pace=0.01)
                if late or number in (*_MEMORY_AFTER, self._options.memory_saves):
                    tree.wait_quiet(_REST)
                    self._result.memory[number] = tree.use().memory
                if late:
                    break
        client.close()
        save.undo()
        say("  memory: " + _megabytes(self._result.memory))

    def _fail(self, part: str, error: Exception) -> None:
        self._result.failures.append(f"{part}: {type(error).__name__}: {' '.join(str(error).split())}")
        say(f"  {self._result.failures[-1]}")


def _open_thread(threads: Path, content: Path) -> tuple[str, Path]:
    """The path of the URL, and the source, of the thread that is looked at: one of middling length."""
    for path in sorted(threads.rglob("*.md")):
        if 5 <= path.read_text(encoding="utf-8").count("\n## ") <= 15:
            name = path.relative_to(threads)
            return f"/{name.with_suffix('').as_posix()}/", content / name
    raise SystemExit("there is no thread of middling length; take more threads")


def print_tables(results: list[Result]) -> None:
    print_row("program", "threads", "save", "served", "event", "seen", "rounds", "missed (served, seen)")
    print_row(*["---"] * 8)
    for result in results:
        for name, numbers in result.saves.items():
            counts = result.rounds.get(name, {})
            cells = [_milliseconds(numbers[number]) for number in ("served", "event", "seen")]
            rounds = " + ".join(str(counts[number]) for number in ("served", "seen") if number in counts)
            missed = ", ".join(str(counts.get(f"{number}, missed", "–")) for number in ("served", "seen"))
            print_row(result.program, f"{result.threads:,}", name, *cells, rounds, missed)
    say("")
    kinds = ("cold, a thread", "cold, home", "warm, a thread")
    print_row("program", "threads", *(f"start {kind}, s" for kind in kinds), "idle, % of a core", "MB after saves")
    print_row(*["---"] * 7)
    for result in results:
        idle = "–" if result.idle is None else f"{100 * result.idle:.2f}"
        starts = [_seconds(result.starts.get(kind, [])) for kind in kinds]
        print_row(result.program, f"{result.threads:,}", *starts, idle, _megabytes(result.memory))
    for result in results:
        for failure in result.failures:
            say(f"\n{result.program}, {result.threads:,} threads: {failure}")


def print_row(*cells: str) -> None:
    say(f"| {' | '.join(cells)} |")


def _milliseconds(found: Sequence[float]) -> str:
    """Median / 95th percentile."""
    if not found:
        return "–"
    last = statistics.quantiles(found, n=100, method="inclusive")[94] if len(found) > 1 else found[0]
    return f"{1000 * statistics.median(found):.0f} / {1000 * last:.0f}"


def _seconds(found: Sequence[float]) -> str:
    return f"{statistics.median(found):.2f}" if found else "–"


def _megabytes(found: dict[int, float]) -> str:
    return ", ".join(f"{megabytes:.0f} ({count:,})" for count, megabytes in found.items()) or "–"


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
