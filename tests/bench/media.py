"""Measures what pictures cost: `python tests/bench/media.py [--threads 2000] [--pictures 20000] [--runs 9]`.

One archive is built with a picture in each of its threads, in turn, and without any: both once anew, then in turn with
nothing to do. The pictures are small, since the question is what a file costs that is there already.
"""

import argparse
import statistics
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.build import Cost, archiver_command, measure
from tests.bench.generate import generate
from tests.picture_samples import png_chunk

_WIDTH, _HEIGHT = 64, 48  # pixels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2000)
    parser.add_argument("--posts", type=int, default=10)
    parser.add_argument("--pictures", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="archiver-bench-") as folder:
        roots = {"without": Path(folder, "without"), "with": Path(folder, "with")}
        for root in roots.values():
            generate(root / "content", arguments.threads, arguments.posts)
        add_pictures(roots["with"] / "content", arguments.pictures)
        for name, root in roots.items():
            _print_cost(f"first, {name}", [measure(archiver_command(root))])
        idle: dict[str, list[Cost]] = {name: [] for name in roots}
        for root in roots.values():
            measure(archiver_command(root))  # what is younger than two seconds is compared by its bytes
        for _ in range(arguments.runs):
            for name, root in roots.items():
                idle[name].append(measure(archiver_command(root)))
        for name, costs in idle.items():
            _print_cost(f"idle, {name}", costs)


def add_pictures(content: Path, count: int) -> None:
    """Write pictures into folders `files` beside the threads below a content folder, and name them in the threads, in
    turn.
    """
    sources = sorted(content.rglob("*.md"))
    random = Random(1)  # noqa: S311  the same pictures each time
    for number in range(count):
        source = sources[number % len(sources)]
        picture = source.parent / "files" / f"{number}.png"
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(_noise(random))
        with source.open("a", encoding="utf-8") as file:
            file.write(f"\n![picture {number}](files/{number}.png)\n")


def _noise(random: Random) -> bytes:
    """A PNG in shades of grey that is like no other."""
    rows = b"".join(b"\0" + random.randbytes(_WIDTH) for _ in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    chunks = (png_chunk(b"IHDR", header), png_chunk(b"IDAT", zlib.compress(rows)), png_chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _print_cost(name: str, costs: list[Cost]) -> None:
    wall, cpu = (statistics.median(values) for values in ([c.wall for c in costs], [c.cpu for c in costs]))
    print(f"{name:16}{wall:8.2f} s{cpu:8.2f} CPU s{max(c.memory for c in costs):8.0f} MB", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
