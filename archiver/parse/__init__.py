"""Parses the bytes of a source into a thread: front matter, title, posts.

In: the bytes of one source file, and a function that parses the markup of post bodies. Out: `Parsed`, which has a
`Thread` or None, and problems. Nothing in this package reads the disk, and no input raises an exception.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from typing import Protocol

from archiver.config import Convention
from archiver.errors import Problem, Severity
from archiver.model import Block, BodyFormat, FrontMatter, Post, PostId, Slug, Thread, copy_fields_to
from archiver.parse.by_convention import parse_by_convention
from archiver.parse.by_path import title_by_path, with_addresses
from archiver.parse.decoding import decode, to_utf_8
from archiver.parse.front_matter import FrontMatterBlock, parse_front_matter
from archiver.parse.headed import find_headings, parse_headed
from archiver.parse.plain import parse_plain
from archiver.parse.post_attributes import files_to_markdown
from archiver.parse.posts import RawPost, numbers_of
from archiver.parse.source_lines import SourceLines
from archiver.parse.titles import Title, warn_of_hidden_words

__all__ = ["ParseBody", "Parsed", "SourceForm", "TitleSource", "decode", "parse_thread", "to_utf_8"]


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


class SourceForm(StrEnum):
    """How a source separates its posts. `archiver check --explain` shows it."""

    PLAIN = "plain"
    """By two or more blank lines."""
    HEADED = "headed"
    """By headings of the form `## author · date {#id}`."""
    CONVENTION = "convention"
    """By the pattern of a `[[source]]` table."""


class TitleSource(StrEnum):
    """The part of a source that the title of its thread is from. `archiver check --explain` shows it."""

    FRONT_MATTER = "front matter"
    TEXT = "text"
    """In the first heading, in the first line, or where the pattern of a `[[source]]` table matches."""
    FILE_NAME = "file name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The result of parsing a source. If `thread` is None, the problems say why no page can be rendered."""

    thread: Thread | None
    problems: tuple[Problem, ...]
    form: SourceForm | None = None
    """None if `thread` is None."""
    title_source: TitleSource | None = None
    """None if `thread` is None."""


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
    """Parse the bytes of a source into a thread. What is wrong with the source is in `Parsed.problems`.

    Args:
        source: the bytes of the file.
        path: the file, relative to the content folder. A thread without a title is named after it.
        slug: the slug of the thread, from which its URL is made.
        project_path: the file, relative to the project's folder, as problems name it.
        zone: the time zone of dates that name none, and of all dates in the result.
        parse_body: parses the body of each post.
        convention: the `[[source]]` table whose glob matches the file; None if there is none.
    """
    lines = _decode_lines(source, convention, project_path)
    if lines.problems or (block := _parse_front_matter(lines, path, zone, convention)) is None:
        return Parsed(thread=None, problems=tuple(sorted(lines.problems)))
    form, text_title, raw_posts = _parse_posts(lines, block, zone, convention)
    name = title_by_path(path, convention) or slug.rpartition("/")[2]
    title, title_source = _choose_title(lines, (block.title, text_title), form, name)
    posts = tuple(_finished_posts(raw_posts, block.front, convention, parse_body))
    thread = copy_fields_to(Thread, block.front, path=path, slug=slug, title=title, posts=posts)
    return Parsed(thread=thread, problems=tuple(sorted(lines.problems)), form=form, title_source=title_source)


def _decode_lines(source: bytes, convention: Convention | None, project_path: str) -> SourceLines:
    """The lines of a source; with a problem, and one empty line, if it cannot be decoded."""
    text, undecodable = decode(source, convention.encoding if convention else None, project_path)
    problems = [undecodable] if undecodable else []
    return SourceLines(path=project_path, text=text, lines=text.split("\n"), problems=problems)


def _parse_front_matter(
    lines: SourceLines, path: str, zone: tzinfo, convention: Convention | None
) -> FrontMatterBlock | None:
    """The front matter, with the addresses that the convention makes of the path; None if it is no YAML."""
    block = parse_front_matter(lines, zone, convention)
    if block is None or convention is None:
        return block
    return block._replace(front=with_addresses(lines, path, block.front, convention))


def _parse_posts(
    lines: SourceLines, block: FrontMatterBlock, zone: tzinfo, convention: Convention | None
) -> tuple[SourceForm, Title | None, list[RawPost]]:
    """The form of the source, the title in its text, and its posts."""
    form, title, raw_posts = _parse_by_form(lines, block, zone, convention)
    if not raw_posts:
        lines.problem(0, "a thread without posts; write one below the title", Severity.WARNING)
    return form, title, raw_posts


def _parse_by_form(
    lines: SourceLines, block: FrontMatterBlock, zone: tzinfo, convention: Convention | None
) -> tuple[SourceForm, Title | None, list[RawPost]]:
    title = block.front.title
    if convention and (parsed := parse_by_convention(lines, block.end, convention, zone, title)):
        return SourceForm.CONVENTION, *parsed
    if headings := find_headings(lines, block.end):
        return SourceForm.HEADED, *parse_headed(lines, block.end, headings, zone)
    return SourceForm.PLAIN, *parse_plain(lines, block.end, title)


def _choose_title(
    lines: SourceLines, titles: tuple[Title | None, Title | None], form: SourceForm, name: str
) -> tuple[str, TitleSource]:
    """The title of the thread, and the part of the source that it is from.

    The front matter has precedence over the text, but not if a `[[source]]` table describes the source. A warning is
    added to `lines` if the source has another title with words that the chosen title lacks.

    Args:
        lines: the source.
        titles: the title in the front matter, and the title in the text.
        form: the form of the source.
        name: the title of a thread that has none, made from its path.
    """
    sources = (TitleSource.FRONT_MATTER, TitleSource.TEXT)
    pairs = zip(titles, sources, strict=True)
    nonempty = [(title, title_source) for title, title_source in pairs if title and title.text]
    if not nonempty:
        return name, TitleSource.FILE_NAME
    shown, shown_source = nonempty[-1 if form is SourceForm.CONVENTION else 0]
    for title, _ in nonempty:
        if title is not shown:
            warn_of_hidden_words(lines, title, shown)
    return shown.text, shown_source


def _finished_posts(
    raw_posts: list[RawPost], front: FrontMatter, convention: Convention | None, parse_body: ParseBody
) -> Iterator[Post]:
    """The posts in order, numbered, with parsed bodies; author and date default to those of the front matter."""
    default = BodyFormat(convention.format) if convention and convention.format else BodyFormat.MARKDOWN
    body_format = front.format or default
    numbers = numbers_of([raw_post.id for raw_post in raw_posts])
    for position, (number, raw_post) in enumerate(zip(numbers, raw_posts, strict=True), 1):
        yield copy_fields_to(
            Post,
            raw_post,
            number=number,
            position=position,
            blocks=_parse_blocks(raw_post, front, body_format, parse_body),
            author=raw_post.author or front.author,
            date=raw_post.date or front.date,
        )


def _parse_blocks(
    raw_post: RawPost, front: FrontMatter, body_format: BodyFormat, parse_body: ParseBody
) -> tuple[Block, ...]:
    """The blocks of the body of a post, and of its files, which are shown below it.

    Args:
        raw_post: the post.
        front: the front matter of the thread.
        body_format: the markup of bodies in the thread, unless the post has its own.
        parse_body: parses a body.
    """
    base_url = raw_post.url or front.source  # relative links start from it
    blocks = parse_body(raw_post.body, raw_post.format or body_format, base_url, raw_post.id, breaks=front.breaks)
    if not raw_post.files:
        return blocks
    files = files_to_markdown(raw_post.files)
    return blocks + parse_body(files, BodyFormat.MARKDOWN, base_url, raw_post.id, breaks=None)
