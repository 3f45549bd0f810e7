"""Tells how one source is read: its form, its title, and each post with the lines that it was read from."""

from dataclasses import dataclass
from pathlib import Path

from archiver import urls
from archiver.build.worker import parse_source
from archiver.config import Config, Convention, convention_for
from archiver.errors import ExplainError, Problem
from archiver.model import Post, Url
from archiver.parse import Form, Parsed, TitledBy, decode
from archiver.quotes import quotes_of
from archiver.source import Source, Sources, find_sources, read_source


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPost:
    """A post, with its lines in the source: the first and the last that isn't blank, from 1."""

    post: Post
    first: int
    last: int
    heading: str
    """Its first line, which is its heading, where it has one."""
    named_by: str
    """Where its id is from."""
    quotes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """How a source is read. Without posts, its problems say why."""

    path: str
    url: Url
    form: str
    title: str | None
    titled_by: TitledBy | None
    is_draft: bool
    posts: tuple[ExplainedPost, ...]
    problems: tuple[Problem, ...]


def explain(config: Config, file: Path) -> Explained:
    """Say how a file would be read. Its path may be from here, from the project's folder or from its content.

    Raises ExplainError if it is no source, and OSError if it cannot be read.
    """
    sources = find_sources(config.content, config.root, config.exclude)
    source = _find(sources, config, file)
    content = read_source(config.content, source)
    convention = convention_for(source.path, config.conventions)
    parsed = parse_source(content, source, config, convention)
    text, _ = decode(content, convention.encoding if convention else None, source.shown)
    named = tuple(problem for problem in sources.problems if problem.path == source.shown)
    return Explained(
        path=source.shown,
        url=urls.slug_url(source.slug),
        form=_form(parsed, convention),
        title=parsed.thread.title if parsed.thread else None,
        titled_by=parsed.titled_by,
        is_draft=parsed.draft,
        posts=_posts(parsed, text.split("\n"), convention),
        problems=(*named, *parsed.problems),
    )


def _find(sources: Sources, config: Config, file: Path) -> Source:
    """The source that a path means."""
    meant = {(base / file).resolve() for base in (Path.cwd(), config.root, config.content)}
    found = next((source for source in sources.found if config.content / source.path in meant), None)
    if found:
        return found
    if any(path.is_file() and path.is_relative_to(config.content) for path in meant):
        raise ExplainError(f"{file} is not read: it is excluded, no Markdown file, or its name begins with . or _")
    raise ExplainError(f"there is no {file} below {config.content.relative_to(config.root)}/")


def _form(parsed: Parsed, convention: Convention | None) -> str:
    match parsed.form:
        case Form.PLAIN:
            return "plain: two or more blank lines part posts, as no line is a post heading"
        case Form.HEADED:
            return "headed: a post begins at each line ## … {#id}"
        case Form.FOREIGN if convention:
            return f'[[source]] "{convention.glob}": a post begins at each {convention.post}'
        case _:
            return "not read"


def _posts(parsed: Parsed, lines: list[str], convention: Convention | None) -> tuple[ExplainedPost, ...]:
    if parsed.thread is None:
        return ()
    posts = parsed.thread.posts
    ends = [*(post.line - 1 for post in posts[1:]), len(lines)][: len(posts)]
    return tuple(
        ExplainedPost(
            post=post,
            first=post.line,
            last=_last_written(lines, post.line, end),
            heading=lines[post.line - 1].strip() if parsed.form is not Form.PLAIN else "",
            named_by=_named_by(parsed.form, convention),
            quotes=sum(1 for _ in quotes_of(post)),
        )
        for post, end in zip(posts, ends, strict=True)
    )


def _last_written(lines: list[str], first: int, end: int) -> int:
    return next((n for n in range(end, first, -1) if lines[n - 1].strip()), first)


def _named_by(form: Form | None, convention: Convention | None) -> str:
    if form is Form.HEADED:
        return "{#id}"
    has_ids = form is Form.FOREIGN and convention is not None and "(?P<id>" in convention.post
    return "group id" if has_ids else "its place"
