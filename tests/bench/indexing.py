"""Indexes posts with our writer and with Whoosh's: `python tests/bench/indexing.py [--posts 20000] [--runs 3]`.

Whoosh's writer is measured on our fields, which gives the same index as ours, and on its own fields and analyzers, as
its documentation has them. Each run is a process of its own, in turn; the collector is off, as in a build; the
posts are read before the clock starts. Prints medians: posts per second of processor time, and what the peak of memory
grew by.
"""

import argparse
import gc
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))
from archiver import urls
from archiver.model import IndexedPost, IndexedThread, Moment, PostId, Slug, Url
from tests.bench.generate import generate

_POSTS_OF_A_THREAD = 10
_HEADING = re.compile(r"^## (.+) · (\S+) \{#(\S+).*\}$", re.MULTILINE)
_HEAD = re.compile(r"tags: \[(.*)\]\nlang: (.*)\n---\n# (.*)\n")


class Cost(NamedTuple):
    """Posts a second, and MB."""

    speed: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", choices=list(_WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        say(json.dumps(measure(arguments.folder, _WAYS[arguments.measure])))
        return
    with tempfile.TemporaryDirectory(prefix="archiver-bench-") as folder:
        threads = arguments.posts // _POSTS_OF_A_THREAD
        posts = generate(Path(folder, "content"), threads, _POSTS_OF_A_THREAD)
        say(f"{threads:,} threads, {posts:,} posts")
        compare(Path(folder), arguments.runs)


def compare(folder: Path, runs: int) -> None:
    costs: dict[str, list[Cost]] = {name: [] for name in _WAYS}
    for _ in range(runs):
        for name in _WAYS:
            command = [sys.executable, __file__, "--measure", name, "--folder", str(folder)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            costs[name].append(Cost(*json.loads(done.stdout)))
    say(f"{'':26}{'posts/s':>9}{'MB':>7}{'ours is':>10}{'MB':>8}   posts/s of all runs")
    ours = [statistics.median(values) for values in zip(*costs["ours"], strict=True)]
    for name, found in costs.items():
        speed, memory = (statistics.median(values) for values in zip(*found, strict=True))
        runs_of_it = " ".join(f"{cost.speed:.0f}" for cost in found)
        ratios = f"{f'{ours[0] / speed:.1f}×':>10}{f'{ours[1] / memory:.2f}×':>8}"
        say(f"{name:26}{speed:9.0f}{memory:7.0f}{ratios}   {runs_of_it}")


def measure(folder: Path, write: Callable[[Path, list[IndexedThread]], None]) -> Cost:
    """Index all posts, in this process."""
    threads = list(read_threads(folder / "content"))
    posts = sum(len(thread.posts) for thread in threads)
    with tempfile.TemporaryDirectory(dir=folder) as place, tempfile.TemporaryDirectory(dir=folder) as other:
        write(Path(other), threads[:1])  # what is imported is no part of it
        gc.collect()
        gc.disable()
        before, start = peak(), time.process_time()
        write(Path(place), threads)
        return Cost(posts / (time.process_time() - start), peak() - before)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_threads(content: Path) -> Iterator[IndexedThread]:
    """What generate.py has written, as the index takes it; quotes are lines that say so."""
    for path in sorted(content.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        head = _HEAD.search(text)
        assert head, path
        slug = Slug(path.relative_to(content).as_posix().removesuffix(".md"))
        parts = _HEADING.split(text)[1:]
        posts = zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True)
        yield IndexedThread(
            url=Url(f"/{slug}/"),
            slug=slug,
            board=urls.board_of(slug),
            title=head[3],
            lang=head[2],
            tags=tuple(filter(None, head[1].split(", "))),
            posts=tuple(_post(number, *fields) for number, fields in enumerate(posts, 1)),
        )


def _post(number: int, author: str, date: str, name: str, body: str) -> IndexedPost:
    lines = body.split("\n")
    return IndexedPost(
        post=PostId(name),
        relative_url=f"#{name}",
        number=number,
        text="\n".join(line for line in lines if not line.startswith(">")).strip(),
        quoted="\n".join(line[1:] for line in lines if line.startswith(">")).strip(),
        author=author,
        date=Moment(at=datetime.fromisoformat(date), has_time=True),
        flags=("first",) if number == 1 else ("reply",),
        cites=(),
    )


def write_ours(place: Path, threads: list[IndexedThread]) -> None:
    from archiver.search.index.segment_writer import WhooshSegmentWriter

    writer = WhooshSegmentWriter(place)
    for thread in threads:
        writer.add(thread)
    writer.finish()


def write_our_fields(place: Path, threads: list[IndexedThread]) -> None:
    """Texts begin with their language, sets are joined: see schema.py."""
    from archiver.search.analysis.stems import primary_subtag
    from archiver.search.whoosh_format.schema import SEPARATOR, make_schema

    def fields(thread: IndexedThread, post: IndexedPost) -> dict[str, Any]:
        lang = primary_subtag(thread.lang)
        texts = {"text": post.text, "quoted": post.quoted, "title": thread.title if post.number == 1 else ""}
        sets = {"flag": post.flags, "tag": map(urls.name_key, thread.tags), "board": urls.boards_above(thread.slug)}
        return {
            **{name: f"{lang}{SEPARATOR}{text}" for name, text in texts.items() if text},
            **{name: SEPARATOR.join(values) for name, values in sets.items()},
            "thread": thread.slug,
            "lang": lang,
            "date": _seconds(post),
            "author": urls.name_key(post.author or ""),
            "name": f"{SEPARATOR}{post.author}",
        }

    _write(place, make_schema(), threads, fields)


def write_stock(place: Path, threads: list[IndexedThread]) -> None:
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema

    words = {name: TEXT(analyzer=StemmingAnalyzer()) for name in ("text", "quoted", "title")}
    keywords = {name: KEYWORD(commas=True) for name in ("board", "tag", "flag")}
    beside = {"thread": ID, "lang": ID, "author": ID, "name": TEXT, "date": NUMERIC(int, 64, sortable=True)}

    def fields(thread: IndexedThread, post: IndexedPost) -> dict[str, Any]:
        texts = {"text": post.text, "quoted": post.quoted, "title": thread.title if post.number == 1 else ""}
        return {
            **{name: text for name, text in texts.items() if text},
            "flag": ",".join(post.flags),
            "tag": ",".join(thread.tags),
            "date": _seconds(post),
            "board": ",".join(urls.boards_above(thread.slug)),
            "thread": thread.slug,
            "lang": thread.lang,
            "author": post.author,
            "name": post.author,
        }

    _write(place, Schema(**words, **keywords, **beside), threads, fields)


def _write(
    place: Path,
    schema: Any,
    threads: list[IndexedThread],
    fields: Callable[[IndexedThread, IndexedPost], dict[str, Any]],
) -> None:
    from whoosh import index

    writer = index.create_in(place, schema).writer(limitmb=256)
    for thread in threads:
        for post in thread.posts:
            writer.add_document(**fields(thread, post))
    writer.commit()


def _seconds(post: IndexedPost) -> int:
    assert post.date
    return int(post.date.at.timestamp())


_WAYS = {"ours": write_ours, "Whoosh, our fields": write_our_fields, "Whoosh, its own": write_stock}


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
