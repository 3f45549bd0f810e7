"""Times reading of inputs made to be slow: `python tests/bench/linear.py [NAME...] [--sizes 10000 100000 1000000]`.

A row for each input: its time at each size, and how much longer each took than the one before it. With a NAME, only
the rows that have it in theirs. Each is read in a process of its own, which may take a minute.
"""

import argparse
import math
import multiprocessing
import sys
import time
from datetime import UTC
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # it is run as a script, and the tests are a package of the project
from archiver.bodies import MarkdownOptions, parse_body
from archiver.config import Convention
from archiver.model import BodyFormat, Slug, SourceFile
from archiver.parse import Parsed, parse_thread
from tests.bench.pathological import ROWS, Row

SIZES = (10_000, 100_000, 1_000_000)  # characters, more or less
LIMIT = 60  # seconds
WORST = 15  # times longer for ten times more is still linear: caches grow cold
_QUICK = 0.2  # seconds; what is quicker is read three times, and the best of them counts
_NOTHING = 0.002  # seconds; what is quicker has no ratio
_FORK = multiprocessing.get_context("fork")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N")
    parser.add_argument("--lazy", action="store_true", help="with CommonMark's lazy quotes")
    arguments = parser.parse_args()
    for form in BodyFormat:
        read(b"# t\n\n## ada {#p1}\n\na\n", form)  # what is made once in a process is made before the clock runs
    _say(f"{'':54}" + "".join(f"{size:>10,}" for size in arguments.sizes) + "    ratios")
    slow = 0
    for row in ROWS:
        if not arguments.names or any(name in row.name for name in arguments.names):
            slow += _print_row(row, arguments.sizes, lazy_quotes=arguments.lazy)
    _say(f"{slow} rows are worse than linear")


def read(source: bytes, form: BodyFormat, *, lazy_quotes: bool = False, post: str | None = None) -> Parsed:
    """Read a thread whose bodies are in this format, as a build would; `post` is the pattern of its headings."""
    options = MarkdownOptions(lazy_quotes=lazy_quotes)
    return parse_thread(
        (SourceFile("a.md", "a.md", source),),
        slug=Slug("a"),
        zone=UTC,
        parse_body=lambda body, *_, **__: parse_body(body, form, options=options, base_url=None),
        convention=Convention(glob="*", post=post) if post else None,
    )


def _print_row(row: Row, sizes: list[int], *, lazy_quotes: bool) -> bool:
    """Measure and print a row, up to the first size that takes too long; true if it is worse than linear."""
    times: list[float] = []
    while len(times) < len(sizes) and (not times or times[-1] < LIMIT):
        times.append(measure(row, sizes[len(times)], lazy_quotes=lazy_quotes))
    pairs = [(times[n], times[n + 1], sizes[n + 1] / sizes[n]) for n in range(len(times) - 1)]
    ratios = [later / max(_NOTHING, sooner) for sooner, later, _ in pairs]
    is_slow = times[-1] >= LIMIT or any(r > WORST * grown / 10 for r, (*_, grown) in zip(ratios, pairs, strict=True))
    shown = "".join(f"{seconds:10.3f}" for seconds in times) + "  " + "".join(f"{ratio:8.1f}" for ratio in ratios)
    _say(f"{row.name:54}{shown}{'  <<' if is_slow else ''}")
    return is_slow


def measure(row: Row, size: int, *, lazy_quotes: bool = False) -> float:
    """The seconds that reading a row takes; infinite if that is over the limit, or if its process fell."""
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_time, args=(row, size, lazy_quotes, theirs))
    process.start()
    theirs.close()
    try:
        return float(ours.recv()) if ours.poll(LIMIT) else math.inf
    except EOFError:
        return math.inf  # it has said why on its way down
    finally:
        process.kill()
        process.join()


def _time(row: Row, size: int, lazy_quotes: bool, answer: Connection) -> None:  # noqa: FBT001  handed to a process
    source, best = row.source(size), math.inf
    for _ in range(3):
        start = time.perf_counter()
        read(source, row.form, lazy_quotes=lazy_quotes, post=row.post)
        best = min(best, time.perf_counter() - start)
        if best > _QUICK:
            break
    answer.send(best)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
