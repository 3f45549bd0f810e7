"""What a worker runs: one thread, from its source to files that wait in the staging folder, and a receipt."""

from collections.abc import Iterator
from datetime import tzinfo
from functools import cache, lru_cache, partial

from archiver import pages, publish
from archiver.bodies import MarkdownOptions, read_body
from archiver.build.keys import thread_key
from archiver.build.tasks import Job, ListReceipt, ListTask, ThreadReceipt, ThreadTask
from archiver.config import Config, convention_for
from archiver.errors import Problem, TemplateError
from archiver.manifest import read_summary
from archiver.model import Digest, Origins, Output, Page, Thread, ThreadSummary
from archiver.parse import Parsed, parse_thread
from archiver.quotes import find_origins, find_parents
from archiver.render import Renderer
from archiver.source import Source, read_source
from archiver.theme import Theme


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
