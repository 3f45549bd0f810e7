"""From the bytes of a source to a thread: front matter, title, posts.

In comes one source file, out comes a `Thread` or None, and problems. What a body says (Markdown, quotes) is read by
the `read_body` that the caller gives. Nothing here reads the disk, and no input raises.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from archiver.errors import Problem, Severity
from archiver.model import Block, Post, Slug, Thread
from archiver.parse.front_matter import FrontMatter, read_front_matter
from archiver.parse.headed import find_headings, read_headed
from archiver.parse.plain import read_plain
from archiver.parse.posts import Draft, Lines

ReadBody = Callable[[str], tuple[Block, ...]]
"""The text of a body to its blocks; pure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a source came to. No thread: its page cannot be drawn from it, and the problems say why."""

    thread: Thread | None
    problems: tuple[Problem, ...]
    draft: bool = False


def parse_thread(source: bytes, *, path: str, slug: Slug, shown_path: str, zone: tzinfo, read_body: ReadBody) -> Parsed:
    """Read a thread from its source.

    `path` is relative to the content folder, `shown_path` to the project: problems name it. Dates without a zone
    are in `zone`, and all come out in it.
    """
    text, undecodable = _decode(source, shown_path)
    if undecodable:
        return Parsed(thread=None, problems=(undecodable,))
    lines = Lines(path=shown_path, lines=text.split("\n"))
    front, start = read_front_matter(lines, zone)
    if front is None:
        return Parsed(thread=None, problems=tuple(sorted(lines.problems)))
    headings = find_headings(lines, start)
    title, drafts = read_headed(lines, start, headings, zone) if headings else read_plain(lines, start, front.title)
    if drafts is None:
        return Parsed(thread=None, problems=tuple(sorted(lines.problems)))
    if not drafts:
        lines.problem(0, "a thread without posts; write one below the title", Severity.WARNING)
    thread = Thread(
        path=path,
        slug=slug,
        title=front.title or title or slug.rpartition("/")[2],
        posts=tuple(_post(draft, number, front, read_body) for number, draft in enumerate(drafts, 1)),
        tags=front.tags,
        lang=front.lang,
        dir=front.dir,
        source=front.source,
        extra=front.extra,
    )
    return Parsed(thread=thread, problems=tuple(sorted(lines.problems)), draft=front.draft)


def _decode(source: bytes, shown_path: str) -> tuple[str, Problem | None]:
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 at byte {error.start}; save the file as UTF-8"
        return "", Problem(path=shown_path, line=line, message=message)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"), None


def _post(draft: Draft, number: int, front: FrontMatter, read_body: ReadBody) -> Post:
    return Post(
        id=draft.id,
        number=number,
        line=draft.line,
        blocks=read_body(draft.body),
        author=draft.author or front.author,
        date=draft.date or front.date,
        edited=draft.edited,
        reply_to=draft.reply_to,
        subject=draft.subject,
        url=draft.url,
        score=draft.score,
        deleted=draft.deleted,
    )
