"""Asks 440 queries of PostgreSQL and of our own index, in the same minutes: `python tests/bench/search_server.py DIR`.

Options: `--threads 10000 --posts 10 --queries 440 --server postgresql://…` (else a server of its own, below the
folder for temporary files), `--cpu` (time of the processors, ours and the server's, which is on this machine: for a
machine that others use, too). DIR keeps the archive and our index for the next run. Each query is asked for the 12
posts that the search page shows, with counts by year, author and board; and again for 10,000 posts. `differing`
counts the queries whose first 50 posts are others, or in another order: some, where more posts match than are ranked,
and none, if all are ranked.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))
from archiver.build import build
from archiver.config import Config, SearchServer, check_search_server, read_config
from archiver.search import open_project_index
from archiver.search.server.postgres import connection
from archiver.search.server.postgres.session import Session
from tests.bench.generate import generate
from tests.bench.search_queries import make_queries
from tests.postgres_server import run_postgres

_SHOWN, _ALL = 12, 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=10)
    parser.add_argument("--queries", type=int, default=440)
    parser.add_argument("--server", help="the URL of a server, whose schema archiver_bench is written")
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--skip-all", action="store_true", help="ask for 12 posts only")
    arguments = parser.parse_args()
    root: Path = arguments.folder
    connection.BEGIN = connection.BEGIN.replace("statement_timeout = 10000", "statement_timeout = 0")
    if not (root / "content").exists():
        generate(root / "content", arguments.threads, arguments.posts)
    with open_server(arguments.server) as url:
        server = check_search_server(f"{url}{'&' if '?' in url else '?'}schema=archiver_bench")
        ours = read_config(root)
        theirs = replace(ours, state=root / ".server", output_place=root / ".server/site", search_server=server)
        for name, config in (("ours", ours), ("PostgreSQL", theirs)):
            start = time.perf_counter()
            report = build(config, pages=False)
            say(f"{name}: {report.posts} posts indexed in {time.perf_counter() - start:.1f} s", report.stages)
        queries = [query.text for query in make_queries(arguments.queries, arguments.threads)]
        differing = [query for query in queries if first_posts(ours, query) != first_posts(theirs, query)]
        with patch("archiver.search.server.postgres.reading.MOST_RANKED", 2**31 - 1):
            others = [query for query in differing if first_posts(ours, query) != first_posts(theirs, query)]
        say(f"differing: {len(differing)}, if all posts are ranked: {len(others)}", *others)
        processes = server_processes(server) if arguments.cpu else []
        clock = partial(processor_time, processes) if arguments.cpu else time.perf_counter
        for limit in (_SHOWN,) if arguments.skip_all else (_SHOWN, _ALL):
            for name, config in (("ours", ours), ("PostgreSQL", theirs)):
                print_times(f"{name}, {limit} posts", config, queries, limit, clock)
        sizes = "SELECT pg_size_pretty(sum(pg_total_relation_size(relid))) FROM pg_stat_user_tables"
        say("PostgreSQL has", Session(server).run(f"{sizes} WHERE schemaname = 'archiver_bench'")[0][0])


@contextmanager
def open_server(url: str | None) -> Iterator[str]:
    if url:
        yield url
    else:
        with run_postgres() as own:
            yield own


def first_posts(config: Config, query: str) -> tuple[int, list[str]]:
    found = open_project_index(config).search(query, limit=50, zone=config.zone)
    return found.total, [hit.url for hit in found.hits]


def server_processes(server: SearchServer) -> list[int]:
    """The processes that answer our sessions, which are kept from one query to the next."""
    sql = "SELECT pid FROM pg_stat_activity WHERE application_name = 'archiver' AND pid <> pg_backend_pid()"
    return [pid for (pid,) in Session(server).run(sql)]


def processor_time(processes: list[int]) -> float:
    """Seconds of the processors that this thread and some processes have taken (Linux)."""
    times = (Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0] for pid in processes)
    return time.thread_time() + sum(map(int, times)) / 1e9


def print_times(name: str, config: Config, queries: list[str], limit: int, clock: Callable[[], float]) -> None:
    times: list[tuple[float, str]] = []
    for query in queries:
        start = clock()
        open_project_index(config).search(query, limit=limit, zone=config.zone, facets=True)
        times.append((1e3 * (clock() - start), query))
    times.sort()
    at = [times[min(len(times) - 1, int(part * len(times)))][0] for part in (0.5, 0.95, 1)]
    say(f"{name:24} p50 {at[0]:8.1f}  p95 {at[1]:8.1f}  worst {at[2]:8.1f} ms: {times[-1][1]}")


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
