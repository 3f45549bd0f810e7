"""The places that answer: the command, the preview, the published page, and the browser's modules by themselves."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import urlopen

from archiver.search.page_answers import FIRST_POSTS, answer_fields
from tests.browser import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

    from tests.conftest import Project

MOST = 50
"""The number of posts of an answer that are compared."""
ASK = (Path(__file__).parent / "ask.js").read_text(encoding="utf-8")
_MODULES = Path(__file__).parents[2] / "themes/default/client"
_SHOW = (Path(__file__).parent / "show.js").read_text(encoding="utf-8")
_RUN = """
import { readFile } from "node:fs/promises";
import { runInThisContext } from "node:vm";
globalThis[Symbol.for("archiver")] = { // what scripts.js gets from scripts that are loaded in a page
  async get(address) {
    runInThisContext(await readFile(new URL(address), "utf-8"));
    return globalThis.archiver;
  },
};
globalThis.fetch = async (url) => new Response(await readFile(new URL(url)));
const asked = JSON.parse(await readFile(process.argv[1], "utf-8"));
process.stdout.write(JSON.stringify(await ask(asked)));
"""
Shown = dict[str, Any]
"""The JSON of an answer: its rows, and its counts."""
ANSWERED = re.compile(r" threads?$| some of the words$|^No posts")
"""The status of the search page when it has answered a query."""
_EPOCH = 719_163  # 1970-01-01
_OF_A_THREAD = 3  # posts that a page shows


@dataclass(frozen=True, slots=True)
class Answer:
    """The number of posts that a query finds, and the addresses of the first of these posts."""

    total: int
    urls: tuple[str, ...]


def today(project: Project) -> int:
    """The current day in the time zone of the archive, since 1970-01-01."""
    return datetime.now(project.config.zone).toordinal() - _EPOCH


def ask_here(project: Project, queries: Sequence[str]) -> Iterator[Answer]:
    """The answers of the index, in this process."""
    for query in queries:
        answer = project.search(query, limit=MOST)
        yield Answer(answer.total, tuple(unquote(hit.url) for hit in answer.hits))


def ask_command(project: Project, query: str) -> Answer:
    """`archiver search --json`, as a program calls it."""
    done = project.run("search", "--json", "--limit", str(MOST), "--", query)
    answer = json.loads(done.stdout)
    return Answer(answer["total"], tuple(unquote(hit["url"]) for hit in answer["hits"]))


def as_shown(query: str, answer: Answer, shown: int) -> Answer:
    """The first posts as a page shows them: by threads, at most three posts of each."""
    urls = answer.urls[:shown]
    if "group:none" in query:
        return Answer(answer.total, urls)
    grouped = (*_by_thread(urls[: answer.total]), *_by_thread(urls[answer.total :]))
    return Answer(answer.total, tuple(url for thread in grouped for url in thread[:_OF_A_THREAD]))


def _by_thread(urls: Sequence[str]) -> list[list[str]]:
    """Addresses of posts by thread; those of posts that match as a whole and in part are told apart before."""
    threads: dict[str, list[str]] = {}
    for url in urls:
        threads.setdefault(url.partition("#")[0].partition("page-")[0], []).append(url)
    return list(threads.values())


def ask_preview(address: str, query: str) -> Answer:
    """What the preview answers, for the search page to show."""
    with urlopen(f"{address}/search/data/answers?q={quote(query)}", timeout=60) as reply:  # noqa: S310  this machine
        answer = json.load(reply)
    return Answer(answer["total"], tuple(unquote(hit["url"]) for row in answer["rows"] for hit in row))


def copy_modules(folder: Path) -> None:
    """The theme's modules one by one, which a site has as one file; what they load is the site's."""
    shutil.copytree(_MODULES, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")  # for node


def ask_modules(page: Page, modules: str, site: str, queries: Sequence[str], day: int) -> list[Answer]:
    """The modules at an address, in a browser that shows a page of this host."""
    return _answers(page.evaluate(ASK, [modules, f"{site}/search/data/", list(queries), day, MOST]))


def ask_node(site: Path, queries: Sequence[str], day: int, folder: Path) -> list[Answer]:
    """The modules in node."""
    return _answers(_run_node(ASK, site, [list(queries), day, MOST], folder))


def show_in_node(site: Path, queries: Sequence[str], folder: Path) -> list[Shown]:
    """What the search page shows at first for each query, from the modules in node."""
    return [_comparable(answer) for answer in _run_node(_SHOW, site, [list(queries)], folder)]


def show_here(project: Project, queries: Sequence[str]) -> Iterator[Shown]:
    """What the preview gives the search page to show at first for each query."""
    names = ("rows", "sizes", "threads", "groups", "years", "authors", "boards")
    for query in queries:
        answer = answer_fields(project.search(query, limit=FIRST_POSTS, facets=True))
        yield _comparable(json.loads(json.dumps({name: answer[name] for name in names})))


def _comparable(answer: Shown) -> Shown:
    return answer | {"rows": [[_comparable_hit(hit) for hit in row] for row in answer["rows"]]}


def _comparable_hit(hit: dict[str, Any]) -> dict[str, Any]:
    """A hit without borders between parts of one kind, and without its date, which has another zone."""
    texts = {name: joined(hit[name]) for name in ("title", "excerpt")}
    return hit | texts | {"date": None, "url": unquote(hit["url"])}


def joined(parts: list[list[Any]]) -> list[list[Any]]:
    """The parts of a text without borders between parts of one kind: the dots of a passage stand apart."""
    runs = groupby(parts, key=lambda part: part[1])
    return [["".join(text for text, _ in run), marked] for marked, run in runs]


def _run_node(script: str, site: Path, asked: list[Any], folder: Path) -> list[Any]:
    """What a script returns in node that is called with the URLs of the modules and of the index, and with `asked`."""
    copy_modules(folder / "modules")
    data = (site / "search/data").as_uri()
    asked = [f"{(folder / 'modules').as_uri()}/", f"{data}/", *asked]
    (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    run = f"const ask = {script[script.index('async') :]};{_RUN}"
    command = ["node", "--input-type=module", "--eval", run, str(folder / "asked.json")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert not done.stderr, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


def ask_page(page: Page, site: str, query: str) -> Answer:
    """The answer that the published page shows."""
    status = _open(page, site, query)
    total = re.match(r"([0-9,]+) posts? in", status)
    links = page.locator("#_results a.hit").evaluate_all("links => links.map((link) => link.href)")
    return Answer(int(total[1].replace(",", "")) if total else 0, _places(site, links, site))


def suggested_here(project: Project, query: str) -> str | None:
    """The query that may have been meant."""
    return project.search(query, limit=1).suggestion


def suggested_on_page(page: Page, site: str, query: str) -> str | None:
    """The query that the published page suggests instead, when the page has loaded all files that it needs."""
    _open(page, site, query)
    page.wait_for_load_state("networkidle")
    meant = page.locator("#_advice p").filter(has_text="Did you mean").get_by_role("link").all_inner_texts()
    return " | ".join(meant) or None


def _open(page: Page, site: str, query: str) -> str:
    """Open the page of a query and return its status line. Leaves the page first: else an old answer could be read."""
    from playwright.sync_api import expect

    page.goto("about:blank")
    page.goto(f"{site}/search/?q={quote(query, safe='')}")
    status = page.get_by_role("status")
    expect(status).to_have_text(ANSWERED, timeout=PATIENCE)
    return status.inner_text()


def _answers(answers: list[dict[str, int | list[str]]]) -> list[Answer]:
    return [Answer(answer["total"], tuple(map(unquote, answer["urls"]))) for answer in answers]  # type: ignore[arg-type]


def _places(base: str, links: list[str], site: str) -> tuple[str, ...]:
    """Addresses of posts relative to the root of the site, as the index has them."""
    root = urlsplit(site).path
    parts = [urlsplit(urljoin(base, link)) for link in links]
    return tuple(unquote(f"{part.path.removeprefix(root)}#{part.fragment}") for part in parts)
