"""What an edit costs the search: `python tests/bench/edits.py DIR --threads 10000 [--keep]`.

An archive is generated in DIR, unless there is one, and built. Then posts are added, edited and removed in the first,
the middle and the last thread, with a build in a fresh process after each, and everything is put back. The files are
those of the browser's index that were not there before. The index stage is what a build costs beyond the draw: the
search index, and its export. On a busy machine compare the CPU times.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.generate import generate, vocabulary

_BUILD = """
import json, sys
from pathlib import Path
from archiver.build import build
from archiver.config import read_config
report = build(read_config(Path(sys.argv[1])))
print(json.dumps([report.stages["index"], report.seconds]))
"""
_LAST = re.compile(r"\n## (?P<author>.*?) · (?P<date>\S+) \{#p(?P<number>\d+)[^\n]*\}\n(?P<text>.*)\Z", re.DOTALL)


class Cost(NamedTuple):
    """What a build wrote of the browser's index, and what it took."""

    files: int
    bytes: int
    index_stage: float
    wall: float
    cpu: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=1500)
    parser.add_argument("--posts", type=int, default=10)
    arguments = parser.parse_args()
    root: Path = arguments.folder
    if not (root / "content").exists():
        generate(root / "content", arguments.threads, arguments.posts)
    build(root)
    sizes = [path.stat().st_size for path in (root / "site/search/data").rglob("*.bin")]
    say(f"{len(sizes):,} files, {sum(sizes) / 1e6:.1f} MB, the largest {max(sizes) / 1e3:.0f} kB")
    say(f"{'':40}{'files':>8}{'kB':>8}{'index s':>9}{'wall s':>8}{'CPU s':>8}{'MB':>6}")
    sources = sorted((root / "content").rglob("*.md"), key=lambda path: path.name)
    places = {"first": sources[0], "middle": sources[len(sources) // 2], "last": sources[-1]}
    for place, source in places.items():
        measure(f"a post of 60 words, {place} thread", root, source, lambda text: add_post(text, 60))
    measure("a post of 12 words, middle thread", root, places["middle"], lambda text: add_post(text, 12))
    measure("one word more, middle thread", root, places["middle"], lambda text: f"{text.rstrip()} hydrazine\n")
    measure("one post less, middle thread", root, places["middle"], remove_post)
    measure(
        "one thread more", root, places["middle"].with_name("new-thread.md"), lambda _: add_post("# A new one\n", 60)
    )


def add_post(text: str, words: int) -> str:
    """A thread with one post more, a minute after its last one."""
    random, last = Random(1), _LAST.search(text)  # noqa: S311  the same in each run is what is wanted
    said = vocabulary("la").draw(random, words)
    number = int(last["number"]) + 1 if last else 1
    date = f"{last['date'][:-3]}59Z" if last else "2019-05-05T10:00:00Z"
    return f"{text.rstrip()}\n\n## {said[0].title()} · {date} {{#p{number}}}\n\n{' '.join(said)}\n"


def remove_post(text: str) -> str:
    """A thread without its last post."""
    return f"{text[: found.start()]}\n" if (found := _LAST.search(text)) else text


def measure(name: str, root: Path, source: Path, edit: Callable[[str], str]) -> None:
    """Edit a source, build, print the costs, and put the source back."""
    before = source.read_text(encoding="utf-8") if source.exists() else None
    source.write_text(edit(before or ""), encoding="utf-8")
    cost = build(root)
    counted = f"{cost.files:8,}{cost.bytes / 1e3:8,.0f}{cost.index_stage:9.2f}"
    say(f"{name:40}{counted}{cost.wall:8.2f}{cost.cpu:8.2f}{cost.memory:6.0f}")
    if before is None:
        source.unlink()
    else:
        source.write_text(before, encoding="utf-8")
    build(root)


def build(root: Path) -> Cost:
    """Build in a fresh process."""
    data = root / "site/search/data"
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*.bin")}
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", _BUILD, root], capture_output=True, check=True, encoding="utf-8")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    stats = {path: path.stat() for path in data.rglob("*.bin")}
    new = [stat.st_size for path, stat in stats.items() if before.get(path) != stat.st_mtime_ns]
    index, wall = json.loads(done.stdout)
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return Cost(len(new), sum(new), index, wall, cpu, after.ru_maxrss / 1e3)


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
