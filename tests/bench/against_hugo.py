"""Builds the same threads with archiver and with Hugo, in turn: `python tests/bench/against_hugo.py --hugo hugo`.

Options: `--threads 10000 --posts 10 --runs 5`; `--pagefind "python -m pagefind"`: with search on both sides, which for
Hugo is Pagefind's index of its pages, and for us the search index and the browser index.

Prints medians and ratios of time on the clock, processor time
and peak memory (of all processes together) for a clean build, for one with nothing to do, and for one with one edit.
Hugo has no incremental build: each of its builds is a clean one, and ours are held against those.

Hugo's theme (in `hugo/`) says about as much on each page as ours: posts as articles with author, date and what they
answer, outline with a line of each, JSON-LD with all texts, neighbours, related threads, the source beside it; lists of
all threads, by board, tag and month, in pages and with feeds; what each author has written. It does not look for the
posts that quotes come from, and has no statistics.
"""

import argparse
import json
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.build import Cost, archiver_command, measure
from tests.bench.generate import generate

_HERE = Path(__file__).parent
_ASSETS = _HERE.parents[1] / "themes/default/assets"
_POST = re.compile(r"^## (.+) · (\S+) \{#(\w+).*\n\n((?:(?!## ).*\n)*)", re.MULTILINE)
_TAGS = re.compile(r"^tags: \[(.*)\]$", re.MULTILINE)
_LANG = re.compile(r"^lang: (.*)$", re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hugo", default="hugo", help="its binary")
    parser.add_argument("--threads", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=10)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pagefind", help="its command: with search on both sides")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="archiver-bench-") as folder:
        ours, theirs = Path(folder, "archiver"), Path(folder, "hugo")
        posts = generate(ours / "content", arguments.threads, arguments.posts)
        if not arguments.pagefind:
            (ours / "archiver.toml").write_text("[search]\nenabled = false\n", encoding="utf-8")
        write_for_hugo(ours / "content", theirs)
        say(f"{arguments.threads:,} threads, {posts:,} posts")
        compare(ours, [arguments.hugo, "--source", str(theirs)], theirs, arguments.runs, arguments.pagefind)


def compare(ours: Path, hugo: list[str], theirs: Path, runs: int, pagefind: str | None = None) -> None:
    """Run each way of building once in each round, so that a machine's ups and downs meet all of them."""
    command = archiver_command(ours)
    ways: dict[str, Callable[[], Cost]] = {
        "hugo": lambda: _with_pagefind(measure(without(hugo, theirs / "public")), theirs / "public", pagefind),
        "clean": lambda: measure(without(command, ours / "site", ours / ".archiver")),
        "nothing to do": lambda: measure(command),
        "one edit": lambda: measure(edited(command, ours)),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, build in ways.items():
            costs[name].append(build())
    say(f"{'':14}{'wall s':>8}{'CPU s':>8}{'MB':>8}{'wall':>9}{'CPU':>7}{'MB':>7}   wall s of all runs")
    for name, found in costs.items():
        ratios = [[cost[n] / hugo[n] for cost, hugo in zip(found, costs["hugo"], strict=True)] for n in range(3)]
        medians = [statistics.median(values) for values in zip(*found, strict=True)]
        wall, cpu, memory = (f"{statistics.median(r):.3f}×" for r in ratios)
        all_walls = " ".join(f"{cost.wall:.2f}" for cost in found)
        row = f"{medians[0]:8.2f}{medians[1]:8.2f}{medians[2]:8.0f}{wall:>9}{cpu:>7}{memory:>7}"
        say(f"{name:14}{row}   {all_walls}")


def _with_pagefind(cost: Cost, public: Path, pagefind: str | None) -> Cost:
    """What both take, one after the other."""
    if pagefind is None:
        return cost
    found = measure([*pagefind.split(), "--site", str(public)])
    parts = (f"{name} {part.wall:.1f} s, {part.memory:.0f} MB" for name, part in (("hugo", cost), ("pagefind", found)))
    say("; ".join(parts))
    return Cost(cost.wall + found.wall, cost.cpu + found.cpu, max(cost.memory, found.memory))


def without(command: list[str], *folders: Path) -> list[str]:
    """The command, once the folders are out of the way: where files were just deleted, ext4 is slow to make others."""
    for folder in folders:
        if folder.exists():
            folder.rename(tempfile.mkdtemp(dir=folder.parents[1]))
    return command


def edited(command: list[str], root: Path) -> list[str]:
    """The command, once a post has a sentence more."""
    source = sorted((root / "content").rglob("*.md"))[7]
    source.write_text(source.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    return command


def write_for_hugo(content: Path, root: Path) -> None:
    """The same threads as Hugo reads them: what posts say, and of themselves, stands in the front matter once more."""
    shutil.copytree(_HERE / "hugo", root)
    shutil.copytree(_ASSETS, root / "static/assets")
    for path in content.rglob("*.md"):
        head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("---\n")
        title, _, body = body.partition("\n\n")
        posts = _POST.findall(body)
        tags, lang = _TAGS.search(head), _LANG.search(head)
        fields = {
            "title": title.removeprefix("# "),
            "date": posts[0][1],
            "lastmod": posts[-1][1],
            "tags": [tag for tag in (tags[1] if tags else "").split(", ") if tag],
            "language": lang[1] if lang else "en",
            "posts": len(posts),
            "authors": list(dict.fromkeys(author for author, *_ in posts)),
            "dates": [posts[0][1][:7]],
            "said": [{"author": author, "date": date, "id": id_, "text": text} for author, date, id_, text in posts],
        }
        target = root / "content" / path.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{json.dumps(fields, ensure_ascii=False, indent=1)}\n\n{body}", encoding="utf-8")
    (root / "content/all").mkdir()
    (root / "content/all/_index.md").write_text('{"title": "Threads"}\n', encoding="utf-8")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
