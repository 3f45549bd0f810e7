"""Measures the memory of the process that leads a build: `python tests/bench/memory.py [--threads 2000 10000 40000]`.

Archives of small threads, two posts each, are built clean, with nothing to do, and after one edit, each time in a fresh
process with two workers. A row for each build: the peak of its leading process as the system sees it, and what Python
has allocated at the end of each stage, and at most within it. `--lines` names the lines that have allocated most. From
two sizes follows what one more thread takes, and from that what large archives need.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from archiver.build import build, build_volumes
from archiver.build.stage_times import StageTimes
from archiver.config import read_config

_ROOT = Path(__file__).resolve().parents[2]
_BOARDS = 16
_AUTHORS_OF_EACH = 10  # threads for each author
_BYTES = 1024  # of the unit in which Linux tells of memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, nargs="+", default=[2000, 10_000, 40_000])
    parser.add_argument("--no-search", action="store_true", help="without the index")
    parser.add_argument("--no-related", action="store_true", help="without related threads")
    parser.add_argument("--volumes", action="store_true", help="in volumes, one of which is also built alone")
    parser.add_argument("--lines", type=int, default=0, help="how many lines of code are named for each stage")
    parser.add_argument("--only-peak", action="store_true", help="do not trace what Python allocates, which takes time")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--volume", action="append", default=[], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.build:
        _build(arguments.build, arguments.volume, lines=arguments.lines, traces=not arguments.only_peak)
        return
    passed = [f"--lines={arguments.lines}", *(["--only-peak"] if arguments.only_peak else [])]
    settings = _settings(search=not arguments.no_search, related=not arguments.no_related, volumes=arguments.volumes)
    rows = [dict(_measure(threads, passed, settings)) for threads in arguments.threads]
    for name in rows[0]:
        _print_difference(name, arguments.threads, [row[name] for row in rows])


def generate(content: Path, threads: int, boards: int = _BOARDS) -> None:
    """Write small threads below a folder, equally many in each board."""
    for board in range(boards):
        (content / f"board-{board:02}").mkdir(parents=True, exist_ok=True)
    for number in range(threads):
        (content / f"board-{number % boards:02}/{number:07}.md").write_text(_thread(number, threads), encoding="utf-8")


def _thread(number: int, threads: int) -> str:
    author, other = (f"author {n % max(5, threads // _AUTHORS_OF_EACH)}" for n in (number, number * 7 + 1))
    year, month, day = 2005 + number * 16 // threads, 1 + number % 12, 1 + number % 28
    posts = ((author, 10, "p1"), (other, 11, "p2"))
    heads = (f"## {name} · {year}-{month:02}-{day:02}T{hour}:00:00Z {{#{post}}}" for name, hour, post in posts)
    bodies = (f"Tides rise twice a day, says note {number}.", f"> Tides rise twice a day\n\nNot at place {number * 3}.")
    text = "\n\n".join(f"{head}\n\n{body}" for head, body in zip(heads, bodies, strict=True))
    return f"---\ntags: [tag-{number % 60}]\n---\n# On tide {number}\n\n{text}\n"


def _settings(*, search: bool, related: bool, volumes: bool) -> str:
    named = 'volumes = ["*"]\n' if volumes else ""
    shown = str(related and not volumes).lower()
    return f"{named}[search]\nenabled = {str(search).lower()}\n[theme_options]\nrelated = {shown}\n"


def _measure(threads: int, passed: list[str], settings: str) -> Iterator[tuple[str, dict[str, int]]]:
    """The memory of three builds of an archive, or of four, by what is built."""
    with tempfile.TemporaryDirectory(prefix="archiver-memory-") as folder:
        root = Path(folder)
        generate(root / "content", threads)
        (root / "archiver.toml").write_text(settings, encoding="utf-8")
        yield "clean", _run(root, "clean", threads, passed)
        yield "nothing to do", _run(root, "nothing to do", threads, passed)
        source = root / f"content/board-00/{0:07}.md"
        source.write_text(source.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
        yield "one edit", _run(root, "one edit", threads, passed)
        if "volumes" in settings:
            source.write_text(source.read_text(encoding="utf-8") + "\nAnd one more.\n", encoding="utf-8")
            yield "one volume", _run(root, "one volume", threads, [*passed, "--volume=board-00"])


def _run(root: Path, name: str, threads: int, passed: list[str]) -> dict[str, int]:
    command = [sys.executable, __file__, "--build", str(root), *passed]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_ROOT)
    *lines, found = done.stdout.splitlines()
    memory: dict[str, int] = json.loads(found)
    shown = "  ".join(f"{stage} {size / 1e6:.1f}" for stage, size in memory.items())
    _say(f"{threads:>8,} threads, {name:14} MB: {shown}")
    for line in lines:
        _say(f"{'':10}{line}")
    return memory


def _build(root: Path, volumes: list[str], *, lines: int, traces: bool) -> None:
    """Build a project, or some of its volumes, in this process, and print its memory as JSON, after the lines that have
    allocated most.
    """
    held: dict[str, int] = {}
    if traces:
        _trace(held, lines)
        tracemalloc.start()
    config = read_config(root)
    if volumes:
        build_volumes(config, volumes, jobs=2)
    else:
        build(config, jobs=2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES
    _say(json.dumps({**held, "peak": peak}))


def _trace(held: dict[str, int], lines: int) -> None:
    """Let `held` have what Python has allocated at the end of each stage, and at most within it."""
    end = StageTimes.end

    def end_and_note(times: StageTimes, stage: str) -> None:
        end(times, stage)
        held[stage], held[f"{stage} peak"] = tracemalloc.get_traced_memory()
        if lines:
            for found in tracemalloc.take_snapshot().statistics("lineno")[:lines]:
                frame = found.traceback[0]
                _say(f"{stage}: {found.size / 1e6:7.2f} MB {found.count:>8} {frame.filename[-50:]}:{frame.lineno}")
        tracemalloc.reset_peak()

    setattr(StageTimes, "end", end_and_note)  # noqa: B010  nothing else sees the end of each stage


def _print_difference(name: str, threads: list[int], memory: list[dict[str, int]]) -> None:
    """Print what one more thread takes, from each size to the next."""
    for (less, more), (small, large) in zip(pairwise(threads), pairwise(memory), strict=True):
        each = "  ".join(f"{stage} {(large[stage] - small[stage]) / (more - less):.0f}" for stage in large)
        _say(f"{name:14} bytes for each thread from {less:,} to {more:,}: {each}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
