"""Parses one file of a source: its front matter, its title, and its posts without their bodies."""

from collections.abc import Mapping
from datetime import tzinfo

from msgspec import Struct

from archiver.config import Convention
from archiver.errors import Severity
from archiver.model import FrontMatter, SourceFile
from archiver.parse.by_convention import parse_by_convention
from archiver.parse.by_path import path_groups, title_by_path, with_addresses
from archiver.parse.decoding import decode
from archiver.parse.forms import SourceForm, TitleSource
from archiver.parse.front_matter import FrontMatterBlock, parse_front_matter
from archiver.parse.headed import find_headings, parse_headed
from archiver.parse.plain import parse_plain
from archiver.parse.post_values import with_values
from archiver.parse.posts import RawPost
from archiver.parse.source_lines import SourceLines
from archiver.parse.titles import Title, warn_of_hidden_words
from archiver.parse.whole import parse_whole


class ParsedFile(Struct, frozen=True, kw_only=True):
    """A file of a source, parsed but for the bodies of its posts."""

    front: FrontMatter
    form: SourceForm
    title: str | None
    """None if only the path can give one, and the path has no letter or digit."""
    title_source: TitleSource
    raw_posts: list[RawPost]
    """The posts in order. Their ids may be missing or repeated."""


def decode_file(file: SourceFile, convention: Convention | None) -> SourceLines:
    """The lines of a file; with a problem, and one empty line, if it cannot be decoded."""
    text, undecodable = decode(file.content, convention.encoding if convention else None, file.project_path)
    problems = [undecodable] if undecodable else []
    return SourceLines(path=file.project_path, text=text, lines=text.split("\n"), problems=problems)


def parse_file(lines: SourceLines, path: str, zone: tzinfo, convention: Convention | None) -> ParsedFile | None:
    """Parse a file; None if it cannot be decoded, or its front matter is no YAML.

    Args:
        lines: the file; problems are added to it.
        path: the file, relative to the content folder.
        zone: the time zone of dates that name none, and of all dates in the result.
        convention: the `[[source]]` table whose glob matches the file; None if there is none.
    """
    if lines.problems or (block := parse_front_matter(lines, zone, convention)) is None:
        return None
    front = with_addresses(lines, path, block.front, convention) if convention else block.front
    form, text_title, raw_posts = _parse_posts(lines, block, zone, convention)
    if not raw_posts:
        lines.problem(0, "a thread without posts; write one below the title", Severity.WARNING)
    if convention and convention.thread and len(raw_posts) == 1:
        values = {**_text_values(front.extra), **path_groups(path, convention)}
        raw_posts = [with_values(raw_posts[0], values, lines, convention, zone)]
    title, title_source = _choose_title(lines, (block.title, text_title), form)
    return ParsedFile(
        front=front,
        form=form,
        title=title or title_by_path(path, convention),
        title_source=title_source,
        raw_posts=raw_posts,
    )


def _text_values(extra: Mapping[str, object]) -> dict[str, str]:
    """The keys of a front matter that we do not know, if they have text."""
    return {name: value for name, value in extra.items() if isinstance(value, str)}


def _parse_posts(
    lines: SourceLines, block: FrontMatterBlock, zone: tzinfo, convention: Convention | None
) -> tuple[SourceForm, Title | None, list[RawPost]]:
    """The form of a file, the title in its text, and its posts.

    Args:
        lines: the file; problems are added to it.
        block: its front matter.
        zone: the time zone of dates that name none, and of all dates in the result.
        convention: the `[[source]]` table for the file.
    """
    title = block.front.title
    if convention and convention.post and (parsed := parse_by_convention(lines, block.end, convention, zone, title)):
        return SourceForm.CONVENTION, *parsed
    if headings := find_headings(lines, block.end):
        return SourceForm.HEADED, *parse_headed(lines, block.end, headings, zone)
    if convention and convention.thread:
        return SourceForm.WHOLE, *parse_whole(lines, block.end, convention, zone)
    return SourceForm.PLAIN, *parse_plain(lines, block.end, title)


def _choose_title(
    lines: SourceLines, titles: tuple[Title | None, Title | None], form: SourceForm
) -> tuple[str | None, TitleSource]:
    """The title that a file has, None if only its path can give one; and where it is from.

    The front matter has precedence over the text, but not if the pattern of a `[[source]]` table separates the posts. A
    warning is added to `lines` if the source has another title with words that the chosen title lacks.

    Args:
        lines: the file.
        titles: the title in the front matter, and the title in the text.
        form: the form of the file.
    """
    sources = (TitleSource.FRONT_MATTER, TitleSource.TEXT)
    pairs = zip(titles, sources, strict=True)
    nonempty = [(title, title_source) for title, title_source in pairs if title and title.text]
    if not nonempty:
        return None, TitleSource.FILE_NAME
    shown, shown_source = nonempty[-1 if form is SourceForm.CONVENTION else 0]
    for title, _ in nonempty:
        if title is not shown:
            warn_of_hidden_words(lines, title, shown)
    return shown.text, shown_source
