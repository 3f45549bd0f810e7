"""Asks 500 queries of ours, SQLite's FTS5 and stock Whoosh: `python tests/bench/search_latency.py DIR`.

Options: `--threads 10000 --posts 10 --queries 500 --skip-whoosh --cpu` (time of the processor and not on the clock, for
a machine that others use, too). DIR keeps the archive, its build and the other
indexes for the next run. All have the same posts. Each query is asked once, after twenty others; ours is the whole way
from the text of the query to ten hits with their passages, the others give numbers of posts alone.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from archiver.config import read_config
from archiver.search import open_index
from archiver.search.index.current import open_current
from tests.bench.build import archiver_command, measure
from tests.bench.generate import generate
from tests.bench.search_queries import Asked, make_queries
from tests.bench.search_rivals import Fts, Row, Stock, Timed, author_of, timed

_WARM_UP = 20
Clock = Callable[[], float]
Results = dict[str, list[Timed | None]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=10)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--skip-whoosh", action="store_true", help="which takes minutes to build")
    arguments = parser.parse_args()
    root: Path = arguments.folder
    if not (root / "content").exists():
        generate(root / "content", arguments.threads, arguments.posts)
    if not (root / ".archiver/search/current").exists():
        say(f"built with pages: {measure(archiver_command(root)).cpu:.1f} s of CPU")
    clock = time.thread_time if arguments.cpu else time.perf_counter
    queries = make_queries(arguments.queries + _WARM_UP, arguments.threads)
    results: Results = {"ours": ask_ours(root, queries, clock)}
    results["SQLite FTS5"] = ask_other(Fts(root / "fts.db"), root, queries, clock)
    if not arguments.skip_whoosh:
        results["stock Whoosh"] = ask_other(Stock(root / "whoosh"), root, queries, clock)
    say(f"{'index':14}{'MB':>8}")
    for name, path in (("ours", ".archiver/search"), ("SQLite FTS5", "fts.db"), ("stock Whoosh", "whoosh")):
        say(f"{name:14}{size_of(root / path) / 1e6:8.1f}")
    print_results(queries[_WARM_UP:], results)


def ask_ours(root: Path, queries: list[Asked], clock: Clock) -> list[Timed | None]:
    config = read_config(root)

    def ask(query: str) -> Timed:
        start = clock()
        answer = open_index(config.state / "search").search(query, limit=10, zone=config.zone)
        return Timed((clock() - start) * 1e3, answer.total)

    return asked_once(ask, queries)


def ask_other(rival: Fts | Stock, root: Path, queries: list[Asked], clock: Clock) -> list[Timed | None]:
    if not rival.path.exists() or not rival.path.stat().st_size:
        start = time.process_time()
        rival.build(rows_of(root))
        say(f"{rival.path.name}: built in {time.process_time() - start:.1f} s of CPU, reading the posts included")
    if isinstance(rival, Stock):
        rival.open()
    return asked_once(lambda query: timed(rival, query, clock), queries)


def asked_once(ask: Callable[[str], Timed | None], queries: list[Asked]) -> list[Timed | None]:
    found = [ask(query.text) for query in queries]
    return found[_WARM_UP:]


def rows_of(root: Path) -> Iterator[Row]:
    """The posts of the index, for others."""
    searcher = open_current(read_config(root).state / "search")
    for document in range(searcher.count):
        thread, post = searcher.post(document)
        yield Row(
            author=author_of(post.author),
            board=thread.board,
            tags=thread.tags,
            date=searcher.order.dates[document],
            title=thread.title if post.number == 1 else "",
            text=post.text,
        )


def size_of(path: Path) -> int:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


def print_results(queries: list[Asked], results: Results) -> None:
    """Of all queries, and of each kind; then those of ours that took longest."""
    say(f"\n{'ms':22}" + "".join(f"{name:>32}" for name in results))
    say(f"{'':22}" + f"{'n':>8}{'p50':>8}{'p95':>8}{'worst':>8}" * len(results))
    kinds = ["all", "all that FTS5 can", *dict.fromkeys(query.kind for query in queries)]
    for kind in kinds:
        row = ""
        for found in results.values():
            times = [
                one.milliseconds for at, one in enumerate(found) if one and belongs(kind, queries[at], results, at)
            ]
            row += f"{len(times):8}{quantile(times, 50):8.1f}{quantile(times, 95):8.1f}{max(times, default=0):8.1f}"
        say(f"{kind:22}{row}")
    slow = sorted(zip(results["ours"], queries, strict=True), key=lambda pair: -(pair[0] or Timed(0, 0)).milliseconds)
    say("\nthe slowest of ours")
    for one, query in slow[:8]:
        if one:
            say(f"{one.milliseconds:8.1f} ms {one.total:8,} posts  {query.text}")


def belongs(kind: str, query: Asked, results: Results, at: int) -> bool:
    if kind == "all that FTS5 can":
        return results["SQLite FTS5"][at] is not None
    return kind in ("all", query.kind)


def quantile(times: list[float], percent: int) -> float:
    if len(times) < 2:
        return times[0] if times else 0.0
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
