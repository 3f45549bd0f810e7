"""From the bytes of a source to a thread: front matter, title, posts.

In comes one source file, out comes a `Thread` or None, and problems. What a body says (Markdown, quotes) is read by
the `read_body` that the caller gives. Nothing here reads the disk, and no input raises.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial

from archiver.config import Convention
from archiver.errors import Problem, Severity
from archiver.model import Block, BodyFormat, Post, PostId, Slug, Thread
from archiver.parse.foreign import read_foreign
from archiver.parse.front_matter import FrontMatter, read_front_matter
from archiver.parse.headed import find_headings, read_headed
from archiver.parse.plain import read_plain
from archiver.parse.posts import Draft, Lines

ReadBody = Callable[[str, BodyFormat, str | None, PostId], tuple[Block, ...]]
"""The text of a body, in its format, to its blocks; links may be relative to the address of the original, and the ids
in its page begin with that of the post. Pure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a source came to. No thread: its page cannot be drawn from it, and the problems say why."""

    thread: Thread | None
    problems: tuple[Problem, ...]
    draft: bool = False


def parse_thread(
    source: bytes,
    *,
    path: str,
    slug: Slug,
    shown_path: str,
    zone: tzinfo,
    read_body: ReadBody,
    convention: Convention | None = None,
) -> Parsed:
    """Read a thread from its source.

    `path` is relative to the content folder, `shown_path` to the project: problems name it. Dates without a zone
    are in `zone`, and all come out in it. `convention`: whose headings the source has, if not ours.
    """
    text, undecodable = _decode(source, shown_path)
    if undecodable:
        return Parsed(thread=None, problems=(undecodable,))
    lines = Lines(path=shown_path, lines=text.split("\n"))
    thread, is_draft = _read_thread(lines, path, slug, zone, read_body, convention)
    return Parsed(thread=thread, problems=tuple(sorted(lines.problems)), draft=is_draft)


def _read_thread(
    lines: Lines, path: str, slug: Slug, zone: tzinfo, read_body: ReadBody, convention: Convention | None
) -> tuple[Thread | None, bool]:
    """The thread, and whether it is a draft."""
    front, start = read_front_matter(lines, zone, convention)
    title, drafts = _read_posts(lines, start, front, zone, convention) if front else (None, None)
    if front is None or drafts is None:
        return None, False
    if not drafts:
        lines.problem(0, "a thread without posts; write one below the title", Severity.WARNING)
    default = BodyFormat(convention.format) if convention and convention.format else BodyFormat.MARKDOWN
    read = partial(_read_blocks, read_body, front.format or default, front.source)
    thread = Thread(
        path=path,
        slug=slug,
        title=title or slug.rpartition("/")[2],
        posts=tuple(_post(draft, number, front, read) for number, draft in enumerate(drafts, 1)),
        tags=front.tags,
        lang=front.lang,
        dir=front.dir,
        source=front.source,
        aliases=front.aliases,
        extra=front.extra,
    )
    return thread, front.draft


def _read_posts(
    lines: Lines, start: int, front: FrontMatter, zone: tzinfo, convention: Convention | None
) -> tuple[str | None, list[Draft] | None]:
    """The title and the posts, in the form that the source is in; no posts if text would be lost."""
    if convention and (read := read_foreign(lines, start, convention, zone)):
        title, drafts = read
        return title or front.title, drafts
    if headings := find_headings(lines, start):
        title, headed = read_headed(lines, start, headings, zone)
        return front.title or title, headed
    title, plain = read_plain(lines, start, front.title)
    return front.title or title, plain


def _decode(source: bytes, shown_path: str) -> tuple[str, Problem | None]:
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 at byte {error.start}; save the file as UTF-8"
        return "", Problem(path=shown_path, line=line, message=message)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"), None


def _read_blocks(read_body: ReadBody, form: BodyFormat, source: str | None, draft: Draft) -> tuple[Block, ...]:
    return read_body(draft.body, form, draft.url or source, draft.id)


def _post(draft: Draft, number: int, front: FrontMatter, read: Callable[[Draft], tuple[Block, ...]]) -> Post:
    return Post(
        id=draft.id,
        number=number,
        line=draft.line,
        blocks=read(draft),
        author=draft.author or front.author,
        date=draft.date or front.date,
        edited=draft.edited,
        reply_to=draft.reply_to,
        subject=draft.subject,
        url=draft.url,
        score=draft.score,
        deleted=draft.deleted,
    )
