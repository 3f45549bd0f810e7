"""What searching a published site costs a browser: `python tests/bench/search_browser.py DIR [--pagefind FOLDER]`.

DIR is a project as search_latency.py leaves it. FOLDER is an index that Pagefind has made of the same pages, as by
`pagefind --site DIR/site --output-path FOLDER --glob '*/*/[0-9]*/**/*.html' --root-selector main`. Its hits are pages
of threads and ours are posts, so what both find differs; it is asked for what it has words for: words and phrases.

Each query is asked with nothing read before but what all of them need. A round is what is asked for at once; the next
one begins when it has come. Times are those of the search page, from the submission of a query to the first result in
the document: with an empty cache, and with what the same query has left in it; the connection is open already.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.agreement.places import copy_modules
from tests.bench.search_queries import Asked, make_queries
from tests.browser import open_browser, open_context, serve_folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

_ASK = (Path(__file__).parent / "search_browser.js").read_text(encoding="utf-8")
_FIRST = 10
_EXPRESSIBLE = {
    *("a common word", "a word", "a rare word", "two words", "three words", "a phrase", "a long phrase"),
    *("Russian", "Arabic"),
}
_OUR_TIME = """
(query) => new Promise((done) => {
  const results = document.getElementById("_results");
  const status = document.getElementById("_status");
  const start = performance.now();
  const look = () => {
    const found = results.querySelector(".hit");
    if (found || /^No posts/.test(status.textContent)) done([performance.now() - start, Boolean(found)]);
    else requestAnimationFrame(look);
  };
  document.getElementById("_q").value = query;
  document.getElementById("_q").form.requestSubmit();
  look();
})
"""
_PAGEFIND_TIME = """
async ([base, query, first]) => {
  const pagefind = await import(new URL("pagefind.js", base).href);
  const start = performance.now();
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, first).map((one) => one.data()));
  return [performance.now() - start, results.length > 0];
}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--pagefind", type=Path, help="the folder of its index")
    arguments = parser.parse_args()
    queries = make_queries(arguments.queries, arguments.threads)
    folders = {"ours": arguments.folder / "site/search/data"}
    folders |= {"Pagefind": arguments.pagefind} if arguments.pagefind else {}
    for name, folder in folders.items():
        sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
        say(f"{name}: {len(sizes):,} files, {sum(sizes) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as host, open_browser() as browser, open_context(browser) as context:
        set_up(Path(host), arguments.folder / "site", arguments.pagefind)
        with serve_folder(Path(host)) as address:
            page = context.new_page()
            ask_all(page, address, queries, with_pagefind=arguments.pagefind is not None)


def set_up(host: Path, site: Path, pagefind: Path | None) -> None:
    """One host for both: Pagefind's is asked from an empty page, since ours allow no WebAssembly."""
    (host / "archive").symlink_to(site.resolve())
    (host / "empty.html").write_text("<!doctype html><title>Empty</title>", encoding="utf-8")
    copy_modules(host / "modules")
    if pagefind:
        (host / "pagefind").symlink_to(pagefind.resolve())


def ask_all(page: "Page", address: str, queries: list[Asked], *, with_pagefind: bool) -> None:
    ours, theirs = f"{address}/archive/", f"{address}/pagefind/"
    shared = [query for query in queries if query.kind in _EXPRESSIBLE]
    answers = reads(page, address, "ours", f"{address}/modules/", queries)
    print_reads("ours", answers)
    print_kinds(queries, answers)
    if with_pagefind:
        print_reads("ours, what both can", [a for q, a in zip(queries, answers, strict=True) if q in shared])
        print_reads("Pagefind", reads(page, address, "pagefind", theirs, shared))
    say(f"\n{'ms to the first result':24}{'queries':>8}{'cold p50':>10}{'p95':>8}{'warm p50':>10}{'p95':>8}")
    took = times(page, queries, f"{ours}search/", _OUR_TIME, lambda query: query)
    print_times("ours", took)
    if with_pagefind:
        print_times("ours, what both can", [t for q, t in zip(queries, took, strict=True) if q in shared])
        empty = f"{address}/empty.html"
        print_times("Pagefind", times(page, shared, empty, _PAGEFIND_TIME, lambda query: [theirs, query, _FIRST]))


def reads(page: "Page", address: str, kind: str, base: str, queries: list[Asked]) -> list[Any]:
    """What each query makes the browser read."""
    page.goto(f"{address}/empty.html")
    found: list[Any] = page.evaluate(
        _ASK, [kind, base, f"{address}/archive/search/data/", [query.text for query in queries], _FIRST]
    )
    return found


def print_reads(name: str, answers: list[Any]) -> None:
    """Medians, and what 95 of 100 queries stay below."""
    found = [answer for answer in answers if answer["total"]]
    say(f"\n{name}: {len(answers)} queries, {len(found)} find something")
    say(f"{'':10}{'kB p50':>8}{'p95':>8}{'requests p50':>14}{'p95':>6}{'rounds p50':>12}{'p95':>6}")
    for part in ("ready", "index", "results"):
        row = ""
        for what, width in (("bytes", 8), ("requests", 14), ("depth", 12)):
            values = [answer[part][what] / (1000 if what == "bytes" else 1) for answer in found]
            row += f"{statistics.median(values):{width}.{1 if what == 'bytes' else 0}f}"
            row += f"{p95(values):{8 if what == 'bytes' else 6}.{1 if what == 'bytes' else 0}f}"
        say(f"{part:10}{row}")


def print_kinds(queries: list[Asked], answers: list[Any]) -> None:
    """Median and maximum of what queries of each kind read of the index."""
    kinds: dict[str, list[float]] = {}
    for query, answer in zip(queries, answers, strict=True):
        kinds.setdefault(query.kind, []).append(answer["index"]["bytes"] / 1000)
    say(f"\n{'kB of the index':24}{'p50':>8}{'most':>8}")
    for kind, sizes in sorted(kinds.items(), key=lambda item: -statistics.median(item[1])):
        say(f"{kind:24}{statistics.median(sizes):8.1f}{max(sizes):8.1f}")


def times(
    page: "Page", queries: list[Asked], address: str, script: str, given: Any
) -> list[tuple[float, float] | None]:
    """Milliseconds of each query with an empty cache, and then with what this has left; None if it finds nothing."""
    session = page.context.new_cdp_session(page)
    found = list[tuple[float, float] | None]()
    for query in queries:
        session.send("Network.clearBrowserCache")
        took = list[float]()
        for _ in ("cold", "warm"):
            page.goto(address)  # its scripts have run when it is there
            milliseconds, any_found = page.evaluate(script, given(query.text))
            took += [milliseconds] * any_found
        found.append((took[0], took[1]) if took else None)
    return found


def print_times(name: str, took: list[tuple[float, float] | None]) -> None:
    cold, warm = zip(*filter(None, took), strict=True)
    row = "".join(f"{statistics.median(found):10.0f}{p95(found):8.0f}" for found in (cold, warm))
    say(f"{name:24}{len(cold):8}{row}")


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[94]


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
