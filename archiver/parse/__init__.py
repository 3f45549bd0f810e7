"""From the bytes of a source to a thread: front matter, title, posts.

In comes one source file, out comes a `Thread` or None, and problems. What a body says (Markdown, quotes) is read by
the `parse_body` that the caller gives. Nothing here reads the disk, and no input raises.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from functools import partial

from archiver.config import Convention
from archiver.errors import Problem, Severity
from archiver.model import Block, BodyFormat, FrontMatter, Post, PostId, Slug, Thread, derive
from archiver.parse.by_convention import parse_by_convention
from archiver.parse.decoding import decode, to_utf_8
from archiver.parse.file_names import title_of_file
from archiver.parse.front_matter import read_front_matter
from archiver.parse.headed import find_headings, parse_headed
from archiver.parse.plain import parse_plain
from archiver.parse.posts import Lines, RawPost, numbers_of
from archiver.parse.titles import Title, warn_of_lost_words

__all__ = ["Form", "ParseBody", "Parsed", "TitleSource", "decode", "parse_thread", "to_utf_8"]

ParseBody = Callable[[str, BodyFormat, str | None, PostId], tuple[Block, ...]]
"""The text of a body, in its format, to its blocks; links may be relative to the address of the original, and the ids
in its page begin with that of the post. Pure."""


class Form(StrEnum):
    """How the posts of a source are told apart."""

    PLAIN = "plain"
    HEADED = "headed"
    CONVENTION = "convention"
    """As a `[[source]]` table says."""


class TitleSource(StrEnum):
    """Where a thread's title stands."""

    FRONT_MATTER = "front matter"
    TEXT = "text"
    """In the first heading, the first line, or where a `[[source]]` table says."""
    FILE_NAME = "file name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a source came to. No thread: its page cannot be drawn from it, and the problems say why."""

    thread: Thread | None
    problems: tuple[Problem, ...]
    draft: bool = False
    form: Form | None = None
    title_source: TitleSource | None = None


def parse_thread(
    source: bytes,
    *,
    path: str,
    slug: Slug,
    project_path: str,
    zone: tzinfo,
    parse_body: ParseBody,
    convention: Convention | None = None,
) -> Parsed:
    """Read a thread from its source.

    `path` is relative to the content folder, `project_path` to the project: problems name it. Dates without a zone
    are in `zone`, and all come out in it. `convention`: whose headings the source has, if not ours.
    """
    text, undecodable = decode(source, convention.encoding if convention else None, project_path)
    if undecodable:
        return Parsed(thread=None, problems=(undecodable,))
    lines = Lines(path=project_path, text=text, lines=text.split("\n"))
    block = read_front_matter(lines, zone, convention)
    if block is None:
        return Parsed(thread=None, problems=tuple(sorted(lines.problems)))
    front = block.front
    form, in_text, raw_posts = _read_posts(lines, block.end, front, zone, convention)
    if not raw_posts:
        lines.problem(0, "a thread without posts; write one below the title", Severity.WARNING)
    title, title_source = _choose_title(lines, block.title, in_text, form, path)
    default = BodyFormat(convention.format) if convention and convention.format else BodyFormat.MARKDOWN
    read = partial(_read_blocks, parse_body, front.format or default, front.source)
    posts = tuple(_posts(raw_posts, front, read))
    return Parsed(
        thread=derive(Thread, front, path=path, slug=slug, title=title or slug.rpartition("/")[2], posts=posts),
        problems=tuple(sorted(lines.problems)),
        draft=front.draft,
        form=form,
        title_source=title_source,
    )


def _read_posts(
    lines: Lines, start: int, front: FrontMatter, zone: tzinfo, convention: Convention | None
) -> tuple[Form, Title | None, list[RawPost]]:
    """The form that the source is in, the title in its text, and the posts."""
    if convention and (read := parse_by_convention(lines, start, convention, zone, front.title)):
        return Form.CONVENTION, *read
    if headings := find_headings(lines, start):
        return Form.HEADED, *parse_headed(lines, start, headings, zone)
    return Form.PLAIN, *parse_plain(lines, start, front.title)


def _choose_title(
    lines: Lines, declared: Title | None, text: Title | None, form: Form, path: str
) -> tuple[str | None, TitleSource]:
    """The title of the front matter goes before that of the text, but not where a table says where the title is."""
    known = [(declared, TitleSource.FRONT_MATTER), (text, TitleSource.TEXT)]
    given = [(title, by) for title, by in known if title and title.text]
    if not given:
        return title_of_file(path), TitleSource.FILE_NAME
    shown, by = given[-1 if form is Form.CONVENTION else 0]
    for title, _ in given:
        if title is not shown:
            warn_of_lost_words(lines, title, shown)
    return shown.text, by


def _read_blocks(parse_body: ParseBody, form: BodyFormat, source: str | None, raw_post: RawPost) -> tuple[Block, ...]:
    return parse_body(raw_post.body, form, raw_post.url or source, raw_post.id)


def _posts(
    raw_posts: list[RawPost], front: FrontMatter, read: Callable[[RawPost], tuple[Block, ...]]
) -> Iterator[Post]:
    numbers = numbers_of([raw_post.id for raw_post in raw_posts])
    for position, (number, raw_post) in enumerate(zip(numbers, raw_posts, strict=True), 1):
        yield _post(raw_post, number, position, front, read)


def _post(
    raw_post: RawPost, number: int, position: int, front: FrontMatter, read: Callable[[RawPost], tuple[Block, ...]]
) -> Post:
    return derive(
        Post,
        raw_post,
        number=number,
        position=position,
        blocks=read(raw_post),
        author=raw_post.author or front.author,
        date=raw_post.date or front.date,
    )
