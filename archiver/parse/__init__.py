"""Parses the bytes of a source into a thread: front matter, title, posts.

In: the bytes of a source's file, or files, and a function that parses the markup of post bodies. Out: `Parsed`, which
has a `Thread` or None, and problems. Nothing in this package reads the disk, and no input raises an exception.
"""

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import NamedTuple, Protocol

from msgspec import Struct

from archiver.config import Convention
from archiver.errors import Problem
from archiver.model import (
    Block,
    BodyFormat,
    FrontMatter,
    Post,
    PostId,
    Slug,
    SourceFile,
    Thread,
    copy_fields_to,
)
from archiver.parse.decoding import decode, to_utf_8
from archiver.parse.forms import SourceForm, TitleSource
from archiver.parse.headed import parse_heading
from archiver.parse.joined import join_front_matters, join_posts
from archiver.parse.opened import OpenedPost, OpenedThread, open_thread
from archiver.parse.parsed_file import ParsedFile, decode_file, parse_file
from archiver.parse.post_attributes import files_to_markdown
from archiver.parse.posts import RawPost, numbers_of
from archiver.parse.thread_names import file_number, needs_content, thread_name, title_by_thread
from archiver.parse.unique_ids import assign_unique_ids

__all__ = [
    "OpenedPost",
    "OpenedThread",
    "ParseBody",
    "Parsed",
    "ParsedIdentity",
    "SourceForm",
    "TitleSource",
    "decode",
    "file_number",
    "needs_content",
    "parse_heading",
    "parse_identity",
    "parse_opening",
    "parse_thread",
    "thread_name",
    "to_utf_8",
]


class ParsedIdentity(NamedTuple):
    """What a thread is known by, whatever its address is."""

    id: str | None
    """The id that its front matter declares."""
    front: FrontMatter
    posts: tuple[tuple[PostId, str | None, str], ...]
    """The id, author and body of each post."""
    urls: tuple[str | None, ...]
    """The URL of the original of each post."""


class ParseBody(Protocol):
    """Parses the body of a post. Pure."""

    def __call__(
        self, body: str, body_format: BodyFormat, base_url: str | None, post_id: PostId, /, *, breaks: bool | None
    ) -> tuple[Block, ...]:
        """The blocks of a body.

        Args:
            body: the text of the body.
            body_format: its markup language.
            base_url: the URL of the original, which relative links start from.
            post_id: the id of the post, which the HTML ids in the body begin with.
            breaks: whether a single line break in Markdown counts; None for the project's choice.
        """
        ...


class Parsed(Struct, frozen=True, kw_only=True):
    """The result of parsing a source. If `thread` is None, the problems say why no page can be rendered."""

    thread: Thread | None
    problems: tuple[Problem, ...]
    form: SourceForm | None = None
    """None if `thread` is None."""
    title_source: TitleSource | None = None
    """None if `thread` is None."""


def parse_thread(
    files: tuple[SourceFile, ...],
    *,
    slug: Slug,
    zone: tzinfo,
    parse_body: ParseBody,
    convention: Convention | None = None,
) -> Parsed:
    """Parse the files of a source into a thread. What is wrong with them is in `Parsed.problems`.

    Args:
        files: the files, in order; at least one. A thread without a title is named after the first one.
        slug: the slug of the thread, from which its URL is made.
        zone: the time zone of dates that name none, and of all dates in the result.
        parse_body: parses the body of each post.
        convention: the `[[source]]` table whose glob matches the files; None if there is none.
    """
    problems: list[Problem] = []
    parsed = [one for file in files if (one := _parse_file(file, zone, convention, problems))]
    if len(parsed) < len(files):
        return Parsed(thread=None, problems=tuple(sorted(problems)))
    title, title_source = _choose_title(parsed, files[0].path, convention)
    shown = title or slug.rpartition("/")[2]
    raw_posts = assign_unique_ids(join_posts(parsed, shown, convention), problems)
    fronts = {file.project_path: one.front for file, one in zip(files, parsed, strict=True)}
    posts = tuple(_finished_posts(raw_posts, fronts, convention, parse_body))
    front = join_front_matters([*fronts.values()])
    thread = copy_fields_to(Thread, front, path=files[0].path, slug=slug, title=shown, posts=posts)
    return Parsed(thread=thread, problems=tuple(sorted(problems)), form=parsed[0].form, title_source=title_source)


def parse_opening(files: tuple[SourceFile, ...], *, zone: tzinfo, convention: Convention | None) -> OpenedThread | None:
    """What other threads show of a thread, without parsing bodies. None if the files cannot be parsed.

    The arguments are those of `parse_thread`: `files`, `zone` and `convention`.
    """
    parsed = [one for file in files if (one := _parse_file(file, zone, convention, []))]
    if len(parsed) < len(files):
        return None
    title, _ = _choose_title(parsed, files[0].path, convention)
    front = join_front_matters([one.front for one in parsed])
    return open_thread(title or "", front, [(raw_post, one.front) for one in parsed for raw_post in one.raw_posts])


def parse_identity(
    files: tuple[SourceFile, ...], *, zone: tzinfo, convention: Convention | None
) -> ParsedIdentity | None:
    """What a thread is known by, without parsing bodies. None if the files cannot be parsed.

    The arguments are those of `parse_thread`: `files`, `zone` and `convention`.
    """
    parsed = [one for file in files if (one := _parse_file(file, zone, convention, []))]
    if len(parsed) < len(files):
        return None
    fronts = {file.project_path: one.front for file, one in zip(files, parsed, strict=True)}
    raw_posts = assign_unique_ids(join_posts(parsed, "", convention), [])
    front = join_front_matters([*fronts.values()])
    foreign_id = front.extra.get("id") if convention else None
    return ParsedIdentity(
        id=front.id or (foreign_id if isinstance(foreign_id, str) else None),
        front=front,
        posts=tuple((post.id, post.author or fronts[post.file].author, post.body) for post in raw_posts),
        urls=tuple(post.url for post in raw_posts),
    )


def _parse_file(
    file: SourceFile, zone: tzinfo, convention: Convention | None, problems: list[Problem]
) -> ParsedFile | None:
    """Parse a file but for its bodies; None if it cannot be parsed.

    Args:
        file: the file.
        zone: the time zone of dates that name none, and of all dates in the result.
        convention: the `[[source]]` table for the file.
        problems: those of the file are added to it.
    """
    lines = decode_file(file, convention)
    parsed = parse_file(lines, file.path, zone, convention)
    problems += lines.problems
    return parsed


def _choose_title(files: list[ParsedFile], path: str, convention: Convention | None) -> tuple[str | None, TitleSource]:
    """The title of a thread, and where it is from: of the first of its files that has one, else from its path.

    Args:
        files: the files of the thread in order.
        path: the first one, relative to the content folder.
        convention: the `[[source]]` table for the files.
    """
    titled = next((file for file in files if file.title_source is not TitleSource.FILE_NAME), files[0])
    if titled.title_source is TitleSource.FILE_NAME and convention and (name := title_by_thread(path, convention)):
        return name, TitleSource.FILE_NAME
    return titled.title, titled.title_source


def _finished_posts(
    raw_posts: list[RawPost], fronts: Mapping[str, FrontMatter], convention: Convention | None, parse_body: ParseBody
) -> Iterator[Post]:
    """The posts, numbered, with parsed bodies; author and date default to those of the front matter of their file.

    Args:
        raw_posts: the posts in order.
        fronts: the front matter of each file, by the path in `RawPost.file`.
        convention: the `[[source]]` table for the files.
        parse_body: parses a body.
    """
    default = BodyFormat(convention.format) if convention and convention.format else BodyFormat.MARKDOWN
    numbers = numbers_of([raw_post.id for raw_post in raw_posts])
    for position, (number, raw_post) in enumerate(zip(numbers, raw_posts, strict=True), 1):
        front = fronts[raw_post.file]
        yield copy_fields_to(
            Post,
            raw_post,
            number=number,
            position=position,
            blocks=_parse_blocks(raw_post, front, front.format or default, parse_body),
            author=raw_post.author or front.author,
            date=raw_post.date or front.date,
        )


def _parse_blocks(
    raw_post: RawPost, front: FrontMatter, body_format: BodyFormat, parse_body: ParseBody
) -> tuple[Block, ...]:
    """The blocks of the body of a post, and of its files, which are shown below it.

    Args:
        raw_post: the post.
        front: the front matter of its file.
        body_format: the markup of bodies in the file, unless the post has its own.
        parse_body: parses a body.
    """
    base_url = raw_post.url or front.source  # relative links start from it
    blocks = parse_body(raw_post.body, raw_post.format or body_format, base_url, raw_post.id, breaks=front.breaks)
    if not raw_post.files:
        return blocks
    files = files_to_markdown(raw_post.files)
    return blocks + parse_body(files, BodyFormat.MARKDOWN, base_url, raw_post.id, breaks=None)
