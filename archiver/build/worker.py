"""What a worker runs: one thread, from its source to files that wait in the staging folder, and a receipt."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache, lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import archiver
from archiver import pages, publish
from archiver.bodies import MarkdownOptions, read_body
from archiver.config import Config, convention_for
from archiver.errors import Problem, TemplateError
from archiver.manifest import read_summary
from archiver.model import Digest, IndexedPost, Origins, Output, Page, Thread, ThreadSummary, Written
from archiver.pages import Draft
from archiver.parse import Parsed, parse_thread
from archiver.quotes import find_origins, find_parents
from archiver.render import Renderer
from archiver.source import Source, read_source
from archiver.theme import Theme

_DRAWN_BY = ("jinja2", "markdown-it-py", "nh3", "selectolax")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is the same for all threads of a build."""

    config: Config
    theme: Theme
    staging: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadTask:
    """A thread to draw. `known` has the files of it that stand in the site as we wrote them; `elsewhere` has the
    origins of its quotes in other threads.
    """

    source: Source
    known: Mapping[str, Digest]
    elsewhere: Origins


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadReceipt:
    """What a worker sends home of a thread. Without a summary nothing was drawn: a draft, or one with a problem."""

    source: Source
    content: Digest
    key: Digest
    summary: ThreadSummary | None = None
    draft: bool = False
    files: tuple[Written, ...] = ()
    documents: tuple[IndexedPost, ...] = ()
    problems: tuple[Problem, ...] = ()


def draw_thread(job: Job, task: ThreadTask) -> ThreadReceipt:
    """Read, parse, resolve, render and stage one thread. Raises OSError if the disk cannot take it."""
    try:
        content = read_source(job.config.content, task.source)
    except OSError as error:
        problem = Problem(path=task.source.shown, line=0, message=f"cannot be read: {error.strerror}")
        return ThreadReceipt(source=task.source, content=Digest(""), key=Digest(""), problems=(problem,))
    digest = publish.digest_of(content)
    key = thread_key(digest, task.elsewhere, job.config, job.theme)
    parsed = parse_source(content, task.source, job.config)
    if parsed.thread is None or parsed.draft:
        return ThreadReceipt(source=task.source, content=digest, key=key, draft=parsed.draft, problems=parsed.problems)
    try:
        origins = {**find_origins(parsed.thread), **task.elsewhere}
        outputs = list(_draw(parsed.thread, content, origins, job))
    except TemplateError as error:
        return ThreadReceipt(source=task.source, content=digest, key=key, problems=(*parsed.problems, error.problem))
    return ThreadReceipt(
        source=task.source,
        content=digest,
        key=key,
        summary=pages.summarize(parsed.thread, job.config),
        files=publish.stage(outputs, task.known, job.staging),
        documents=pages.index_documents(parsed.thread, job.config) if job.config.search else (),
        problems=parsed.problems,
    )


class Stale(NamedTuple):
    """A page of a list to draw, and the key of all that it is drawn from."""

    draft: Draft
    key: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTask:
    """The pages of an owner that stand in one folder. `known` has the files of them that stand as we wrote them."""

    owner: str
    pages: tuple[Stale, ...]
    known: Mapping[str, Digest]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReceipt:
    """What a worker sends home of pages. Those that could not be drawn have a problem and no file."""

    task: ListTask
    files: tuple[Written, ...]
    problems: Mapping[str, Problem]


def draw_list(job: Job, task: ListTask) -> ListReceipt:
    """Render and stage pages of a list. Raises OSError if the disk cannot take them."""
    problems: dict[str, Problem] = {}
    outputs: list[Output] = []
    for draft, _ in task.pages:
        try:
            page = pages.fill(draft, partial(_read_summary, zone=job.config.zone), job.config)
            outputs.append(renderer(job.config, job.theme).render(page))
        except TemplateError as error:
            problems[draft.path] = error.problem
    return ListReceipt(task=task, files=publish.stage(outputs, task.known, job.staging), problems=problems)


@lru_cache(4096)  # a thread stands in some ten lists
def _read_summary(text: str, zone: tzinfo) -> ThreadSummary:
    return read_summary(text, zone)


def thread_key(content: Digest, elsewhere: Origins, config: Config, theme: Theme) -> Digest:
    """The digest of all that a thread's files are drawn from."""
    others = repr(sorted(elsewhere.items(), key=lambda pair: pair[0])) if elsewhere else ""
    return publish.digest_of(f"{content}{others}{_surroundings(config, theme)}".encode("utf-8", "replace"))


def parsing_key(content: bytes, config: Config) -> Digest:
    """The digest of all that a thread is parsed from."""
    return publish.digest_of(content + f"{config.settings()} {_program()}".encode())


def lists_key(config: Config, theme: Theme) -> Digest:
    """The digest of all that list pages are drawn from beside their threads."""
    return publish.digest_of(_surroundings(config, theme).encode("utf-8", "replace"))


def draft_key(draft: Draft, surroundings: Digest) -> Digest:
    """The digest of all that a page of a list is drawn from."""
    return publish.digest_of(f"{surroundings}{draft!r}".encode("utf-8", "replace"))


@cache
def renderer(config: Config, theme: Theme) -> Renderer:
    """The theme's templates, once in a process: compiling them takes longer than drawing a page."""
    return Renderer(theme, config)


def parse_source(content: bytes, source: Source, config: Config) -> Parsed:
    """Parse a source as this project's configuration has it."""
    options = MarkdownOptions(breaks=config.markdown_breaks, lazy_quotes=config.lazy_quotes)
    return parse_thread(
        content,
        path=source.path,
        slug=source.slug,
        shown_path=source.shown,
        zone=config.zone,
        read_body=partial(read_body, options=options),
        convention=convention_for(source.path, config.conventions),
    )


def _draw(thread: Thread, content: bytes, origins: Origins, job: Job) -> Iterator[Output]:
    templates = renderer(job.config, job.theme)
    for planned in pages.plan_thread(thread, content, origins, find_parents(thread, origins), job.config):
        yield templates.render(planned) if isinstance(planned, Page) else planned


@cache
def _surroundings(config: Config, theme: Theme) -> str:
    """What every page depends on beside its thread."""
    return f"{config.settings()} {theme.digest} {_program()}"


@cache
def _program() -> str:
    """The digest of this program's own files, and the versions of the libraries that decide what a page looks like."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(archiver.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return f"{digest.hexdigest()} {' '.join(version(name) for name in _DRAWN_BY)}"
