"""What a worker runs: one thread, from its source to files that wait in the staging folder, and a receipt."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import tzinfo
from functools import cache, lru_cache, partial

from archiver import pages, publish
from archiver.bodies import MarkdownOptions, parse_body
from archiver.build.keys import Reads
from archiver.build.segments import index_thread
from archiver.build.tasks import Job, ListReceipt, ListTask, ThreadReceipt, ThreadTask
from archiver.config import Config, Convention, convention_for, track
from archiver.errors import Problem, TemplateError
from archiver.manifest import summary_from_json
from archiver.model import Digest, Origins, Output, Page, Thread, ThreadSummary, digest_of
from archiver.parse import Parsed, parse_thread, to_utf_8
from archiver.quotes import find_origins, find_parents, resolve_unmarked
from archiver.render import Renderer
from archiver.source import Source, read_source
from archiver.theme import Theme


def draw_thread(job: Job, task: ThreadTask) -> ThreadReceipt:
    """Read, parse, resolve, render and stage one thread. Raises OSError if the disk cannot take it."""
    receipt = partial(ThreadReceipt, source=task.source, inputs=task.inputs)
    try:
        content = read_source(job.config.content, task.source)
    except OSError as error:
        problem = Problem(path=task.source.project_path, line=0, message=f"cannot be read: {error.strerror}")
        return receipt(content=Digest(""), problems=(problem,))
    reads = Reads()
    config = track(job.config, reads.note)
    digest = digest_of(content)
    convention = convention_for(task.source.path, job.config.conventions)
    parsed = parse_source(content, task.source, config, convention)
    if parsed.thread is None or parsed.draft:
        return receipt(content=digest, reads=str(reads), draft=parsed.draft, problems=parsed.problems)
    try:
        origins = {**find_origins(parsed.thread), **task.cross_thread_origins}
        outputs = list(
            _draw(
                parsed.thread,
                to_utf_8(content, convention.encoding if convention else None),
                origins,
                config,
                partial(renderer(job.config, job.theme).render, note=reads.note),
            )
        )
    except TemplateError as error:
        return receipt(content=digest, reads=str(reads), problems=(*parsed.problems, error.problem))
    if job.index:
        index_thread(job.index, pages.plan_indexed(parsed.thread, origins, config))
    return receipt(
        content=digest,
        summary=pages.summarize(parsed.thread, config),
        files=publish.stage(outputs, task.known, job.staging),
        problems=parsed.problems,
        reads=str(reads),
    )


def draw_list(job: Job, task: ListTask) -> ListReceipt:
    """Render and stage pages of a list. Raises OSError if the disk cannot take them."""
    problems: dict[str, Problem] = {}
    outputs: list[Output] = []
    read: dict[str, str] = {}
    for plan, _ in task.pages:
        reads = Reads()
        try:
            config = track(job.config, reads.note)
            page = pages.fill_page(plan, partial(_read_summary, zone=config.zone), config)
            outputs.append(renderer(job.config, job.theme).render(page, reads.note))
        except TemplateError as error:
            problems[plan.path] = error.problem
        read[plan.path] = str(reads)
    files = publish.stage(outputs, task.known, job.staging)
    return ListReceipt(task=task, files=files, reads=read, problems=problems)


@lru_cache(16_384)  # a thread stands in some ten lists, of a kind at a time
def _read_summary(text: str, zone: tzinfo) -> ThreadSummary:
    return summary_from_json(text, zone)


@cache
def renderer(config: Config, theme: Theme) -> Renderer:
    """The theme's templates, once in a process: compiling them takes longer than drawing a page."""
    return Renderer(theme, config)


def parse_source(content: bytes, source: Source, config: Config, convention: Convention | None) -> Parsed:
    """Parse a source as this project's configuration has it."""
    options = MarkdownOptions(
        breaks=config.markdown_breaks, lazy_quotes=config.lazy_quotes, cjk_emphasis=config.cjk_emphasis
    )
    parsed = parse_thread(
        content,
        path=source.path,
        slug=source.slug,
        project_path=source.project_path,
        zone=config.zone,
        parse_body=partial(parse_body, options=options),
        convention=convention,
    )
    return replace(parsed, thread=resolve_unmarked(parsed.thread)) if parsed.thread else parsed


def _draw(
    thread: Thread, content: bytes, origins: Origins, config: Config, render: Callable[[Page], Output]
) -> Iterator[Output]:
    for planned in pages.plan_thread(thread, content, origins, find_parents(thread, origins), config):
        yield render(planned) if isinstance(planned, Page) else planned
