"""Measures a build: `python tests/bench/build.py [--threads 1000] [--posts 10] [--jobs N] [--profile]`.

An archive is generated and built in fresh processes as a user would: clean, with nothing to do, and after one edit.
Memory is the sum of each process's own peak, so what the processes share is counted once for each.
"""

import argparse
import os
import pstats
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.generate import generate

_PACKAGE = Path(__file__).resolve().parents[2] / "archiver"
_LIBRARIES = Path(sysconfig.get_path("purelib"))
_SAMPLE = 0.02  # seconds between two looks at a process's peak memory, which only grows
_ROWS = 25


class Cost(NamedTuple):
    """What a command took: seconds on the clock and of all processors, and peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1000)
    parser.add_argument("--posts", type=int, default=10)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--no-search", action="store_true", help="without the index")
    parser.add_argument("--profile", action="store_true", help="where the time of a build with one process goes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="archiver-bench-") as folder:
        root = Path(folder)
        posts = generate(root / "content", arguments.threads, arguments.posts)
        size = sum(path.stat().st_size for path in root.rglob("*.md")) / 1e6
        _say(f"{arguments.threads} threads, {posts} posts, {size:.1f} MB of sources")
        if arguments.no_search:
            (root / "archiver.toml").write_text("[search]\nenabled = false\n", encoding="utf-8")
        if arguments.profile:
            print_profile(root)
        else:
            print_costs(root, ["--jobs", str(arguments.jobs)] if arguments.jobs else [])


def print_costs(root: Path, options: list[str]) -> None:
    _say(f"{'':16}{'wall s':>8}{'CPU s':>8}{'MB':>8}")
    _print_cost("clean", measure(archiver_command(root, *options)))
    _print_cost("nothing to do", measure(archiver_command(root, *options)))
    source = min((root / "content").rglob("*.md"))
    source.write_text(source.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    _print_cost("one edit", measure(archiver_command(root, *options)))
    for name in ("site", ".archiver"):
        files = [path for path in (root / name).rglob("*") if path.is_file()]
        _say(f"{name}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")


def archiver_command(root: Path, *options: str) -> list[str]:
    """The command that builds a project."""
    return [sys.executable, "-m", "archiver", "-C", str(root), "build", *options]


def measure(command: list[str]) -> Cost:
    """Run a command in a session of its own."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    peaks: dict[str, int] = {}
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as users have it
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, env=env) as process:
        while process.poll() is None:
            peaks |= _peaks(process.pid)
            try:
                process.wait(_SAMPLE)
            except subprocess.TimeoutExpired:
                continue
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(process.returncode)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, sum(peaks.values()) / 1e3)


def _peaks(session: int) -> dict[str, int]:
    """The peak memory in kB of each process of a session, by process id."""
    peaks = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
                peaks[folder.name] = int(status["VmHWM"].split()[0])
        except (OSError, KeyError):
            continue  # it has ended
    return peaks


def print_profile(root: Path) -> None:
    """Where a clean build in one process spends its time."""
    result = root / "profile"
    arguments = ["-m", "cProfile", "-o", str(result), "-m", "archiver", "-C", str(root), "build", "--jobs", "1"]
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    stats = pstats.Stats(str(result)).get_stats_profile()
    rooms, functions = times_by_room(pstats.Stats(str(result)))
    _say(f"{stats.total_tt:.2f} s under the profiler\n")
    for title, times in (("room", rooms), ("function", functions)):
        _say(f"{'s':>8}{'%':>7}  {title}")
        for name, seconds in times.most_common(_ROWS):
            _say(f"{seconds:8.2f}{100 * seconds / stats.total_tt:7.1f}  {name}")
        _say("")


def times_by_room(stats: pstats.Stats) -> tuple[Counter[str], Counter[str]]:
    """Own time by room and by function. What is built into Python counts for the one who called it."""
    rooms: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    entries = stats.stats  # type: ignore[attr-defined]  # typeshed leaves it out
    for (file, _, name), (_, _, own, _, callers) in entries.items():
        shares = [(caller[0], share[2]) for caller, share in callers.items()] if file == "~" else [(file, own)]
        for owner, seconds in shares:
            rooms[room_of(owner)] += seconds
        functions[f"{room_of(file)}: {name}"] += own
    return rooms, functions


def room_of(file: str) -> str:
    """A module of ours, a library, a theme's templates, or Python itself."""
    path = Path(file)
    if path.is_relative_to(_PACKAGE):
        return f"archiver/{path.relative_to(_PACKAGE)}"
    if path.is_relative_to(_LIBRARIES):
        return path.relative_to(_LIBRARIES).parts[0].removesuffix(".py")
    if path.parent.name == "templates":
        return "templates"
    if file.startswith(("~", "<")):
        return "Python"
    return f"Python: {path.parent.name if path.stem == '__init__' else path.stem}"


def _print_cost(name: str, cost: Cost) -> None:
    _say(f"{name:16}{cost.wall:8.2f}{cost.cpu:8.2f}{cost.memory:8.0f}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
