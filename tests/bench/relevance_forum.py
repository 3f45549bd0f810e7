"""Tasks on a real forum: posts that somebody looks for, and older threads to which replies link."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.relevance_engines import Engine

_DEPTH = 1_000  # posts that are ranked, of which threads are made
_TITLES = 100
_TOPIC = re.compile(r"^topic_id: (\d+)$", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_POST = re.compile(r"^## Post #(\d+) ", re.MULTILINE)
_LINK = re.compile(r'href="https?://[^"/]+/t/(?:[^"/]+/)?(\d+)(?:[/?#][^"]*)?"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Something looked for: a query as typed, of some kind, and the thread that is meant."""

    kind: str
    query: str
    thread: str
    """The thread's slug, or the end of it."""
    besides: str = ""
    """A thread that does not count, the one in which the query stands, as `thread`."""


def read_known_items(path: Path) -> tuple[Looked, ...]:
    """Read a file of known items: on each line kind, query and end of the slug, with tabs between."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
    return tuple(Looked(kind=kind, query=query, thread=thread) for kind, query, thread in lines)


def find_linked_titles(content: Path) -> tuple[Looked, ...]:
    """Titles of 100 threads whose replies link to an older thread, which is what somebody with this title looks for.

    `content` has threads as Markdown files that Discourse exporters write, with `topic_id` in the front matter.
    """
    found = [one for path in sorted(content.rglob("*.md")) for one in _linked(path.read_text(encoding="utf-8"))]
    return tuple(random.Random(17).sample(found, min(_TITLES, len(found))))  # noqa: S311  equal ones in each run


def ask_by_thread(titles: Iterable[Looked], slugs: Iterable[str]) -> tuple[Looked, ...]:
    """What is looked for by titles, asked by `like:` with the threads of these titles, out of all `slugs`.

    Words of a thread are also those of its replies, which may tell the title of the thread that they link to.
    """
    by_end = {slug[slug.rfind("-id") :]: slug for slug in slugs}
    return tuple(replace(title, kind="like", query=f"like:{by_end[title.besides]}") for title in titles)


def _linked(text: str) -> Iterator[Looked]:
    topic, title, posts = _TOPIC.search(text), _TITLE.search(text), list(_POST.finditer(text))
    if not topic or not title or len(posts) < 2:
        return
    for link in _LINK.finditer(text, posts[1].start()):
        if int(link[1]) < int(topic[1]):
            yield Looked(kind="title", query=title[1], thread=f"-id{link[1]}", besides=f"-id{topic[1]}")
            return


def place_of(looked: Looked, engine: Engine) -> int | None:
    """The place of the thread among those that an engine finds, from 1; None if it is not among them, 0 for none."""
    found = [thread for thread in engine.ask(looked.query, _DEPTH) if not _is(thread, looked.besides)]
    if not found:
        return 0
    return next((place for place, thread in enumerate(found, 1) if _is(thread, looked.thread)), None)


def _is(thread: str, end: str) -> bool:
    return bool(end) and thread.endswith(end)
