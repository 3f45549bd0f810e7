"""The command `archiver check --explain FILE`: the form, the title and the posts of one source, with line numbers."""

from bisect import bisect_right

from msgspec import Struct

from archiver import urls
from archiver.build.drawing import parse_source
from archiver.build.named_threads import find_named_thread
from archiver.build.scanning import scan_project
from archiver.config import Config, Convention, convention_for
from archiver.errors import Problem
from archiver.model import Post, SourceFile, Url, quotes_of
from archiver.parse import Parsed, SourceForm, TitleSource, decode
from archiver.source import read_source


class ExplainedPost(Struct, frozen=True, kw_only=True):
    """A post, and the part of the source that it was parsed from. Line numbers count from 1."""

    post: Post
    first_line: int
    last_line: int
    """The last line that is not blank."""
    heading: str
    """The first line, if it is the heading of the post; else ""."""
    id_source: str
    """What the id of the post was taken from, in words."""
    quotes: int
    """How many quotes the post has, at all depths."""


class Explanation(Struct, frozen=True, kw_only=True):
    """How a source is parsed. If `posts` is empty, `problems` say why."""

    path: str
    """Relative to the project."""
    url: Url
    form: str
    """The form of the source, in words."""
    title: str | None
    title_source: TitleSource | None
    is_draft: bool
    files: tuple[str, ...]
    """The files of the source in order, relative to the project."""
    posts: tuple[ExplainedPost, ...]
    problems: tuple[Problem, ...]


def explain(config: Config, name: str) -> Explanation:
    """How the source of a thread is parsed. The name is one that `find_named_thread` knows.

    Raises UnknownNameError if no thread has it, and OSError if its source cannot be read.
    """
    scan, _ = scan_project(config)
    source = find_named_thread(scan, config, name)
    files = read_source(config, source)
    convention = convention_for(source.path, config.conventions)
    parsed = parse_source(files, source, config, convention)
    names = [file.project_path for file in files]
    scan_problems = tuple(problem for problem in scan.problems if problem.path in names)
    return Explanation(
        path=source.project_path,
        url=urls.slug_url(source.slug),
        form=_describe_form(parsed, convention),
        title=parsed.thread.title if parsed.thread else None,
        title_source=parsed.title_source,
        is_draft=parsed.thread is not None and parsed.thread.draft,
        files=tuple(names),
        posts=_explained_posts(parsed, files, convention),
        problems=(*scan_problems, *parsed.problems),
    )


def _describe_form(parsed: Parsed, convention: Convention | None) -> str:
    match parsed.form:
        case SourceForm.PLAIN:
            return "plain: two or more blank lines part posts, as no line is a post heading"
        case SourceForm.HEADED:
            return "headed: a post begins at each line ## … {#id}"
        case SourceForm.CONVENTION if convention:
            return f'[[source]] "{convention.glob}": a post begins at each {convention.post}'
        case SourceForm.WHOLE if convention:
            return f'[[source]] "{convention.glob}": each file is a post'
        case _:
            return "not read"


def _explained_posts(
    parsed: Parsed, files: tuple[SourceFile, ...], convention: Convention | None
) -> tuple[ExplainedPost, ...]:
    if parsed.thread is None:
        return ()
    posts = parsed.thread.posts
    encoding = convention.encoding if convention else None
    lines = {file.project_path: decode(file.content, encoding, file.path)[0].split("\n") for file in files}
    starts = {path: sorted(post.line for post in posts if post.file == path) for path in lines}
    has_heading = parsed.form not in {SourceForm.PLAIN, SourceForm.WHOLE}
    return tuple(
        ExplainedPost(
            post=post,
            first_line=post.line,
            last_line=_last_nonblank(lines[post.file], post.line, _end(post, starts[post.file], len(lines[post.file]))),
            heading=lines[post.file][post.line - 1].strip() if has_heading else "",
            id_source=_id_source(parsed.form, convention),
            quotes=sum(1 for _ in quotes_of(post)),
        )
        for post in posts
    )


def _end(post: Post, starts: list[int], last: int) -> int:
    """The line before the next post of a file. `starts` are the first lines of its posts, `last` is its last line."""
    after = bisect_right(starts, post.line)
    return starts[after] - 1 if after < len(starts) else last


def _last_nonblank(lines: list[str], first: int, last: int) -> int:
    """The last line from `first` to `last` that is not blank; `first` if all are. Line numbers count from 1."""
    return next((n for n in range(last, first, -1) if lines[n - 1].strip()), first)


def _id_source(form: SourceForm | None, convention: Convention | None) -> str:
    if form is SourceForm.HEADED:
        return "{#id}"
    has_ids = form is SourceForm.CONVENTION and convention is not None and "(?P<id>" in convention.post
    return "group id" if has_ids else "its place"
